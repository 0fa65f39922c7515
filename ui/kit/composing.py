"""Whether an input method is in the middle of a word: then Enter, Esc, digits and arrows belong to it."""

from __future__ import annotations

from PySide6.QtGui import QInputMethodEvent


class Composing:
    """What a line or a text one types in has beside Qt's own; stands before it among the bases."""

    _composing = ""  # the letters not yet taken over

    def composing(self) -> bool:
        """Whether something is being composed."""
        return bool(self._composing)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802 - Qt's name
        """Know what is being composed."""
        self._composing = event.preeditString()
        super().inputMethodEvent(event)  # type: ignore[misc]
