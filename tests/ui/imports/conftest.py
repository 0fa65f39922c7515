"""Two customers in an office, and the import page on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from pytestqt.qtbot import QtBot

from crm_desktop.kit import records
from ui.kit import specs
from ui.kit.page import make_page

if TYPE_CHECKING:
    from crm_desktop.kit.store import Store
    from ui.imports.page import ImportPage
    from ui.kit.session import Message, Session

HEAD = ["客户编号", "客户名称", "联系电话", "备注栏"]


def book(path: Path, *rows: list[Any], sheets: tuple[str, ...] = ()) -> Path:
    """A workbook with these rows on its first sheet."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for name in sheets:
        made.create_sheet(name).append(["客户名称"])
        made[name].append([f"{name}公司"])
    made.save(path)
    return path


@pytest.fixture
def two(store: Store) -> list[str]:
    """The numbers of two customers."""
    ids = [records.create(store, "customer_master", {"customer_name": n, "telephone": "0512-66660001"})
           for n in ("恒岚精密机械有限公司", "远沐新材料有限公司")]
    return [str(records.get(store, "customer_master", i)["customer_no"]) for i in ids]


@pytest.fixture
def told(session: Session) -> list[Message]:
    """What was said in the message bar."""
    found: list[Message] = []
    session.told.connect(found.append)
    return found


@pytest.fixture
def idle(qtbot: QtBot, session: Session) -> Callable[[], None]:
    """Waits until nothing is under way."""
    def wait() -> None:
        qtbot.waitUntil(lambda: not session.tasks, timeout=30_000)
    return wait


@pytest.fixture
def page(session: Session, qtbot: QtBot, idle: Callable[[], None]) -> Iterator[ImportPage]:
    """The page, shown."""
    spec = next(s for s in specs.all_pages() if s.id == "import")
    made = make_page(spec, session)
    qtbot.addWidget(made)
    made.resize(1100, 640)
    with qtbot.waitExposed(made):
        made.show()
    made.restore({"form": "customer_master"})
    yield made  # type: ignore[misc]
    made.forget()
    for task in list(session.tasks):
        task.cancel()
        task.wait()
    idle()


@pytest.fixture
def load(page: ImportPage, idle: Callable[[], None]) -> Callable[[Path], None]:
    """Loads a file and waits for its dry run."""
    def load(path: Path) -> None:
        page.load(path)
        idle()
    return load
