"""The scheduler by mouse: choosing, dragging to another time, day and lane, pulling the edge, planning."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from crm_desktop.visits.model import PLAN
from tests.ui.desk_office import Office
from tests.ui.visits.test_scheduler import calm, kept, planned

__all__ = ["calm"]
LEFT = Qt.MouseButton.LeftButton


def move_to(widget: QWidget, at: QPoint) -> None:
    """The mouse with its left button held, to a point of the screen."""
    here = QPointF(widget.mapFromGlobal(at))
    QApplication.sendEvent(widget, QMouseEvent(QMouseEvent.Type.MouseMove, here, QPointF(at), Qt.MouseButton.NoButton,
                                               LEFT, Qt.KeyboardModifier.NoModifier))


def drag(office: Office, widget: QWidget, grip: QPoint, by: QPoint) -> None:
    QTest.mousePress(widget, LEFT, Qt.KeyboardModifier.NoModifier, grip)
    start = widget.mapToGlobal(grip)
    for step in (3, 2, 1):
        move_to(widget, start + by / step)
    QTest.mouseRelease(widget, LEFT, Qt.KeyboardModifier.NoModifier, widget.mapFromGlobal(start + by))
    office.settle()


def block_of(office: Office, plan: int):
    page = office.page("visits")
    return page.scheduler.board, page.scheduler.board.block((PLAN, plan))


def test_a_click_chooses_and_a_double_click_opens(calm: Office) -> None:
    plan = planned(calm)
    board, block = block_of(calm, plan)
    QTest.mouseClick(block, LEFT)
    calm.settle()
    assert board.at.key == (PLAN, plan)
    assert block.hasFocus()
    QTest.mouseDClick(block, LEFT)
    calm.settle()
    page = calm.desk.pages["visits"]
    assert (page.mode, page.record) == ("card", plan)


def test_a_drag_moves_on_a_grid_of_15_minutes(calm: Office) -> None:
    plan = planned(calm)
    board, block = block_of(calm, plan)
    hour = board.hours.hour
    drag(calm, block, QPoint(20, 6), QPoint(0, round(hour * 0.55)))
    assert kept(calm, plan) == ("2026-11-19", "14:30", 60)
    calm.undo()
    assert kept(calm, plan) == ("2026-11-19", "14:00", 60)


def test_a_drag_goes_to_another_day_and_to_the_lane_of_all_day(calm: Office) -> None:
    plan = planned(calm)
    board, block = block_of(calm, plan)
    width = board.hours.edges[1] - board.hours.edges[0]
    drag(calm, block, QPoint(20, 6), QPoint(-width, 0))
    assert kept(calm, plan) == ("2026-11-18", "14:00", 60)
    block = board.block((PLAN, plan))
    lane = board.heads.mapToGlobal(QPoint(0, board.heads.lane_top() + 4))
    drag(calm, block, QPoint(20, 6), QPoint(0, lane.y() - block.mapToGlobal(QPoint(20, 6)).y()))
    assert kept(calm, plan) == ("2026-11-18", None, 60)
    block = board.block((PLAN, plan))
    ground = board.ground.mapToGlobal(QPoint(0, board.hours.y(9 * 60)))
    drag(calm, block, QPoint(20, 3), QPoint(0, ground.y() - block.mapToGlobal(QPoint(20, 3)).y()))
    assert kept(calm, plan) == ("2026-11-18", "09:00", 60)


def test_the_lower_edge_stretches(calm: Office) -> None:
    plan = planned(calm)
    board, block = block_of(calm, plan)
    drag(calm, block, QPoint(20, block.height() - 2), QPoint(0, round(board.hours.hour * 0.5)))
    assert kept(calm, plan) == ("2026-11-19", "14:00", 90)


def test_escape_ends_a_drag_and_nothing_moves(calm: Office) -> None:
    plan = planned(calm)
    board, block = block_of(calm, plan)
    QTest.mousePress(block, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(20, 6))
    move_to(block, block.mapToGlobal(QPoint(20, 106)))
    assert board.ghost.isVisible()
    calm.press(Qt.Key.Key_Escape, widget=board)
    move_to(block, block.mapToGlobal(QPoint(20, 160)))  # the hand is still on its way
    assert not board.ghost.isVisible()
    QTest.mouseRelease(block, LEFT)
    calm.settle()
    assert not board.ghost.isVisible()
    assert kept(calm, plan) == ("2026-11-19", "14:00", 60)


def test_a_done_one_is_not_dragged(calm: Office) -> None:
    plan = planned(calm, state="done")
    _board, block = block_of(calm, plan)
    drag(calm, block, QPoint(20, 6), QPoint(0, 100))
    assert kept(calm, plan) == ("2026-11-19", "14:00", 60)


def test_a_double_click_on_a_free_place_plans_there(calm: Office) -> None:
    page = calm.page("visits")
    board = page.scheduler.board
    left, _width = board.hours.column(board.span.days[4])
    at = QPoint(left + 20, board.hours.y(15 * 60) + 5)
    QTest.mouseClick(board.ground, LEFT, Qt.KeyboardModifier.NoModifier, at)
    QTest.mouseDClick(board.ground, LEFT, Qt.KeyboardModifier.NoModifier, at)
    calm.settle()
    assert (page.form.value("planned_date"), page.form.value("start_time")) == ("2026-11-20", "15:00")


def test_a_double_click_on_the_words_all_day_plans_on_no_day(calm: Office) -> None:
    page = calm.page("visits")
    heads = page.scheduler.board.heads
    QTest.mouseDClick(heads, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(6, heads.height() - 6))
    calm.settle()
    assert page.mode == "schedule"


def test_a_drag_in_the_month_keeps_the_time(calm: Office) -> None:
    plan = planned(calm)
    page = calm.page("visits")
    page.view("month")
    calm.settle()
    board = page.scheduler.board
    block = board.block((PLAN, plan))
    drag(calm, block, QPoint(20, 6), QPoint(board.cell(board.span.days[1]).x() - board.cell(board.span.days[0]).x(), 0))
    assert kept(calm, plan) == ("2026-11-20", "14:00", 60)
