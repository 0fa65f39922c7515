"""Signing in: the pause after wrong passwords, and the ring that fits the database."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import _
from crm_desktop.kit.store.cipher import Damaged, open_db
from crm_desktop.kit.store.folder import ANCHOR, DATABASE, NEXT_RING, RING, check_office, sync_folder
from crm_desktop.kit.store.lock import OfficeLock
from crm_desktop.kit.store.passwords import Attempts, Wait
from crm_desktop.kit.store.ring import Keys, Ring, WrongPassword, unlock


def sign_in(folder: Path, user: str, password: str) -> Keys:
    """The account's keys, proved on the database. Raises Problem: wrong password, a pause, damage, missing rights.

    New keys and restores write ring.next.json first: of the two rings, the one that opens the database wins.
    """
    check_office(folder)
    attempts = Attempts(folder)
    if left := attempts.left():
        attempts.begin_anew()
        raise Wait(left)
    halfway = (folder / NEXT_RING).exists()
    try:
        with OfficeLock(folder).writer() if halfway else contextlib.nullcontext():
            name, keys = _fitting(folder, user, password)
            if halfway:
                _settle(folder, name)
    except WrongPassword:
        attempts.count()
        raise
    attempts.reset()
    return keys


def _fitting(folder: Path, user: str, password: str) -> tuple[str, Keys]:
    """The ring whose key opens the database; the present one's failure is the one that is told."""
    failure: Problem | None = None
    for name in (RING, NEXT_RING):
        if not (folder / name).exists():
            continue
        try:
            keys = unlock(Ring.load(folder / name), user, password)
            _prove(folder, keys)
        except Problem as problem:
            failure = failure or problem
        else:
            return name, keys
    raise failure or Problem(_("{file} is missing. Restore the newest backup.").format(file=RING))


def _prove(folder: Path, keys: Keys) -> None:
    file = folder / DATABASE
    # SQLite takes an empty file for a new database; one that has been closed before is a lost one
    if file.stat().st_size == 0 and (folder / ANCHOR).exists():
        raise Damaged(_("{file} is empty. Restore the newest backup.").format(file=DATABASE))
    open_db(file, keys.dek).close()


def _settle(folder: Path, winner: str) -> None:
    """End what a crash left half done: the ring that opened becomes the ring."""
    with contextlib.suppress(OSError):
        if winner == NEXT_RING:
            os.replace(folder / NEXT_RING, folder / RING)
        else:
            (folder / NEXT_RING).unlink(missing_ok=True)
        sync_folder(folder)
