"""The band over a read-only copy: what is looked at, and how old it is. It can't be closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QWidget

from crm_desktop.kit import i18n
from ui.kit import style
from ui.kit.theme import px
from ui.kit.widgets import Label, Mark, row

if TYPE_CHECKING:
    from crm_desktop.kit.store import Store

EVERY_MS = 30_000


class Band(QFrame):
    """Hidden where the office itself is open."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.setProperty("role", "alert")
        style.mark(self, state="near")
        self.sentence = Label(bold=True, wrap=True)
        self._box = row(self, spacing=8)
        self._box.addWidget(Mark("near", ""))
        self._box.addWidget(self.sentence, 1)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.tick)
        if store.copied is None:
            self.hide()
            return
        self._timer.start()
        self.tick()

    def tick(self) -> None:
        """It grows older."""
        self._box.setContentsMargins(px(16), px(6), px(16), px(6))
        copied = self._store.copied
        if copied is not None:
            text = i18n.sentences(filter(None, (copied.words(self._store.zone), copied.warning())))
            if text != self.sentence.text():
                self.sentence.setText(text)
                self.setAccessibleName(text)

    def retranslate(self) -> None:
        """In the language in force."""
        self.tick()
