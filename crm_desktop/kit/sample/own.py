"""The sample office of this computer: where it lies, its password that everybody may know, made and thrown away.

There is one in each language, below the program's own data, never among the user's documents. It is made aside
and takes its place whole, so that what was cancelled or killed leaves nothing that looks like an office.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crm_desktop.kit import paths
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import _
from crm_desktop.kit.sample import Progress
from crm_desktop.kit.store import lock
from crm_desktop.kit.store.folder import is_office
from crm_desktop.kit.store.problems import problem_of

CUSTOMERS = 300
PASSWORD = "demo-office-2026"  # noqa: S105 - shown on the sign-in page: nothing here is anybody's
USERS = {"en": "Sample user", "zh_CN": "示例用户", "zh_TW": "範例使用者"}
_NAMES = {"en": "Sample office (invented data)", "zh_CN": "示例办公室（虚构数据）", "zh_TW": "範例辦公室（虛構資料）"}
_FOLDERS = {"en": "Sample office.crm", "zh_CN": "示例办公室.crm", "zh_TW": "範例辦公室.crm"}
_DOOR, _ASIDE = "door.lock", "aside-"


def place(language: str) -> Path:
    """Where the sample office in that language lies, or would."""
    return paths.samples_dir(make=False) / _FOLDERS[language]


def is_sample(folder: Path) -> bool:
    """Whether this folder is a sample office of this computer."""
    return folder.parent == paths.samples_dir(make=False) and folder.name in _FOLDERS.values()


def make(language: str, progress: Progress | None = None) -> Path:
    """Make the sample office in that language as of this moment, if there is none yet; gives its folder.

    Raises Problem where it cannot be made, and Cancelled when `progress` does: then nothing is left of it.
    """
    import shutil
    from dataclasses import replace

    from crm_desktop.kit import sample

    folder = place(language)
    with _door():
        if is_office(folder):
            return folder
        aside = _aside(folder)
        office = replace(sample.office_of(language), name=_NAMES[language])
        try:
            sample.make(aside, office, USERS[language], PASSWORD, CUSTOMERS, progress=progress,
                        hints_too=True)
            shutil.rmtree(folder, ignore_errors=True)  # what is there is no office
            os.replace(aside, folder)
        except BaseException as error:
            shutil.rmtree(aside, ignore_errors=True)
            if isinstance(error, OSError):
                raise problem_of(error, folder) from error
            raise
    return folder


def throw_away(folder: Path) -> None:
    """Delete a sample office. Raises Problem where a window has it open, or the system holds it."""
    import shutil

    if not is_sample(folder):
        raise ValueError(folder)
    with _door():
        if lock.OfficeLock(folder).held():
            raise Problem(_("The sample office is open in another window. Close it there first."))
        if folder.exists():
            try:
                os.replace(folder, aside := _aside(folder))
            except OSError as error:
                raise problem_of(error, folder) from error
            shutil.rmtree(aside, ignore_errors=True)


def tidy() -> None:
    """Take away what a killed program left, unless another is just at work."""
    if any(paths.samples_dir(make=False).glob(_ASIDE + "*")):
        with contextlib.suppress(Problem), _door():
            pass


def _aside(folder: Path) -> Path:
    import secrets

    return folder.with_name(_ASIDE + secrets.token_hex(8))


@contextmanager
def _door() -> Iterator[None]:
    """One program at a time makes or deletes; what a killed one left goes first."""
    import shutil

    there = paths.samples_dir()
    door = lock.open_file(there / _DOOR)
    try:
        if not lock.take(door, shared=False):
            raise Problem(_("Another window is making the sample office just now. Try again in a minute."))
        for left in there.glob(_ASIDE + "*"):
            shutil.rmtree(left, ignore_errors=True)
        yield
    finally:
        door.close()
