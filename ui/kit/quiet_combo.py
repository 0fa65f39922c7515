"""A list to choose from that the mouse wheel never changes, with a label that screen readers find."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox

from ui.kit import spoken


class QuietCombo(QComboBox):
    """What the combos of forms and settings have in common."""

    def event(self, event: QEvent) -> bool:
        """Before it is first seen, a label that readers find."""
        if event.type() == QEvent.Type.Polish:
            spoken.give_label(self)
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Scrolling past it must not change an answer."""
        event.ignore()
