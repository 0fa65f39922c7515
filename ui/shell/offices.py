"""The offices this machine knows, and the way into one: window lock, keys, store."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from crm_desktop.kit import paths
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.store import reading
from crm_desktop.kit.store.folder import NEXT_RING, RING, check_office, office_problem
from crm_desktop.kit.store.lock import OfficeLock
from crm_desktop.kit.store.ring import RECOVERY, Ring
from ui.kit.window_state import WindowState

if TYPE_CHECKING:  # the store itself comes with the first sign-in: this page must be there at once
    from crm_desktop.kit.store import Office, Store

_KEPT = 8


@dataclass(frozen=True)
class Known:
    """An office opened here before: where, what it is called, who signed in last."""

    folder: Path
    name: str
    user: str = ""


class Offices:
    """Opens, founds and remembers offices. Holds the window's lock of the one that is open."""

    def __init__(self, settings: WindowState) -> None:
        self._settings = settings
        self._lock: OfficeLock | None = None

    def known(self) -> list[Known]:
        """Those opened here before, the last first."""
        rows = self._settings.get("offices", [])
        return [Known(Path(r["folder"]), str(r.get("name", "")), str(r.get("user", "")))
                for r in rows if isinstance(r, dict) and r.get("folder")]

    def last(self) -> Path | None:
        """The one opened last, where it is still there."""
        return next((k.folder for k in self.known()[:1] if k.folder.is_dir()), None)

    def known_at(self, folder: Path) -> Known:
        """What is known of this one; its folder's name where nothing is."""
        there = next((k for k in self.known() if k.folder == folder), None)
        return there or Known(folder, folder.name.removesuffix(".crm"))

    def remember(self, folder: Path, name: str, user: str) -> None:
        """This one was opened last."""
        self.forget(folder)
        self._settings.set("offices", [{"folder": str(folder), "name": name, "user": user},
                                       *self._settings.get("offices", [])][:_KEPT])

    def forget(self, folder: Path) -> None:
        """This one is no more."""
        rest = [{"folder": str(k.folder), "name": k.name, "user": k.user} for k in self.known() if k.folder != folder]
        self._settings.set("offices", rest)

    def closed(self, folder: Path) -> Problem | None:
        """Why it can only be looked at from here, or None."""
        return reading.closed(folder)

    def reopen(self, folder: Path) -> None:
        """The user says that the other machine has it open no more."""
        OfficeLock(folder).gone_elsewhere()

    def users(self, folder: Path) -> list[str]:
        """Who can sign in there. Raises Problem when it is no office, or its key file is damaged."""
        if reading.closed(folder):
            return reading.users(folder)
        if sentence := office_problem(folder):
            raise Problem(sentence)
        ring = folder / RING
        return list(Ring.load(ring if ring.is_file() else folder / NEXT_RING).names().values())

    def seconds_to_wait(self, folder: Path) -> int:
        """The pause after wrong passwords."""
        return reading.seconds_to_wait(folder)

    def look(self, folder: Path, user: str, password: str) -> Store:
        """Sign in to the newest sound backup, read-only. Raises Problem."""
        store = reading.look(folder, user, password)
        self.remember(folder, store.office.name, store.user.name)
        return store

    def open(self, folder: Path, user: str, password: str) -> Store:
        """Sign in. Raises Problem; then nothing is held."""
        from crm_desktop.kit.store import Store

        check_office(folder)  # before the lock: it would leave its files in a folder that is none
        lock = OfficeLock(folder)
        _take(lock)
        try:
            store = Store.open(folder, user, password, lock)
        except BaseException:
            lock.release()
            raise
        self._lock = lock
        if user != RECOVERY:
            self.remember(folder, store.office.name, store.user.name)
        return store

    def found(self, folder: Path, office: Office, user: str, password: str) -> tuple[Store, str]:
        """Make a new office; the open store and the recovery code."""
        from crm_desktop.kit.store.office import found

        store, code = found(folder, office, user, password, hints=True)
        self._lock = OfficeLock(folder)
        _take(self._lock)
        self.remember(folder, office.name, user)
        return store, code

    def release(self) -> None:
        """The office is closed: let others in."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def proposal(self, name: str) -> Path:
        """Where a new office would lie."""
        safe = "".join(c for c in name.strip() if c not in '<>:"/\\|?*' and ord(c) > 31).strip(" .")[:60]
        return paths.documents_dir() / f"{safe or 'office'}.crm"


def _take(lock: OfficeLock) -> None:
    import getpass
    import platform

    lock.acquire(platform.node(), getpass.getuser())


def last_backup_at(folder: Path) -> str:
    """The instant of the newest backup, "" where there is none."""
    from crm_desktop.kit.store import backup as backups

    with contextlib.suppress(Problem):
        newest = backups.last_backup(folder)
        return newest.manifest.at if newest is not None else ""
    return ""
