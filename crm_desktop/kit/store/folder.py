"""The office folder: what lies in it, who may read it, and files that are written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from pathlib import Path

from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import _
from crm_desktop.kit.store.places import unsafe_place
from crm_desktop.kit.store.problems import problem_of

DATABASE = "crm.db"
JOURNAL = "crm.db-journal"
RING = "ring.json"
NEXT_RING = "ring.next.json"
ANCHOR = "anchor.json"
ATTEMPTS = "attempts.json"
LOCK = "lock"
BACKUPS = "backups"
MAKING = "making"  # in it a new office is made until it is whole
_TRY = ".try"
_OF_MAKING = re.compile(r"crm\.db.*|(ring|ring\.next|anchor|attempts)\.json|lock(\.use|\.json)?|door\.lock|\..*\.part")
MANIFEST = "manifest.json"  # a folder that holds it is a backup

# What a file of ours can raise while it is read when somebody else wrote it, or it was cut.
UNSOUND = (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError)

_RESERVED = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))}
_FORBIDDEN = '<>:"/\\|?*'
_LONGEST_NAME = 200  # bytes; leaves room for our suffixes below the usual 255
_LONGEST_PATH = 4000 if os.name != "nt" else 220


def is_office(path: Path) -> bool:
    """Whether an office lies in this folder."""
    try:
        return (path / DATABASE).is_file() and ((path / RING).is_file() or (path / NEXT_RING).is_file())
    except (OSError, ValueError):
        return False


def half_made(path: Path) -> bool:
    """Whether all that lies in this folder is of an office whose making was cut off: nobody has worked in it yet."""
    try:
        names = {one.name for one in path.iterdir()} - {_TRY}
        ours = {BACKUPS, MAKING} if _only_ours(path / MAKING) else {BACKUPS}
        if RING not in names and (path / MAKING / RING).is_file():  # the database takes its place before the ring
            ours.add(DATABASE)
        return bool(names) and names <= ours and not (BACKUPS in names and any((path / BACKUPS).iterdir()))
    except (OSError, ValueError):
        return False


def _only_ours(making: Path) -> bool:
    """Whether nothing lies there but what the making of an office puts there: such a folder may be anybody's."""
    return not making.exists() or all(one.is_file() and _OF_MAKING.fullmatch(one.name) for one in making.iterdir())


def name_problem(name: str) -> str | None:
    """Why this can't be the name of a folder or file on every system, or None."""
    if not name.strip():
        return _("The folder needs a name. Enter one.")
    if any(ord(sign) < 32 or sign in _FORBIDDEN for sign in name):
        return _("A folder name can't hold line breaks or any of {signs}. Choose another name.").format(
            signs=" ".join(_FORBIDDEN)
        )
    if name.split(".")[0].strip().casefold() in _RESERVED:
        return _("{name} is a name that Windows keeps for itself. Choose another name.").format(name=name)
    if name != name.rstrip(" .") or name != name.lstrip(" "):
        return _("A folder name can't begin with a space or end with a space or a dot. Choose another name.")
    if len(name.encode("utf-8", "surrogatepass")) > _LONGEST_NAME:
        return _("The folder name is too long. Choose a shorter one.")
    return None


def path_problem(path: Path) -> str | None:
    """Why an office can't lie at this path, or None."""
    if "\0" in str(path):
        return _("The path holds a sign that no folder can have. Choose another folder.")
    if len(os.fsencode(str(path))) > _LONGEST_PATH:
        return _("The path is too long. Choose a folder nearer to the top of the disk.")
    return name_problem(path.name)


def office_problem(path: Path, *, write: bool = True) -> str | None:
    """Why the office at this path can't be opened, or None."""
    if not os.path.exists(path):  # pathlib raises for a name that is too long, and where the way there is barred
        return _("There is no folder {path}. Choose the office folder.").format(path=str(path).replace("\0", ""))
    if not path.is_dir():
        return _("{path} is a file, not an office folder. Choose the folder that ends in .crm.").format(path=path)
    if not os.access(path, os.R_OK | os.X_OK):
        return _("The folder {path} may not be read by this account. Ask for the rights to it.").format(path=path)
    if half_made(path):
        return _("The office in {path} was not made to the end. Make it again in the same folder.").format(path=path)
    for name in (DATABASE, RING):
        if not (path / name).is_file() and not (name == RING and (path / NEXT_RING).is_file()):
            return _("{path} is no office folder: {file} is missing in it. Choose another, or restore a backup."
                     ).format(path=path, file=name)
        if (path / name).exists() and not os.access(path / name, os.R_OK):
            return _("{file} may not be read by this account. Ask for the rights to it.").format(file=path / name)
    if write and not (os.access(path, os.W_OK) and os.access(path / DATABASE, os.W_OK)):
        return _("The folder {path} may not be written by this account. Ask for the rights to it.").format(path=path)
    return None


def check_office(path: Path) -> None:
    """Raise the Problem of the office at this path, if it has one."""
    sentence = office_problem(path)
    if sentence:
        raise Problem(sentence)


def create_folder(path: Path) -> Path:
    """Make the folder of a new office (mode 700) with its backups; it must be missing or empty."""
    sentence = path_problem(path) or unsafe_place(path)
    if sentence:
        raise Problem(sentence)
    try:
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise Problem(_("{path} already holds something. Choose a new or empty folder.").format(path=path))
        path.mkdir(parents=True, exist_ok=True)
        private(path)
        (path / BACKUPS).mkdir(exist_ok=True)
        private(path / BACKUPS)
        write_whole(path / _TRY, b"")
        (path / _TRY).unlink()
    except OSError as error:
        raise problem_of(error, path) from error
    return path


def private(path: Path) -> None:
    """Only this account may read it: 700 for a folder, 600 for a file."""
    with contextlib.suppress(OSError):  # a stick formatted with FAT knows no rights
        path.chmod(0o700 if path.is_dir() else 0o600)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that after any crash either the old or the new content is there, mode 600."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
    sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Make renames in this folder survive a power cut, where the system offers that."""
    if os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_file(path: Path) -> None:
    """Push a finished file to the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
