"""The status line: the page in words, the draft, the last backup, date and time. Nothing here is needed to work."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QWidget

from crm_desktop.kit import clock
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.values import whole_day
from ui.kit import icons, theme, words
from ui.kit.theme import px
from ui.kit.widgets import Busy, ElidedLabel, Label, row


class IconLabel(QWidget):
    """A small icon and a word."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.label = Label(size="small", tone="second")
        self.picture = Label()
        box = row(self, spacing=4)
        box.addWidget(self.picture)
        box.addWidget(self.label)
        theme.look().changed.connect(self._paint)
        self._paint()
        self.hide()

    def _paint(self) -> None:
        self.picture.setPixmap(icons.icon(self._icon, "text2").pixmap(px(14), px(14)))

    def set_text(self, text: str) -> None:
        """The word; nothing at all when empty."""
        self.label.setText(text)
        self.setVisible(bool(text))


class StatusLine(QFrame):
    """Left the page, right what the program does by itself."""

    def __init__(self, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self.setProperty("role", "status")
        words.put_name(self, N_("Status"))
        self._box = row(self, spacing=16)
        self.words = ElidedLabel(size="small", tone="second")
        self.busy = Busy()
        self.draft, self.backup = IconLabel("save"), IconLabel("hard-drive")
        self.time = Label(size="small", tone="second")
        for part, stretch in ((self.words, 1), (self.busy, 0), (self.draft, 0), (self.backup, 0), (self.time, 0)):
            self._box.addWidget(part, stretch)
        self._timer = QTimer(self)
        self._timer.setInterval(5_000)
        self._timer.timeout.connect(self.tick)
        self._timer.start()
        self.fit()
        self.tick()

    def fit(self) -> None:
        """Margins at the font factor in force."""
        self._box.setContentsMargins(px(16), px(3), px(16), px(3))

    def tick(self) -> None:
        """The date and time of the office, not of the PC."""
        now = clock.now().astimezone(self._zone)
        text = f"{whole_day(now.date())} {now:%H:%M}"
        if text != self.time.text():
            self.time.setText(text)

    def draft_saved(self, time: str) -> None:
        """When the draft was saved."""
        self.draft.set_text(_("Draft saved {time}").format(time=time) if time else "")

    def set_backup(self, text: str) -> None:
        """When the last backup was made, in words."""
        self.backup.set_text(text)

    def retranslate(self) -> None:
        """Weekday in the language in force."""
        self.time.setText("")
        self.tick()
