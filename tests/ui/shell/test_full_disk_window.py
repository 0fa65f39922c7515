"""A disk that takes no more while something is typed: the window does not close over it, and says why."""

from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crm_desktop.kit.store import drafts
from ui.shell.main_window import MainWindow

TYPED = "typed before the disk was full"


def test_closing_and_locking_lose_nothing_that_is_typed(desk: MainWindow, qtbot: QtBot) -> None:
    assert desk.session is not None
    assert desk.desk is not None
    store, said = desk.session.store, []
    desk.session.told.connect(lambda message: said.append(message.sentence))
    desk.session.new("reminder")
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    QTest.keyClicks(QApplication.focusWidget(), TYPED)
    store.db.conn.execute("PRAGMA query_only=ON")
    assert not desk.close()
    desk.lock()
    assert desk.is_open()
    assert desk.isVisible()
    assert [s for s in said if "crm.db" in s] == said[-2:]
    store.db.conn.execute("PRAGMA query_only=OFF")
    desk.lock()
    assert not desk.is_open()
    assert desk.folder is not None
    store = desk.offices.open(desk.folder, store.user.name, "correct horse battery 27")
    assert any(TYPED in str(d.body) for d in drafts.every(store))
    desk.enter(store)
