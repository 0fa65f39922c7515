"""All messages of this session, newest first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QScrollArea, QWidget

from crm_desktop.kit.i18n import N_
from ui.kit import words
from ui.kit.buttons import Button
from ui.kit.session import Message
from ui.kit.theme import px
from ui.kit.widgets import Label, Mark, column, row

_STATE = {"ok": "done", "near": "near", "late": "late"}


class MessageList(QDialog):
    """To read; Esc closes it."""

    def __init__(self, messages: Sequence[Message], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words.put_window(self, N_("Messages"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if parent is not None:
            self.finished.connect(parent.activateWindow)  # some window managers leave the keyboard nowhere
        body = QWidget()
        lines = column(body, margin=8, spacing=8)
        for message in reversed(messages):
            line = row(spacing=8)
            line.addWidget(Mark(_STATE[message.kind], ""), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(Label(message.sentence, wrap=True), 1)
            lines.addLayout(line)
        if not messages:
            nothing = Label(tone="second")
            words.put(nothing, N_("Nothing was said yet."))
            lines.addWidget(nothing)
        lines.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(body)
        words.put_name(area, N_("Messages"))
        box = column(self, margin=12, spacing=12)
        box.addWidget(area)
        close = Button(key="Esc")
        words.put(close, N_("Close"))
        close.clicked.connect(self.close)
        box.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.resize(px(520), px(420))
