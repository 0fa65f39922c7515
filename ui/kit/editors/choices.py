"""Answers to choose from: a row of radio buttons with digits, a list, a row of checks."""

from __future__ import annotations

import unicodedata
from typing import Any

from PySide6.QtCore import QElapsedTimer, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QCheckBox, QComboBox, QRadioButton, QWidget

from crm_desktop.kit.forms import Field
from crm_desktop.kit.i18n import N_, _
from ui.kit import theme, words
from ui.kit.editors.base import Editor, Surroundings, ctrl, is_enter
from ui.kit.editors.flow import FlowBox
from ui.kit.theme import px
from ui.kit.widgets import Label, row

MOST_RADIOS, LONGEST_ANSWER, LONGEST_ROW = 5, 16, 56
TYPING_MS = 1000


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


class _Row(Editor):
    """Buttons in a row that wraps: one tab stop, arrows move, digits choose."""

    def __init__(self, field: Field, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(field, around, parent)
        self.buttons: list[QAbstractButton] = []
        self.row = FlowBox()
        words.put_name(self.row, self.spoken_name)
        self.box.addWidget(self.row, 1)

    def _add(self, button: QAbstractButton, message: words.Message, *, digit: bool = True) -> None:
        words.put(button, message)
        words.put_name(button, lambda: f"{self.field.text()}: {words.said(message)}")
        self._controls.append(button)
        self.buttons.append(button)
        button.installEventFilter(self)
        pair = QWidget()
        pair.setMinimumHeight(theme.field_height())
        line = row(pair, spacing=2)
        line.addWidget(button)
        if digit and len(self.buttons) <= 9:
            line.addWidget(Label(str(len(self.buttons)), size="small", tone="third"))
        self.row.flow.addWidget(pair)
        self._one_tab_stop(self.buttons[0])

    def width_limit(self) -> int:
        """A row takes the room it needs."""
        return 0

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """As high as other fields, at any font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            for button in getattr(self, "buttons", ()):
                button.parentWidget().setMinimumHeight(theme.field_height())

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

    def eventFilter(self, watched: Any, event: Any) -> bool:  # noqa: N802 - Qt's name
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
        elif event.text().isdigit() and 1 <= int(event.text()) <= len(self.buttons):
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


class Combo(QComboBox):
    """A list of answers: letters typed choose by prefix, pinyin or initials; the wheel never changes it unseen."""

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letters, self._since = "", QElapsedTimer()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The longest answer may elide in a narrow column; the list shows it whole."""
        return QSize(px(120), super().minimumSizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Scrolling the form must not change an answer."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter goes on; letters choose; Del takes the answer away."""
        if is_enter(event):
            self.entered.emit()
        elif ctrl(event) or event.key() == Qt.Key.Key_Escape:
            event.ignore()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.setCurrentIndex(0)
            self.activated.emit(0)
        elif event.text().strip() and event.text().isprintable():
            self._choose_by(event.text())
        else:
            super().keyPressEvent(event)

    def _choose_by(self, letters: str) -> None:
        waited = not self._since.isValid() or self._since.elapsed() > TYPING_MS
        self._letters = letters if waited else self._letters + letters
        self._since.restart()
        found = matching([self.itemText(i) for i in range(self.count())], self._letters)
        if found >= 0:
            self.setCurrentIndex(found)
            self.activated.emit(found)


def matching(texts: list[str], letters: str) -> int:
    """The first text that the letters begin, directly, by pinyin or by initials; -1 for none."""
    from crm_desktop.kit import hanzi
    wanted = hanzi.fold(letters)
    ways = (hanzi.fold, lambda t: hanzi.initials(t), lambda t: hanzi.pinyin(t).replace(" ", ""),
            lambda t: wanted if wanted in hanzi.fold(t) else "")
    for way in ways:
        for place, text in enumerate(texts):
            if text and way(text).startswith(wanted):
                return place
    return -1


class ComboEditor(Editor):
    """One of many answers, from a list."""

    def __init__(self, field: Field, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(field, around, parent)
        self.combo = Combo()
        self._fill()
        self.add_control(self.combo)
        self.combo.activated.connect(self._chosen)
        self.combo.entered.connect(self.next_asked)

    def value(self) -> Any | None:
        """The answer chosen."""
        return self.combo.currentData()

    def set_value(self, value: Any | None) -> None:
        """Choose an answer; one no longer declared is kept as an extra line."""
        place = self.combo.findData(value)
        if place < 0:
            self.combo.addItem(str(value), value)
            place = self.combo.count() - 1
        self.combo.setCurrentIndex(place)
        self.changed.emit()

    def retranslate(self) -> None:
        """The answers in the new language."""
        for place in range(1, self.combo.count()):
            choice = self.field.by_choice.get(self.combo.itemData(place))
            if choice is not None:
                self.combo.setItemText(place, choice.text())
        self._name_empty()

    def _fill(self) -> None:
        self.combo.addItem("", None)
        for choice in self.field.choices:
            self.combo.addItem(choice.text(), choice.id)
        self._name_empty()

    def _name_empty(self) -> None:
        self.combo.setItemData(0, _("Not known"), Qt.ItemDataRole.AccessibleTextRole)

    def _chosen(self) -> None:
        self.show_problem("")
        self.changed.emit()


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
