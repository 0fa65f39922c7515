"""The band over what isn't her own office: a read-only copy and how old it is, or a sample. It can't be closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QWidget

from crm_desktop.kit import i18n
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.sample import own
from ui.kit import style, words
from ui.kit.buttons import Button
from ui.kit.theme import px
from ui.kit.widgets import Label, Mark, row

if TYPE_CHECKING:
    from crm_desktop.kit.store import Store

EVERY_MS = 30_000


class Band(QFrame):
    """Hidden where her own office is open."""

    own_asked = Signal()

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.setProperty("role", "alert")
        style.mark(self, state="near")
        self.sentence = Label(bold=True, wrap=True)
        self._box = row(self, spacing=8)
        self._mark = Mark("near", "")
        self._box.addWidget(self._mark)
        self._box.addWidget(self.sentence, 1)
        self._sample = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.tick)
        if store.copied is not None:
            self._timer.start()
            self.tick()
        elif own.is_sample(store.folder):
            self.say_sample()
        else:
            self.hide()

    def say_sample(self) -> None:
        """This is a sample office; the way to her own stands beside."""
        self._sample = True
        self._mark.set("info", "")
        button = Button(small=True, icon="arrow-right")
        words.put(button, N_("Make an office of your own…"))
        button.clicked.connect(self.own_asked)
        self._box.addWidget(button)
        self.tick()

    def tick(self) -> None:
        """It grows older."""
        self._box.setContentsMargins(px(16), px(6), px(16), px(6))
        copied, text = self._store.copied, ""
        if copied is not None:
            text = i18n.sentences(filter(None, (copied.words(self._store.zone), copied.warning())))
        elif self._sample:
            text = _("Sample office: all of it is invented. Try whatever you like.")
        if text != self.sentence.text():
            self.sentence.setText(text)
            self.setAccessibleName(text)

    def retranslate(self) -> None:
        """In the language in force."""
        self.tick()
