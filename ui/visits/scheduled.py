"""The page of call-backs with the scheduler as its first face, before lists, cards and forms."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from crm_desktop.kit.i18n import N_
from crm_desktop.visits.agenda import Row
from crm_desktop.visits.model import PLAN
from ui.kit import words
from ui.kit.actions import Action
from ui.kit.page import Page
from ui.kit.record_page import FORM, LIST, RecordPage
from ui.kit.theme import px
from ui.kit.widgets import Button, IconButton, SegmentBar, row
from ui.visits import schedule_acts
from ui.visits.scheduler import Scheduler
from ui.visits.spans import LIST as LIST_VIEW
from ui.visits.spans import VIEW_KEYS, VIEWS, Span

if TYPE_CHECKING:
    from crm_desktop.kit.store import Notice
    from ui.kit.session import Session

SCHEDULE = "schedule"


class ScheduledPage(RecordPage):
    """A record page that begins with the scheduler and comes back to it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        self.came_from, self.old_schedule = SCHEDULE, False
        self.scheduler: Scheduler | None = None
        self.way: tuple[int, Action] | None = None  # out of the overlap said last, by its key
        self.folded: frozenset[str] = frozenset()   # actions the head has no room for: they stand under …
        super().__init__(session, parent)

    # The faces

    def show_list(self, form_id: str) -> None:
        """A list; the page itself begins with the scheduler."""
        if self.scheduler is None:
            self._begin()
            return
        self.came_from = LIST
        super().show_list(form_id)

    def show_schedule(self) -> None:
        """The scheduler."""
        assert self.scheduler is not None
        self._leave_face()
        self.came_from = SCHEDULE
        if self.old_schedule:
            self.old_schedule = False
            self.scheduler.read()
        self._face(SCHEDULE, PLAN, 0, self.scheduler)
        self.header.back.hide()
        self._offer_draft()
        self.update_head()

    def view(self, kind: str) -> None:
        """Day, week, month or list."""
        assert self.scheduler is not None
        if kind == LIST_VIEW:
            self.show_list(PLAN)
        else:
            if self.mode != SCHEDULE:
                self.show_schedule()
            self.scheduler.view(kind)
            self.show_tools()
        self._focus()

    def _begin(self) -> None:
        self.scheduler = Scheduler(self.session)
        schedule_acts.join(self, self.scheduler)
        self.tools = Tools(self.scheduler)
        self.tools.views.chosen.connect(self.view)
        self.header.extra.addWidget(self.tools)
        self.stack.addWidget(self.scheduler)
        self.scheduler.read()
        self.show_schedule()

    def _face(self, mode: str, form_id: str, record: int, widget: QWidget) -> None:
        super()._face(mode, form_id, record, widget)
        self.show_tools()

    def span_changed(self) -> None:
        """Head and status line follow the scheduler."""
        if self.mode == SCHEDULE:
            self.update_words()

    def show_tools(self) -> None:
        """The tools of the face in view."""
        if self.scheduler is not None:
            self.tools.show_place(self.scheduler.span.kind if self.mode == SCHEDULE else LIST_VIEW)
            self.tools.setVisible(self.mode in (SCHEDULE, LIST))

    def _go_to(self, place: tuple[str, str, int]) -> None:
        if place[0] == SCHEDULE:
            self.show_schedule()
            self._focus()
        else:
            super()._go_to(place)

    def home(self, form_id: str, record: int) -> tuple[str, str, int]:
        """Back to where she came from: the scheduler or a list."""
        return (SCHEDULE, PLAN, 0) if self.came_from == SCHEDULE else super().home(form_id, record)

    # What the page says

    def title(self) -> str:
        """The page's own title over the scheduler."""
        return Page.title(self) if self.mode == SCHEDULE else super().title()

    def subtitle(self) -> str:
        """The span."""
        return self.scheduler.span.text() if self.mode == SCHEDULE and self.scheduler else super().subtitle()

    def status(self) -> str:
        """What the span holds and where the keyboard is."""
        return self.scheduler.status() if self.mode == SCHEDULE and self.scheduler else super().status()

    def actions(self) -> list[Action]:
        """Those of the scheduler, or of the face in view."""
        if self.mode == SCHEDULE:
            keys = [self.way[1]] if self.way is not None else self.draft_note.keys()
            return [*keys, *self._unfolded(schedule_acts.offered(self))]
        found = list(super().actions())
        if self.mode == LIST:
            found += self._unfolded(schedule_acts.views(self, "Alt+"))
        return found

    def update_head(self) -> None:
        """With as much of day, week, month and list as there is room for."""
        super().update_head()
        if self._fit_tools():
            super().update_head()

    def _unfolded(self, actions: list[Action]) -> list[Action]:
        return [replace(a, shown=True) if a.id in self.folded else a for a in actions]

    def _fit_tools(self) -> bool:
        if self.scheduler is None or self.mode not in (SCHEDULE, LIST):
            return False
        before, self.folded = self.folded, self.tools.fit(self.header.room_for_extra())
        return self.folded != before

    def customer(self) -> int | None:
        """The customer of the block the keyboard is on."""
        if self.mode == SCHEDULE and self.scheduler is not None:
            row_ = self.scheduler.current()
            return row_.customer if row_ is not None else None
        return super().customer()

    def state(self) -> dict[str, Any]:
        """The span, a list or a record."""
        mode, form_id = (self.mode, self.form_id) if self.mode != FORM else self._before[:2]
        if mode == SCHEDULE and self.scheduler is not None:
            return self.scheduler.state()
        return {"form": form_id} if mode == LIST else super().state()

    def first_focus(self) -> QWidget | None:
        """The board."""
        if self.mode == SCHEDULE and self.scheduler is not None:
            return self.scheduler.board.focus_target()
        return super().first_focus()

    # What is asked of it

    def restore(self, state: dict[str, Any]) -> None:
        """A span, the rows behind a number, or as every page."""
        if "view" in state and self.scheduler is not None:
            self.show_schedule()
            day = date.fromisoformat(str(state["day"]))
            self.scheduler.show_span(Span(str(state["view"]), day), day)
            self.show_tools()
            self._focus()
            return
        if "query" in state or ("form" in state and not state.get("record")):
            self.came_from = LIST
        super().restore(state)

    def refresh(self, notice: Notice | None) -> None:
        """The span where it is in view, else when it is next seen."""
        if self.scheduler is not None:
            if self.mode == SCHEDULE:
                self.scheduler.refresh(notice)
                if self.way and not any(r.clash and r.id == self.way[0] for r in self.scheduler.rows):
                    self.offer(0, None)
                self._offer_draft()
            else:
                self.old_schedule = True
        super().refresh(notice)

    def forget(self) -> None:
        """Drop all text."""
        if self.scheduler is not None:
            self.scheduler.forget()
        super().forget()

    def retranslate(self) -> None:
        """What the boards paint."""
        if self.scheduler is not None and self.mode == SCHEDULE:
            self.scheduler.read()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Proposals are looked up when the page is first seen."""
        super().showEvent(event)
        if self.scheduler is not None:
            self.scheduler.begin()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The side folds in a narrow window."""
        super().resizeEvent(event)
        if self.scheduler is not None and self.scheduler.fit(self.effective_width()) | self._fit_tools() \
                and self.mode in (SCHEDULE, LIST):
            self.update_head()

    def offer(self, plan: int, way: Action | None) -> None:
        """A way out of an overlap, as long as there is one."""
        had, self.way = self.way, (plan, replace(way, shown=False)) if way is not None else None
        if had is not None or way is not None:
            self.update_head()

    def current_row(self) -> Row | None:
        """The entry of the scheduler the keyboard is on."""
        return self.scheduler.current() if self.mode == SCHEDULE and self.scheduler else None


class Tools(QWidget):
    """In the head: the span before, today, the span after; day, week, month or list."""

    def __init__(self, scheduler: Scheduler, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.before = IconButton("chevron-left", N_("Earlier days"), key="PgUp")
        self.after = IconButton("chevron-right", N_("Later days"), key="PgDown")
        self.today = Button(key="T")
        words.put(self.today, N_("Today"))
        self.views = SegmentBar(name=N_("Day, week, month or list"))
        self.segments = {kind: self.views.add(kind, text) for kind, text in VIEWS.items()}
        self._show_keys(shown=True)
        line = row(self, spacing=8)
        for part in (self.before, self.today, self.after, self.views):
            line.addWidget(part)
        self.before.clicked.connect(lambda: scheduler.step(-1))
        self.after.clicked.connect(lambda: scheduler.step(1))
        self.today.clicked.connect(scheduler.today)

    def show_place(self, kind: str) -> None:
        """Which view is shown; going about is for the scheduler."""
        self.views.choose(kind)
        for part in (self.before, self.after, self.today):
            part.setVisible(kind != LIST_VIEW)

    def fit(self, room: int) -> frozenset[str]:
        """Leave out what has no room: Today, the keys on the views, the last views; the actions left out."""
        going, gap = self.views.current() != LIST_VIEW, px(8)
        if going:
            room -= self.before.sizeHint().width() + self.after.sizeHint().width() + 2 * gap
        self._show_keys(shown=True)
        today = self.today.sizeHint().width() + gap if going else 0
        tight = self._wide() + today > room
        self.today.setVisible(going and not tight)
        self._show_keys(shown=self._wide() <= room)
        left_out = {f"view_{kind}" for kind in self.views.fit(room - (0 if tight else today))}
        return frozenset(left_out | {"today"} if going and tight else left_out)

    def _show_keys(self, *, shown: bool) -> None:
        for kind, button in self.segments.items():
            button.set_key(VIEW_KEYS[kind] if shown else "")

    def _wide(self) -> int:
        return sum(b.sizeHint().width() for b in self.segments.values()) + 2
