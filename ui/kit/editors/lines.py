"""Editors of one line: text, numbers, money, dates and times, telephones, codes; masked where sensitive."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from crm_desktop.kit import clock, values
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.forms import Field
from crm_desktop.kit.i18n import N_
from crm_desktop.kit.values.reading import CLOCKS
from crm_desktop.kit.values.text import limit
from ui.kit import icons, style, words
from ui.kit.composing import Composing
from ui.kit.editors.base import Editor, Surroundings, ctrl, is_enter, is_form_key, passes_on

_LATIN = Qt.InputMethodHint.ImhPreferLatin | Qt.InputMethodHint.ImhNoPredictiveText
_HINTS = {
    "date": _LATIN, "datetime": _LATIN, "duration": _LATIN, "money": _LATIN, "percent": _LATIN, "score": _LATIN,
    "int": Qt.InputMethodHint.ImhDigitsOnly | _LATIN, "phone": Qt.InputMethodHint.ImhDialableCharactersOnly | _LATIN,
    "email": Qt.InputMethodHint.ImhEmailCharactersOnly | _LATIN, "id_number": _LATIN,
}
_NUMBERS = ("money", "percent", "score", "int")
_PLAIN = ("text", "address")  # kept as typed; nothing to understand
_MOST = 1_000_000  # letters: what is too long for a field is said and not cut, as Qt would at 32,767


class Line(Composing, QLineEdit):
    """One line. Enter asks for the next field and never submits; while composing, keys belong to the input method."""

    entered = Signal()
    opened = Signal()      # Alt+Down, F4
    now_asked = Signal()   # Ctrl+;

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = ""
        self.setMaxLength(_MOST)
        self.textEdited.connect(self._know)
        self.textChanged.connect(self._notice)

    def setText(self, text: str) -> None:
        """A text of the program's own."""
        self._know(text)
        super().setText(text)

    def _know(self, text: str) -> None:
        self._known = text

    def _notice(self, text: str) -> None:
        """What neither was typed nor is the program's own was put in by a screen reader or dictation: as if typed."""
        if text and text != self._known:
            self.textEdited.emit(text)

    def event(self, event: QEvent) -> bool:
        """Keys of the form go to the form."""
        return False if passes_on(event) else super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys a field has beside typing."""
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if is_enter(event):
            if not self.composing():
                self.entered.emit()
        elif event.key() == Qt.Key.Key_F4 or (event.key() == Qt.Key.Key_Down and alt):
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Semicolon and ctrl(event):
            self.now_asked.emit()
        elif is_form_key(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Never narrower than eight letters."""
        size = super().sizeHint()
        return QSize(max(self.minimumSizeHint().width(), self.fontMetrics().averageCharWidth() * 12), size.height())

    def minimumSizeHint(self) -> QSize:
        """Room for eight letters, so that a field is never a slit."""
        size = super().minimumSizeHint()
        return QSize(max(size.width(), self.fontMetrics().averageCharWidth() * 10), size.height())


class LineEditor(Editor):
    """A field typed in one line: understood on leaving, shown tidily, kept as typed when not understood."""

    def __init__(self, field: Field, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(field, around, parent)
        self.line = Line(self)
        self._value: Any = None
        self._hidden = False   # a sensitive value is masked now
        self._revealed = False
        self._plain = field.type in _PLAIN and field.id not in CLOCKS
        self.line.setInputMethodHints(_HINTS.get(field.type, Qt.InputMethodHint.ImhNone))
        if field.type in _NUMBERS:
            self.line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.add_control(self.line)
        self.line.textEdited.connect(self._typed)
        self.line.entered.connect(self._entered)
        self.line.now_asked.connect(self.insert_now)
        if field.sensitive:
            self._add_eye()

    def value(self) -> Any | None:
        """What the text means; None when empty or not understood."""
        if self._hidden:
            return self._value
        try:
            return values.read(self.field, self.line.text(), self.around.context())
        except Problem:
            return None

    def set_value(self, value: Any | None) -> None:
        """Show a kept value, masked where sensitive."""
        self._value = value
        self._hide(self.field.sensitive and value is not None and not self._revealed)
        if not self._hidden:
            self._set_line(values.show(self.field, value, self.around.context()))
        self.changed.emit()

    def text(self) -> str:
        """What was typed; of a masked value, its text."""
        if self._hidden:
            return values.show(self.field, self._value, self.around.context())
        return self.line.text()

    def set_text(self, text: str) -> None:
        """Type for her, word by word as given."""
        self._hide(False)
        self._set_line(text)
        self.changed.emit()

    def raw(self) -> Any:
        """The value, or the text where it is not understood."""
        value = self.value()
        if value is not None and not self._plain:
            return {"v": value}
        text = self.text()
        return {"t": text} if text.strip() else None

    def problem(self) -> str:
        """Why the text is not understood."""
        if self._hidden:
            return ""
        try:
            values.read(self.field, self.line.text(), self.around.context())
        except Problem as problem:
            return problem.sentence
        return ""

    def is_too_long(self) -> bool:
        """Whether the text is longer than its field takes."""
        return not self._hidden and len(self.line.text()) > limit(self.field)

    def settle(self) -> None:
        """Show what was understood in the house's notation; mask it again where sensitive."""
        if self._hidden or self.line.composing() or self.problem():
            return
        value = self.value()
        self._revealed = False
        if self.field.sensitive and value is not None:
            self._value = value
            self._hide(True)
        elif not self._plain or value is None:
            self._set_line(values.show(self.field, value, self.around.context()))

    def insert_now(self) -> None:
        """Ctrl+; as in Excel: today in a date, this minute in a time, today's date in a text."""
        if self.read_only or self._hidden:
            return
        if self.field.type == "date":
            self.set_value(self.around.context().today.isoformat())
        elif self.field.type == "datetime":
            self.set_value(clock.stamp(clock.now().replace(second=0, microsecond=0)))
        elif self.field.type in _PLAIN:
            self.line.insert(self.around.context().today.isoformat())
            self.changed.emit()

    def retranslate(self) -> None:
        """Notations follow the language."""
        if not self._hidden and not self._plain and not self.problem() and not self.line.hasFocus():
            self._set_line(values.show(self.field, self.value(), self.around.context()))

    def _set_line(self, text: str) -> None:
        if self.line.text() != text:
            self.line.setText(text)
            self.line.setCursorPosition(0)

    def _typed(self) -> None:
        if self._sentence and not self.problem():
            self.show_problem("")
        self.changed.emit()

    def _entered(self) -> None:
        self.settle()
        self.next_asked.emit()

    # Sensitive values

    def _add_eye(self) -> None:
        self._eye = self.line.addAction(icons.icon("eye"), QLineEdit.ActionPosition.TrailingPosition)
        name_line_action(self.line, self._eye, N_("Show {label} (the look is logged)"), self.field)
        self._eye.triggered.connect(self.reveal)
        self.line.opened.connect(self.reveal)
        self._eye.setVisible(False)

    def reveal(self) -> None:
        """Show the masked value; the look is logged."""
        if not self._hidden:
            return
        self.around.looked(self.field)
        self._revealed = True
        self._hide(False)
        self._set_line(values.show(self.field, self._value, self.around.context()))

    def _hide(self, hidden: bool) -> None:
        if self.field.sensitive:
            self._hidden = hidden
            self._eye.setVisible(hidden)
            self.line.setReadOnly(hidden or self.read_only)
            style.mark(self.line)
            if hidden:
                self._set_line(masked(values.show(self.field, self._value, self.around.context())))

    def set_read_only(self, read_only: bool) -> None:
        """A masked value stays read-only until it is shown."""
        super().set_read_only(read_only)
        if self._hidden:
            self.line.setReadOnly(True)


def masked(text: str) -> str:
    """Only the ends of a sensitive text: 3101********1234."""
    if len(text) < 12:
        return "*" * max(len(text), 4) if text else ""
    return text[:4] + "*" * (len(text) - 8) + text[-4:]


def name_line_action(line: QLineEdit, action: QAction, message: str, field: Field) -> None:
    """Give the small button inside a line its name and tooltip."""
    words.put(action, message, label=field.text)
    for button in line.findChildren(QWidget):
        if getattr(button, "defaultAction", lambda: None)() is action:
            words.put_name(button, message, label=field.text)
