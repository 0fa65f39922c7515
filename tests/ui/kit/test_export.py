"""A list as a file: as filtered, with its columns, cancelled without a trace."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from crm_desktop.kit import records
from crm_desktop.kit.query import Condition, Query
from ui.kit import ask, files
from ui.kit.export import export_listing
from ui.kit.session import Message, Session

if TYPE_CHECKING:
    from crm_desktop.kit.store import Store

Idle = Callable[[], None]


@pytest.fixture
def idle(qtbot: QtBot, session: Session) -> Idle:
    """Waits until nothing is under way."""
    return lambda: qtbot.waitUntil(lambda: not session.tasks, timeout=30_000)


@pytest.fixture
def told(session: Session) -> list[Message]:
    """What was said in the message bar."""
    found: list[Message] = []
    session.told.connect(found.append)
    return found


@pytest.fixture
def three(store: Store) -> None:
    """Three customers in two regions."""
    for name, region in (("甲有限公司", "华东"), ("乙有限公司", "华北"), ("=cmd|' /C calc'!A0", "华东")):
        records.create(store, "customer_master", {"customer_name": name, "region": region})


def test_the_list_goes_out_as_filtered(session: Session, three: None, idle: Idle, told: list[Message],
                                       tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    query = Query("customer_master", where=(Condition("region", "in", ["华东"]),), sort=("-customer_no",))
    with ask.answers(tmp_path / "list.csv"):
        export_listing(session, query, ("customer_name", "region"))
    idle()
    with (tmp_path / "list.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["客户名称", "区域"]
    assert [row[0].lstrip("'") for row in rows[1:]] == ["=cmd|' /C calc'!A0", "甲有限公司"]
    assert rows[1][0].startswith("'")
    assert told[-1].sentence == "2 records are in list.csv."
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    assert told[-1].action is not None
    told[-1].action.trigger()
    assert opened == [str(tmp_path)]
    assert files.last_folder(session.settings) == tmp_path


def test_nothing_is_written_when_no_place_is_chosen(session: Session, three: None, told: list[Message]) -> None:
    with ask.answers(None):
        export_listing(session, Query("customer_master"), ("customer_name",))
    assert not session.tasks and not told


def test_a_cancel_leaves_no_file(session: Session, three: None, idle: Idle, told: list[Message], tmp_path: Path) -> None:
    with ask.answers(tmp_path / "list.xlsx"):
        export_listing(session, Query("customer_master"), ("customer_name",))
    session.tasks[0].cancel()
    idle()
    assert list(tmp_path.iterdir()) == []
    assert told[-1].kind == "near"


def test_a_place_that_is_not_there_is_one_sentence(session: Session, three: None, idle: Idle, told: list[Message],
                                                   tmp_path: Path) -> None:
    with ask.answers(tmp_path / "gone" / "list.xlsx"):
        export_listing(session, Query("customer_master"), ("customer_name",))
    idle()
    assert told[-1].kind == "late"
    assert "does not exist" in told[-1].sentence
    assert files.last_folder(session.settings).is_dir()
