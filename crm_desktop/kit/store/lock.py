"""One window an office, and nobody inside while it is restored: locks of the system."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from io import FileIO
from pathlib import Path

from crm_desktop.kit import clock
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import _
from crm_desktop.kit.store.folder import LOCK, UNSOUND, private, write_whole
from crm_desktop.kit.store.places import unsafe_place
from crm_desktop.kit.store.problems import problem_of

USE = "lock.use"
INFO = "lock.json"
_SEATS = 64  # on Windows a shared lock is one byte of so many, an exclusive one all of them
_TRIES = 40
_STEP = 0.1


@dataclass(frozen=True)
class Holder:
    """Who has the office open in a window."""

    host: str
    user: str
    since: str
    pid: int


class Held(Problem):
    """Somebody else has the office open; `holder` says who, when it is known. `sentence` has places for it."""

    def __init__(self, holder: Holder | None, sentence: str = "") -> None:
        if holder is None:
            sentence = _("The office is open in another window. Close it there first.")
        else:
            with contextlib.suppress(ValueError):
                holder = Holder(holder.host, holder.user, _local(holder.since), holder.pid)
            sentence = (sentence or _("{user} has the office open on {host} since {since}. Close it there first.")
                        ).format(user=holder.user, host=holder.host, since=holder.since)
        super().__init__(sentence)
        self.holder = holder


class Elsewhere(Held):
    """Another machine has noted that it has the office open; no lock of this system can say whether it still has."""

    def __init__(self, holder: Holder) -> None:
        super().__init__(holder, _("{user} has the office open on another machine, {host}, since {since}. "
                                   "Close it there first."))


def _local(stamp: str) -> str:
    return clock.instant(stamp).astimezone().strftime("%Y-%m-%d %H:%M")


class OfficeLock:
    """The locks of one office folder. The system frees them when the process dies, however it dies."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._window: FileIO | None = None
        self._use: FileIO | None = None

    def acquire(self, host: str, user: str) -> None:
        """Hold the office for a window. Raises Held when another window has it; a dead one's note is taken over."""
        refuse_unsafe(self._folder)
        window = self._take_window(host)
        try:
            self._use = self._take_use()
        except Problem:
            window.close()
            raise
        self._window = window
        note = Holder(host, user, clock.stamp(), os.getpid())
        with contextlib.suppress(OSError):  # a full disk shouldn't keep anybody out
            write_whole(self._folder / INFO, json.dumps(asdict(note), ensure_ascii=False).encode())

    def release(self) -> None:
        """Let the next one in."""
        if self._window is None:
            return
        with contextlib.suppress(OSError):
            (self._folder / INFO).unlink(missing_ok=True)
        self._leave()
        self._window.close()
        self._window = None

    def holder(self) -> Holder | None:
        """Who holds it, as the note beside the lock says; None when nobody knows."""
        try:
            found = json.loads((self._folder / INFO).read_bytes())
            return Holder(str(found["host"]), str(found["user"]), str(found["since"]), int(found["pid"]))
        except (OSError, *UNSOUND):
            return None

    def held(self) -> bool:
        """Whether a window of this machine has the office open at this moment. Writes nothing."""
        try:
            window = FileIO(self._folder / LOCK, "r")
        except OSError:
            return False
        with window:
            return not take(window, shared=False)

    def elsewhere(self) -> Holder | None:
        """Who noted from another machine that it has the office open; None when nobody did. Writes nothing."""
        noted = self.holder()
        return noted if noted and noted.host != _here() and not self.held() else None

    def gone_elsewhere(self) -> None:
        """The user knows that the other machine has closed the office, or is no more: its note goes."""
        if self.elsewhere():
            try:
                (self._folder / INFO).unlink(missing_ok=True)
            except OSError as error:
                raise problem_of(error, self._folder / INFO) from error

    @contextmanager
    def writer(self) -> Iterator[None]:
        """For a command: inside beside a window and other commands, but never during a restore (decision 19)."""
        refuse_unsafe(self._folder)
        if noted := self.elsewhere():
            raise Elsewhere(noted)
        self._use = self._take_use()
        try:
            yield
        finally:
            self._leave()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """For restoring, migrating, new keys: nobody else inside. Raises Held while a window or command is.

        Who is inside already by this lock, as window or as command, is so again afterwards.
        """
        refuse_unsafe(self._folder)
        window = None if self._window else self._take_window(_here())
        inside = self._use is not None
        self._leave()
        try:
            with open_file(self._folder / USE) as use:
                if not patiently(use, shared=False):
                    raise Problem(_("A command is still working in this office. Wait until it has ended."))
                yield
        finally:
            if inside:  # nobody else was let in meanwhile: that takes the window's lock, which is still held
                self._use = self._take_use()
            if window is not None:
                window.close()

    def _take_window(self, host: str) -> FileIO:
        window = open_file(self._folder / LOCK)
        if not take(window, shared=False):
            window.close()
            raise Held(self.holder())
        noted = self.holder()
        if noted is not None and noted.host != host:
            window.close()
            raise Elsewhere(noted)
        return window

    def _take_use(self) -> FileIO:
        use = open_file(self._folder / USE)
        if not patiently(use, shared=True):
            use.close()
            raise Problem(_("The office is being restored or changed as a whole. Try again in a minute."))
        return use

    def _leave(self) -> None:
        if self._use is not None:
            self._use.close()
            self._use = None

    def __enter__(self) -> OfficeLock:
        return self

    def __exit__(self, *_error: object) -> None:
        self.release()


def _here() -> str:
    import platform  # 5 ms that the sign-in page can do without
    return platform.node()


def refuse_unsafe(folder: Path) -> None:
    """Raise the Problem of a network or sync folder, which is never written (decision 20)."""
    sentence = unsafe_place(folder)
    if sentence:
        raise Problem(sentence)


def open_file(path: Path) -> FileIO:
    """A file to be locked; made when missing."""
    try:
        file = FileIO(path, "a+")
    except OSError as error:
        raise problem_of(error, path) from error
    private(path)
    return file


def patiently(file: FileIO, *, shared: bool) -> bool:
    """Wait a few seconds for somebody who is nearly done."""
    for turn in range(_TRIES):
        if turn:
            time.sleep(_STEP)
        if take(file, shared=shared):
            return True
    return False


if sys.platform == "win32":
    import msvcrt

    def take(file: FileIO, *, shared: bool) -> bool:
        """Lock it, or say that somebody else has. Closing the file frees it."""
        for start in range(_SEATS) if shared else (0,):
            os.lseek(file.fileno(), start, os.SEEK_SET)
            try:
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1 if shared else _SEATS)
                return True
            except OSError:
                continue
        return False
else:
    import fcntl

    def take(file: FileIO, *, shared: bool) -> bool:
        """Lock it, or say that somebody else has. Closing the file frees it."""
        try:
            fcntl.flock(file.fileno(), (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            return False
        except OSError as error:
            raise problem_of(error, file.name) from error
