"""Private folders for copies that are only looked at; they go at the end, left ones at the next start."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path

from crm_desktop.kit import paths
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import _
from crm_desktop.kit.store import lock
from crm_desktop.kit.store.cipher import problem_of
from crm_desktop.kit.store.copies import room_problem
from crm_desktop.kit.store.folder import private

_DOOR = "door.lock"
_HELD = ".held"


class PrivatePlace:
    """A folder that only this account reads, held by a lock of the system while the program lives."""

    def __init__(self, size: int) -> None:
        """Make one with room for so many bytes. Raises Problem when there is none."""
        place = paths.copies_dir()
        self.folder = place / secrets.token_hex(8)
        self._held: FileIO | None = None
        try:
            private(place)
            if sentence := room_problem(place, size):
                raise Problem(sentence)
            with _door(place):
                self._held = lock.open_file(_note(self.folder))
                lock.take(self._held, shared=False)
                self.folder.mkdir()
            private(self.folder)
        except OSError as error:
            self.remove()
            raise problem_of(error, place) from error

    def remove(self) -> None:
        """The copy is closed: it goes."""
        if self._held is None:
            return
        shutil.rmtree(self.folder, ignore_errors=True)
        self._held.close()
        self._held = None
        _note(self.folder).unlink(missing_ok=True)


def tidy() -> None:
    """Remove what programs left that were killed. Copies somebody looks at stay."""
    place = paths.copies_dir(make=False)
    try:
        if not place.is_dir() or not any(path.is_dir() for path in place.iterdir()):
            return
        with _door(place):
            for folder in [path for path in place.iterdir() if path.is_dir()]:
                _tidy(folder)
    except (OSError, Problem):  # the next start tries again
        return


def _tidy(folder: Path) -> None:
    held = lock.open_file(_note(folder))
    try:
        if not lock.take(held, shared=False):
            return
        shutil.rmtree(folder, ignore_errors=True)
    finally:
        held.close()
    if not folder.exists():
        _note(folder).unlink(missing_ok=True)


def _note(folder: Path) -> Path:
    return folder.with_name(folder.name + _HELD)


@contextmanager
def _door(place: Path) -> Iterator[None]:
    """One program at a time makes or removes folders."""
    door = lock.open_file(place / _DOOR)
    try:
        if not lock.patiently(door, shared=False):
            raise Problem(_("Another program is copying a backup just now. Try again in a minute."))
        yield
    finally:
        door.close()
