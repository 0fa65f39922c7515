"""What the page Today is made of: kinds, list, course of the day, drafts; beside or below each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QBoxLayout, QStackedWidget, QWidget

from crm_desktop.kit.i18n import N_
from crm_desktop.kit.store import layout
from crm_desktop.today.lines import Line
from ui.kit import specs, words
from ui.kit.actions import Action
from ui.kit.header import PageHeader
from ui.kit.theme import px
from ui.kit.widgets import Button, EmptyState, SegmentBar, Sheet, column, row
from ui.today.day import DaySheet
from ui.today.model import TodayModel
from ui.today.unsaved import SHOWN, DraftsSheet
from ui.today.view import TodayList

if TYPE_CHECKING:
    from crm_desktop.kit.due import Moment
    from ui.kit.session import Session

SIDE, SIDE_NARROW = 288, 240
SIDE_FROM, TOOLS_FROM = 1000, 1200  # effective pixels from which on the side stands beside, the kinds in the head
_KINDS = {"all": N_("All"), "complaints": N_("Complaints"), "callbacks": N_("Call-backs"), "other": N_("Others")}


def kind_of(line: Line) -> str:
    """In which of the page's kinds a line falls."""
    if line.due.kind == "clock" or line.due.form.startswith("complaint"):
        return "complaints"
    return "callbacks" if line.due.kind in ("visit", "callback") else "other"


class TodayBody(QWidget):
    """Everything below the head; the kinds and "Only mine" stand in the head where it is wide."""

    def __init__(self, session: Session, header: PageHeader, empty: words.Message) -> None:
        super().__init__()
        self._header = header
        self._model = TodayModel()
        self.list = TodayList(self._model)
        self.list.setProperty("bare", True)
        self.kinds = SegmentBar(list(_KINDS.items()), name=N_("Kinds of lines"))
        self.mine = Button(icon="user")
        self.mine.setCheckable(True)
        words.put(self.mine, N_("Only mine"))
        self.day, self.unsaved = DaySheet(), DraftsSheet(session)
        self.nothing = EmptyState(N_("Nothing of this kind is due."), link=(N_("Show all"), self._all))
        self.empty = EmptyState(empty, _next_step(session))
        self.first = EmptyState(N_("What is due stands here every day: complaints to answer, call-backs, promises, "
                                   "reminders. It begins with your customers."), *_first_steps(session))
        self._lines: Sequence[Line] = ()
        self._nobody = False
        self._build()

    def show_lines(self, lines: Sequence[Line], at: Moment, *, nobody: bool = False) -> None:
        """Show those of the kind chosen; the row she is on stays hers, or the one that takes its place.

        `nobody`: the office has no customer yet.
        """
        self._lines, self._nobody = lines, nobody
        self._show()
        self.day.show_day(lines, at)

    def show_kind(self, kind: str) -> None:
        """Only lines of that kind."""
        self.kinds.choose(kind)
        self._show()

    def first_focus(self) -> QWidget | None:
        """The list; without lines the button that does the next thing."""
        shown = self.stack.currentWidget()
        return self.list if shown is self.list else shown.findChild(Button)

    def forget(self) -> None:
        """Drop all text of records."""
        self._lines = ()
        self._model.put(())
        self.list.button.setText("")
        self.list.button.setAccessibleName("")
        self.list.button.setAccessibleDescription("")
        self.day.forget()
        self.unsaved.forget()

    def fit(self, wide: float) -> None:
        """Beside each other or below, by the effective width of the window."""
        beside = wide >= SIDE_FROM
        self.day.setVisible(beside)
        self.unsaved.show_most(SHOWN if beside else 1)
        self.side.setVisible(beside or bool(self.unsaved.drafts))
        direction = QBoxLayout.Direction
        self._line.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
        self.side.setMinimumWidth(px(SIDE if wide >= TOOLS_FROM else SIDE_NARROW) if beside else 0)
        self.side.setMaximumWidth(self.side.minimumWidth() if beside else 16777215)
        fits = wide >= TOOLS_FROM and self.tools.sizeHint().width() <= self._header.room_for_extra()
        place = self._header.extra if fits else self._top
        if place.indexOf(self.tools) < 0:
            for box in (self._header.extra, self._top):
                box.removeWidget(self.tools)
            place.insertWidget(0, self.tools)
            self.tools.show()

    def _build(self) -> None:
        self.tools = QWidget()
        line = row(self.tools, spacing=8)
        line.addWidget(self.kinds)
        line.addWidget(self.mine)
        self._top = row()
        self._top.addStretch(1)
        self.stack = QStackedWidget()
        for part in (self.list, self.empty, self.nothing, self.first):
            self.stack.addWidget(part)
        sheet = Sheet(margin=0, spacing=0)
        sheet.box.setContentsMargins(1, 1, 1, 1)
        sheet.box.addWidget(self.stack)
        self.side = QWidget()
        pile = column(self.side, spacing=12)
        pile.addWidget(self.day, 1)
        pile.addWidget(self.unsaved)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(px(12))
        self._line.addWidget(sheet, 1)
        self._line.addWidget(self.side)
        box = column(self, spacing=12)
        box.addLayout(self._top)
        box.addLayout(self._line, 1)
        self.kinds.chosen.connect(lambda _kind: self._show())

    def _show(self) -> None:
        kind, held, place = self.kinds.current(), self.list.line(), self.list.currentIndex().row()
        its, many = [kind_of(line) for line in self._lines], Counter[str]()
        for line, one in zip(self._lines, its, strict=True):
            many[one] += line.count
        for name in _KINDS:
            self.kinds.set_count(name, many.total() if name == "all" else many[name])
        shown = self._lines if kind == "all" else [
            line for line, one in zip(self._lines, its, strict=True) if one == kind]
        focus = QApplication.focusWidget()  # not one that had it while the page was in view
        had_focus = focus is not None and self.stack.isAncestorOf(focus)
        self._model.put(shown)
        self.list.choose_key(held.key if held is not None else None, max(place, 0))
        self.stack.setCurrentWidget(self.list if shown else self.nothing if self._lines else
                                    self.first if self._nobody else self.empty)
        if had_focus and (wanted := self.first_focus()) is not None:
            wanted.setFocus()

    def _all(self) -> None:
        self.show_kind("all")
        self.list.setFocus()


def _first_steps(session: Session) -> tuple[Action, tuple[words.Message, Callable[[], object]]]:
    """What an office without customers offers: to bring in the list there is, or to enter the first one."""
    form = layout.TARGETS["customer_ref"]
    bring_in = Action("first_import", N_("Import from Excel"), lambda: session.go("import", {"form": form}),
                      icon="upload", primary=True, guard=session.attempt)
    return bring_in, (N_("Enter the first customer"), lambda: session.attempt(lambda: session.new(form)))


def _next_step(session: Session) -> Action | None:
    """What an empty day offers: to plan a call-back."""
    capture = next((c for c in specs.all_captures() if c.key == "F8"), None)
    return None if capture is None else Action(
        "next_step", capture.title, lambda: specs.load(capture.run)(session, None), icon=capture.icon,
        key=capture.key, primary=True, guard=session.attempt)
