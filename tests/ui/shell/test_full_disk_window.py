"""A disk that takes no more while something is typed: the window stays and says why, until she gives that up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crm_desktop.kit.store import drafts
from ui.kit.session import Message
from ui.shell.main_window import MainWindow

from .conftest import PASSWORD

TYPED = "typed before the disk was full"


def full(desk: MainWindow, qtbot: QtBot) -> list[Message]:
    """A new reminder with something typed, the disk full from then on; what is said."""
    assert desk.session is not None
    said: list[Message] = []
    desk.session.told.connect(said.append)
    desk.session.new("reminder")
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    QTest.keyClicks(QApplication.focusWidget(), TYPED)
    desk.session.store.db.conn.execute("PRAGMA query_only=ON")
    return said


def test_closing_and_locking_lose_nothing_that_is_typed(desk: MainWindow, qtbot: QtBot) -> None:
    said = full(desk, qtbot)
    assert desk.session is not None
    store = desk.session.store
    assert not desk.close()
    desk.lock()
    assert desk.is_open()
    assert desk.isVisible()
    assert ["crm.db" in message.sentence for message in said[-2:]] == [True, True]
    store.db.conn.execute("PRAGMA query_only=OFF")
    desk.lock()
    assert not desk.is_open()
    assert desk.folder is not None
    store = desk.offices.open(desk.folder, store.user.name, PASSWORD)
    assert any(TYPED in str(d.body) for d in drafts.every(store))
    desk.enter(store)


@pytest.mark.parametrize(("leave", "verb"), [(MainWindow.lock, "Lock, and lose what is typed"),
                                             (MainWindow.close, "Close, and lose what is typed")])
def test_she_may_go_and_lose_it(desk: MainWindow, office: tuple[Path, str], qtbot: QtBot,
                                leave: Callable[[MainWindow], object], verb: str) -> None:
    said = full(desk, qtbot)
    leave(desk)
    assert desk.is_open()
    way_out = said[-1].action
    assert way_out is not None and way_out.label() == verb
    way_out.trigger()
    assert not desk.is_open()
    assert desk.isVisible() == (leave is MainWindow.lock)
    store = desk.offices.open(office[0], "林晓梅", PASSWORD)
    assert drafts.every(store) == []
    store.close()
    desk.offices.release()
