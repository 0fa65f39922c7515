"""What errors of the database and of the disk mean for the user: needed before any database is."""

from __future__ import annotations

import errno
from pathlib import Path

from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import _


class Damaged(Problem):
    """The file can't be read with its key: damaged, cut, or of another office."""


def problem_of(error: Exception, path: Path | str | None = None) -> Problem:
    """What an error of the database or of the disk means for the user, and what to do."""
    if isinstance(error, Problem):
        return error
    file = Path(path).name if path else "crm.db"
    code = getattr(error, "sqlite_errorname", "") or ""
    if isinstance(error, OSError):
        code = _CODE_OF_ERRNO.get(error.errno or 0, "SQLITE_IOERR")
        file = Path(str(error.filename)).name if error.filename else file
    text = str(error)
    if code.startswith("SQLITE_NOTADB") or "not a database" in text:
        return Damaged(
            _("{file} can't be opened with this office's key: it is damaged or of another office. "
              "Restore the newest backup.").format(file=file)
        )
    if code.startswith("SQLITE_CORRUPT") or "malformed" in text:
        return Damaged(_("{file} is damaged. Close the program and restore the newest backup.").format(file=file))
    return Problem(_sentence(code, text).format(file=file))


_CODE_OF_ERRNO = {
    errno.ENOSPC: "SQLITE_FULL",
    errno.EDQUOT if hasattr(errno, "EDQUOT") else -1: "SQLITE_FULL",
    errno.EFBIG: "SQLITE_TOOBIG",
    errno.EROFS: "SQLITE_READONLY",
    errno.EACCES: "SQLITE_READONLY",
    errno.EPERM: "SQLITE_READONLY",
    errno.ENOENT: "SQLITE_CANTOPEN",
    errno.ENOTDIR: "SQLITE_CANTOPEN",
    errno.EISDIR: "SQLITE_CANTOPEN",
    errno.ENAMETOOLONG: "SQLITE_CANTOPEN",
    errno.EBUSY: "SQLITE_BUSY",
    errno.EAGAIN: "SQLITE_BUSY",
}


def _sentence(code: str, text: str) -> str:
    if code.startswith("SQLITE_FULL") or "is full" in text:
        return _("The disk is full, {file} was not written. Free some space, then save again.")
    if code.startswith("SQLITE_TOOBIG"):
        return _("{file} would grow beyond what this disk or account allows. Free some space, then save again.")
    if code == "SQLITE_READONLY_DBMOVED":
        return _("{file} is no longer where it was. Put the office's folder back, then save again.")
    if code.startswith("SQLITE_READONLY"):
        return _("{file} may not be written here. Ask for the right to write in its folder, or choose another folder.")
    if code.startswith(("SQLITE_CANTOPEN", "SQLITE_PERM")):
        return _("{file} can't be opened. Look whether its folder is still there and may be read.")
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return _("Another program is writing to {file} just now. Wait a moment, then save again.")
    if code.startswith("SQLITE_IOERR"):
        return _("The disk did not read or write {file}. Look at the disk and its free space, then try again.")
    return _("{file} could not be read or written. Close the program, open it again and run the check.")
