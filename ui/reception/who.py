"""Which of several visitors leaves: a menu whose lines a digit takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from crm_desktop.kit.i18n import N_
from crm_desktop.kit.values.text import shorten
from ui.kit import words

_LINE = 60    # signs of a visitor's line
_DIGITS = 9   # lines with a digit of their own
Choice = tuple[str, Callable[[], object]]


class WhoMenu(QMenu):
    """A digit, the arrows and Enter, or a click; Esc: nobody. It is gone once it is closed."""

    def __init__(self, choices: Sequence[Choice], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words.put_name(self, N_("Who leaves?"))
        head = self.addAction(words.said(N_("Who leaves?")))
        head.setEnabled(False)
        self.addSeparator()
        self.lines = [self._line(place, *choice) for place, choice in enumerate(choices, 1)]

    def ask(self, under: QWidget) -> None:
        """Open below that widget, the first line chosen."""
        self.popup(under.mapToGlobal(QPoint(0, under.height())))
        self.setActiveAction(self.lines[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """A digit takes its line at once."""
        text = event.text()
        place = int(text) if len(text) == 1 and text in "123456789" else 0
        if 0 < place <= len(self.lines):
            self.lines[place - 1].trigger()
            self.close()
        else:
            super().keyPressEvent(event)

    def _line(self, place: int, text: str, act: Callable[[], object]) -> QAction:
        digit = f"{place}  " if place <= _DIGITS else "    "
        made = self.addAction(digit + words.entry(shorten(text, _LINE)))
        made.triggered.connect(lambda _on=False: act())
        return made
