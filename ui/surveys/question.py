"""A question above the sheet, answered by one digit or a click."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from crm_desktop.kit.i18n import N_
from ui.kit import spoken, words
from ui.kit.editors.flow import FlowBox
from ui.kit.editors.lines import Line
from ui.kit.theme import px
from ui.kit.widgets import Button, Label, Mark, column, row

Option = tuple[str, words.Message]


class Question(QFrame):
    """One sentence and up to nine numbered answers; who asks is told which, and nothing when it is closed.

    The answer called "other" asks for words: `worded(text)` follows.
    """

    worded = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "note")
        self.setProperty("state", "near")
        self.options: list[Option] = []
        self.buttons: list[Button] = []
        self._done: Callable[[str], object] | None = None
        box = column(self, spacing=6)
        box.setContentsMargins(px(12), px(8), px(12), px(8))
        head = row(spacing=8)
        self.label = Label(bold=True, wrap=True)
        head.addWidget(Mark("near", ""))
        head.addWidget(self.label, 1)
        box.addLayout(head)
        self.flow = FlowBox(gap=8, line_gap=6)
        box.addWidget(self.flow)
        self.line = Line()
        words.put_hint(self.line, N_("Say it in a few words, then Enter"))
        words.put_name(self.line, N_("Reason"))
        self.go = Button(small=True)
        words.put(self.go, N_("Done"))
        self.own = QWidget()
        own = row(self.own, spacing=8)
        own.addWidget(self.line, 1)
        own.addWidget(self.go)
        self.line.entered.connect(lambda: self.worded.emit(self.line.text()))
        self.go.clicked.connect(lambda: self.worded.emit(self.line.text()))
        self.own.hide()
        box.addWidget(self.own)
        self.hide()

    def ask(self, sentence: words.Message, options: Sequence[Option], done: Callable[[str], object]) -> None:
        """Ask; `done` gets the answer."""
        self.close_quietly()
        self.options, self._done = list(options), done
        words.put(self.label, sentence)
        for number, (answer, text) in enumerate(options, 1):
            button = Button(key=str(number), small=True)
            words.put(button, text)
            button.setFocusPolicy(button.focusPolicy().TabFocus)
            button.clicked.connect(lambda _on=False, a=answer: self.take(a))
            self.flow.flow.addWidget(button)
            self.buttons.append(button)
        self.show()
        spoken.announce(self, self.label.text())

    def digit(self, number: int) -> None:
        """Answer by a key; one that stands at no answer does nothing."""
        if 1 <= number <= len(self.options):
            self.take(self.options[number - 1][0])

    def take(self, answer: str) -> None:
        """That is the answer."""
        done = self._done
        if answer == "other":
            self.own.show()
            self.line.setFocus()
            return
        self.close_quietly()
        if done is not None:
            done(answer)

    def close_quietly(self) -> None:
        """No answer."""
        self._done = None
        for button in self.buttons:
            self.flow.flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.options, self.buttons = [], []
        self.line.clear()
        self.own.hide()
        self.hide()
