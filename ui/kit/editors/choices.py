"""Answers to choose from in a row: radio buttons with digits, or checks."""

from __future__ import annotations

import unicodedata
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QCheckBox, QRadioButton, QWidget

from crm_desktop.kit.forms import Field
from crm_desktop.kit.i18n import N_
from ui.kit import theme, words
from ui.kit.editors.base import Editor, Surroundings, ctrl, is_enter
from ui.kit.editors.flow import FlowBox
from ui.kit.theme import color, px
from ui.kit.widgets import row

MOST_RADIOS, LONGEST_ANSWER, LONGEST_ROW = 5, 16, 56


def room_of(text: str) -> int:
    """How wide a text is, a Chinese character counting two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def fits_a_row(field: Field) -> bool:
    """Whether the answers are few and short enough for radio buttons, in every language we ship."""
    if field.type == "bool":
        return True
    if not 0 < len(field.choices) <= MOST_RADIOS:
        return False
    for language in ("en", "zh_CN", "zh_TW"):
        rooms = [room_of(c.label.get(language, "")) for c in field.choices]
        if max(rooms) > LONGEST_ANSWER or sum(rooms) > LONGEST_ROW:
            return False
    return True


class Answer(QWidget):
    """A button, and behind it the digit that chooses it: painted, for a form has dozens of them."""

    def __init__(self, button: QAbstractButton, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._digit = str(number) if number <= 9 else ""
        self._line = row(self, spacing=0)
        self._line.addWidget(button)
        self.fit()

    def fit(self) -> None:
        """As high as other fields, with room for the digit, at the font in force."""
        self.setMinimumHeight(theme.field_height())
        wide = QFontMetrics(theme.font("small")).horizontalAdvance(self._digit)
        self._line.setContentsMargins(0, 0, wide + px(2) if wide else 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's name
        """The digit."""
        painter = QPainter(self)
        painter.setFont(theme.font("small"))
        painter.setPen(color("text3"))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self._digit)


class _Row(Editor):
    """Buttons in a row that wraps: one tab stop, arrows move, digits choose."""

    def __init__(self, field: Field, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(field, around, parent)
        self.buttons: list[QAbstractButton] = []
        self.row = FlowBox(self)
        words.put_name(self.row, self.spoken_name)
        self.box.addWidget(self.row, 1)

    def _add(self, button: QAbstractButton, message: words.Message) -> None:
        words.put(button, message)
        words.put_name(button, lambda: words.said(
            N_("{label}: {value}"), label=self.field.text(), value=words.said(message)))
        self._controls.append(button)
        self.buttons.append(button)
        button.installEventFilter(self)
        self.row.flow.addWidget(Answer(button, len(self.buttons), self.row))
        self._one_tab_stop(self.buttons[0])

    def width_limit(self) -> int:
        """A row takes the room it needs."""
        return 0

    def changeEvent(self, event: QEvent) -> None:
        """As high as other fields, at any font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            for button in getattr(self, "buttons", ()):
                button.parentWidget().fit()

    def focus_widget(self) -> QWidget:
        """The one that Tab reaches."""
        return next((b for b in self.buttons if b.focusPolicy() & Qt.FocusPolicy.TabFocus), self.buttons[0])

    def show_problem(self, sentence: str) -> None:
        """A row has no border: the sentence below says it; each button carries it for the screen reader."""
        super().show_problem(sentence)
        self.row.setAccessibleDescription(sentence)

    def _one_tab_stop(self, stop: QAbstractButton) -> None:
        for button in self.buttons:
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if button is stop else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(stop)

    def eventFilter(self, watched: Any, event: Any) -> bool:
        """The keys of the row."""
        if event.type() == event.Type.KeyPress and watched in self.buttons and self._key(watched, event):
            return True
        return super().eventFilter(watched, event)

    def _key(self, button: QAbstractButton, event: QKeyEvent) -> bool:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}.get(
            Qt.Key(event.key()), 0)
        if is_enter(event):
            self.next_asked.emit()
        elif ctrl(event) or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return False
        elif event.text().isdecimal() and 1 <= int(event.text()) <= len(self.buttons):
            if not self.read_only:
                target = self.buttons[int(event.text()) - 1]
                self._one_tab_stop(target)
                target.setFocus()
                target.click()
        elif step:
            target = self.buttons[(self.buttons.index(button) + step) % len(self.buttons)]
            self._one_tab_stop(target)
            target.setFocus()
            self._moved_to(target)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            if not self.read_only:
                self.set_value(None)
        else:
            return False
        return True

    def _moved_to(self, button: QAbstractButton) -> None:
        """Arrows only move; radios choose too."""


class RadioEditor(_Row):
    """One of a few answers. Digits choose, arrows move, Del takes the answer away. Yes/no has "Not known"."""

    def __init__(self, field: Field, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(field, around, parent)
        self._value: Any = None
        self._group = QButtonGroup(self)
        self._unknown: Any = None
        if field.type == "bool":
            self._answers: list[Any] = [1, 0, None]
            messages: list[words.Message] = [N_("Yes"), N_("No"), N_("Not known")]
        else:
            self._answers = [c.id for c in field.choices]
            messages = [c.text for c in field.choices]
        for message in messages:
            button = QRadioButton()
            self._group.addButton(button)
            self._add(button, message)
            button.clicked.connect(self._clicked)
        self.set_value(None)

    def value(self) -> Any | None:
        """The answer chosen."""
        return self._value

    def set_value(self, value: Any | None) -> None:
        """Choose an answer; an answer no longer declared is kept until another is chosen."""
        value = int(value) if self.field.type == "bool" and value is not None else value
        self._value = value
        button = self.buttons[self._answers.index(value)] if value in self._answers else None
        if button is None:
            self._group.setExclusive(False)
            for other in self.buttons:
                other.setChecked(False)
            self._group.setExclusive(True)
        else:
            button.setChecked(True)
        self._one_tab_stop(button or self.buttons[0])
        self.changed.emit()

    def set_read_only(self, read_only: bool) -> None:
        """The answers can't be changed."""
        self.read_only = read_only
        for button in self.buttons:
            button.setEnabled(not read_only)

    def _clicked(self) -> None:
        self._value = self._answers[self.buttons.index(self._group.checkedButton())]
        self._one_tab_stop(self._group.checkedButton())
        self.show_problem("")
        self.changed.emit()

    def _moved_to(self, button: QAbstractButton) -> None:
        if not self.read_only:
            button.click()


class ChecksEditor(_Row):
    """Several answers. Space or the digit ticks, arrows move."""

    def __init__(self, field: Field, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(field, around, parent)
        self._strange: list[Any] = []
        for choice in field.choices:
            button = QCheckBox()
            self._add(button, choice.text)
            button.clicked.connect(self._clicked)

    def value(self) -> Any | None:
        """The answers ticked, in the form's order; None for none."""
        ticked = [c.id for c, b in zip(self.field.choices, self.buttons, strict=True) if b.isChecked()]
        return ticked + self._strange or None

    def set_value(self, value: Any | None) -> None:
        """Tick these; answers no longer declared are kept."""
        wanted = value if isinstance(value, list) else [] if value is None else [value]
        for choice, button in zip(self.field.choices, self.buttons, strict=True):
            button.setChecked(choice.id in wanted)
        self._strange = [v for v in wanted if v not in self.field.by_choice]
        self.changed.emit()

    def _clicked(self) -> None:
        self.show_problem("")
        self.changed.emit()
