"""What is chosen in the scheduler stays chosen: over spans and views, a preview, undo; with nothing chosen keys say so."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from crm_desktop.visits.model import PLAN
from tests.ui.desk_office import CTRL, Office
from tests.ui.visits.test_scheduler import calm, chosen, kept, planned
from ui.visits.lanes import Spot
from ui.visits.scheduled import SCHEDULE

__all__ = ["calm"]
Key = Qt.Key


def has_keyboard(office: Office, plan: int) -> bool:
    board = office.page("visits").scheduler.board
    block = board.block((PLAN, plan))
    return board.at.key == (PLAN, plan) and block is not None and block.hasFocus()


def test_the_next_week_begins_with_its_first_entry_and_the_way_back_with_what_was_chosen(calm: Office) -> None:
    early, plan = planned(calm, start="09:00"), planned(calm, start="14:00", customer=3)
    later, first = planned(calm, day="2026-11-27", customer=4), planned(calm, day="2026-11-24", start="16:00", customer=5)
    chosen(calm, plan)
    calm.press(Key.Key_PageDown)
    assert has_keyboard(calm, first)
    calm.press(Key.Key_Down, CTRL)
    assert kept(calm, first) == ("2026-11-24", "16:15", 60)
    calm.press(Key.Key_PageUp)
    assert has_keyboard(calm, plan)
    calm.press(Key.Key_PageUp)
    assert calm.page("visits").scheduler.board.at == Spot("2026-11-12", 14 * 60), "nothing is planned: a free place"
    assert {early, later}


def test_a_month_that_shows_it_too_keeps_it(calm: Office) -> None:
    plan = planned(calm, day="2026-12-01")
    page = chosen_in_month(calm, "2026-11-19", plan)
    calm.press(Key.Key_PageDown)
    assert page.scheduler.span.day == date(2026, 12, 1)
    assert has_keyboard(calm, plan)
    calm.press(Key.Key_W)
    assert page.scheduler.span.first == date(2026, 11, 30)
    assert has_keyboard(calm, plan)


def chosen_in_month(office: Office, day: str, plan: int):
    page = office.page("visits")
    office.press(Key.Key_M)
    assert page.scheduler.board.at.day == day
    assert page.scheduler.board.choose((PLAN, plan))
    return page


@pytest.mark.parametrize("view", [Key.Key_D, Key.Key_W, Key.Key_M])
def test_back_from_the_preview_all_is_as_it_was(calm: Office, view: Key) -> None:
    plan = planned(calm, day="2026-11-18")
    planned(calm, start="09:00", customer=3)
    page = chosen(calm, plan)
    calm.press(view)
    before = page.scheduler.span, page.scheduler.board.at
    for leave in (lambda: calm.desk.step(-1), lambda: calm.press(Key.Key_Escape)):
        calm.press(Key.Key_V)
        assert calm.desk.current is calm.desk.pages["reports"]
        leave()
        calm.settle()
        assert calm.desk.current is page
        assert (page.scheduler.span, page.scheduler.board.at) == before
        assert has_keyboard(calm, plan)


def test_back_over_two_weeks_each_has_what_was_chosen_in_it(calm: Office) -> None:
    plan, other = planned(calm), planned(calm, day="2026-11-25", customer=3)
    page = chosen(calm, plan)
    calm.press(Key.Key_PageDown)
    assert has_keyboard(calm, other)
    calm.desk.step(-1)
    calm.settle()
    assert page.scheduler.span.first == date(2026, 11, 16)
    assert has_keyboard(calm, plan)


def test_a_free_place_stays_a_free_place(calm: Office) -> None:
    planned(calm, day="2026-11-26", start="09:00", minutes=120)
    board = calm.page("visits").scheduler.board
    assert board.at == Spot("2026-11-19", 10 * 60)
    calm.press(Key.Key_PageUp)
    assert board.at == Spot("2026-11-12", 10 * 60)
    calm.press(Key.Key_T)
    assert board.at == Spot("2026-11-19", 10 * 60)
    calm.press(Key.Key_PageDown)
    assert board.current() is not None, "what covers the time is chosen, never the place behind it"


@pytest.mark.parametrize(("key", "held"), [
    (Key.Key_P, Qt.KeyboardModifier.NoModifier), (Key.Key_R, Qt.KeyboardModifier.NoModifier), (Key.Key_Up, CTRL),
    (Key.Key_Right, CTRL), (Key.Key_BracketRight, Qt.KeyboardModifier.NoModifier),
    (Key.Key_X, Qt.KeyboardModifier.NoModifier), (Key.Key_Delete, Qt.KeyboardModifier.NoModifier)])
def test_with_nothing_chosen_a_key_says_so(calm: Office, key: Key, held: Qt.KeyboardModifier) -> None:
    page = calm.page("visits")
    calm.press(key, held)
    assert calm.said == ["Choose a call-back first."]
    assert page.mode == SCHEDULE


def test_what_is_done_says_why_it_stays(calm: Office) -> None:
    chosen(calm, planned(calm, state="done"))
    calm.press(Key.Key_P)
    assert calm.said == ["This call-back is done. Delete its record first."]


def test_an_entry_taken_back_from_the_bin_is_chosen_again(calm: Office) -> None:
    plan = planned(calm)
    page = chosen(calm, plan)
    calm.press(Key.Key_Delete)
    assert page.scheduler.current() is None
    calm.undo()
    calm.settle()
    assert has_keyboard(calm, plan)


def test_moved_past_the_week_it_is_followed(calm: Office) -> None:
    plan = planned(calm, day="2026-11-22")
    page = chosen(calm, plan)
    calm.press(Key.Key_Right, CTRL)
    assert kept(calm, plan)[0] == "2026-11-23"
    assert page.scheduler.span.first == date(2026, 11, 23)
    assert has_keyboard(calm, plan)


def test_after_the_lock_the_same_entry_is_chosen(calm: Office) -> None:
    plan = planned(calm)
    page = chosen(calm, plan)
    state = page.state_to_lock()
    assert all(isinstance(v, (int, str)) for v in state.values())
    page.scheduler.forget()
    page.restore(state)
    calm.settle()
    assert has_keyboard(calm, plan)
