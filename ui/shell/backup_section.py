"""The settings' section of backups: when the last one was made, where they lie, one at once, one on a stick."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QShowEvent

from crm_desktop.kit.i18n import N_, _, ngettext
from crm_desktop.kit.store import reading
from crm_desktop.kit.store.copies import Copy, all_copies
from crm_desktop.kit.store.folder import BACKUPS
from ui.kit import ask, files, words
from ui.kit.widgets import Button, Label, row
from ui.shell.backups import megabytes
from ui.shell.setting_sections import Section

if TYPE_CHECKING:
    from ui.kit.session import Session


class BackupSection(Section):
    """What she can see and do about backups."""

    applies = N_("encrypted like the office")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._told = False
        self.last, self.place = Label(bold=True, wrap=True), Label(tone="second", wrap=True)
        about = Label(tone="second", wrap=True)
        words.put(about, N_("One is made by itself every half hour in which something changed, and when the program is"
                            " closed. Once a week put one on a stick and keep it elsewhere."))
        self.now, self.elsewhere = Button(icon="hard-drive", kind="primary"), Button(icon="folder-open")
        words.put(self.now, N_("Back up now"))
        words.put(self.elsewhere, N_("Back up into a folder…"))
        self.now.clicked.connect(lambda: self._backups().make())
        self.elsewhere.clicked.connect(self._elsewhere)
        for part in (self.last, self.place, about):
            self.box.addWidget(part)
        line = row(spacing=8)
        for part in (self.now, self.elsewhere):
            part.setEnabled(not session.read_only)
            line.addWidget(part)
        line.addStretch(1)
        self.box.addLayout(line)

    def show_values(self) -> None:
        """The newest one and where they lie."""
        store = self.session.store
        folder = (store.copied.office if store.copied is not None else store.folder) / BACKUPS
        found = all_copies(folder)
        self.last.setText(self._newest(found[-1]) if found else _("No backup was made yet."))
        kept = ngettext("{count} backup in {folder}", "{count} backups in {folder}", len(found))
        self.place.setText(kept.format(count=len(found), folder=folder))
        self.place.setVisible(bool(found))

    def retranslate(self) -> None:
        """In the language in force."""
        if self.isVisible():
            self.show_values()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """As it stands when it comes into view, and when one was made."""
        super().showEvent(event)
        if not self._told:
            self._told = True
            self._backups().made.connect(self.show_values)
        self.show_values()

    def _newest(self, newest: Copy) -> str:
        size = sum(int(file["size"]) for file in newest.manifest.files.values())
        return _("Last backup: {time}, {age}, {size} MB").format(
            time=reading.moment(newest.at, self.session.store.zone), age=reading.age(newest.at), size=megabytes(size))

    def _backups(self) -> Any:
        return self.window().backups  # type: ignore[attr-defined]

    def _elsewhere(self) -> None:
        place = ask.folder(self, _("Which folder is the backup for?"), files.last_folder(self.session.settings))
        if place is not None:
            self._backups().make(place)
