"""A small sample office, and the reports page on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from pytestqt.qtbot import QtBot

from crm_desktop.kit import clock, feature, i18n
from crm_desktop.kit.i18n import N_
from crm_desktop.kit.sample.maker import Maker
from tests.conftest import NOW
from ui.kit import specs
from ui.kit.page import make_page

if TYPE_CHECKING:
    from crm_desktop.kit.store import Store
    from ui.kit.session import Session
    from ui.reports.page import ReportsPage


@pytest.fixture
def filled(store: Store) -> Iterator[Store]:
    """Twelve invented customers with what belongs to them; the clock stands."""
    with clock.frozen(NOW):
        with i18n.using("zh_CN"):
            maker = Maker(1, clock.today(store.zone), 12, "zh_CN", store.zone)
            for module in feature.modules("sample"):
                with store.change(N_("Sample office"), kind="setting") as change:
                    change.brings_existing = True
                    module.fill(change, maker)
        yield store


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
