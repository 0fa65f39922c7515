"""A small sample office on a real desk, for tests of pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from crm_desktop.kit import clock, i18n
from crm_desktop.kit.sample import fill
from crm_desktop.kit.sample.maker import Maker
from tests.conftest import NOW
from ui.kit.session import Message
from ui.shell.desk import Desk

if TYPE_CHECKING:
    from crm_desktop.kit.store import Store
    from ui.kit.session import Session

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def filled(store: Store) -> Iterator[Store]:
    """Twelve invented customers with what belongs to them; the clock stands at 2026-11-19 10:26."""
    with clock.frozen(NOW):
        with i18n.using("zh_CN"):
            fill(store, Maker(1, clock.today(store.zone), 12, "zh_CN", store.zone))
        yield store


class Office:
    """The desk of a test, and what was said on it."""

    def __init__(self, session: Session, qtbot: QtBot) -> None:
        self.session, self.store, self.bot = session, session.store, qtbot
        self.said: list[str] = []
        session.told.connect(lambda message: self._hear(message))
        self.desk = Desk(session)
        qtbot.addWidget(self.desk)
        self.desk.resize(1366, 768)
        with qtbot.waitExposed(self.desk):
            self.desk.show()
        with qtbot.waitActive(self.desk):  # shortcuts act in an active window only
            self.desk.activateWindow()

    def _hear(self, message: Message) -> None:
        self.said.append(message.sentence)

    def page(self, page_id: str) -> Any:
        """Go there."""
        self.desk.go(page_id)
        self.settle()
        return self.desk.pages[page_id]

    def settle(self) -> None:
        """Let notices and timers of no length arrive."""
        for _turn in range(4):
            QApplication.processEvents()

    def idle(self) -> None:
        """No task is under way."""
        self.bot.waitUntil(lambda: not self.session.tasks, timeout=15_000)
        self.settle()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
              widget: QWidget | None = None) -> None:
        """A key, where the keyboard is."""
        self.bot.keyClick(widget or self.desk.focusWidget() or self.desk, key, modifiers)
        self.settle()

    def type(self, text: str) -> None:
        """Text, where the keyboard is."""
        self.bot.keyClicks(self.desk.focusWidget(), text)
        self.settle()

    def undo(self) -> None:
        """Ctrl+Z; of many records it is a task."""
        self.session.undo()
        self.idle()


@pytest.fixture
def office(filled: Store, session: Session, qtbot: QtBot) -> Iterator[Office]:
    """The filled office on the desk."""
    made = Office(session, qtbot)
    yield made
    made.desk.forget()
    for task in list(session.tasks):
        task.cancel()
        task.wait()
    qtbot.waitUntil(lambda: not session.tasks, timeout=30_000)


def words_of(root: QWidget) -> str:
    """Every text that stands in the widgets below."""
    found = []
    for widget in (root, *root.findChildren(QWidget)):
        for name in ("text", "toPlainText", "whole", "accessibleName", "toolTip", "accessibleDescription"):
            ask = getattr(widget, name, None)
            if callable(ask):
                found.append(str(ask()))
        model = getattr(widget, "model", lambda: None)()
        if model is not None and hasattr(model, "rowCount"):
            found += [str(model.index(r, 0).data()) for r in range(min(model.rowCount(), 200))]
    return "\n".join(found)
