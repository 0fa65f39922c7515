"""The only threads: work on a store clone of its own, with progress and a real cancel; it ends on the GUI thread."""

from __future__ import annotations

import atexit
import gc
import threading
from collections.abc import Callable
from importlib import import_module
from typing import Any, ClassVar

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QThread, QTimer, Signal
from shiboken6 import isValid

from crm_desktop.kit.errors import Cancelled, Problem

BUSY_MS = 200
PANEL_MS = 1000


class Job:
    """What the work is given: it reports progress here and learns here that it is cancelled."""

    def __init__(self, report: Callable[[int, int], None]) -> None:
        self._report = report
        self._cancel = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._cancel.set()

    @property
    def cancelled(self) -> bool:
        """Whether the user asked to stop."""
        return self._cancel.is_set()

    def check(self) -> None:
        """Raise Cancelled when the user asked to stop."""
        if self.cancelled:
            raise Cancelled

    def progress(self, done: int, total: int) -> None:
        """Say how far the work is; raises Cancelled when the user asked to stop."""
        self.check()
        self._report(done, total)


class _Thread(QThread):
    """Runs the work; keeps what came of it. It speaks for the work: whoever began it may be gone by then."""

    reported = Signal(int, int)

    def __init__(self, body: Callable[[Job], Any]) -> None:
        super().__init__()
        self._body, self.job = body, Job(self.reported.emit)
        self.result: Any = None
        self.error: BaseException | None = None

    def run(self) -> None:
        """The work itself; nothing escapes into Qt."""
        try:
            self.result = self._body(self.job)
        except BaseException as error:  # noqa: BLE001 - carried to the GUI thread and raised there
            self.error = error


Ahead = QThread  # what preload gives back: to be waited for


class _Working:
    """The threads at work, held until they have ended even if their task was let go of.

    While one works, Python's sweep for cycles rests: in the thread it would destroy widgets of the GUI thread.
    Used on the GUI thread only.
    """

    threads: ClassVar[set[_Thread]] = set()

    @classmethod
    def begin(cls, thread: _Thread) -> None:
        """This one is about to start; the sweep rests until the last has ended."""
        atexit.unregister(cls.end)  # the newest exit handler is the first to be called: before Qt's own
        atexit.register(cls.end)
        cls.threads.add(thread)
        gc.disable()
        thread.finished.connect(cls.look, Qt.ConnectionType.QueuedConnection)

    @classmethod
    def look(cls) -> None:
        """Let go of those that have ended, by what they are: a signal can be lost with the one it was sent to."""
        for thread in [one for one in cls.threads if one.isFinished()]:
            thread.wait()
            cls.threads.discard(thread)
        if not cls.threads:
            gc.enable()

    @classmethod
    def end(cls) -> None:
        """The program ends, perhaps by an error: Qt aborts a program whose thread is destroyed while it works."""
        for thread in cls.threads:
            thread.job.cancel()
        for thread in cls.threads:
            thread.wait()


def preload(*modules: str) -> Ahead:
    """Import modules beside the running window, so that what is needed next is there already.

    The caller keeps the thread and waits for it before the program ends.
    """
    def load(_job: Job) -> None:
        for name in modules:
            import_module(name)

    thread = _Thread(load)
    _Working.begin(thread)
    thread.start(QThread.Priority.LowPriority)
    return thread


class Task(QObject):
    """One piece of work under way. Signals arrive on the GUI thread."""

    progressed = Signal(int, int)  # done, of all
    slow = Signal()          # over 200 ms: show a busy mark
    long = Signal()          # over 1 s: show a panel with Cancel
    finished = Signal()      # whatever the end was; connected last

    def __init__(self, work: Callable[[Any, Job], Any], store: Any, label: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.label = label
        self.writes = False  # it holds the file for writing: nothing is undone meanwhile
        self.clock = QElapsedTimer()
        self._thread = _Thread(lambda job: _with_clone(work, store, job))
        self.job = self._thread.job
        self._thread.reported.connect(self.progressed, Qt.ConnectionType.QueuedConnection)
        self._thread.finished.connect(self._ended, Qt.ConnectionType.QueuedConnection)
        self._timers = [self._timer(BUSY_MS, self.slow), self._timer(PANEL_MS, self.long)]
        self.over = False
        self.on_done: Callable[[Any], None] | None = None
        self.on_failed: Callable[[Problem], None] | None = None
        self.on_cancelled: Callable[[], None] | None = None

    def start(self) -> Task:
        """Begin."""
        self.clock.start()
        for timer in self._timers:
            timer.start()
        _Working.begin(self._thread)
        self._thread.start()
        return self

    def cancel(self) -> None:
        """Ask the work to stop; it ends with nothing changed."""
        self.job.cancel()

    def wait(self) -> None:
        """Block until the thread has ended (closing the program)."""
        self._thread.wait()

    def let_go(self) -> None:
        """Whoever began it goes: it is cancelled and waited for, and its end calls nobody."""
        self.on_done = self.on_failed = self.on_cancelled = _nobody
        self.cancel()
        self.wait()

    @property
    def running(self) -> bool:
        """Whether the thread still works."""
        return self._thread.isRunning()

    def _timer(self, after: int, signal: Any) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after)
        timer.timeout.connect(signal)
        return timer

    def _ended(self) -> None:
        for timer in self._timers:
            timer.stop()
        self._thread.wait()
        _Working.look()
        error, result = self._thread.error, self._thread.result
        self._thread.error = self._thread.result = None
        try:
            self._settle(error, result)
        finally:
            self.over = True
            self.on_done = self.on_failed = self.on_cancelled = None  # they hold pages, which hold this
            if isValid(self):  # what was done may have taken away the page that began it, and this with it
                self.finished.emit()

    def _settle(self, error: BaseException | None, result: Any) -> None:
        if error is None:
            if self.on_done is not None:
                self.on_done(result)
        elif isinstance(error, Cancelled):
            if self.on_cancelled is not None:
                self.on_cancelled()
        elif isinstance(error, Problem) and self.on_failed is not None:
            self.on_failed(error)
        else:
            raise error


def _nobody(*_told: object) -> None:
    pass


def _with_clone(work: Callable[[Any, Job], Any], store: Any, job: Job) -> Any:
    if store is None:
        return work(None, job)
    clone = store.clone()
    try:
        return work(clone, job)
    finally:
        clone.close()
