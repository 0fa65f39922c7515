"""Threads: work on a clone of the store, real cancel, ends on the GUI thread."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crm_desktop.kit.errors import Problem
from crm_desktop.kit.store import Store
from ui.kit import tasks
from ui.kit.session import Message, Session
from ui.kit.tasks import Job, Task


def test_work_has_a_store_of_its_own_and_ends_on_the_gui_thread(session: Session, qtbot: QtBot) -> None:
    seen: dict[str, Any] = {}

    def work(store: Store, job: Job) -> str:
        seen["store"], seen["thread"] = store, QThread.currentThread()
        job.progress(1, 2)
        return str(store.office.name)

    def done(name: str) -> None:
        seen["name"], seen["end"] = name, QThread.currentThread()

    task = session.run(work, done, "Reading")
    heard: list[tuple[int, int]] = []
    task.progressed.connect(lambda *what: heard.append(what))
    with qtbot.waitSignal(task.finished):
        pass
    assert seen["store"] is not session.store
    assert seen["name"] == session.store.office.name
    assert seen["thread"] is not seen["end"]
    assert seen["end"] is QApplication.instance().thread()
    assert heard == [(1, 2)]
    assert session.tasks == []


def test_cancel_leaves_nothing_and_says_so(session: Session, qtbot: QtBot) -> None:
    begun = threading.Event()

    def work(store: Store, job: Job) -> None:
        with store.change("Many"):
            store.set_setting("view.test", 1)
            begun.set()
            while True:
                job.check()

    told: list[Message] = []
    session.told.connect(told.append)
    task = session.run(work, lambda _r: pytest.fail("cancelled work is not done"), "Importing")
    assert begun.wait(10)
    with qtbot.waitSignal(task.finished):
        task.cancel()
    assert [m.sentence for m in told] == ["Cancelled. Nothing was changed."]
    assert session.store.setting("view.test") is None


def test_a_problem_is_said(session: Session, qtbot: QtBot) -> None:
    def work(store: Store, job: Job) -> None:
        raise Problem("The file is open in Excel. Close it there first.")

    told: list[Message] = []
    session.told.connect(told.append)
    with qtbot.waitSignal(session.run(work, None, "Importing").finished):
        pass
    assert [(m.kind, m.sentence) for m in told] == [("late", "The file is open in Excel. Close it there first.")]


def test_a_bug_reaches_the_last_resort(session: Session, qtbot: QtBot) -> None:
    def work(store: Store, job: Job) -> None:
        raise KeyError("no such field")

    with qtbot.capture_exceptions() as caught:
        with qtbot.waitSignal(session.run(work, None, "Importing").finished):
            pass
    assert [kind for kind, _error, _trace in caught] == [KeyError]


def test_work_without_a_store(qtbot: QtBot) -> None:
    got: list[object] = []
    task = Task(lambda store, _job: store is None, None, "Rendering")
    task.on_done = got.append
    with qtbot.waitSignal(task.finished):
        task.start()
    assert got == [True]


def test_closing_ends_the_tasks(settings: Any, qtbot: QtBot) -> None:
    session = Session(Store.memory(), settings)
    begun = threading.Event()

    def work(_store: Store, job: Job) -> None:
        begun.set()
        while True:
            job.check()

    task = session.run(work, None, "Long")
    assert begun.wait(10)
    session.close()
    assert not task.running
    with qtbot.waitSignal(task.finished):
        pass


@pytest.mark.parametrize("end", ["a result", Problem("The disk is full."), None])
def test_what_ends_after_the_office_is_closed_calls_nobody(settings: Any, qtbot: QtBot, end: object) -> None:
    session, begun = Session(Store.memory(), settings), threading.Event()

    def work(_store: Store, job: Job) -> object:
        begun.set()
        while not job.cancelled:
            pass
        if end is None:
            job.check()
        if isinstance(end, Problem):
            raise end
        return end

    called: list[object] = []
    task = session.run(work, called.append, "Long", called.append, lambda: called.append("cancelled"))
    assert begun.wait(10)
    session.close()
    qtbot.waitUntil(lambda: task.over)
    assert called == []


def test_what_is_needed_next_is_imported_beside_the_window(qtbot: QtBot) -> None:
    sys.modules.pop("colorsys", None)
    thread = tasks.preload("colorsys")
    qtbot.waitUntil(thread.isFinished)
    qtbot.waitUntil(gc.isenabled)
    assert "colorsys" in sys.modules


def test_the_sweep_goes_on_when_a_task_was_let_go_of(qtbot: QtBot) -> None:
    window = QObject()
    task = Task(lambda _store, _job: None, None, "Forgotten", window).start()
    task.wait()
    shiboken6.delete(window)  # with it the task: word of its end never arrives
    thread = tasks.preload("colorsys")
    qtbot.waitUntil(thread.isFinished)
    qtbot.waitUntil(gc.isenabled)


def test_the_end_of_a_task_may_take_away_the_page_that_began_it(qtbot: QtBot) -> None:
    window = QObject()
    task = Task(lambda _store, _job: 1, None, "Opening", window)
    task.on_done = lambda _result: shiboken6.delete(window)  # with it the task, which is just telling of its end
    task.start()
    qtbot.waitUntil(gc.isenabled)
    assert task.over
    assert not shiboken6.isValid(task)


def test_work_may_speak_when_nobody_is_there_any_more(qtbot: QtBot) -> None:
    window, gone, spoke = QObject(), threading.Event(), threading.Event()

    def work(_store: Store, job: Job) -> None:
        gone.wait(10)
        for done in range(500):
            job.progress(done, 500)
        spoke.set()

    Task(work, None, "Making", window).start()
    shiboken6.delete(window)
    gone.set()
    qtbot.waitUntil(gc.isenabled)
    assert spoke.is_set()


def test_a_task_that_is_over_holds_no_page(session: Session, qtbot: QtBot) -> None:
    """A lambda held by the connection of a child can be the last to hold the parent: Qt would take both down twice."""
    task = session.run(lambda _store, _job: 1, lambda _result: None, "Reading")
    with qtbot.waitSignal(task.finished):
        pass
    assert (task.on_done, task.on_failed, task.on_cancelled) == (None, None, None)


@pytest.mark.parametrize(("end", "code"), [("sys.exit(3)", 3), ("raise RuntimeError", 1), ("pass", 0)])
def test_a_program_that_ends_in_the_middle_of_a_task_is_not_aborted(end: str, code: int) -> None:
    lines = ("import sys, ui", "from PySide6.QtCore import QCoreApplication", "from ui.kit.tasks import Task",
             "app = QCoreApplication([])", "def work(_store, job):", "    while True:", "        job.check()",
             "task = Task(work, None, 'x').start()", end)
    done = subprocess.run([sys.executable, "-c", "\n".join(lines)], cwd=Path(__file__).parents[3], check=False,
                          capture_output=True, text=True)
    assert (done.returncode, "Destroyed" in done.stderr) == (code, False), done.stderr
