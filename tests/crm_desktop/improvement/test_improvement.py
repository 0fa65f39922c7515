"""Improvement actions: rules, what is due."""

from __future__ import annotations

from typing import Any

import pytest

from crm_desktop.improvement import service
from crm_desktop.kit import due, records
from crm_desktop.kit.errors import Problems
from crm_desktop.kit.store import Store

pytestmark = pytest.mark.usefixtures("frozen_clock")


def made(store: Store, **more: Any) -> int:
    return records.create(store, service.FORM, {"trigger": "csat_low", "problem": "满意度 85%\n低于 90%",
                                                "measure": "回访", "start_on": "2026-11-01", **more})


def test_what_a_new_action_begins_with(store: Store) -> None:
    found = service.proposed(store, "csat_low", "满意度低", survey_plan=None)
    assert found == {"trigger": "csat_low", "problem": "满意度低", "start_on": "2026-11-19", "due_on": "2026-12-19",
                     "owner": store.user.staff, "progress": 0.0, "survey_plan": None}


@pytest.mark.parametrize(("wrong", "field"), [
    ({"due_on": "2026-10-31"}, "due_on"), ({"done_on": "2026-10-31"}, "done_on"), ({"done_on": "2026-11-20"}, "done_on"),
    ({"effective": True}, "done_on"), ({"progress": 130.0}, "progress")])
def test_what_cannot_be(store: Store, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(Problems) as caught:
        made(store, **wrong)
    assert field in [p.field for p in caught.value.problems]


def test_due_until_done_and_then_until_proved(store: Store) -> None:
    at = due.moment(store)
    late = made(store, due_on="2026-11-18")
    made(store, due_on="2026-11-30")  # too far ahead
    made(store)  # without a day
    old = made(store, due_on="2026-11-04", done_on="2026-11-04")
    found = service.open_actions(store, at)
    assert [(d.record, d.at, d.state, d.act) for d in found] == [(late, "2026-11-18", "late", "finish"),
                                                                 (old, "2026-11-18", "late", "edit")]
    assert [d.what for d in found] == ["Improvement action: 满意度 85%", "Did it help? 满意度 85%"]
    service.finish(store, late)
    records.save(store, service.FORM, old, {"effective": True})
    assert service.open_actions(store, at) == []
    kept = records.get(store, service.FORM, late)
    assert (kept["done_on"], kept["progress"]) == ("2026-11-19", 100.0)


def test_done_is_done_once_and_not_before_it_begins(store: Store) -> None:
    done, coming = made(store, done_on="2026-11-10"), made(store, start_on="2026-12-01")
    service.finish(store, done)
    assert records.get(store, service.FORM, done)["done_on"] == "2026-11-10"
    with pytest.raises(Problems, match="can't end before it starts"):
        service.finish(store, coming)
    assert records.get(store, service.FORM, coming)["done_on"] is None


def test_the_actions_of_a_survey(store: Store) -> None:
    plan = records.create(store, "customer_survey_plan", {"survey_objective": "x"})
    mine = made(store, survey_plan=plan)
    made(store)
    assert service.of_survey(store, plan) == [mine]
