"""A file is there whole or not at all: written beside its place, flushed to the disk, renamed."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import _

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG} if hasattr(errno, "EDQUOT") else {errno.ENOSPC, errno.EFBIG}
_SHARING = {32, 33}  # Windows: another program holds the file
_OWNER_SIZE = 4096  # Excel's owner file has 165 bytes; a larger one is something else


def owner_file(path: Path) -> Path | None:
    """The small file Excel lays beside a workbook while it is open there, or None."""
    owner = path.with_name("~$" + path.name)
    try:
        return owner if owner.is_file() and owner.stat().st_size <= _OWNER_SIZE else None
    except OSError:
        return None


def held(error: OSError, path: Path) -> bool:
    """Whether the error means that another program has the file open."""
    return getattr(error, "winerror", None) in _SHARING or owner_file(path) is not None


def open_elsewhere(path: Path) -> Problem:
    """The sentence for a file that Excel holds."""
    owner = owner_file(path)
    if owner is None:
        return Problem(_("{name} is open in another program. Close it in Excel first.").format(name=path.name))
    return Problem(
        _("{name} is open in Excel. Close it in Excel first. If it is closed there, delete the file {owner}.").format(
            name=path.name, owner=owner.name
        )
    )


def not_written(error: OSError, path: Path) -> Problem:
    """The sentence for a file that could not be written."""
    if error.errno in _FULL:
        return Problem(
            _("{name} was not written: the disk is full. Make room or choose another place.").format(name=path.name)
        )
    if held(error, path):
        return open_elsewhere(path)
    if isinstance(error, IsADirectoryError) or path.is_dir():
        return Problem(_("{name} is a folder. Choose another file name.").format(name=path.name))
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Problem(_("The folder {folder} does not exist. Choose another place.").format(folder=path.parent))
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return Problem(
            _("You may not write {name} in this folder. Choose another place.").format(name=path.name)
        )
    return Problem(
        _("{name} could not be written ({reason}). Choose another place.").format(
            name=path.name, reason=error.strerror or type(error).__name__
        )
    )


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Write a file that appears under its name only when all of it is on the disk."""
    if owner_file(path) is not None:
        raise open_elsewhere(path)
    part = path.with_name(f".{path.name[:80]}.{secrets.token_hex(4)}.part")
    try:
        with part.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
        _settle(path.parent)
    except OSError as error:
        raise not_written(error, path) from error
    except ValueError as error:  # a NUL in the name
        if "null" not in str(error):
            raise
        raise Problem(_("This file name cannot be used. Choose another.")) from error
    finally:
        _remove(part)


def _remove(part: Path) -> None:
    try:
        part.unlink(missing_ok=True)
    except (OSError, ValueError):
        return


def _settle(folder: Path) -> None:
    """Flush the folder's entry too, where the system lets us."""
    if os.name == "nt":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        return
    finally:
        os.close(handle)
