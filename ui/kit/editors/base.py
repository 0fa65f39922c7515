"""What every editor of a field has in common, and what it is given of the world around it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from crm_desktop.kit import values
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.forms import Field
from crm_desktop.kit.i18n import _
from crm_desktop.kit.values.reading import CLOCKS
from crm_desktop.kit.values.text import shorten
from ui.kit import style, words
from ui.kit.theme import px

Suggestion = tuple[int, str, str, str]  # id, number, name, note
MOST_SHOWN = 50
# The widths of the guide at 100 %, by field type; types not named here take the whole column.
WIDTHS = {"date": 140, "datetime": 190, "int": 96, "percent": 96, "score": 96, "duration": 140, "money": 140,
          "phone": 180, "id_number": 220, "choice": 240}
WIDE = ("multiline", "address", "table", "multi_choice")


def _nobody(kind: str, text: str) -> list[Suggestion]:
    return []


def _not_noted(asked: Field) -> None:
    return None


def _clip(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


@dataclass
class Surroundings:
    """What editors need of the office.

    `suggest(kind, text)` answers at most 51 records, best first; `kind` is customer_ref,
    contact_ref, user_ref, the form id of a form_ref, or "" where any form will do (then the note of
    a suggestion is its form id). `create(kind, name)` makes a record of that name and answers its
    id (None: not made). `looked(field)` logs that a masked value was shown. `clip(text)` puts text on
    the clipboard (session.clip, so that the lock takes it away again).
    """

    context: Callable[[], values.Context]
    suggest: Callable[[str, str], list[Suggestion]] = _nobody
    create: Callable[[str, str], int | None] | None = None
    creates: frozenset[str] = field(default_factory=lambda: frozenset(("customer_ref",)))
    looked: Callable[[Field], None] = _not_noted
    clip: Callable[[str], None] = _clip


class Editor(QWidget):
    """One field of a record on the screen. What is typed is kept, right or wrong.

    `changed`: something was typed or chosen. `left`: the keyboard went elsewhere, so check now.
    `next_asked`: Enter, on to the next field.
    """

    changed = Signal()
    left = Signal()
    next_asked = Signal()

    def __init__(self, field: Field, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field, self.around = field, around
        self.read_only = False
        self._sentence = ""
        self.box = QHBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(px(8))
        self._controls: list[QWidget] = []

    # What each editor answers in its own way

    def value(self) -> Any | None:
        """The value as it is kept; None when empty or not understood."""
        raise NotImplementedError

    def set_value(self, value: Any | None) -> None:
        """Show a kept value."""
        raise NotImplementedError

    def text(self) -> str:
        """What stands there as text."""
        return values.show(self.field, self.value(), self.around.context())

    def set_text(self, text: str) -> None:
        """Type for her: understood now or when the field is left; kept in any case."""
        try:
            self.set_value(values.read(self.field, text, self.around.context()))
        except Problem:
            return

    def raw(self) -> Any:
        """Everything typed, as plain values for a draft; None when there is nothing."""
        value = self.value()
        return None if value is None else {"v": value}

    def set_raw(self, raw: Any) -> None:
        """Put back what `raw` gave."""
        if isinstance(raw, dict) and "t" in raw:
            self.set_text(str(raw["t"]))
        else:
            self.set_value(raw.get("v") if isinstance(raw, dict) else None)

    def problem(self) -> str:
        """What is wrong with what stands there, as one sentence; "" when nothing is."""
        return ""

    def is_too_long(self) -> bool:
        """Whether more stands there than the field takes: that is said at once, everything else when it is left."""
        return False

    def set_read_only(self, read_only: bool) -> None:
        """Read-only is not disabled: it can be focused and copied."""
        self.read_only = read_only
        for control in self._controls:
            if hasattr(control, "setReadOnly"):
                control.setReadOnly(read_only)
                style.mark(control)
            else:
                control.setEnabled(not read_only)

    def focus_widget(self) -> QWidget:
        """Where the keyboard goes."""
        return self._controls[0] if self._controls else self

    def forget(self) -> None:
        """Drop what it knows besides its value: names it found."""

    def retranslate(self) -> None:
        """Say what this editor shows in the language now in force."""

    # What the base does

    def not_chosen(self, text: str) -> str:
        """What to say of a text that is to name a record, but for which none was chosen."""
        return _('Choose {label} from the list: no record is called exactly "{text}".').format(
            label=self.field.text(), text=shorten(text))

    def is_empty(self) -> bool:
        """Whether nothing was typed or chosen."""
        return self.raw() is None

    def is_wide(self) -> bool:
        """Whether it takes both columns."""
        return self.field.type in WIDE or self.field.multiple

    def show_problem(self, sentence: str) -> None:
        """Mark the control as wrong, or (with "") as right; a screen reader gets the sentence."""
        self._sentence = sentence
        for control in self._controls:
            style.mark(control, state="late" if sentence else "")
            control.setAccessibleDescription(sentence)

    def add_control(self, control: QWidget) -> None:
        """Take a control in: named after the field, its focus watched."""
        words.put_name(control, self.spoken_name)
        self._controls.append(control)
        control.installEventFilter(self)
        self.box.addWidget(control, 1)
        if self.focusProxy() is None:
            self.setFocusProxy(control)

    def spoken_name(self) -> str:
        """The label as a screen reader says it."""
        if self.field.required and self.field.stored:
            return _("{label}, required").format(label=self.field.text())
        return self.field.text()

    def width_limit(self) -> int:
        """The width of the guide for this kind of field; 0 for the whole column."""
        if self.field.id in CLOCKS:
            return px(96)
        return 0 if self.field.multiple else px(WIDTHS.get(self.field.type, 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice when the keyboard leaves this editor for good."""
        if event.type() == QEvent.Type.FocusOut and watched in self._controls and (
                event.reason() != Qt.FocusReason.ActiveWindowFocusReason):  # type: ignore[attr-defined]
            self.on_focus_out()  # a look at another window leaves no field
        return super().eventFilter(watched, event)

    def on_focus_out(self) -> None:
        """The keyboard leaves one of the controls; popups and siblings do not count as leaving."""
        from PySide6.QtWidgets import QApplication
        focus = QApplication.focusWidget()
        if QApplication.activePopupWidget() is None and not (focus is not None and self.isAncestorOf(focus)):
            self.settle()
            self.left.emit()

    def settle(self) -> None:
        """Tidy up what was typed, when the field is left or the form is saved."""

    def below(self) -> QPoint:
        """Where a popup of this editor opens, on the screen."""
        return self.mapToGlobal(QPoint(0, self.height() + 2))


def is_enter(event: QKeyEvent) -> bool:
    """Whether a key press is Enter or Return."""
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def ctrl(event: QKeyEvent) -> bool:
    """Whether Ctrl (Cmd on a Mac) is held."""
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


_FORM_KEYS = (Qt.Key.Key_S, Qt.Key.Key_P, Qt.Key.Key_E, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


def is_form_key(event: QKeyEvent) -> bool:
    """Whether a key belongs to the form around a field: Esc, Ctrl+S, Ctrl+P, Ctrl+E, Ctrl+PgUp, Ctrl+PgDn."""
    plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.key() == Qt.Key.Key_Escape:
        return plain == Qt.KeyboardModifier.NoModifier
    return plain == Qt.KeyboardModifier.ControlModifier and event.key() in _FORM_KEYS


def passes_on(event: QEvent) -> bool:
    """Leave a key of the form to the form: for `event` of a field, before it takes the key for itself."""
    if event.type() == QEvent.Type.ShortcutOverride and is_form_key(event):  # type: ignore[arg-type]
        event.ignore()
        return True
    return False
