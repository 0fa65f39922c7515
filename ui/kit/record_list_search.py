"""The search box of a list: letters and what edits them stay in it, the rest of the keys go to the chosen row."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent

from ui.kit.editors.base import is_enter
from ui.kit.fields import SearchBox

_INTO = (Qt.Key.Key_Down, Qt.Key.Key_Up)


class ListSearch(SearchBox):
    """`into`: the keyboard goes to the list; `stepped` to the next or previous row (F3); `left` by Esc, when empty."""

    into = Signal()
    stepped = Signal(int)
    left = Signal()

    def event(self, event: QEvent) -> bool:
        """The arrows are ours: nothing behind the list moves by them."""
        if (event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
                and event.key() in (*_INTO, Qt.Key.Key_F3)):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Down and Up into the list, F3 along it; Esc empties the box, then leaves it."""
        if self.composing() or is_enter(event):
            super().keyPressEvent(event)
        elif event.key() in _INTO:
            self.into.emit()
        elif event.key() == Qt.Key.Key_F3:
            self.stepped.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape and not self.text():
            self.left.emit()
        else:
            super().keyPressEvent(event)
