"""The board of the closed loop: counts by step, keys, what is open leads back to it, many cases are capped."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt

from crm_desktop.complaints import service
from crm_desktop.kit import records
from tests.ui.desk_office import Office, words_of
from ui.complaints import board_cards
from ui.complaints.board_cards import RECORD
from ui.kit.actions import forbidden_keys, keys_twice

FORM = "complaint_record"


def shown(office: Office) -> Any:
    page = office.page("complaints")
    office.press(Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert page.mode == "board"
    return page


def some(office: Office) -> None:
    """Two to answer, one in progress, one to call back, one to close."""
    made = [service.register(office.store, {"customer": 4, "content": f"noise {n}",
                                            "received_at": "2026-11-19T01:00:00Z"}) for n in range(5)]
    service.respond(office.store, made[0], "hello")
    for record in made[1:3]:
        service.solve(office.store, record, "done")
    service.call_back(office.store, made[1], reached=True, satisfaction="satisfied")


def test_each_column_counts_what_stands_at_its_step(office: Office) -> None:
    some(office)
    page = shown(office)
    open_ = "deleted_at IS NULL AND next_limit_at IS NOT NULL"
    tests = (f"{open_} AND first_response_at IS NULL", f"{open_} AND first_response_at IS NOT NULL",
             "deleted_at IS NULL AND status = 'resolved'", "deleted_at IS NULL AND status = 'called_back'")
    found = [office.store.value(f"SELECT count(*) FROM complaints WHERE {t}") for t in tests]
    assert [c.cards.count for c in page.board.columns] == found
    assert [c.count.text() for c in page.board.columns] == [str(n) for n in found]
    assert sum(found) > 3 and page.subtitle().startswith(str(sum(found)))


def test_arrows_go_about_and_enter_opens(office: Office) -> None:
    service.register(office.store, {"customer": 4, "content": "one", "received_at": "2026-11-19T01:00:00Z"})
    answered = service.register(office.store, {"customer": 4, "content": "two", "received_at": "2026-11-19T01:00:00Z"})
    service.respond(office.store, answered, "hello")
    page = shown(office)
    first, second = page.board.columns[0].list, page.board.columns[1].list
    assert office.desk.focusWidget() is first
    office.press(Qt.Key.Key_Right)
    assert office.desk.focusWidget() is second
    office.press(Qt.Key.Key_End)
    record = second.currentIndex().data(RECORD)
    office.press(Qt.Key.Key_Return)
    assert (page.mode, page.record) == ("card", record)
    office.press(Qt.Key.Key_Escape)
    assert page.mode == "board"
    office.press(Qt.Key.Key_Escape)
    assert page.mode == "list"


def test_a_change_moves_a_card(office: Office) -> None:
    record = service.register(office.store, {"customer": 4, "content": "one", "received_at": "2026-11-19T01:00:00Z"})
    page = shown(office)
    before = [c.cards.count for c in page.board.columns]
    service.respond(office.store, record, "hello")
    office.settle()
    after = [c.cards.count for c in page.board.columns]
    assert after[:2] == [before[0] - 1, before[1] + 1]


def test_many_are_capped_and_the_rest_is_one_press_away(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(board_cards, "MOST", 2)
    for n in range(4):
        service.register(office.store, {"customer": 4, "content": f"noise {n}",
                                        "received_at": "2026-11-19T01:00:00Z"})
    page = shown(office)
    column = page.board.columns[0]
    assert len(column.cards.lines) == 2 and column.more.text() == f"{column.cards.count - 2} more"
    column.more.click()
    office.settle()
    assert page.mode == "list" and page.list.listing.count == column.cards.count


def test_keys_and_state_and_forgetting(office: Office) -> None:
    service.register(office.store, {"customer": 4, "content": "a very secret noise"})
    page = shown(office)
    assert keys_twice(office.desk.actions()) == [] and forbidden_keys(page.current_actions()) == []
    assert page.state() == {"board": True}
    assert page.customer() is not None
    name = records.name_of(office.store, "customer_master", 4) or "?"
    assert name in words_of(page.board)
    page.forget()
    assert name not in words_of(page)
    page.restore({"board": True})
    assert page.mode == "board" and name in words_of(page.board)


def test_in_a_narrow_window_two_columns_stand_side_by_side(office: Office) -> None:
    board = shown(office).board
    tops = []
    for width in (1366, 640, 1366):
        board.resize(width, 900)
        board.layout().activate()
        tops.append(len({column.y() for column in board.columns}))
    assert tops == [1, 2, 1]
