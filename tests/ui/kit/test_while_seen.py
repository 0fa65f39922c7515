"""Clocks run while one looks, and rest while nobody does."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.while_seen import WhileSeen


def test_it_goes_on_only_as_long_as_the_widget_is_seen(qtbot: QtBot) -> None:
    stack, page, other = QStackedWidget(), QWidget(), QWidget()
    stack.addWidget(page)
    stack.addWidget(other)
    qtbot.addWidget(stack)
    seen: list[bool] = []
    timer = WhileSeen(page, lambda: seen.append(page.isVisible()), every=1)
    assert not timer.isActive()
    stack.show()
    qtbot.waitUntil(lambda: len(seen) > 1)
    stack.setCurrentWidget(other)
    assert not timer.isActive()
    stack.setCurrentWidget(page)
    assert timer.isActive()
    assert all(seen)
