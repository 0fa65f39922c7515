"""The foot of a form: save, what else, discard; how many problems; when the draft was kept."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from crm_desktop.kit.i18n import N_, ngettext
from ui.kit import words
from ui.kit.actions import Action, key_text
from ui.kit.buttons import Button, action_button
from ui.kit.editors.flow import FlowBox
from ui.kit.theme import px
from ui.kit.widgets import HLine, Label, Mark, column, row


class FormFooter(QWidget):
    """Stays in the sheet: it never scrolls away."""

    def __init__(self, actions: Sequence[Action], jump: Action, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        box = column(self, spacing=10)
        box.addWidget(HLine(self))
        self.line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.line.setSpacing(px(12))
        self.buttons: dict[str, Button] = {}
        left = FlowBox(self, gap=8, line_gap=8)
        for action in actions:
            button = action_button(action, parent=left)
            if action.id == "form_discard":
                button.set_kind("flat")
            self.buttons[action.id] = button
            left.flow.addWidget(button)
        self.line.addWidget(left, 1)
        self.state = QWidget(self)
        state = row(self.state, spacing=12)
        self.count = Mark("late", "", parent=self)
        self.jump = Button(kind="link", parent=self)
        words.put(self.jump, N_("Jump there"))
        self.jump.set_key(key_text(jump.key))
        self.jump.clicked.connect(lambda: jump.trigger())
        self.draft = Label(size="small", tone="second", parent=self)
        for part in (self.count, self.jump, self.draft):
            state.addWidget(part)
        state.addStretch(1)
        self.line.addWidget(self.state)
        box.addLayout(self.line)
        self.sentence = Label(tone="late", wrap=True, parent=self)
        self.sentence.hide()
        box.addWidget(self.sentence)
        self.set_count(0)

    def set_count(self, count: int) -> None:
        """How many fields are to be mended."""
        self.count.set("late", ngettext("{n} to mend", "{n} to mend", count).format(n=count) if count else "")
        self.count.setVisible(bool(count))
        self.jump.setVisible(bool(count))
        self.draft.setVisible(not count)
        self._fold()

    def say(self, sentence: str) -> None:
        """A problem that belongs to no field."""
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))

    def set_draft(self, time: str) -> None:
        """When the draft was kept."""
        if time:
            words.put(self.draft, N_("Draft kept {time}"), time=time)
        else:
            words.drop(self.draft)
            self.draft.setText("")
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """What is to be mended and when the draft was kept go below where the widest button has no room beside."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        wish = self.state.sizeHint().width()
        widest = max((b.sizeHint().width() for b in self.buttons.values()), default=0)
        beside = not wish or self.width() >= widest + px(12) + wish
        self.line.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
