"""Fields nobody types in: signatures, and values the program works out."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from crm_desktop.kit import values
from crm_desktop.kit.forms import Field
from crm_desktop.kit.i18n import N_
from ui.kit import words
from ui.kit.editors.base import Editor, Surroundings
from ui.kit.editors.lines import Line, masked


class NoteEditor(Editor):
    """A signature is a line on paper; on the screen only a note."""

    def __init__(self, field: Field, around: Surroundings, parent: QWidget | None = None) -> None:
        from ui.kit.widgets import Label
        super().__init__(field, around, parent)
        self.note = Label(tone="third", wrap=True, parent=self)
        words.put(self.note, N_("Signed on paper"))
        self.box.addWidget(self.note, 1)

    def value(self) -> Any | None:
        """Nothing is kept."""
        return None

    def set_value(self, value: Any | None) -> None:
        """Nothing to show."""


class ComputedEditor(Editor):
    """A value worked out by the program: to be read and copied; Enter goes on."""

    def __init__(self, field: Field, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(field, around, parent)
        self._value: Any = None
        self.line = Line(self)
        self.line.setReadOnly(True)
        self.line.setProperty("computed", True)
        words.put_hint(self.line, N_("Worked out by the program"))
        self.add_control(self.line)
        self.line.entered.connect(self.next_asked)

    def value(self) -> Any | None:
        """Never kept (decision 4)."""
        return None

    def set_value(self, value: Any | None) -> None:
        """Show what was worked out."""
        self._value = value
        text = values.show(self.field, value, self.around.context())
        self.line.setText(masked(text) if self.field.sensitive else text)
        self.line.setCursorPosition(0)

    def text(self) -> str:
        """What is shown."""
        return self.line.text()

    def set_raw(self, raw: Any) -> None:
        """Drafts hold nothing of it."""

    def set_read_only(self, read_only: bool) -> None:
        """It always is."""

    def retranslate(self) -> None:
        """The value in the new language."""
        self.set_value(self._value)
