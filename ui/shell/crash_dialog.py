"""After a bug: a sentence, where the log lies, go on or quit. Nothing of the office's data is shown or logged."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget

import crm_desktop
from crm_desktop.kit.i18n import N_
from ui.kit import words
from ui.kit.buttons import Button
from ui.kit.theme import px
from ui.kit.widgets import Label, Mark, column, row


class CrashDialog(QDialog):
    """Go on is the harmless button: what is typed is kept as drafts."""

    def __init__(self, log: Path, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words.put_window(self, N_("Something went wrong in the program"))
        box = column(self, margin=16, spacing=12)
        head = Mark("late", "")
        words.put(head, N_("Something went wrong in the program"))
        text = Label(wrap=True)
        words.put(text, N_(
            "Your data is safe: a change is saved whole or not at all. You can go on. If it happens again,"
            " send the log file to whoever looks after the program; no customer data is in it."))
        self.path = QLineEdit(str(log))
        self.path.setReadOnly(True)
        words.put_name(self.path, N_("Log file"))
        about = Label(f"{kind} · {crm_desktop.__version__}", size="small", tone="second")
        for part in (head, text, self.path, about):
            box.addWidget(part)
        line = row(spacing=8)
        self.copy, self.quit, self.go_on = Button(icon="copy"), Button(kind="danger"), Button(kind="primary", key="Esc")
        words.put(self.copy, N_("Copy the path"))
        words.put(self.quit, N_("Quit"))
        words.put(self.go_on, N_("Go on"))
        self.copy.clicked.connect(lambda: QApplication.clipboard().setText(str(log)))
        self.quit.clicked.connect(lambda: (self.reject(), QApplication.quit()))
        self.go_on.clicked.connect(self.accept)
        line.addWidget(self.copy)
        line.addStretch(1)
        line.addWidget(self.quit)
        line.addWidget(self.go_on)
        box.addLayout(line)
        self.setMinimumWidth(px(480))
        text.ensurePolished()
        text.setMinimumHeight(text.heightForWidth(px(480 - 2 * 16)))  # a dialog asks its words for one width only
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.go_on.setFocus()
