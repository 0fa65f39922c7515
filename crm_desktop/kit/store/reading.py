"""An office that can't be written from here: its newest verified backup is looked at instead (decision 20)."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from crm_desktop.kit import clock, paths
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import _, ngettext
from crm_desktop.kit.store import lock
from crm_desktop.kit.store.folder import (
    BACKUPS,
    DATABASE,
    LOCK,
    MANIFEST,
    NEXT_RING,
    RING,
    is_office,
    office_problem,
    private,
)
from crm_desktop.kit.store.passwords import Attempts, Wait
from crm_desktop.kit.store.places import unsafe_place
from crm_desktop.kit.store.problems import problem_of
from crm_desktop.kit.store.ring import Ring, RingChanged, WrongPassword, unlock
from crm_desktop.kit.store.sealing import Keys

if TYPE_CHECKING:
    from crm_desktop.kit.store.copies import Copy
    from crm_desktop.kit.store.private_place import PrivatePlace
    from crm_desktop.kit.store.store import Store


@dataclass(frozen=True)
class Copied:
    """What a read-only store shows: the backup of an office, of that instant. `passed_over` newer ones aren't sound."""

    office: Path
    backup: Path
    at: datetime
    passed_over: int = 0

    def words(self, zone: tzinfo | None = None) -> str:
        """What it is and how old, in a sentence; without a zone on this machine's clock."""
        return _("Read-only: backup of {time}, {age}.").format(time=moment(self.at, zone), age=age(self.at))

    def warning(self) -> str:
        """The sentence about newer backups that aren't sound, or ""."""
        return ngettext("A newer backup is not sound and was passed over.",
                        "{count} newer backups are not sound and were passed over.",
                        self.passed_over).format(count=self.passed_over) if self.passed_over else ""


def moment(at: datetime, zone: tzinfo | None = None) -> str:
    """An instant in words: 21 Nov 2026 18:03."""
    from crm_desktop.kit.values import dates
    here = at.astimezone(zone)
    return f"{dates.paper(here.date().isoformat())} {here:%H:%M}"


def age(at: datetime) -> str:
    """How old something is: in minutes, from an hour on in hours, from two days on in days."""
    old = max(clock.now() - at, timedelta(0))
    if old >= timedelta(days=2):
        return ngettext("{count} day old", "{count} days old", old.days).format(count=old.days)
    hours, minutes = old // timedelta(hours=1), old // timedelta(minutes=1)
    if hours:
        return ngettext("{count} hour old", "{count} hours old", hours).format(count=hours)
    if not minutes:
        return _("made just now")
    return ngettext("{count} minute old", "{count} minutes old", minutes).format(count=minutes)


def closed(folder: Path) -> Problem | None:
    """Why the office here can't be opened for writing though it can be looked at, or None. Writes nothing."""
    if "\0" in str(folder) or not os.path.isdir(folder):  # pathlib raises for a name that is too long
        return None
    if not is_office(folder) or _is_backup(folder):
        if not _inside(folder):
            return None
        return Problem(_("{path} holds backups, not the office itself. Choose the office folder.").format(path=folder))
    if sentence := unsafe_place(folder):
        return Problem(sentence)
    if noted := lock.OfficeLock(folder).elsewhere():
        return lock.Elsewhere(noted)
    if office_problem(folder, write=False):
        return None  # can't be read either: that is told as ever
    if sentence := office_problem(folder) or _kept_from(folder):
        return Problem(sentence)
    return None


def _kept_from(folder: Path) -> str | None:
    for name in (LOCK, lock.USE):
        if (folder / name).exists() and not os.access(folder / name, os.R_OK | os.W_OK):
            return _("{file} may not be written by this account. Ask for the rights to it.").format(file=folder / name)
    return None


def _is_backup(folder: Path) -> bool:
    return (folder / MANIFEST).is_file()


def _inside(folder: Path) -> list[Copy]:
    """The backups that lie in a folder, or the one it is itself, newest first."""
    from crm_desktop.kit.store.copies import Copy, all_copies, read_manifest
    if _is_backup(folder):
        manifest = read_manifest(folder)
        return [Copy(clock.instant(manifest.at), folder, manifest)]
    return all_copies(folder)[::-1]


def backups_of(folder: Path) -> list[Copy]:
    """The backups of an office folder, of a folder of backups, or the one that is meant; newest first."""
    return _inside(folder if _is_backup(folder) or not is_office(folder) else folder / BACKUPS)


def newest(folder: Path) -> datetime | None:
    """When the newest backup was made, as its manifest says; None where there is none."""
    found = backups_of(folder)
    return found[0].at if found else None


def users(folder: Path) -> list[str]:
    """Whose passwords open the backups. Raises Problem where there is nothing to open."""
    rings = _rings(folder, backups_of(folder))
    if not rings:
        raise _nothing()
    return list(rings[0].names().values())


def _rings(folder: Path, found: list[Copy]) -> list[Ring]:
    """The office's own key ring first: who left since, or set a new password, is known there."""
    rings = []
    for file in (folder / RING, folder / NEXT_RING, *(copy.path / RING for copy in found)):
        if file.is_file():
            try:
                rings.append(Ring.load(file))
            except Problem:
                continue
    return rings if found else []


def _nothing() -> Problem:
    return Problem(_("There is no backup of this office that could be looked at. Make one on its own machine."))


def tidy() -> None:
    """Remove the copies of programs that were killed."""
    if paths.copies_dir(make=False).is_dir():
        from crm_desktop.kit.store import private_place
        private_place.tidy()


# Signing in


def seconds_to_wait(folder: Path) -> int:
    """The pause after wrong passwords; it is counted in the user's own settings, the office's folder isn't written."""
    here = Attempts(folder).left()
    return max(here, Attempts(_own_place(folder)).left()) if _looks().is_dir() else here


def _looks() -> Path:
    return paths.config_dir() / "looks"


def _own_place(folder: Path) -> Path:
    import hashlib
    return _looks() / hashlib.sha256(os.fsencode(str(folder.absolute()))).hexdigest()[:24]


def look(folder: Path, user: str, password: str) -> Store:
    """Open the newest sound backup of an office, read-only, from a copy in a private place.

    Raises Problem for a wrong password, or where no backup is sound.
    """
    own = _own_place(folder)
    if left := seconds_to_wait(folder):
        Attempts(own).begin_anew()
        raise Wait(left)
    found = backups_of(folder)
    try:
        keys = _unlocked(_rings(folder, found), user, password)
    except WrongPassword:
        with contextlib.suppress(OSError):  # a home that is full; the slow key derivation still protects
            own.mkdir(parents=True, exist_ok=True)
        Attempts(own).count()
        raise
    Attempts(own).reset()
    return _open_newest(folder, [copy for copy in found if copy.manifest.db == keys.db], keys, user, password)


def _unlocked(rings: list[Ring], user: str, password: str) -> Keys:
    for ring in rings:
        try:
            return unlock(ring, user, password)
        except RingChanged:
            continue
    raise _nothing()


def _open_newest(folder: Path, found: list[Copy], keys: Keys, user: str, password: str) -> Store:
    from crm_desktop.kit.store.private_place import PrivatePlace
    from crm_desktop.kit.store.store import Store
    tidy()
    for passed_over, copy in enumerate(found):
        place = PrivatePlace(sum(int(file["size"]) for file in copy.manifest.files.values()))
        try:
            try:
                fitting = _bring(copy, place, keys, user, password)
            except Problem:
                place.remove()
                continue
            return Store.of_copy(place.folder, fitting, Copied(folder, copy.path, copy.at, passed_over), place.remove)
        except BaseException:
            place.remove()
            raise
    if not found:
        raise _nothing()
    raise Problem(ngettext("The backup of this office is not sound. Open the office on its own machine.",
                           "None of the {count} backups of this office is sound. Open the office on its own machine.",
                           len(found)).format(count=len(found)))


def _bring(copy: Copy, place: PrivatePlace, keys: Keys, user: str, password: str) -> Keys:
    """Copy a backup and prove the copy: that it opens, both integrity checks, references, counts, audit chain.

    Returns the keys that fit it: those of before a change of keys lie in the backup's own ring.
    """
    from crm_desktop.kit.store.copies import FILES, copy_files, verify_backup
    try:
        copy_files(copy.path, place.folder, (*FILES, MANIFEST))
    except OSError as error:
        raise problem_of(error, copy.path) from error
    if copy.manifest.generation != keys.generation:
        keys = unlock(Ring.load(place.folder / RING), user, password)
    verify_backup(place.folder, keys)
    private(place.folder / DATABASE)
    return keys
