"""What makes a window stand still, noticed by what is called on its thread and not by a clock.

Files, other programs, the network, keys, paper, whole imports and checks, sleeping, and statements that walk a table
from end to end: `Calm` notes each that happens while something is done in the window, with the place in the program.
How long the window does stand still is told by `make watch` and held by `make bench`.
"""

from __future__ import annotations

import os
import re
import stat
import sys
import threading
from collections.abc import Callable, Iterator
from functools import wraps
from importlib import import_module
from typing import Any

import pytest

from build_spec.watchdog import places
from crm_desktop.kit.store import Store
from tests.asked import scans

MOST_READ = 256 * 1024  # bytes of one file: what the program brings along is smaller
# What Python itself tells of (the audit events of its documentation).
EVENTS = {
    **dict.fromkeys(("subprocess.Popen", "os.system", "os.posix_spawn", "os.fork", "os.exec"), "starts a program"),
    **dict.fromkeys(("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr",
                     "socket.sendto"), "asks the network"),
    **dict.fromkeys(("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.truncate"),
                    "changes a folder"),
    "open": "",  # by what is opened, and how
}
# What it does not tell of: where it lies, and what it is.
CALLS = {
    "time:sleep": "sleeps",
    "argon2.low_level:hash_secret_raw": "stretches a password",
    "reportlab.pdfgen.canvas:Canvas.__init__": "draws a paper",
    "crm_desktop.kit.sheets.read:read_sheet": "reads a sheet",
    "crm_desktop.kit.importing.plan:plan_import": "compares a sheet",
    "crm_desktop.kit.importing.run:run_import": "imports",
    "crm_desktop.kit.exporting:export": "exports",
    "crm_desktop.kit.store.backup:backup": "backs up",
    "crm_desktop.kit.store.store:Store.check": "checks the whole office",
    "ui.kit.tasks:Task.wait": "waits for a thread",
}
_READS = re.compile(r"\s*(?:SELECT|WITH|UPDATE|DELETE)\b", re.IGNORECASE)
# On whose behalf it may be done all the same, and why.
ALLOWED = {
    "ui/shell/sign_in.py _open": "the button says Opening…, and there is nothing else to do before the office is open",
    "ui/kit/window_state.py save": "the settings of the windows: some kilobytes in the user's own folder",
}


class Calm:
    """Goes between a hand and the window: `do` is the hand's."""

    def __init__(self, patch: pytest.MonkeyPatch, store: Callable[[], Store | None]) -> None:
        self.found: list[str] = []
        self.allowed: set[str] = set()  # those of ALLOWED that were met
        self._store, self._traced = store, None
        self._asked: dict[str, tuple[str, str]] = {}  # a statement without its values: as it was, and when
        self._thread, self._busy, self._step = threading.get_ident(), False, "start"
        for name, what in CALLS.items():
            _instead(patch, name, self._told(what))
        patch.setattr(sys.modules[__name__], "_ears", self._heard)
        _listen()

    def do(self, what: str, act: Callable[[], object]) -> None:
        """Do it, and note what stands still. Without a word it is a turn of the event loop after the last key."""
        self._step = what or self._step
        self._follow()
        self._busy = True
        try:
            act()
        finally:
            self._busy = False

    def walks(self) -> list[str]:
        """The statements so far that walk a table of records from end to end."""
        store = self._store()
        assert store is not None
        return [f"{step}: {', '.join(found)}: {sql}" for sql, step in self._asked.values()
                if (found := scans(store, sql))]

    def _follow(self) -> None:
        store = self._store()
        if store is not None and store is not self._traced:
            store.db.conn.set_trace_callback(self._statement)
            self._traced = store

    def _statement(self, sql: str) -> None:
        if self._busy and _READS.match(sql):
            self._asked.setdefault(re.sub(r"'[^']*'|\b\d+\b", "?", sql), (sql, self._step))

    def _here(self) -> bool:
        return self._busy and threading.get_ident() == self._thread

    def _told(self, what: str) -> Callable[[], None]:
        return lambda: self._note(what, "") if self._here() else None

    def _heard(self, event: str, args: tuple[Any, ...]) -> None:
        if self._here():
            if what := EVENTS[event] or _opened(*args):
                self._note(what, str(args[0])[-80:])

    def _note(self, what: str, of: str) -> None:
        there = list(places(sys._getframe(2)))
        may = {f"{file} {function}" for file, _line, function in there} & ALLOWED.keys()
        self.allowed |= may
        if not may:
            trail = " < ".join(f"{file}:{line} {function}" for file, line, function in there[:4])
            self.found.append(f"{self._step}: {what} {of} in {trail}")


_ears: Callable[[str, tuple[Any, ...]], None] | None = None
_listening: list[bool] = []


def _listen() -> None:
    """Python keeps such a hook for good: there is one, and it is deaf between the stories."""
    def heard(event: str, args: tuple[Any, ...]) -> None:
        if _ears is not None and event in EVENTS:
            _ears(event, args)
    if not _listening:
        _listening.append(True)
        sys.addaudithook(heard)


def _opened(path: object, mode: str | None, flags: int, *_more: object) -> str:
    """What opening this file is: "" where it is nothing to speak of."""
    if not isinstance(path, str | bytes | os.PathLike) or os.fsdecode(path).endswith((".py", ".pyc")):
        return ""
    if set(mode or "") & set("wax+") or mode is None and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        return "writes a file"
    try:
        there = os.stat(path)
    except OSError:
        return ""
    return "reads a large file" if stat.S_ISREG(there.st_mode) and there.st_size > MOST_READ else ""


def _instead(patch: pytest.MonkeyPatch, name: str, told: Callable[[], None]) -> None:
    """Whoever calls it is heard, also a module that took the function by its name before."""
    module, _, path = name.partition(":")
    owner: Any = import_module(module)
    *outer, last = path.split(".")
    for one in outer:
        owner = getattr(owner, one)
    usual = getattr(owner, last)

    @wraps(usual)
    def told_first(*given: Any, **named: Any) -> Any:
        told()
        return usual(*given, **named)

    for holder in (owner, *_ours()):
        for own in [key for key, value in vars(holder).items() if value is usual]:
            patch.setattr(holder, own, told_first)


def _ours() -> Iterator[Any]:
    return (module for name, module in list(sys.modules.items()) if name.startswith(("crm_desktop.", "ui.")))
