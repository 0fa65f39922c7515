"""The verbs of a plan, its states, conflicts and free time."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_desktop.kit import clock, records
from crm_desktop.kit.errors import Problem, Problems
from crm_desktop.kit.store import Store
from crm_desktop.visits import model, planning
from crm_desktop.visits.agenda import agenda
from crm_desktop.visits.model import PLAN, RECORD
from tests.crm_desktop.sample_office import AT


@pytest.fixture
def customer(store: Store, frozen_clock: object) -> int:
    return records.create(store, "customer_master", {"customer_name": "甲公司"})


def made(store: Store, customer: int, day: str = "2026-11-20", start: str | None = "10:00", **more: Any) -> int:
    return planning.plan(store, {"planned_customer": customer, "planned_date": day, "start_time": start, **more})


def get(store: Store, plan: int) -> dict[str, Any]:
    return records.get(store, PLAN, plan)


def test_a_plan_is_moved_and_stretched_and_put_back(store: Store, customer: int) -> None:
    plan = made(store, customer)
    planning.move(store, plan, "2026-11-23", "14:30")
    assert [get(store, plan)[f] for f in ("planned_date", "start_time", "state")] == ["2026-11-23", "14:30", "planned"]
    planning.move(store, plan, "2026-11-24")
    assert get(store, plan)["start_time"] == "14:30"
    planning.move(store, plan, "2026-11-24", None)
    assert get(store, plan)["start_time"] is None
    planning.stretch(store, plan, 90, "09:30")
    assert [get(store, plan)[f] for f in ("duration", "start_time")] == [90, "09:30"]
    store.undo()
    assert get(store, plan)["duration"] == 60


def test_postponing_keeps_where_it_was_and_why(store: Store, customer: int) -> None:
    plan = made(store, customer)
    planning.postpone(store, plan, "2026-11-27", reason=" 客户  出差 ")
    planning.postpone(store, plan, "2026-11-30", "15:00", reason="设备检修")
    known = get(store, plan)
    assert [known[f] for f in ("state", "planned_date", "start_time", "state_reason")] == [
        "postponed", "2026-11-30", "15:00", "设备检修"]
    assert known["postponements"] == [
        {"moved_on": "2026-11-19", "from_date": "2026-11-20", "from_time": "10:00", "to_date": "2026-11-27",
         "to_time": "10:00", "reason": "客户 出差"},
        {"moved_on": "2026-11-19", "from_date": "2026-11-27", "from_time": "10:00", "to_date": "2026-11-30",
         "to_time": "15:00", "reason": "设备检修"}]


@pytest.mark.parametrize(("day", "start", "reason", "field"), [
    ("2026-11-27", "10:00", " ", "state_reason"), ("2026-11-20", "10:00", "x", "planned_date"),
    ("2026-11-18", "10:00", "x", "planned_date"), ("2027-02-29", "10:00", "x", "planned_date"),
    ("2026-11-27", "25:00", "x", "start_time")])
def test_what_can_not_be_postponed_to(store: Store, customer: int, day: str, start: str, reason: str, field: str) -> None:
    plan = made(store, customer)
    with pytest.raises(Problem) as caught:
        planning.postpone(store, plan, day, start, reason=reason)
    assert caught.value.field == field
    assert get(store, plan)["state"] == "planned"


@pytest.mark.parametrize(("day", "fits"), [("1900-01-01", False), ("2025-11-17", False), ("2025-11-18", True),
                                           ("2036-11-26", True), ("2036-11-27", False), ("2999-12-31", False)])
def test_nobody_is_called_back_in_1900(store: Store, customer: int, day: str, fits: bool) -> None:
    plan = made(store, customer)
    for verb in (lambda: made(store, customer, day), lambda: planning.move(store, plan, day)):
        if fits:
            verb()
        else:
            with pytest.raises(Problems, match=f"{day} is too far away") as caught:
                verb()
            assert [p.field for p in caught.value.problems] == ["planned_date"]
    if not fits:  # what was made or given up long ago is history, and an old plan can still be ended
        records.create(store, PLAN, {"planned_customer": customer, "planned_date": day, "state": "cancelled"})
    with clock.frozen(AT.replace(year=2030)):
        planning.cancel(store, plan, reason="x")


def test_leap_day_is_a_day_in_a_leap_year(store: Store, customer: int) -> None:
    plan = made(store, customer)
    planning.move(store, plan, "2028-02-29")
    assert get(store, plan)["planned_date"] == "2028-02-29"
    with pytest.raises(Problem, match="no such day"):
        planning.move(store, plan, "2027-02-29")


@pytest.mark.parametrize(("minutes", "start", "fits"), [
    (5, "10:00", True), (720, "10:00", True), (4, "10:00", False), (721, "10:00", False), (1800, "10:00", False),
    (60, "23:00", True), (61, "23:00", False)])
def test_how_long_a_visit_may_last(store: Store, customer: int, minutes: int, start: str, fits: bool) -> None:
    plan = made(store, customer)
    if fits:
        planning.stretch(store, plan, minutes, start)
        assert get(store, plan)["duration"] == minutes
    else:
        with pytest.raises(Problems) as caught:
            planning.stretch(store, plan, minutes, start)
        assert [p.field for p in caught.value.problems] == ["duration"]


def test_missed_cancelled_and_planned_again(store: Store, customer: int) -> None:
    plan = made(store, customer, "2026-11-18")
    planning.missed(store, plan, "无人")
    with pytest.raises(Problem, match="Postpone it to a new day"):
        planning.move(store, plan, "2026-11-20")
    planning.postpone(store, plan, "2026-11-23", reason="改期")
    with pytest.raises(Problem, match="still to come"):
        planning.missed(store, plan)
    with pytest.raises(Problem, match="cancelled"):
        planning.cancel(store, plan, reason=" ")
    planning.cancel(store, plan, reason="客户不需要")
    with pytest.raises(Problem, match="Plan it again"):
        planning.move(store, plan, "2026-11-24")
    planning.reopen(store, plan)
    assert (get(store, plan)["state"], get(store, plan)["state_reason"]) == ("planned", None)


def test_a_record_makes_it_done_and_then_nothing_moves_it(store: Store, customer: int) -> None:
    plan = made(store, customer, "2026-11-18", purpose="了解情况", callback_mode=["face_to_face"])
    kept = planning.record(store, plan, {"visit_notes": "正常"})
    found = records.get(store, RECORD, kept)
    assert [found[f] for f in ("customer_visited", "callback_date", "start_time", "mode", "key_points", "callback_plan")] \
        == [customer, "2026-11-18", "10:00", "face_to_face", "了解情况", plan]
    for verb in (lambda: planning.move(store, plan, "2026-11-20"), lambda: planning.missed(store, plan),
                 lambda: planning.cancel(store, plan, reason="x"), lambda: planning.reopen(store, plan)):
        with pytest.raises(Problem, match="Delete its record first"):
            verb()


def test_every_state_has_its_turns() -> None:
    states = {"planned", "postponed", "done", "missed", "cancelled"}
    assert set(model.TURNS) == states
    assert all(to <= states for to in model.TURNS.values())


def test_an_overlap_of_the_same_person_is_named(store: Store, customer: int) -> None:
    me, other = store.user.staff, records.create(store, "staff_record", {"name": "李娜"})
    first = made(store, customer, duration=60)
    asked = {"callback_specialist": me, "planned_date": "2026-11-20", "start_time": "10:30", "duration": 30}
    clash, = planning.conflicts(store, asked)
    assert (clash.plan, clash.start, clash.minutes, clash.customer) == (first, "10:00", 60, "甲公司")
    assert "10:00" in clash.sentence
    assert "11:00" in clash.sentence
    assert "甲公司" in clash.sentence
    assert planning.conflicts(store, asked, but=first) == []
    for change in ({"start_time": "11:00"}, {"start_time": "09:30"}, {"start_time": None}, {"planned_date": "2026-11-21"},
                   {"callback_specialist": other}, {"callback_specialist": None}):
        assert planning.conflicts(store, asked | change) == [], change
    planning.cancel(store, first, reason="x")
    assert planning.conflicts(store, asked) == []


def test_the_next_free_time(store: Store, customer: int) -> None:
    me = store.user.staff
    made(store, customer, start="09:00", duration=120)
    made(store, customer, start="11:30", duration=30)
    made(store, customer, start=None)

    def free(day: str, minutes: int, start: str | None = None) -> tuple[str, str]:
        slot = planning.free_slot(store, me, day, minutes, start)
        assert slot is not None
        return slot.day, slot.start

    assert free("2026-11-20", 30) == ("2026-11-20", "11:00")
    assert free("2026-11-20", 45) == ("2026-11-20", "13:30")  # noon is not offered
    assert free("2026-11-20", 60, "17:00") == ("2026-11-20", "17:00")
    assert free("2026-11-20", 60, "17:30") == ("2026-11-23", "09:00")  # the weekend is left out
    assert free("2026-11-20", 270) == ("2026-11-20", "13:30")
    assert planning.free_slot(store, me, "2026-11-20", 271) is None
    store.set_setting("visits.lunch_start", "13:30")
    store.set_setting("visits.lunch_end", "14:15")
    assert free("2026-11-20", 45) == ("2026-11-20", "12:00")  # the office has its lunch at another time
    assert free("2026-11-20", 120) == ("2026-11-20", "14:15")
    store.set_setting("visits.lunch_start", "12:00")
    store.set_setting("visits.lunch_end", "13:30")
    assert free("2026-11-10", 30) == ("2026-11-19", "10:30")  # not in the past: it is 10:26 now
    assert free("2027-01-01", 30) == ("2027-01-04", "09:00")  # nor are holidays
    assert planning.free_slot(store, None, "2026-11-21", 30) == planning.Slot("2026-11-23", "09:00")


@pytest.mark.parametrize(("state", "reason", "fits"), [
    ("postponed", None, False), ("cancelled", "x", True), ("missed", None, True)])
def test_a_state_changed_in_the_form_has_its_reason_too(store: Store, customer: int, state: str, reason: str | None,
                                                        fits: bool) -> None:
    plan = made(store, customer)
    if fits:
        records.save(store, PLAN, plan, {"state": state, "state_reason": reason})
    else:
        with pytest.raises(Problems) as caught:
            records.save(store, PLAN, plan, {"state": state, "state_reason": reason})
        assert caught.value.field == "state_reason"


def test_what_somebody_else_changed_is_not_written_over(store: Store, customer: int) -> None:
    plan = made(store, customer)
    row, = agenda(store, "2026-11-20", "2026-11-20")
    planning.move(store, plan, "2026-11-20", "11:00", base=row.changed_at)
    with pytest.raises(Problem, match="meantime"):
        planning.move(store, plan, "2026-11-23", base=row.changed_at)
    with pytest.raises(Problem, match="meantime"):
        planning.cancel(store, plan, reason="x", base=row.changed_at)
    assert get(store, plan)["start_time"] == "11:00"


VERBS = ("move", "stretch", "postpone", "missed", "cancel", "reopen", "record", "undo", "redo")
DAYS = ("2026-11-17", "2026-11-19", "2026-11-20", "2026-11-23")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(VERBS), st.integers(0, 1), st.sampled_from(DAYS),
                          st.sampled_from((None, "09:00", "10:30"))), min_size=1, max_size=14))
def test_whatever_is_done_a_plan_stays_sound(steps: list[tuple[str, int, str, str | None]]) -> None:
    store = Store.memory()
    with clock.frozen(AT):
        customer = records.create(store, "customer_master", {"customer_name": "甲公司"})
        plans = [made(store, customer, day) for day in ("2026-11-18", "2026-11-20")]
        for verb, which, day, start in steps:
            before = [get(store, p) for p in plans]
            try:
                act(store, verb, plans[which], day, start)
            except Problem:
                after = [get(store, p) for p in plans]
                assert after == before, (verb, "a refused verb leaves nothing behind")
            for plan in plans:
                known = get(store, plan)
                assert records.problems(store, PLAN, known, known) == []
                moves = known["postponements"] or []
                assert all(m["reason"] and m["from_date"] for m in moves)
                assert known["state"] != "postponed" or moves
                assert known["state"] != "cancelled" or known["state_reason"]
    store.close()


def act(store: Store, verb: str, plan: int, day: str, start: str | None) -> None:
    match verb:
        case "move":
            planning.move(store, plan, day, start)
        case "stretch":
            planning.stretch(store, plan, 45)
        case "postpone":
            planning.postpone(store, plan, day, start, reason="x")
        case "cancel":
            planning.cancel(store, plan, reason="x")
        case "record":
            planning.record(store, plan, {})
        case "undo" | "redo":
            getattr(store, verb)()
        case _:
            getattr(planning, verb)(store, plan)
