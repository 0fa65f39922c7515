"""The nine steps: a paper counts only for the call-back it belongs to."""

from __future__ import annotations

import pytest

from crm_desktop.kit import records
from crm_desktop.kit.store import Store
from crm_desktop.visits.model import PHONE, PLAN, RECORD, REPORT
from crm_desktop.visits.reviews import prefill
from crm_desktop.visits.steps import steps_done

STEPS = ("look", "choose", "plan", "agree", "prepare", "call", "report", "review", "filing")


def steps(store: Store, form: str, record: int) -> set[str]:
    done = steps_done(store, form, record, records.get(store, form, record))
    return {name for name, is_done in zip(STEPS, done, strict=True) if is_done}


@pytest.fixture
def customer(store: Store, frozen_clock: object) -> int:
    return records.create(store, "customer_master", {"customer_name": "甲公司"})


@pytest.fixture
def plan(store: Store, customer: int) -> int:
    return records.create(store, PLAN, {"planned_customer": customer, "planned_date": "2026-11-18",
                                        "start_time": "10:00"})


def visited(store: Store, customer: int, plan: int | None) -> int:
    return records.create(store, RECORD, {"customer_visited": customer, "callback_date": "2026-11-18",
                                          "callback_plan": plan})


def reported(store: Store, customer: int, visit: int) -> int:
    return records.create(store, REPORT, {"callback_customer": customer, "callback_record": visit})


def test_a_visit_reported_and_reviewed(store: Store, customer: int, plan: int) -> None:
    begun = {"look", "choose", "plan", "agree"}
    assert steps(store, PLAN, plan) == begun
    visit = visited(store, customer, plan)
    made = begun | {"prepare", "call"}
    assert steps(store, PLAN, plan) == steps(store, RECORD, visit) == made
    report = reported(store, customer, visit)
    assert steps(store, PLAN, plan) == steps(store, RECORD, visit) == steps(store, REPORT, report) == made | {"report"}
    records.save(store, REPORT, report, {"reviewed_on": "2026-11-19"})
    for form, record in ((PLAN, plan), (RECORD, visit), (REPORT, report)):
        assert steps(store, form, record) == set(STEPS)


def test_a_call_has_no_report_of_a_visit_that_bears_its_number(store: Store, customer: int, plan: int) -> None:
    person = records.create(store, "contact_person", {"customer": customer, "contact_name": "王芳"})
    call = records.create(store, PHONE, {"customer": customer, "customer_name": person, "callback_plan": plan,
                                         "outcome": "reached", "contact": "1380000", "customer_occupation": "x"})
    other = visited(store, customer, None)
    assert call == other, "two papers of the same id"
    reported(store, customer, other)
    assert "report" not in steps(store, PLAN, plan)
    assert "report" not in steps(store, PHONE, call)


def test_a_call_its_report_and_its_plan_stand_at_the_same_step(store: Store, customer: int, plan: int) -> None:
    person = records.create(store, "contact_person", {"customer": customer, "contact_name": "王芳"})
    call = records.create(store, PHONE, {
        "customer": customer, "customer_name": person, "callback_plan": plan, "outcome": "no_answer",
        "contact": "1380000", "customer_occupation": "x", "next_attempt_on": "2026-11-20",
        "calls": [{"called_at": "2026-11-19T01:00:00Z", "content": "..."}]})
    assert "call" not in steps(store, PLAN, plan) | steps(store, PHONE, call), "nobody was reached"
    records.save(store, PHONE, call, {"outcome": "reached"})
    made = {"look", "choose", "plan", "agree", "prepare", "call"}
    assert steps(store, PLAN, plan) == steps(store, PHONE, call) == made
    report = records.create(store, REPORT, prefill(store, call, PHONE))
    for form, record in ((PLAN, plan), (PHONE, call), (REPORT, report)):
        assert steps(store, form, record) == made | {"report"}
    records.save(store, REPORT, report, {"reviewed_on": "2026-11-19"})
    for form, record in ((PLAN, plan), (PHONE, call), (REPORT, report)):
        assert steps(store, form, record) == set(STEPS)


def test_what_is_only_being_typed_is_no_paper_yet(store: Store, customer: int) -> None:
    typed = {"planned_customer": customer, "planned_date": "2026-11-18", "start_time": "10:00"}
    assert steps_done(store, PLAN, 0, typed) == [True, True] + [False] * 7


def test_a_paper_in_the_recycle_bin_counts_no_more(store: Store, customer: int, plan: int) -> None:
    visit = visited(store, customer, plan)
    records.delete(store, RECORD, [visit])
    assert "call" not in steps(store, PLAN, plan)
