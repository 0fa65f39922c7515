"""Backups by themselves: every half hour and at the end, when something changed; or at once, when she asks for one."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from crm_desktop.kit import clock
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import _
from ui.kit import files
from ui.shell.offices import last_backup_at

if TYPE_CHECKING:
    from crm_desktop.kit.store import Store
    from ui.kit.session import Session
    from ui.kit.tasks import Job
    from ui.shell.status_line import StatusLine

EVERY_MS = 30 * 60_000


class Backups(QObject):
    """Watches one open office. `made` when a backup she asked for is there."""

    made = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self._status: StatusLine | None = None
        self._making = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.now)

    def watch(self, session: Session, status: StatusLine) -> None:
        """Begin, and say when the last one was made."""
        if session.read_only:  # the band says which backup it is
            return
        self._session, self._status = session, status
        self._timer.start()
        self.say()

    def stop(self) -> None:
        """The office is being closed."""
        self._timer.stop()
        self._session = self._status = None
        self._making = False

    def now(self) -> None:
        """Back up when it is due: in a thread, quietly. A running task goes first; the next turn will do."""
        if self._session is not None and not self._session.tasks:
            self._session.run(lambda store, _job: _when_due(store), lambda _made: self.say(), _("Backing up…"))

    def make(self, place: Path | None = None) -> None:
        """At once, because she wants one: beside the office, or in a folder of hers; says what was made, and where."""
        session = self._session
        if session is None or self._making:
            return

        def work(store: Store, job: Job) -> tuple[Path, int]:
            from crm_desktop.kit.store import backup as backups

            made = backups.backup(store, place, job.progress)
            return made, sum(file.stat().st_size for file in made.iterdir())

        self._making = True
        task = session.run(work, lambda made: self._tell(session, *made, place), _("Backing up…"),
                           cancelled=lambda: session.tell(_("Cancelled. No backup was made."), "near"))
        task.finished.connect(self._ended)

    def _tell(self, session: Session, made: Path, size: int, place: Path | None) -> None:
        self.say()
        self.made.emit()
        now = clock.now().astimezone(session.store.zone)
        said = _("Backed up at {time}: {name}, {size} MB.") if place is None else _(
            "Backed up at {time} to {folder}: {name}, {size} MB.")
        session.tell(said.format(time=f"{now:%H:%M}", folder=place, name=made.name, size=megabytes(size)),
                     action=files.open_folder(made))

    def _ended(self) -> None:
        self._making = False

    def last(self) -> None:
        """At the end, before the office is closed. A full disk must not keep the window open."""
        if self._session is not None:
            with contextlib.suppress(Problem):
                _when_due(self._session.store)

    def say(self) -> None:
        """When the newest backup was made, in the office's time."""
        if self._session is None or self._status is None:
            return
        store = self._session.store
        at = last_backup_at(store.folder)
        if at:
            when = clock.instant(at).astimezone(store.zone)
            text = f"{when:%H:%M}" if when.date() == clock.today(store.zone) else f"{when:%m-%d %H:%M}"
            self._status.set_backup(_("Backup {time}").format(time=text))


def megabytes(size: int) -> str:
    """A size in MB, as it is said."""
    return f"{max(size / 1_000_000, 0.1):,.1f}"


def _when_due(store: Store) -> Path | None:
    from crm_desktop.kit.store import backup as backups

    if not (store.folder / "ring.json").exists():  # an office in memory has nothing to come back to
        return None
    return backups.backup(store) if backups.due(store) else None
