"""Call-backs: a plan and its records keep step; the month's figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_desktop.kit import clock, records
from crm_desktop.kit.errors import Problem, Problems
from crm_desktop.kit.period import Period
from crm_desktop.kit.store import Store
from crm_desktop.visits import figures
from crm_desktop.visits.service import PLAN, RECORD
from tests.crm_desktop.sample_office import AT, filled

NOVEMBER = Period.parse("2026-11")


@pytest.fixture
def customer(store: Store, frozen_clock: object) -> int:
    return records.create(store, "customer_master", {"customer_name": "甲公司"})


def plan(store: Store, customer: int, day: str = "2026-11-18", **more: Any) -> int:
    return records.create(store, PLAN, {"planned_customer": customer, "planned_date": day, **more})


def record(store: Store, customer: int, of: int | None, day: str = "2026-11-18") -> int:
    return records.create(store, RECORD, {"customer_visited": customer, "callback_date": day, "callback_plan": of})


def state(store: Store, made: int) -> object:
    return records.get(store, PLAN, made)["state"]


def test_a_record_makes_its_plan_done_and_undo_opens_it(store: Store, customer: int) -> None:
    planned = plan(store, customer)
    assert state(store, planned) == "planned"
    record(store, customer, planned)
    assert state(store, planned) == "done"
    store.undo()
    assert state(store, planned) == "planned"
    store.redo()
    assert state(store, planned) == "done"


def test_a_plan_is_done_as_long_as_one_record_stands(store: Store, customer: int) -> None:
    planned = plan(store, customer)
    first, second = (record(store, customer, planned) for _n in range(2))
    records.delete(store, RECORD, [first])
    assert state(store, planned) == "done"
    records.delete(store, RECORD, [second])
    assert state(store, planned) == "planned"
    store.undo()
    assert state(store, planned) == "done"
    records.delete(store, RECORD, [second])
    records.restore(store, RECORD, [first])
    assert state(store, planned) == "done"


def test_a_record_that_moves_to_another_plan_opens_the_first(store: Store, customer: int) -> None:
    one, two = (plan(store, customer) for _n in range(2))
    made = record(store, customer, one)
    records.save(store, RECORD, made, {"callback_plan": two})
    assert (state(store, one), state(store, two)) == ("planned", "done")
    records.save(store, RECORD, made, {"callback_plan": None})
    assert (state(store, one), state(store, two)) == ("planned", "planned")
    store.undo()
    store.undo()
    assert (state(store, one), state(store, two)) == ("done", "planned")


def test_a_state_set_by_hand_stays_when_the_record_is_only_mended(store: Store, customer: int) -> None:
    planned = plan(store, customer)
    made = record(store, customer, planned)
    records.save(store, PLAN, planned, {"state": "postponed", "state_reason": "客户出差"})
    records.save(store, RECORD, made, {"key_points": "正常"})
    assert state(store, planned) == "postponed"


def test_a_record_of_a_plan_in_the_bin_leaves_it_there(store: Store, customer: int) -> None:
    planned = plan(store, customer)
    records.delete(store, PLAN, [planned])
    record(store, customer, planned)
    assert records.get(store, PLAN, planned)["deleted_at"]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["record", "move", "clear", "delete", "restore", "undo", "redo"]),
                          st.integers(0, 2), st.integers(0, 2)), min_size=2, max_size=12))
def test_done_is_having_a_record_whatever_is_done_and_undone(steps: list[tuple[str, int, int]]) -> None:
    store = Store.memory()
    with clock.frozen(AT):
        customer = records.create(store, "customer_master", {"customer_name": "甲公司"})
        plans = [plan(store, customer) for _n in range(3)]
        made = [record(store, customer, plans[0])]
        for act, which, target in steps:
            one = made[which % len(made)]
            try:
                if act == "record":
                    made.append(record(store, customer, plans[target]))
                elif act in ("move", "clear"):
                    records.save(store, RECORD, one, {"callback_plan": plans[target] if act == "move" else None})
                elif act in ("delete", "restore"):
                    getattr(records, act)(store, RECORD, [one])
                else:
                    getattr(store, act)()
            except Problem:
                pass
            for planned in plans:
                alive = store.value("SELECT count(*) FROM callback_records WHERE callback_plan = ?"
                                    " AND deleted_at IS NULL", (planned,))
                found = records.get(store, PLAN, planned)
                assert found["deleted_at"] or (found["state"] == "done") == bool(alive), (act, planned)
    store.close()


@pytest.mark.parametrize(("field", "value"), [
    ("start_time", "24:00"), ("start_time", "9:30"), ("start_time", "上午"), ("duration", 4), ("duration", 721),
    ("expected_cost", 100)])
def test_what_a_plan_cannot_hold(store: Store, customer: int, field: str, value: object) -> None:
    with pytest.raises(Problems) as caught:
        plan(store, customer, callback_mode=["phone"], **{field: value})
    assert [p.field for p in caught.value.problems] == [field]


def test_what_a_record_cannot_hold(store: Store, customer: int) -> None:
    other = records.create(store, "customer_master", {"customer_name": "乙公司"})
    with pytest.raises(Problems) as caught:
        record(store, other, plan(store, customer), "2026-11-20")
    assert {p.field for p in caught.value.problems} == {"callback_date", "callback_plan"}


def test_the_next_call_back_is_the_first_still_to_be_done(store: Store, customer: int) -> None:
    plan(store, customer, "2026-11-18")
    plan(store, customer, "2026-11-20", state="cancelled")
    done = plan(store, customer, "2026-11-19")
    plan(store, customer, "2026-11-25")
    assert records.whole(store, "customer_master", customer)["next_callback_on"] == "2026-11-19"
    record(store, customer, done, "2026-11-19")
    assert records.whole(store, "customer_master", customer)["next_callback_on"] == "2026-11-25"


def test_the_month_leaves_out_cancelled_ones_and_counts_missed_ones(store: Store, customer: int) -> None:
    plan(store, customer, "2026-11-18", callback_mode=["phone", "mail"])
    plan(store, customer, "2026-11-19", callback_mode=["phone"])
    plan(store, customer, "2026-11-19", callback_mode=["phone"], state="cancelled")
    record(store, customer, plan(store, customer, "2026-11-02"))
    record(store, customer, None, "2026-11-03")
    assert figures.month(store, NOVEMBER) == [figures.Line("phone", 2, 0, 1), figures.Line("", 1, 1, 0),
                                              figures.Line(None, 3, 1, 1)]
    assert figures.recorded(store, NOVEMBER) == 2
    assert figures.month(store, Period.parse("2025-01")) == [figures.Line(None, 0, 0, 0)]


@pytest.fixture(scope="module")
def office() -> Iterator[Store]:
    store = filled(200, seed=5)
    yield store
    store.close()


@pytest.mark.parametrize("month", ["2026-11", "2026-08", "2026-12", "2026"])
def test_every_figure_counted_by_hand(office: Store, month: str) -> None:
    period = Period.parse(month)
    with clock.frozen(AT):
        lines, recorded = figures.month(office, period), figures.recorded(office, period)
    known = {r["callback_plan"] for r in office.rows("SELECT callback_plan FROM callback_records WHERE deleted_at IS NULL")}
    rows = [r for r in office.rows("SELECT * FROM callback_plans WHERE deleted_at IS NULL")
            if str(period.start) <= r["planned_date"] <= str(period.end) and r["state"] != "cancelled"]
    for line in lines:
        mine = [r for r in rows if line.mode is None or (r["callback_mode"] or '[""]').startswith(f'["{line.mode}"')]
        done = [r for r in mine if r["id"] in known or r["state"] == "done"]
        assert (line.planned, line.done) == (len(mine), len(done))
        assert line.missed == sum(1 for r in mine if r not in done and (r["planned_date"] < "2026-11-19"
                                                                        or r["state"] == "missed"))
    assert recorded == office.value("SELECT count(*) FROM callback_records WHERE callback_date BETWEEN ? AND ?",
                                    (str(period.start), str(period.end)))
