"""The one door to the encrypted file: how it is opened, and what its errors mean for the user."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import sqlcipher3
from sqlcipher3 import dbapi2 as driver

# sqlite-utils catches the errors of the module it imported; its only hook is a module named
# pysqlite3, tried first. Without this a failed statement leaves a transaction open in silence.
sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = driver

from crm_desktop.kit.store.problems import Damaged, problem_of  # noqa: E402 - only after the two lines above

if TYPE_CHECKING:
    from sqlite_utils import Database

__all__ = ["Damaged", "Database", "DatabaseError", "driver", "mendable", "open_db",
           "problem_of", "told"]

DatabaseError: type[Exception] = driver.DatabaseError

KEY_BYTES = 32
OLDEST_SQLITE = (3, 51, 3)  # older ones can corrupt a file when the log is reset
_SETTINGS = (
    "foreign_keys=ON",
    "recursive_triggers=ON",
    "secure_delete=ON",
    "temp_store=MEMORY",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "cache_size=-32768",  # KiB: what the pages of a day ask for, with 100,000 customers, does not push itself out
)
# TRUNCATE + EXTRA lost nothing in 1000 simulated power cuts; SQLite's default lost the last commit.
_WRITING = ("journal_mode=TRUNCATE", "synchronous=EXTRA")


def __getattr__(name: str) -> Any:
    """sqlite-utils takes 50 ms to import and the sign-in page can do without: it comes with the first use."""
    if name == "Database":
        from sqlite_utils import Database
        return Database
    raise AttributeError(name)


def open_db(path: Path | Literal[":memory:"], key: bytes, *, readonly: bool = False) -> Database:
    """A keyed connection to the file. `key` is the raw data key of 32 bytes, never a password."""
    if len(key) != KEY_BYTES:  # a shorter one would silently be taken for a passphrase
        raise ValueError("the data key has 32 bytes")
    if driver.sqlite_version_info < OLDEST_SQLITE:
        raise RuntimeError("this SQLite is too old to be trusted with the file")
    connection = _connect(path, readonly)
    try:
        _unlock(connection, key)
        for setting in _SETTINGS if readonly else (*_SETTINGS, *_WRITING):
            connection.execute("PRAGMA " + setting).fetchall()
        if readonly:
            connection.execute("PRAGMA query_only=ON").fetchall()
        from sqlite_utils import Database
        # plug-ins of sqlite-utils would be handed the keyed connection
        return Database(connection, execute_plugins=False)
    except driver.DatabaseError as error:
        connection.close()
        raise problem_of(error, path) from error
    except BaseException:
        connection.close()
        raise


def _connect(path: Path | str, readonly: bool) -> Any:
    if isinstance(path, str) and path != ":memory:":
        raise TypeError("a path, or :memory:")
    try:
        if isinstance(path, str):
            return driver.connect(path)
        if readonly:
            return driver.connect(path.resolve().as_uri() + "?mode=ro", uri=True, timeout=5)
        with contextlib.suppress(OSError):  # it is there, or its folder isn't, which SQLite will say
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        return driver.connect(str(path), timeout=5)
    except driver.DatabaseError as error:
        raise problem_of(error, path) from error


def _unlock(connection: Any, key: bytes) -> None:
    """Give the key before anything is read; a new file would otherwise be written in clear."""
    connection.execute("PRAGMA cipher_log_level=NONE").fetchall()  # it would write to stderr
    connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"").fetchall()  # can't be a bound parameter
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    status = connection.execute("PRAGMA cipher_status").fetchone()
    version = connection.execute("PRAGMA cipher_version").fetchone()
    if not version or status is None or str(status[0]) != "1":
        raise RuntimeError("the connection is not encrypted")


def mendable(error: BaseException) -> bool:
    """Whether a database error comes from the disk, the file or another program; any other one is a bug."""
    code = str(getattr(error, "sqlite_errorname", "") or "")
    return isinstance(error, driver.DatabaseError) and (
        code.startswith(_MENDABLE) or any(part in str(error) for part in ("malformed", "is full", "not a database")))


def is_busy(error: BaseException) -> bool:
    """Whether another connection is in the way."""
    return getattr(error, "sqlite_errorname", "") in ("SQLITE_BUSY", "SQLITE_LOCKED")


def is_broken_off(error: BaseException) -> bool:
    """Whether `interrupt` ended the statement."""
    return getattr(error, "sqlite_errorname", "") == "SQLITE_INTERRUPT"


@contextlib.contextmanager
def told() -> Iterator[None]:
    """Errors of the disk or the file become Problems; bugs stay what they are."""
    try:
        yield
    except driver.DatabaseError as error:
        if mendable(error):
            raise problem_of(error) from error
        raise


_MENDABLE = tuple(f"SQLITE_{name}" for name in (
    "FULL", "IOERR", "READONLY", "CANTOPEN", "PERM", "BUSY", "LOCKED", "NOTADB", "CORRUPT"))
