"""What surveys have due: plans short of their target, dissatisfied customers."""

from __future__ import annotations

import pytest

from crm_desktop.kit import due, records
from crm_desktop.kit.store import Store
from crm_desktop.surveys import model, service
from crm_desktop.surveys.due import short_plans, unhappy_customers

pytestmark = pytest.mark.usefixtures("frozen_clock")
SHEET = {i: s[0] for i, s in model.SCALES.items()} | {"overall_service": "very_dissatisfied"}


@pytest.mark.parametrize(("ends_on", "state"), [("2026-11-18", "late"), ("2026-11-19", "due"), ("2026-11-22", "soon"),
                                                ("2026-11-23", None), (None, None)])
def test_a_plan_short_of_its_target_stands_with_the_day_it_ends(store: Store, ends_on: str | None, state: str | None) -> None:
    plan = records.create(store, model.PLAN, {"survey_objective": "x", "plan_name": "下半年", "ends_on": ends_on,
                                              "starts_on": "2026-11-01", "target_valid_responses": 2})
    service.key_sheet(store, {**SHEET, "survey_plan": plan})
    found = short_plans(store, due.moment(store))
    assert [(d.record, d.state, d.what) for d in found] == (
        [(plan, state, "下半年: 1 of 2 valid sheets")] if state else [])
    service.key_sheet(store, {**SHEET, "survey_plan": plan})
    assert short_plans(store, due.moment(store)) == []


def test_a_finished_plan_is_not_due(store: Store) -> None:
    plan = records.create(store, model.PLAN, {"survey_objective": "x", "starts_on": "2026-11-01",
                                              "ends_on": "2026-11-10"})
    assert [d.record for d in short_plans(store, due.moment(store))] == [plan]
    service.close_plan(store, plan)
    assert short_plans(store, due.moment(store)) == []


def test_a_dissatisfied_customer_is_due_until_followed_up(store: Store) -> None:
    customer = records.create(store, "customer_master", {"customer_name": "甲公司"})
    named = service.key_sheet(store, {**SHEET, "employer": customer, "name": "王芳", "answered_on": "2026-11-16"})
    service.key_sheet(store, {**SHEET, "anonymous": True})
    service.key_sheet(store, {**SHEET, "employer": customer, "name": "a", "overall_service": "average"})
    service.key_sheet(store, {**SHEET, "employer": customer, "name": "b", "is_valid": False, "invalid_cause": "twice"})
    service.key_sheet(store, {**SHEET, "employer": customer, "name": "c", "answered_on": "2026-01-16"})
    found = unhappy_customers(store, due.moment(store))
    assert [(d.record, d.at, d.state, d.customer, d.act) for d in found] == [
        (named.id, "2026-11-19", "due", customer, "follow_up")]
    assert found[0].what == "Dissatisfied on the survey sheet: 王芳"
    records.save(store, model.FORM, named.id, {"followed_up_on": "2026-11-19", "follow_up": "已致电"})
    assert unhappy_customers(store, due.moment(store)) == []
