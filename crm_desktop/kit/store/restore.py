"""Restoring: a proved backup takes the place of an office, whose own files are kept beside it first."""

from __future__ import annotations

import contextlib
import os
import platform
import shutil
from dataclasses import dataclass
from pathlib import Path

from crm_desktop.kit import clock
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import _
from crm_desktop.kit.store import anchor, audit, lock
from crm_desktop.kit.store import folder as office_folder
from crm_desktop.kit.store.cipher import Database, DatabaseError, open_db, problem_of
from crm_desktop.kit.store.copies import copy_files, locate, prove, read_manifest, room_problem, sha256, verify_backup
from crm_desktop.kit.store.folder import (
    ANCHOR,
    ATTEMPTS,
    BACKUPS,
    DATABASE,
    JOURNAL,
    NEXT_RING,
    RING,
    private,
    sync_folder,
    write_whole,
)
from crm_desktop.kit.store.ring import Ring, unlock
from crm_desktop.kit.store.sealing import Keys

_KNOWN = {DATABASE, JOURNAL, RING, NEXT_RING, ANCHOR, ATTEMPTS, BACKUPS, office_folder.LOCK, office_folder.MAKING,
          lock.USE, lock.INFO}
_BRING = "restore.part"


@dataclass
class _Opened:
    db: Database
    keys: Keys
    folder: Path


def restore(source: Path, folder: Path, user: str, password: str) -> Path | None:
    """Put a backup into a new or empty folder, or in the place of the office there. Returns where that was kept.

    `source` is a backup, or a folder of backups, of which the newest is taken.
    Raises Problem, and leaves the office as it was, when the backup isn't sound, the password isn't one
    of the backup's, the office is open, or the disk is full.
    """
    source = locate(source)
    read_manifest(source)
    keys = unlock(Ring.load(source / RING), user, password)
    manifest = verify_backup(source, keys)
    lock.refuse_unsafe(folder)
    fresh = _prepare(folder)
    try:
        sentence = room_problem(folder, (source / DATABASE).stat().st_size)
        if sentence:
            raise Problem(sentence)
        with lock.OfficeLock(folder).alone():
            part = folder / _BRING
            shutil.rmtree(part, ignore_errors=True)
            try:
                part.mkdir()
                private(part)
                copy_files(source, part, (DATABASE, RING))
                if sha256(part / RING) != manifest.files[RING]["sha256"]:
                    raise Problem(_("The backup could not be copied whole. Look at the disk, then try again."))
                prove(part / DATABASE, keys, manifest)
                kept = _keep_old(folder)
                _swap(part, folder)
            finally:
                shutil.rmtree(part, ignore_errors=True)
            _settle(folder, keys)
            return kept
    except OSError as error:
        raise problem_of(error, folder) from error
    finally:
        if fresh and not (folder / DATABASE).exists():
            shutil.rmtree(folder, ignore_errors=True)


def users(source: Path) -> dict[str, str]:
    """The accounts whose passwords open a backup: id and name. Raises Problem for what is no backup."""
    place = locate(source)
    read_manifest(place)
    return Ring.load(place / RING).names()


def _prepare(folder: Path) -> bool:
    """Make the folder, or see that it holds an office and nothing else. Returns whether it was made."""
    if folder.is_dir():
        try:
            strange = sorted(path.name for path in folder.iterdir()
                             if path.name not in _KNOWN and path.name != _BRING and not path.name.startswith("."))
        except OSError as error:
            raise problem_of(error, folder) from error
        if strange:
            raise Problem(_("{path} holds {file}, which is no part of an office. Choose a new or empty folder.").format(
                path=folder, file=strange[0]))
        if any(folder.iterdir()):
            return False
    existed = folder.exists()
    office_folder.create_folder(folder)
    return not existed


def _keep_old(folder: Path) -> Path | None:
    """A second name for every file of the office that is replaced; it costs no room where the disk knows links."""
    old = [name for name in (DATABASE, JOURNAL, RING, NEXT_RING, ANCHOR) if (folder / name).is_file()]
    if not old:
        return None
    stem, number = f"before-restore-{clock.now():%Y%m%d-%H%M%S}", 1
    kept = folder / BACKUPS / stem
    while kept.exists():
        number += 1
        kept = folder / BACKUPS / f"{stem}-{number}"
    kept.mkdir(parents=True)
    private(kept)
    for name in old:
        try:
            os.link(folder / name, kept / name)
        except OSError:
            copy_files(folder, kept, [name])
    sync_folder(kept)
    sync_folder(kept.parent)
    return kept


def _swap(part: Path, folder: Path) -> None:
    """Put the new files in place so that after a crash at any point one ring opens the database that is there."""
    write_whole(folder / NEXT_RING, (part / RING).read_bytes())
    # a journal belongs to the database before; beside the new one it would be played back into it
    (folder / JOURNAL).unlink(missing_ok=True)
    sync_folder(folder)
    os.replace(part / DATABASE, folder / DATABASE)
    sync_folder(folder)
    os.replace(folder / NEXT_RING, folder / RING)
    for name in (ANCHOR, ATTEMPTS):
        (folder / name).unlink(missing_ok=True)
    sync_folder(folder)


def _settle(folder: Path, keys: Keys) -> None:
    """Write the restore into the audit chain and anchor it, so that the older state is a known one."""
    db = open_db(folder / DATABASE, keys.dek)
    try:
        db.conn.execute("BEGIN IMMEDIATE").fetchall()
        audit.append(db.conn, keys.audit, [audit.Entry("restore", "office")], at=clock.stamp(), who=keys.uid,
                     host=platform.node())
        db.conn.commit()
        private(folder / DATABASE)
        anchor.accept(_Opened(db, keys, folder))
    except DatabaseError as error:
        raise problem_of(error, folder / DATABASE) from error
    finally:
        with contextlib.suppress(DatabaseError):
            db.close()
