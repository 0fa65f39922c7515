"""A sentence in the page with what can be done about it: why a file cannot be read, how an import ended."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from ui.kit import spoken, style
from ui.kit.actions import Action
from ui.kit.buttons import Button, action_button
from ui.kit.theme import px
from ui.kit.widgets import Label, Mark, row

_MARKS = {"ok": "done", "near": "near", "late": "late"}


class Note(QFrame):
    """One sentence, a mark for its kind (ok, near, late), buttons."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "note")
        self._buttons: list[Button] = []
        self._line = row(self, spacing=8)
        self._line.setContentsMargins(px(12), px(8), px(8), px(8))
        self.mark, self.sentence = Mark("done", ""), Label(wrap=True)
        self.sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._line.addWidget(self.mark)
        self._line.addWidget(self.sentence, 1)
        self.hide()

    def say(self, sentence: str, kind: str, actions: Sequence[Action] = ()) -> None:
        """Show a sentence."""
        self._drop_buttons()
        style.mark(self, state=kind)
        self.mark.set(_MARKS[kind], "")
        self.sentence.setText(sentence)
        self.setAccessibleName(sentence)
        for action in actions:
            button = action_button(action, small=True)
            self._line.addWidget(button)
            self._buttons.append(button)
        self.show()
        spoken.announce(self, sentence)

    def leave(self) -> None:
        """Take it away."""
        self._drop_buttons()
        self.sentence.setText("")
        self.setAccessibleName("")
        self.hide()

    def text(self) -> str:
        """The sentence in view."""
        return self.sentence.text()

    def button(self, action_id: str) -> Button | None:
        """The button of an action."""
        return next((b for b in self._buttons if b.objectName() == f"action_{action_id}"), None)

    def _drop_buttons(self) -> None:
        for button in self._buttons:
            self._line.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
