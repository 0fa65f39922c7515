"""The page Today: what is late, due today and in the next three days, each line with the act that comes next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from crm_desktop.kit import due
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import N_, _, ngettext
from crm_desktop.kit.values import short_day, whole_day
from crm_desktop.today import lines as today
from crm_desktop.today.lines import Line, More
from ui.kit import specs
from ui.kit.actions import Action
from ui.kit.page import Page
from ui.today.body import TodayBody

if TYPE_CHECKING:
    from crm_desktop.kit.store import Notice
    from ui.kit.session import Session

EVERY_MS = 30_000
REMINDER = "reminder"
_MINE = "today.mine"


class TodayPage(Page):
    """The first page."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.lines: list[Line] = []
        self._many = 0, 0  # late ones, all
        self.at = due.moment(session.store)
        self.parts = TodayBody(session, self.header, lambda: _("Nothing is due until {day}.").format(
            day=short_day(self.at.last, self.at.today)))
        self.body.addWidget(self.parts, 1)
        self.list, self.unsaved = self.parts.list, self.parts.unsaved
        self.list.pressed_line.connect(self.act)
        self.list.opened.connect(self.open_line)
        self.list.current_changed.connect(self.header.refresh)
        self.parts.day.opened.connect(self.open_line)
        self.unsaved.changed.connect(self._drafts_changed)
        self.parts.mine.setChecked(bool(session.settings.get(_MINE)))
        self.parts.mine.clicked.connect(self._whose)
        self.parts.kinds.chosen.connect(lambda _kind: self.update_words())
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()
        self._read()

    # What the page says

    def subtitle(self) -> str:
        """The day."""
        return whole_day(self.at.today)

    def status(self) -> str:
        """How many lines, how many late."""
        late, many = self._many
        return " · ".join(filter(None, (
            ngettext("{count} line", "{count} lines", many).format(count=f"{many:,}"),
            ngettext("{count} is late", "{count} are late", late).format(count=f"{late:,}") if late else "")))

    def actions(self) -> Sequence[Action]:
        """The morning sheet, a new reminder; what can be done with a line and a draft."""
        def chosen() -> bool:
            return self.list.line() is not None

        return [
            Action("open", N_("Open the record"), lambda: self.open_line(self.list.line()), key="Ctrl+O",
                   icon="external-link", enabled=chosen, shown=False),
            Action("mine", N_("Only mine"), self.parts.mine.click, key="Ctrl+M", icon="user", shown=False, menu="view"),
            Action("remind", N_("New reminder"), lambda: self.session.new(REMINDER), key="Ctrl+N", icon="bell",
                   menu="file", writes=True),
            Action("print", N_("Print morning sheet"), self.print_sheet, key="Ctrl+P", icon="printer", menu="file"),
            *self.unsaved.keys(),
        ]

    def own_keys(self) -> Sequence[tuple[str, str]]:
        """Those of its list."""
        return (("↑ ↓ PgUp PgDn", N_("Move in the list")), ("Enter", N_("Do what comes next")))

    def customer(self) -> int | None:
        """Nobody: a line is current by itself here, and whoever rings is seldom the one of that line."""
        return None

    def state(self) -> dict[str, Any]:
        """Which kind she looks at."""
        kind = self.parts.kinds.current()
        return {} if kind == "all" else {"kind": kind}

    def first_focus(self) -> QWidget | None:
        """The list; on an empty day what to do next."""
        return self.parts.first_focus()

    # What is asked of the page

    def wants(self, notice: Notice) -> bool:
        """Any record may be due."""
        return bool(notice.changes)

    def refresh(self, notice: Notice | None) -> None:
        """Read again; what stays the same stays in place."""
        self._read()
        self._read_drafts()

    def restore(self, state: dict[str, Any]) -> None:
        """Back to that kind."""
        self.parts.show_kind(str(state.get("kind", "all")))

    def retranslate(self) -> None:
        """Lines in the language in force."""
        self.parts.forget()
        self.refresh(None)

    def forget(self) -> None:
        """Drop all text of records."""
        self._timer.stop()
        self.lines = []
        self.parts.forget()

    def tick(self) -> None:
        """Time went on: clocks go late by themselves."""
        if self.isVisible():
            self._read()
        else:
            self.stale = True

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """A draft may have been kept meanwhile."""
        super().showEvent(event)
        if self._timer.isActive():
            self._read_drafts()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Beside each other, or one below the other."""
        super().resizeEvent(event)
        self.parts.fit(self.effective_width())

    # What is done here

    def act(self, line: Line) -> None:
        """Do the next thing of a line: at once, or on the card of its record. What there is more is a list."""
        one = line.due
        if isinstance(line, More):
            self.session.attempt(lambda: self.session.rows(line.rest.query(self.session.store)))
        elif run := specs.line_act(one.form, one.act):
            self.session.attempt(lambda: specs.load(run)(self.session, one.record))
        else:
            self.session.open(one.form, one.record, one.act)

    def open_line(self, line: Line | None) -> None:
        """The card of a line's record."""
        if isinstance(line, More):
            self.act(line)
        elif line is not None:
            self.session.open(line.due.form, line.due.record)

    def print_sheet(self) -> None:
        """The morning sheet in the preview: of everybody, or one's own."""
        self.session.go("reports", {"report": "today-own" if self.parts.mine.isChecked() else "today"})

    # Inside

    def _read(self) -> None:
        store = self.session.store
        try:
            self.at = due.moment(store)
            person = store.user.staff if self.parts.mine.isChecked() else None
            self.lines = today.read(store, self.at, person, quiet=True)
            nobody = not self.lines and today.nobody(store)
        except Problem:
            return  # a busy file: what stands there is a moment old, the next look will do
        self._many = (sum([line.count for line in self.lines if line.group == due.LATE]),
                      sum([line.count for line in self.lines]))
        self.parts.show_lines(self.lines, self.at, nobody=nobody)
        self.update_words()
        self.parts.fit(self.effective_width())  # more lines: wider counts

    def _read_drafts(self) -> None:
        before = self.unsaved.drafts
        self.session.attempt(self.unsaved.read)
        if self.unsaved.drafts != before:
            self._drafts_changed()

    def _drafts_changed(self) -> None:
        self.parts.fit(self.effective_width())
        self.update_head()

    def _whose(self) -> None:
        self.session.settings.set(_MINE, self.parts.mine.isChecked() or None)
        self._read()
