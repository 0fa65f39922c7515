"""A new office is made aside, inside its own folder, and is an office only when it is whole.

The key ring is the last to take its place: without one no folder is an office. What a killed program leaves is known
for what it is (`folder.half_made`) and gives way to the next try.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import _
from crm_desktop.kit.store import lock
from crm_desktop.kit.store.folder import (
    DATABASE,
    MAKING,
    RING,
    create_folder,
    half_made,
    private,
    sync_folder,
)
from crm_desktop.kit.store.problems import problem_of

_DOOR = "door.lock"


@contextmanager
def making(folder: Path) -> Iterator[Path]:
    """Where database and key ring of a new office are made; at the end they take their places in `folder`.

    Raises Problem where no office can lie, or where another program is making one; then, and after whatever is
    raised inside, nothing is left.
    """
    _make_room(folder)
    create_folder(folder)
    try:
        place = folder / MAKING
        with _held(place):
            yield place
            _settle(place, folder)
        shutil.rmtree(place, ignore_errors=True)
    except BaseException as error:
        shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, OSError):
            raise problem_of(error, folder) from error
        raise


def _make_room(folder: Path) -> None:
    """What a killed program left goes; what a living one is making stays."""
    if not half_made(folder):
        return
    if (folder / MAKING).is_dir():
        with _held(folder / MAKING):
            pass
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _held(place: Path) -> Iterator[None]:
    place.mkdir(exist_ok=True)
    private(place)
    with contextlib.closing(lock.open_file(place / _DOOR)) as door:
        if not lock.take(door, shared=False):
            raise Problem(_("Another program is making an office in {path} just now. Try again in a minute.").format(
                path=place.parent))
        yield


def _settle(place: Path, folder: Path) -> None:
    for name in (DATABASE, RING):
        os.replace(place / name, folder / name)
        sync_folder(folder)
