"""The scheduler: the span in view on its board, at the left the month, whose call-backs, and what is proposed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from crm_desktop.kit import clock, workdays
from crm_desktop.kit.i18n import _, ngettext
from crm_desktop.kit.query import Query
from crm_desktop.visits import agenda, model
from crm_desktop.visits.agenda import Row
from crm_desktop.visits.model import PLAN
from ui.kit.theme import px
from ui.kit.widgets import Sheet, row
from ui.visits.board import Board
from ui.visits.going import Going
from ui.visits.month_board import LINES, MonthBoard
from ui.visits.side import Side
from ui.visits.spans import DAY, MONTH, WEEK, Span
from ui.visits.time_board import TimeBoard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crm_desktop.kit.store import Notice, Store
    from ui.kit.session import Session

# Rows of a day that are read and drawn; the rest is counted. A day alone has all of them.
CAPS = {DAY: -1, WEEK: 16, MONTH: LINES + 1}
RECEPTION = "reception_record"


class Scheduler(Going):
    """Reads the span only. `board` is the one in view."""

    opened = Signal(object)               # Row
    plan_asked = Signal(str, object)      # day, start or None
    moved = Signal(object, str, object)
    stretched = Signal(object, int)
    changed = Signal()                    # span, rows or place: head and status line
    menu_asked = Signal(QPoint, bool)     # on the screen; whether by a key

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.begin_on(session.store.zone)
        self.loads: dict[str, tuple[int, int]] = {}
        self.rows: list[Row] = []
        self.side = Side(session, self.place_for_call)
        self.hours, self.month = TimeBoard(session.store), MonthBoard(session.store)
        self.stack = QStackedWidget()
        for board in (self.hours, self.month):
            self.stack.addWidget(board)
            board.opened.connect(self.opened)
            board.plan_asked.connect(self.plan_asked)
            board.moved.connect(self.moved)
            board.stretched.connect(self.stretched)
            board.chosen.connect(self.changed)
            board.left_span.connect(self._follow)
            board.menu_asked.connect(self.menu_asked)
            board.day_asked.connect(self._show_day)
        sheet = Sheet(margin=0, spacing=0)
        sheet.box.setContentsMargins(1, 1, 1, 1)
        sheet.box.addWidget(self.stack)
        line = row(self, spacing=12)
        line.addWidget(self.side)
        line.addWidget(sheet, 1)
        self.side.people_changed.connect(self.read)
        self.side.suggested.planned.connect(self._show_planned)
        self.side.day_chosen.connect(lambda day: self.show_span(Span(self.span.kind, day), day))

    @property
    def board(self) -> Board:
        """The board in view."""
        return self.month if self.span.kind == MONTH else self.hours

    # Reading

    def read(self) -> None:
        """The rows of the span, no more."""
        store, span = self.session.store, self.span
        first, last = span.first.isoformat(), span.last.isoformat()
        cap = CAPS[span.kind]
        people = self.side.people()
        found = [agenda.agenda(store, first, last, who, day_cap=cap) for who in people]
        rows = [r for part in found for r in part if r.state != model.CANCELLED]
        if len(found) > 1:
            rows.sort(key=lambda r: (r.day, r.start or ""))
        self.loads = {}
        for who in people:
            for day, (all_, open_) in agenda.loads(store, first, last, who).items():
                had = self.loads.get(day, (0, 0))
                self.loads[day] = (had[0] + all_, had[1] + open_)
        drawn: dict[str, int] = {}
        for one in rows:
            drawn[one.day] = drawn.get(one.day, 0) + (one.form == PLAN)
        more = {d: n - drawn.get(d, 0) for d, (n, _open) in self.loads.items() if n > drawn.get(d, 0)}
        self.rows = rows
        self.board.show_rows(span, rows, more, days_off(self.session.store, span.days))
        self.side.show_span(span)
        self.changed.emit()

    def refresh(self, notice: Notice | None) -> None:
        """Read again where a notice touches the span."""
        if notice is None or notice.many or "setting" in notice.forms or touches(self, notice):
            self.read()
        if notice is None or notice.many or "staff_record" in notice.forms:
            self.side.read_people()
        self.side.refresh(notice)

    def forget(self) -> None:
        """Drop all text."""
        self.rows, self.loads = [], {}
        self.forget_places()
        for board in (self.hours, self.month):
            board.forget()
        self.side.forget()

    # What stands where

    def current(self) -> Row | None:
        """The row the keyboard is on."""
        return self.board.current()

    def place_for_plan(self) -> tuple[str, str | None]:
        """Where a plan would go now: day and start of the free place, or the day alone."""
        at = self.board.at
        today = clock.today(self.session.store.zone).isoformat()
        start = model.clock(at.minute) if at.minute is not None and at.key is None else None
        return (max(at.day, today), start if at.day >= today else None)

    def place_for_call(self) -> tuple[str, str | None]:
        """Where a suggested call would go now: from the entry chosen on, for that may be the one planned before."""
        day, start = self.place_for_plan()
        at = self.board.at
        return day, model.clock(at.minute) if start is None and at.minute is not None and at.day == day else start

    def _show_planned(self, record: int, day: str) -> None:
        """It is the one chosen now; the keyboard stays in the suggestions."""
        self.read()
        there = date.fromisoformat(day)
        if not self.span.holds(there):
            self.show_span(Span(self.span.kind, there), there)
        self.board.choose((PLAN, record), focus=False)

    def plan_here(self) -> None:
        """A new plan where the keyboard is."""
        self.board.plan_here()

    def to_suggested(self) -> None:
        """The keyboard goes to the proposals."""
        self.side.show()
        self.side.to_suggested()

    def status(self) -> str:
        """How many, how many done, and where the keyboard is."""
        count = sum(n for n, _open in self.loads.values())
        open_ = sum(n for _n, n in self.loads.values())
        words = [ngettext("{count} call-back", "{count} call-backs", count).format(count=f"{count:,}"),
                 _("{count} still to be done").format(count=f"{open_:,}")]
        if spot := self.board.spot_text():
            words.append(spot)
        hint = _("Ctrl and arrows move it, Enter opens it") if self.current() else _("Enter plans here")
        return " · ".join((*words, hint))

    def begin(self) -> None:
        """When it is first seen: look for proposals, once the days are painted."""
        if not self.side.suggested.read_once:
            self.side.suggested.later()
        home, year = self.session.store.context().home, self.span.day.year
        if not workdays.are_loaded():
            self.session.run(lambda store, job: workdays.holidays_of(home, year), lambda _found: self._holidays(),
                             _("Looking up the holidays…"))

    def _holidays(self) -> None:
        if self.rows or self.loads or self.board.at.day:  # not locked meanwhile
            self.read()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """It takes the room there is and asks for little."""
        return QSize(px(600), px(260))

    def state(self) -> dict[str, Any]:
        """Where she is, for the history."""
        return {"view": self.span.kind, "day": self.span.day.isoformat()}


def days_off(store: Store, days: Sequence[date]) -> dict[date, str]:
    """Weekends, and holidays by name once their tables are loaded, which takes a second."""
    if not workdays.are_loaded():
        return {d: "" for d in days if d.weekday() > 4}
    return workdays.days_off(store.context().home, days)


def touches(scheduler: Scheduler, notice: Notice) -> bool:
    """Whether a change is of a row shown, or of one that now lies in the span."""
    shown = {(r.form, r.id) for r in scheduler.rows}
    changed = [(form, record) for form, record, _act in notice.changes if form in (PLAN, RECEPTION)]
    named = {("customer_master", r.customer) for r in scheduler.rows}
    if any(one in shown for one in changed) or any((form, record) in named for form, record, _act in notice.changes):
        return True
    ids = [record for form, record in changed if form == PLAN]
    if any(form == RECEPTION for form, _record in changed):
        return True
    rows = Query(PLAN).run(scheduler.session.store).read(ids, ("planned_date",)) if ids else []
    return any(r["planned_date"] and scheduler.span.holds(date.fromisoformat(r["planned_date"])) for r in rows)
