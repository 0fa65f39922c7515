"""F1: the keys of this page; Shift+F1: all keys. From the one list of actions, so it cannot be wrong.

Its button leads to the cheat sheet: every key on paper, seen before it is printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from crm_desktop.kit.i18n import N_
from ui.kit import words
from ui.kit.actions import Action, key_text
from ui.kit.buttons import Button
from ui.kit.theme import px
from ui.kit.widgets import Label, row

Section = tuple[str, list[tuple[str, str]]]

SHEET = N_("Print the cheat sheet")
# Keys that no action owns: what fields, lists and forms do by themselves.
LIST_KEYS: list[tuple[str, str]] = [
    ("↑ ↓ PgUp PgDn", N_("Move in the list")), ("Enter", N_("Open")), ("Space", N_("Preview")), ("F2", N_("Edit")),
    ("Del", N_("Put into the recycle bin")), ("Ctrl+F", N_("Filter")), ("Ctrl+C", N_("Copy rows")),
    ("Shift+F10", N_("Menu of this row"))]
# Said where she is, not on paper.
SEARCH_KEYS = [("↓ / Enter", N_("In the search box: into the list / open")),
               ("Esc", N_("Close the preview, end the search"))]
FORM_KEYS: list[tuple[str, str]] = [
    ("Tab", N_("Next field")), ("Enter", N_("Next field; in long text a new line")),
    ("Alt+Down", N_("Open a choice or calendar")), ("1-9", N_("Choose an answer")),
    ("Ctrl+;", N_("Today's date or time")), ("Ctrl+E", N_("Next problem")), ("Ctrl+PgDn", N_("Next section")),
    ("Esc", N_("Close; a draft is kept"))]
NEW = N_("New, of this page's kind")  # where each page has a word of its own
ALL, LISTS, FORMS, CARD = N_("Everywhere"), N_("Lists"), N_("Forms"), N_("A record")


def sections(page: Iterable[Action], all_of_them: Iterable[Action] | None = None,
             own: Iterable[tuple[str, str]] = (), *, lists: bool = True) -> list[Section]:
    """What to show: the page's keys, then lists (where there is one) and forms, then everywhere."""
    result = [(N_("This page"), [*_keys(page), *_said(own)]),
              (LISTS, _said((*LIST_KEYS, *SEARCH_KEYS)) if lists else []), (FORMS, _said(FORM_KEYS))]
    if all_of_them is not None:
        result.append((ALL, _keys(all_of_them)))
    return [s for s in result if s[1]]


def _keys(actions: Iterable[Action]) -> list[tuple[str, str]]:
    return [(" / ".join(key_text(k) for k in a.keys()), a.label()) for a in actions if a.keys()]


def _said(keys: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(key, words.said(text)) for key, text in keys]


class KeysHelp(QDialog):
    """A list to read; Esc closes it. `sheet` shows all keys on paper, where an office is open."""

    def __init__(self, shown: list[Section], parent: QWidget | None = None, *,
                 sheet: Callable[[], object] | None = None) -> None:
        super().__init__(parent)
        self._sheet = sheet
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

    def _foot(self) -> QHBoxLayout:
        line = row()
        if self._sheet is not None:
            paper = Button(icon="printer", key="Ctrl+P")
            words.put(paper, SHEET)
            paper.setShortcut("Ctrl+P")
            paper.clicked.connect(self._to_sheet)
            line.addWidget(paper)
        close = Button(key="Esc")
        words.put(close, N_("Close"))
        close.clicked.connect(self.close)
        line.addStretch(1)
        line.addWidget(close)
        return line

    def _to_sheet(self) -> None:
        assert self._sheet is not None
        self.close()
        self._sheet()
