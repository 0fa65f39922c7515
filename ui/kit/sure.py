"""The question before something is destroyed for good: the verb works only after a count was typed."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from crm_desktop.kit.i18n import _
from ui.kit.buttons import Button
from ui.kit.theme import px
from ui.kit.widgets import Label, column, row


class Sure(QDialog):
    """What will be gone, the field for the count, and below both the two verbs."""

    def __init__(self, parent: QWidget | None, title: str, sentence: str, verb: str, keep: str, typed: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._typed = typed
        said = Label(sentence, bold=True, wrap=True)
        said.setMinimumWidth(px(400))
        asked = Label(_("Type {word} to go on.").format(word=typed))
        self.field = QLineEdit()
        self.field.setAccessibleName(asked.text())
        self.field.setMaximumWidth(px(160))
        asked.setBuddy(self.field)
        self.go, self.stay = Button(verb, kind="danger", icon="trash-2"), Button(keep, key="Esc")
        box = column(self, margin=20, spacing=10)
        for part in (said, asked, self.field):
            box.addWidget(part)
        box.addSpacing(px(10))
        line = row(spacing=8)
        line.addStretch(1)
        line.addWidget(self.go)
        line.addWidget(self.stay)
        box.addLayout(line)
        self.go.setEnabled(False)
        self.field.textChanged.connect(lambda text: self.go.setEnabled(text.strip() == typed))
        self.field.returnPressed.connect(self._enter)
        self.go.clicked.connect(self.accept)
        self.stay.clicked.connect(self.reject)
        self.field.setFocus()

    def _enter(self) -> None:
        """Enter goes on where the count is right, and does nothing where it is not."""
        if self.go.isEnabled():
            self.accept()
