"""Long texts: three lines that grow to ten; Enter is a new line, Ctrl+Enter the next field, Tab leaves."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from crm_desktop.kit import values
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.forms import Field
from crm_desktop.kit.values.text import limit
from ui.kit.composing import Composing
from ui.kit.editors.base import Editor, Surroundings, ctrl, is_enter, is_form_key, passes_on
from ui.kit.theme import px

FEWEST, MOST = 3, 10


class LongText(Composing, QPlainTextEdit):
    """A plain text that is as high as what stands in it, between three and ten lines."""

    entered = Signal()
    now_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._grow)
        self._grow()

    def rows(self) -> int:
        """How many lines are shown now."""
        lines = round(self.document().documentLayout().documentSize().height())
        return min(MOST, max(FEWEST, lines))

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        return QSize(super().sizeHint().width(), self._height())

    def event(self, event: QEvent) -> bool:
        """Keys of the form go to the form."""
        return False if passes_on(event) else super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter leaves; Ctrl+; writes the date; keys of the form go up."""
        if is_enter(event) and ctrl(event):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Semicolon and ctrl(event):
            self.now_asked.emit()
        elif is_form_key(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower means more lines."""
        super().resizeEvent(event)
        self._grow()

    def changeEvent(self, event: QEvent) -> None:
        """A larger font means higher lines."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._grow()

    def _height(self) -> int:
        return self.rows() * self.fontMetrics().lineSpacing() + 2 * int(self.document().documentMargin()) + px(10)

    def _grow(self) -> None:
        if self.minimumHeight() != self._height():
            self.setFixedHeight(self._height())


class LongTextEditor(Editor):
    """A field of several lines."""

    def __init__(self, field: Field, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(field, around, parent)
        self.edit = LongText(self)
        self.add_control(self.edit)
        self.edit.textChanged.connect(self._typed)
        self.edit.entered.connect(self.next_asked)
        self.edit.now_asked.connect(self.insert_now)

    def value(self) -> Any | None:
        """The text; None when empty or not allowed."""
        try:
            return values.read(self.field, self.text(), self.around.context())
        except Problem:
            return None

    def set_value(self, value: Any | None) -> None:
        """Show a kept text."""
        self.set_text("" if value is None else str(value))

    def text(self) -> str:
        """What was typed."""
        return self.edit.toPlainText()

    def set_text(self, text: str) -> None:
        """Replace what stands there."""
        if text != self.text():
            self.edit.setPlainText(text)

    def raw(self) -> Any:
        """The text as typed."""
        return {"t": self.text()} if self.text().strip() else None

    def problem(self) -> str:
        """What is wrong with it: too long, or a sign that can't be kept."""
        try:
            values.read(self.field, self.text(), self.around.context())
        except Problem as problem:
            return problem.sentence
        return ""

    def is_too_long(self) -> bool:
        """Whether the text is longer than its field takes."""
        return len(self.text()) > limit(self.field)

    def insert_now(self) -> None:
        """Ctrl+; writes today's date."""
        if not self.read_only:
            self.edit.insertPlainText(self.around.context().today.isoformat())

    def _typed(self) -> None:
        if self._sentence and not self.problem():
            self.show_problem("")
        self.changed.emit()
