"""A disk that takes so many steps of writing and then no more: for tests of everything that writes files."""

from __future__ import annotations

import builtins
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


class Disk:
    """Counts opening for writing, each write, flushing, renaming, new folders, links, copies below a folder.

    From step `fails_at` on each raises an OSError of that number, as a full disk or a read-only one does.
    """

    def __init__(self, patch: pytest.MonkeyPatch, number: int) -> None:
        self.steps, self.fails_at, self.number = 0, 0, number
        opened = io.open
        for where in (io, builtins):
            patch.setattr(where, "open", self._opening(opened))
        for name in ("fsync", "replace", "rename", "mkdir", "link", "sendfile"):
            if hasattr(os, name):
                patch.setattr(os, name, self._counted(getattr(os, name)))
        made = os.open
        patch.setattr(os, "open", lambda path, flags, *more, **named: self._make(made, path, flags, *more, **named))

    def begin(self, fails_at: int) -> None:
        """From now on; 0: there is room."""
        self.steps, self.fails_at = 0, fails_at

    @property
    def was_full(self) -> bool:
        """Whether it has refused anything."""
        return bool(self.fails_at) and self.steps >= self.fails_at

    def step(self, what: object) -> None:
        """One more."""
        self.steps += 1
        if self.was_full:
            raise OSError(self.number, os.strerror(self.number), str(what) if isinstance(what, str | Path) else None)

    def _counted(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*given: Any, **named: Any) -> Any:
            self.step(given[0])
            return call(*given, **named)
        return counted

    def _make(self, call: Callable[..., int], path: Any, flags: int, *more: Any, **named: Any) -> int:
        if flags & os.O_CREAT:
            self.step(path)
        return call(path, flags, *more, **named)

    def _opening(self, call: Callable[..., Any]) -> Callable[..., Any]:
        disk = self

        class Slow(io.FileIO):
            def write(self, data: Any) -> int:
                disk.step(None)
                return super().write(data) or 0

        def opening(file: Any, mode: str = "r", buffering: int = -1, encoding: Any = None, errors: Any = None,
                    newline: Any = None, *more: Any) -> Any:
            if not set(mode) & set("wax"):
                if "+" in mode:
                    disk.step(file)
                return call(file, mode, buffering, encoding, errors, newline, *more)
            if not isinstance(file, int):
                disk.step(file)
            raw = io.BufferedWriter(Slow(file, mode.replace("b", "").replace("t", "")))
            return raw if "b" in mode else io.TextIOWrapper(raw, encoding or "utf-8", errors, newline)
        return opening
