"""The scheduler's rows: only the span, in order, by an index; clashes marked; walk-ins beside them."""

from __future__ import annotations

from typing import Any

import pytest

from crm_desktop.kit import records
from crm_desktop.kit.store import Store
from crm_desktop.visits import planning
from crm_desktop.visits.agenda import agenda, loads, sql


@pytest.fixture
def customer(store: Store, frozen_clock: object) -> int:
    return records.create(store, "customer_master", {"customer_name": "甲公司"})


def made(store: Store, customer: int, day: str, start: str | None = None, **more: Any) -> int:
    return planning.plan(store, {"planned_customer": customer, "planned_date": day, "start_time": start, **more})


def test_the_week_in_order(store: Store, customer: int) -> None:
    late = made(store, customer, "2026-11-20", "14:00", callback_mode=["mail", "phone"], place="厂区", purpose="保养")
    early = made(store, customer, "2026-11-20", "09:00")
    whole = made(store, customer, "2026-11-20", callback_mode=["face_to_face"])
    made(store, customer, "2026-11-22", "09:00")
    binned = made(store, customer, "2026-11-20", "10:00")
    records.delete(store, "callback_plan", [binned])
    found = agenda(store, "2026-11-16", "2026-11-21")
    assert [(r.id, r.start, r.kind) for r in found] == [(whole, None, "face_to_face"), (early, "09:00", "phone"),
                                                        (late, "14:00", "mail")]
    assert (found[2].name, found[2].place, found[2].purpose, found[2].minutes, found[2].state) == (
        "甲公司", "厂区", "保养", 60, "planned")
    assert [r.id for r in agenda(store, "2026-11-16", "2026-11-21", kinds=("mail",))] == [late]
    assert [r.id for r in agenda(store, "2026-11-16", "2026-11-21", day_cap=1)] == [whole]
    assert loads(store, "2026-11-16", "2026-11-21") == {"2026-11-20": (3, 3)}


def test_of_one_person(store: Store, customer: int) -> None:
    other = records.create(store, "staff_record", {"name": "李娜"})
    mine, hers = made(store, customer, "2026-11-20", "09:00"), made(store, customer, "2026-11-20", "09:00",
                                                                   callback_specialist=other)
    assert [r.id for r in agenda(store, "2026-11-20", "2026-11-20", person=other)] == [hers]
    assert [r.id for r in agenda(store, "2026-11-20", "2026-11-20", person=store.user.staff)] == [mine]
    assert loads(store, "2026-11-01", "2026-11-30", person=other) == {"2026-11-20": (1, 1)}


def test_clashes_are_marked_for_each_person_alone(store: Store, customer: int) -> None:
    other = records.create(store, "staff_record", {"name": "李娜"})
    long = made(store, customer, "2026-11-20", "09:00", duration=240)
    one = made(store, customer, "2026-11-20", "09:30", duration=30)
    two = made(store, customer, "2026-11-20", "12:00", duration=60)
    made(store, customer, "2026-11-20", "13:00")
    made(store, customer, "2026-11-20", "09:00", callback_specialist=other)
    assert {r.id for r in agenda(store, "2026-11-20", "2026-11-20") if r.clash} == {long, one, two}
    planning.cancel(store, long, reason="x")
    assert not any(r.clash for r in agenda(store, "2026-11-20", "2026-11-20"))


def test_walk_ins_stand_beside_the_plans(store: Store, customer: int) -> None:
    who = records.create(store, "contact_person", {"customer": customer, "contact_name": "王强"})
    made(store, customer, "2026-11-19", "11:00")
    came = records.create(store, "reception_record", {"customer_name": who, "received_at": "2026-11-19T01:10:00Z",
                                                      "visit_purpose": "取配件"})
    records.create(store, "reception_record", {"customer_name": who, "received_at": "2026-11-17T15:59:00Z",
                                               "date": "2026-11-17"})
    found = agenda(store, "2026-11-18", "2026-11-19")
    assert [(r.form, r.kind, r.start) for r in found] == [("reception_record", "walk_in", "09:10"),
                                                          ("callback_plan", "phone", "11:00")]
    assert (found[0].id, found[0].name, found[0].purpose) == (came, "甲公司", "取配件")
    assert len(agenda(store, "2026-11-18", "2026-11-19", walk_ins=False)) == 1
    assert len(agenda(store, "2026-11-18", "2026-11-19", kinds=("phone",))) == 1


@pytest.mark.parametrize(("person", "index"), [(None, "callback_plans_agenda"), (1, "callback_plans_person")])
def test_a_day_is_read_by_an_index_without_sorting(store: Store, person: int | None, index: str) -> None:
    params = ("2026-11-20", 9) if person is None else (person, "2026-11-20", 9)
    for kinds in (None, ("phone",)):
        steps = [r["detail"] for r in store.rows(f"EXPLAIN QUERY PLAN {sql(person, kinds)}", params)]
        assert len(steps) == 1
        assert steps[0].startswith("SEARCH")
        assert index in steps[0]
