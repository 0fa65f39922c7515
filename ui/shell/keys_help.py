"""F1: the keys of this page; Shift+F1: all keys. From the one list of actions, so it cannot be wrong.

"Print" puts all of them on paper, those of the page first.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from crm_desktop.kit.i18n import N_
from ui.kit import words
from ui.kit.actions import Action, key_text
from ui.kit.buttons import Button
from ui.kit.theme import px
from ui.kit.widgets import Label, row

if TYPE_CHECKING:
    from ui.kit.session import Session

Section = tuple[str, list[tuple[str, str]]]

# Keys that no action owns: what fields, lists and forms do by themselves.
LIST_KEYS: list[tuple[str, str]] = [
    ("↑ ↓ PgUp PgDn", N_("Move in the list")), ("Enter", N_("Open")), ("Space", N_("Preview")), ("F2", N_("Edit")),
    ("Del", N_("Put into the recycle bin")), ("Ctrl+F", N_("Filter")), ("Ctrl+C", N_("Copy rows")),
    ("Shift+F10", N_("Menu of this row"))]
FORM_KEYS: list[tuple[str, str]] = [
    ("Tab", N_("Next field")), ("Enter", N_("Next field; in long text a new line")),
    ("Alt+Down", N_("Open a choice or calendar")), ("1-9", N_("Choose an answer")),
    ("Ctrl+;", N_("Today's date or time")), ("Ctrl+E", N_("Next problem")), ("Ctrl+PgDn", N_("Next section")),
    ("Esc", N_("Close; a draft is kept"))]


def sections(page: Iterable[Action], all_of_them: Iterable[Action] | None = None) -> list[Section]:
    """What to show: the page's keys, then lists and forms, then everywhere."""
    result = [(N_("This page"), _keys(page))]
    result += [(N_("Lists"), [(k, words.said(t)) for k, t in LIST_KEYS]),
               (N_("Forms"), [(k, words.said(t)) for k, t in FORM_KEYS])]
    if all_of_them is not None:
        result.append((N_("Everywhere"), _keys(all_of_them)))
    return [s for s in result if s[1]]


def _keys(actions: Iterable[Action]) -> list[tuple[str, str]]:
    return [(" / ".join(key_text(k) for k in a.keys()), a.label()) for a in actions if a.keys()]


class KeysHelp(QDialog):
    """A list to read; Esc closes it. With an open office `paper` can be printed."""

    def __init__(self, shown: list[Section], parent: QWidget | None = None, *, session: Session | None = None,
                 paper: list[Section] | None = None) -> None:
        super().__init__(parent)
        self._session, self._paper = session, paper or shown
        words.put_window(self, N_("Keys"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if parent is not None:
            self.finished.connect(parent.activateWindow)  # some window managers leave the keyboard nowhere
        body = QWidget()
        grid = QGridLayout(body)
        grid.setHorizontalSpacing(px(24))
        grid.setVerticalSpacing(px(6))
        for title, keys in shown:
            head = Label(bold=True)
            words.put(head, title)
            grid.addWidget(head, grid.rowCount(), 0, 1, 2)
            for key, text in keys:
                line = grid.rowCount()
                grid.addWidget(Label(key, tone="second"), line, 0)
                grid.addWidget(Label(text), line, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(body)
        area.setAccessibleName(words.said(N_("Keys")))
        box = QVBoxLayout(self)
        box.addWidget(area)
        box.addLayout(self._foot())
        self.resize(px(520), px(560))

    def print_sheet(self) -> None:
        """The cheat sheet, to a printer or into a file of it."""
        from crm_desktop.kit import cheat_sheet
        from ui.kit import ask, printing

        session = self._session
        printer = ask.printer(self, words.said(N_("Print the cheat sheet"))) if session is not None else None
        if session is None or printer is None:
            return
        content = BytesIO()
        cheat_sheet.write_sheet(session.store, [(words.said(title), keys) for title, keys in self._paper], content)
        session.run(lambda _store, job: printing.print_pdf(content.getvalue(), printer, job.progress),
                    lambda _pages: session.tell(words.said(N_("The cheat sheet is at the printer."))),
                    words.said(N_("Print the cheat sheet")))

    def _foot(self) -> QHBoxLayout:
        line = row()
        if self._session is not None:
            session, print_ = self._session, Button(icon="printer", key="Ctrl+P")
            words.put(print_, N_("Print the cheat sheet"))
            print_.setShortcut("Ctrl+P")
            print_.clicked.connect(lambda: session.attempt(self.print_sheet))
            line.addWidget(print_)
        close = Button(key="Esc")
        words.put(close, N_("Close"))
        close.clicked.connect(self.close)
        line.addStretch(1)
        line.addWidget(close)
        return line
