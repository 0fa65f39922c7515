"""One of many answers, from a list that letters, pinyin and initials choose from."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QElapsedTimer, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QWidget

from crm_desktop.kit.forms import Field
from crm_desktop.kit.i18n import N_, _
from ui.kit import words
from ui.kit.editors.base import Editor, Surroundings, ctrl, is_enter
from ui.kit.quiet_combo import QuietCombo
from ui.kit.theme import px

TYPING_MS = 1000
_DIGITS = tuple("123456789")


class Combo(QuietCombo):
    """A list of answers: letters typed choose by prefix, pinyin or initials."""

    entered = Signal()

    def __init__(self, parent: QWidget | None = None, *, whole: bool = False) -> None:
        super().__init__(parent)
        self._whole = whole
        self.view().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        words.put_name(self.view(), N_("Answers"))
        self._letters, self._since = "", QElapsedTimer()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def minimumSizeHint(self) -> QSize:
        """The longest answer may elide in a narrow column; the list shows it whole. `whole` never elides."""
        if self._whole:
            return self.sizeHint()
        return QSize(px(120), super().minimumSizeHint().height())

    def showPopup(self) -> None:
        """The list is as wide as the longest answer, however narrow the field."""
        view = self.view()
        view.setMinimumWidth(min(view.sizeHintForColumn(0) + px(24), self.window().width() - px(16)))
        super().showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
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
        texts = [self.itemText(i) for i in range(self.count())]
        found = matching(texts, self._letters)
        if found < 0 and letters in _DIGITS:  # as in a row of answers: the digit is the place
            filled = [place for place, text in enumerate(texts) if text]
            found = filled[int(letters) - 1] if int(letters) <= len(filled) else -1
        if found >= 0:
            self.setCurrentIndex(found)
            self.activated.emit(found)


def matching(texts: list[str], letters: str) -> int:
    """The first text that the letters begin, directly, by pinyin or by initials; -1 for none."""
    from crm_desktop.kit import hanzi
    wanted = hanzi.fold(letters)
    ways = (hanzi.fold, lambda t: hanzi.initials(t), lambda t: hanzi.pinyin(t, between=""),
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
        self.combo = Combo(self)
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
