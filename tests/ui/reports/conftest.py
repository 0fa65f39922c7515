"""A small sample office, and the reports page on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.desk_office import filled
from ui.kit import specs
from ui.kit.page import make_page

if TYPE_CHECKING:
    from crm_desktop.kit.store import Store
    from ui.kit.session import Session
    from ui.reports.page import ReportsPage

__all__ = ["filled"]


@pytest.fixture
def idle(qtbot: QtBot, session: Session) -> Callable[[], None]:
    """Waits until no paper is awaited any more."""
    def wait() -> None:
        qtbot.waitUntil(lambda: not session.tasks, timeout=30_000)
    return wait


@pytest.fixture
def page(filled: Store, session: Session, qtbot: QtBot) -> Iterator[ReportsPage]:
    """The page, shown, its first paper asked for."""
    spec = next(s for s in specs.all_pages() if s.id == "reports")
    made = make_page(spec, session)
    qtbot.addWidget(made)
    made.resize(1180, 640)
    with qtbot.waitExposed(made):
        made.show()
    yield made  # type: ignore[misc]
    made.forget()
    for task in list(session.tasks):
        task.cancel()
        task.wait()
    qtbot.waitUntil(lambda: not session.tasks, timeout=30_000)
