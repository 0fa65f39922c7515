"""The strip over the pages: the command box, and the acts the telephone does not wait for (F7 F8 F9)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from ui.kit import words
from ui.kit.actions import Action
from ui.kit.buttons import Button, enable
from ui.kit.command_line import CommandLine
from ui.kit.theme import px
from ui.kit.widgets import row


class Strip(QFrame):
    """Always there, on every page."""

    find_asked = Signal(str)

    def __init__(self, captures: Sequence[Action], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "strip")
        self._captures = list(captures)
        self._box = row(self, spacing=4)
        self._box.setContentsMargins(px(16), px(7), px(12), px(8))
        self.line = CommandLine()
        self.line.typed.connect(self.find_asked)
        self.buttons = [Button(kind="flat", icon=a.icon, key=a.key) for a in self._captures]
        self._box.addWidget(self.line, 3)
        self._box.addStretch(2)
        for button, action in zip(self.buttons, self._captures, strict=True):
            button.setObjectName(f"capture_{action.id}")
            button.clicked.connect(action.trigger)
            enable(button, action)
            self._box.addWidget(button)
        self.narrow(False)

    def narrow(self, narrow: bool) -> None:
        """Short words where room is short."""
        self.line.setMaximumWidth(px(400))
        self._box.setContentsMargins(px(16), px(7), px(12), px(8))
        for button, action in zip(self.buttons, self._captures, strict=True):
            words.put(button, action.short if narrow and action.short else action.text)
            words.put_name(button, action.text)
