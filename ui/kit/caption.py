"""A field with its caption above and its problem below: for the shell's own few forms."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget

from ui.kit import spoken, style, words
from ui.kit.quiet_combo import QuietCombo
from ui.kit.theme import px
from ui.kit.widgets import Label, Mark, column, row
from ui.kit.words import Message


class ProblemLine(QWidget):
    """Octagon and sentence; hidden while there is nothing to say. `kind` near is a warning."""

    def __init__(self, kind: str = "late", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = Mark(kind, "")
        self.label = Label(tone=kind, size="dense", wrap=True)
        box = row(self, spacing=4)
        box.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        box.addWidget(self.label, 1)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show the sentence, and tell a screen reader; "" hides the line."""
        self.label.setText(sentence)
        self.setVisible(bool(sentence))
        if sentence:
            spoken.announce(self, sentence)


class Captioned(QWidget):
    """Caption, field, problem. The field gets the caption as its name unless it has one."""

    def __init__(self, caption: Message, field: QWidget, *, hint: Message = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.caption = Label(tone="second", size="dense")
        words.put(self.caption, caption)
        self.caption.setBuddy(field)
        if not field.accessibleName():
            words.put_name(field, caption)
        box = column(self, spacing=4)
        box.addWidget(self.caption)
        box.addWidget(field)
        if hint:
            line = Label(size="small", tone="second", wrap=True)
            words.put(line, hint)
            box.addWidget(line)
        self.problem = ProblemLine()
        box.addWidget(self.problem)

    def say(self, sentence: str) -> None:
        """The problem of this field; "" when it is mended. Nothing typed is taken away."""
        style.mark(self.field, state="late" if sentence else "")
        self.field.setAccessibleDescription(sentence)
        self.problem.say(sentence)


class Choice(QuietCombo):
    """A combo of values with words: `value()` gives the value. With `search`, letters typed in it find one."""

    def __init__(self, items: Sequence[tuple[object, Message]] = (), *, search: bool = False,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[tuple[object, Message]] = []
        self.setMinimumWidth(px(140))
        if search:
            self.setEditable(True)
            self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            self.lineEdit().editingFinished.connect(lambda: self.setEditText(self.itemText(self.currentIndex())))
        self.set_items(items)

    def set_items(self, items: Sequence[tuple[object, Message]]) -> None:
        """Other values; the chosen one stays when it is still there."""
        now = self.value()
        self._items = list(items)
        self.retranslate()
        self.choose(now)

    def value(self) -> object:
        """The chosen value, None where there is none."""
        at = self.currentIndex()
        return self._items[at][0] if 0 <= at < len(self._items) else None

    def choose(self, value: object) -> None:
        """Choose a value without announcing it."""
        blocked = self.blockSignals(True)
        places = [i for i, (v, _m) in enumerate(self._items) if v == value]
        self.setCurrentIndex(places[0] if places else (0 if self._items else -1))
        self.blockSignals(blocked)
        self.update()

    def retranslate(self) -> None:
        """The words again, the choice kept."""
        blocked, at = self.blockSignals(True), self.currentIndex()
        self.clear()
        self.addItems([words.said(m) for _v, m in self._items])
        self.setCurrentIndex(at if at >= 0 else 0 if self._items else -1)
        if self.isEditable():
            from PySide6.QtCore import QStringListModel
            from PySide6.QtWidgets import QCompleter

            completer = QCompleter(QStringListModel([words.said(m) for _v, m in self._items], self), self)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            self.setCompleter(completer)
        self.blockSignals(blocked)
