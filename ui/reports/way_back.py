"""A page that others open for what they have: the arrow and Esc lead back there, as long as she came from there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent

from crm_desktop.kit.i18n import N_
from ui.kit.page import Page


class WayBack(Page):
    """`restore` shows the arrow of the head; from the rail there is none."""

    def own_keys(self) -> Sequence[tuple[str, str]]:
        """Esc, where there is a way back."""
        return () if self.header.back.isHidden() else (("Esc", N_("Back")),)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc does what the arrow does."""
        if event.key() == Qt.Key.Key_Escape and not self.header.back.isHidden():
            self.back()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """From the rail there is no way back."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.header.back.hide()
