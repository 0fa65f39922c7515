"""The menu of a block or a free place: where it opens, what it holds, its keys; by mouse and by key."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from crm_desktop.kit import records
from crm_desktop.visits.model import PLAN
from tests.ui.desk_office import Office
from tests.ui.visits.test_scheduler import calm, chosen, kept, planned
from ui.kit.actions import key_text
from ui.visits.block_menu import BlockMenu
from ui.visits.schedule_acts import moving, of_plan

__all__ = ["calm"]
Key = Qt.Key


def asked(office: Office, widget: QWidget, at: QPoint | None = None) -> BlockMenu:
    """The menu by its key, or by the right mouse button at a point of the widget."""
    reason = QContextMenuEvent.Reason.Keyboard if at is None else QContextMenuEvent.Reason.Mouse
    here = at or widget.rect().center()
    if at is not None:
        QTest.mousePress(widget, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, at)
    QApplication.sendEvent(widget, QContextMenuEvent(reason, here, widget.mapToGlobal(here)))
    office.settle()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, BlockMenu)
    return menu


def heard(page: Any) -> list[QPoint]:
    """Where a menu was asked for, on the screen; the menu itself keeps clear of the screen's edge."""
    points: list[QPoint] = []
    page.scheduler.menu_asked.connect(lambda at, _by_key: points.append(at))
    return points


def printed(menu: QWidget) -> list[str]:
    return [a.text().partition("\t")[2] for a in menu.actions() if not a.isSeparator() and a.menu() is None]


def test_by_its_key_it_opens_at_the_block_on_its_first_entry(calm: Office) -> None:
    plan = planned(calm)
    page = chosen(calm, plan)
    block, points = page.scheduler.board.block((PLAN, plan)), heard(page)
    menu = asked(calm, block)
    assert block.rect().contains(block.mapFromGlobal(points[0]))
    assert menu.activeAction() is menu.actions()[0]
    QTest.keyClick(menu, Key.Key_Return)
    calm.settle()
    assert (page.mode, page.record) == ("card", plan)


def test_it_holds_the_acts_of_the_keys(calm: Office) -> None:
    plan = planned(calm)
    page = chosen(calm, plan)
    menu = asked(calm, page.scheduler.board.block((PLAN, plan)))
    below = next(a.menu() for a in menu.actions() if a.menu() is not None)
    assert printed(menu)[0] == "Enter"
    assert set(printed(menu)[1:]) == {key_text(a.key) for a in of_plan(page) if a.enabled()}
    assert printed(below) == [key_text(a.key) for a in moving(page)]
    below.actions()[-1].trigger()
    calm.settle()
    assert kept(calm, plan)[2] == 75
    menu.close()


@pytest.mark.parametrize(("key", "state"), [(Key.Key_X, "missed"), (Key.Key_Delete, None)])
def test_a_key_printed_in_the_menu_acts_there(calm: Office, key: Qt.Key, state: str | None) -> None:
    plan = planned(calm)
    page = chosen(calm, plan)
    menu = asked(calm, page.scheduler.board.block((PLAN, plan)))
    QTest.keyClick(menu, key)
    calm.settle()
    assert QApplication.activePopupWidget() is None
    found = calm.store.raw(PLAN, plan)
    assert found["deleted_at"] if state is None else records.get(calm.store, PLAN, plan)["state"] == state


def test_the_right_button_chooses_first(calm: Office) -> None:
    one, other = planned(calm), planned(calm, start="16:00", customer=3)
    page = chosen(calm, one)
    menu = asked(calm, page.scheduler.board.block((PLAN, other)), QPoint(20, 6))
    assert page.current_row().id == other
    menu.close()


def test_on_a_free_place_it_opens_there_and_plans(calm: Office) -> None:
    page = calm.page("visits")
    board, points = page.scheduler.board, heard(page)
    menu = asked(calm, board)
    assert board.free_rect().contains(board.mapFromGlobal(points[0]))
    QTest.keyClick(menu, Key.Key_N)
    calm.settle()
    assert (page.form.value("planned_date"), page.form.value("start_time")) == ("2026-11-19", "10:00")


def test_in_the_month_it_opens_in_the_cell(calm: Office) -> None:
    page = calm.page("visits")
    page.view("month")
    calm.settle()
    board, points = page.scheduler.board, heard(page)
    menu = asked(calm, board)
    assert board.free_rect().contains(board.mapFromGlobal(points[0]))
    menu.close()


def test_a_read_only_office_offers_only_what_does_not_write(calm: Office) -> None:
    plan = planned(calm)
    page = chosen(calm, plan)
    calm.store.copied = "elsewhere"
    try:
        assert page.session.read_only
        menu = asked(calm, page.scheduler.board.block((PLAN, plan)))
        assert printed(menu) == ["Enter", "V"]
        menu.close()
    finally:
        calm.store.copied = None
