"""A backup on the disk: a folder of three known files, and how it is proved sound."""

from __future__ import annotations

import hashlib
import hmac
import json
import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from crm_desktop.kit import clock
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import _
from crm_desktop.kit.store import audit
from crm_desktop.kit.store.check import file_problems, references
from crm_desktop.kit.store.cipher import DatabaseError, open_db, problem_of
from crm_desktop.kit.store.folder import BACKUPS, DATABASE, MANIFEST, RING, UNSOUND, private, sync_file
from crm_desktop.kit.store.sealing import Keys

PREFIX = "crm-"
FILES = (DATABASE, RING)
_FORMAT = 1
_LARGEST_MANIFEST = 1_000_000
_ROOM = 4_000_000  # bytes that stay free beside a copy
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Manifest:
    """What a backup holds and how it was proved when it was written."""

    db: str
    at: str
    app: str
    generation: int
    schema: int
    seq: int
    head: str
    counts: dict[str, int]
    files: dict[str, dict[str, Any]]
    mac: str = ""

    def signed(self, keys: Keys) -> Manifest:
        """The same with its MAC."""
        return Manifest(**{**asdict(self), "mac": self._mac(keys)})

    def sound(self, keys: Keys) -> bool:
        """Whether nobody edited it."""
        return hmac.compare_digest(self.mac.encode("utf-8", "replace"), self._mac(keys).encode())

    def _mac(self, keys: Keys) -> str:
        body = {name: value for name, value in asdict(self).items() if name != "mac"}
        text = json.dumps(body, sort_keys=True, separators=(",", ":"))
        return hmac.digest(keys.manifest, text.encode(), "sha256").hex()

    def data(self) -> bytes:
        """The file's content."""
        return json.dumps({"v": _FORMAT, **asdict(self)}, indent=1).encode()


@dataclass(frozen=True, order=True)
class Copy:
    """A finished backup: when it was made and where it lies."""

    at: datetime
    path: Path
    manifest: Manifest = field(compare=False)


def read_manifest(path: Path) -> Manifest:
    """The manifest of a backup folder. Raises Problem for anything that isn't one."""
    file = path / MANIFEST
    try:
        if not file.is_file():
            raise Problem(_("{path} is no backup: {file} is missing in it. Choose the folder of one backup.").format(
                path=path, file=MANIFEST))
        if file.is_symlink() or file.stat().st_size > _LARGEST_MANIFEST:
            raise ValueError("a link, or too large")
        found = json.loads(file.read_bytes())
        if found.pop("v") != _FORMAT:
            raise Problem(_("The backup {name} was made by a newer CRM Desktop. Install the newer program.").format(
                name=path.name))
        manifest = Manifest(**found)
        clock.instant(manifest.at)
        if sorted(manifest.files) != sorted(FILES):
            raise ValueError("other files")
        if not isinstance(manifest.seq, int) or not isinstance(manifest.mac, str):
            raise TypeError("seq, mac")
        for wanted in manifest.files.values():
            int(wanted["size"]), str(wanted["sha256"])
        return manifest
    except OSError as error:
        raise problem_of(error, file) from error
    except UNSOUND as error:
        raise _damaged(path, MANIFEST) from error


def check_files(path: Path, manifest: Manifest) -> None:
    """Every file is there, a plain file, and bit for bit what was written. Raises Problem naming one that isn't."""
    for name, wanted in manifest.files.items():
        file = path / name
        if not file.is_file() or file.is_symlink():
            raise Problem(_("The backup {name} is not whole: {file} is missing. Choose another backup.").format(
                name=path.name, file=name))
        try:
            if file.stat().st_size != wanted["size"] or sha256(file) != wanted["sha256"]:
                raise _damaged(path, name)
        except OSError as error:
            raise problem_of(error, file) from error


def verify_backup(path: Path, keys: Keys) -> Manifest:
    """Prove a backup: files, manifest, both integrity checks, references, row counts, audit chain."""
    manifest = read_manifest(path)
    check_files(path, manifest)
    if manifest.db != keys.db or not manifest.sound(keys):
        raise _damaged(path, MANIFEST)
    prove(path / DATABASE, keys, manifest)
    return manifest


def prove(file: Path, keys: Keys, manifest: Manifest) -> None:
    """The database file is sound and holds what the manifest says. Raises Problem naming the file."""
    found = file_problems(file, keys.dek)
    if not found:
        db = open_db(file, keys.dek, readonly=True)
        try:
            found = references(db) + audit.verify(db.conn, keys.audit)
            if counts(db.conn) != manifest.counts or audit.mac_at(db.conn, manifest.seq) != manifest.head:
                found.append(_("It does not hold what was backed up."))
        except DatabaseError as error:
            found = [problem_of(error, file).sentence]
        finally:
            db.close()
    if found:
        raise Problem(_("The backup {name} is not sound: {detail} Choose another backup.").format(
            name=file.parent.name, detail=found[0]))


def counts(run: Any) -> dict[str, int]:
    """Rows of every table."""
    tables = [row[0] for row in run.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        " AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name").fetchall()]
    return {name: int(run.execute(f'SELECT count(*) FROM "{name}"').fetchall()[0][0]) for name in tables}


def all_copies(place: Path) -> list[Copy]:
    """The finished backups in a folder, oldest first; anything else in it is passed over."""
    found = []
    try:
        candidates = [path for path in place.iterdir() if path.is_dir() and path.suffix != ".part"]
    except OSError:
        return []
    for path in candidates:
        if (path / MANIFEST).is_file():
            try:
                manifest = read_manifest(path)
            except Problem:
                continue
            found.append(Copy(clock.instant(manifest.at), path, manifest))
    return sorted(found)


def locate(place: Path) -> Path:
    """The backup meant by a folder: itself, or the newest of those that lie in it (sound or not)."""
    if any((place / name).exists() for name in (*FILES, MANIFEST)):
        return place
    try:
        inside = [path for path in place.iterdir() if path.is_dir() and path.name.startswith(PREFIX)
                  and path.suffix != ".part" and any((path / name).exists() for name in (*FILES, MANIFEST))]
    except OSError:
        return place
    return max(inside, default=place)


def last_backup(folder: Path) -> Copy | None:
    """The newest backup in the office's own folder of backups."""
    found = all_copies(folder / BACKUPS)
    return found[-1] if found else None


def newest_verified(folder: Path) -> Copy | None:
    """The newest backup of the office whose files are still what was written and verified."""
    for copy in reversed(all_copies(folder / BACKUPS)):
        try:
            check_files(copy.path, copy.manifest)
        except Problem:
            continue
        return copy
    return None


def copy_files(source: Path, target: Path, names: Iterable[str]) -> None:
    """Copy finished files, pushed to the disk and readable by this account only."""
    for name in names:
        shutil.copyfile(source / name, target / name, follow_symlinks=False)
        private(target / name)
        sync_file(target / name)


def room_problem(place: Path, size: int) -> str | None:
    """Why a copy of this size doesn't fit, or None."""
    free = shutil.disk_usage(place).free
    if free >= size + _ROOM:
        return None
    return _("The disk of {path} is too full: {needed} MB are needed, {free} MB are free. Free some space or choose "
             "another place.").format(path=place, needed=(size + _ROOM) // 1_000_000 + 1, free=free // 1_000_000)


def sha256(path: Path) -> str:
    """The fingerprint of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _damaged(path: Path, file: str) -> Problem:
    return Problem(_("The backup {name} is damaged in {file}. Choose another backup.").format(
        name=path.name, file=file))
