"""Keying returned sheets: one change each, validity, a paper keyed twice, the batch, the plan's target."""

from __future__ import annotations

from typing import Any

import pytest

from crm_desktop.kit import emptying, records
from crm_desktop.kit.errors import Problem, Problems
from crm_desktop.kit.store import Store
from crm_desktop.surveys import model, plans, service, twins
from crm_desktop.surveys.service import AlreadyKeyed, key_sheet

pytestmark = pytest.mark.usefixtures("frozen_clock")
ALL = {i: s[0] for i, s in model.SCALES.items()}
MIXED = ALL | {"product_price": "average", "repair_quality": "dissatisfied", "work_attitude": "fairly_satisfied",
               "needs_fulfilment": "hardly_met"}


def a_plan(store: Store, **more: Any) -> int:
    return records.create(store, model.PLAN, {"survey_objective": "听取意见", "plan_name": "下半年", **more})


def a_customer(store: Store, name: str = "甲公司") -> int:
    return records.create(store, "customer_master", {"customer_name": name})


def test_a_sheet_is_one_change_and_can_be_undone(store: Store) -> None:
    before = store.value("SELECT count(*) FROM txns")
    kept = key_sheet(store, {**ALL, "survey_plan": a_plan(store), "batch": "2026-11-19-1"})
    assert store.value("SELECT count(*) FROM txns") == before + 2
    sheet = records.get(store, model.FORM, kept.id)
    assert (kept.valid, kept.cause, sheet["is_valid"], sheet["keyed_by"], sheet["answered_on"]) == (
        True, None, 1, store.user.staff, "2026-11-19")
    store.undo()
    assert records.get(store, model.FORM, kept.id)["deleted_at"]


@pytest.mark.parametrize(("item", "answer"), [("overall_service", "strong"), ("product_competitiveness", "satisfied"),
                                               ("needs_fulfilment", "very_dissatisfied"), ("product_price", "6")])
def test_an_answer_out_of_scale_is_a_problem_at_the_item(store: Store, item: str, answer: str) -> None:
    with pytest.raises(Problems) as caught:
        key_sheet(store, ALL | {item: answer})
    assert [p.field for p in caught.value.problems] == [item]
    assert store.value("SELECT count(*) FROM satisfaction_sheets") == 0


@pytest.mark.parametrize(("answers", "valid"), [(7, False), (8, True), (14, True), (0, False)])
def test_too_few_answers_make_a_sheet_invalid(store: Store, answers: int, valid: bool) -> None:
    kept = key_sheet(store, dict(list(ALL.items())[:answers]))
    sheet = records.get(store, model.FORM, kept.id)
    assert (kept.valid, bool(sheet["is_valid"]), sheet["invalid_cause"]) == (
        valid, valid, None if valid else "too_few_answers")


def test_an_invalid_sheet_says_why(store: Store) -> None:
    for wrong in ({}, {"invalid_cause": "other"}):
        with pytest.raises(Problems) as caught:
            key_sheet(store, {**ALL, "is_valid": False, **wrong})
        assert [p.field for p in caught.value.problems] == ["invalid_reason"]
    assert key_sheet(store, {**ALL, "is_valid": False, "invalid_cause": "illegible"}).cause == "illegible"
    kept = key_sheet(store, {**MIXED, "is_valid": False, "invalid_cause": "other", "invalid_reason": "撕掉一半"})
    assert not kept.valid


def test_an_anonymous_sheet_names_no_customer(store: Store) -> None:
    customer = a_customer(store)
    with pytest.raises(Problems) as caught:
        key_sheet(store, {**ALL, "anonymous": True, "employer": customer})
    assert [p.field for p in caught.value.problems] == ["employer"]


def test_a_paper_keyed_twice_is_noticed_and_can_be_kept_knowingly(store: Store) -> None:
    customer = a_customer(store)
    first = key_sheet(store, {**ALL, "employer": customer, "name": "王芳"})
    with pytest.raises(AlreadyKeyed) as caught:
        key_sheet(store, {**ALL, "employer": customer, "name": " 王 芳"})
    assert caught.value.sheet == first.id
    assert caught.value.sentence == (f"This sheet was entered already: {first.number}, filled in on 19 Nov 2026. If it "
                                     "is another one, confirm that.")
    second = key_sheet(store, {**ALL, "employer": customer, "name": "王芳"}, another=True)
    assert records.get(store, model.FORM, second.id)["is_another"] == 1
    key_sheet(store, {**ALL, "employer": customer, "name": "王明"})
    key_sheet(store, {**ALL, "employer": a_customer(store, "乙公司"), "name": "王芳"})


def test_the_number_on_the_paper_counts_within_a_survey(store: Store) -> None:
    one, two = a_plan(store), a_plan(store, plan_name="上半年")
    key_sheet(store, {**ALL, "survey_plan": one, "sheet_no": "0413"})
    with pytest.raises(AlreadyKeyed) as caught:
        key_sheet(store, {**MIXED, "survey_plan": one, "sheet_no": "0413"})
    assert caught.value.field == "sheet_no"
    key_sheet(store, {**ALL, "survey_plan": one, "sheet_no": "0414"})
    key_sheet(store, {**ALL, "survey_plan": two, "sheet_no": "0413"})


def test_anonymous_sheets_of_nothing_but_praise_are_no_twins(store: Store) -> None:
    plan = a_plan(store)
    for _n in range(3):
        key_sheet(store, {**ALL, "anonymous": True, "survey_plan": plan})
    key_sheet(store, {**MIXED, "anonymous": True, "survey_plan": plan})
    with pytest.raises(AlreadyKeyed):
        key_sheet(store, {**MIXED, "anonymous": True, "survey_plan": plan})


def test_a_second_sheet_of_a_customer_in_the_round_is_asked_about(store: Store) -> None:
    plan, other, customer = a_plan(store), a_plan(store, plan_name="上半年"), a_customer(store)
    sheet = {**ALL, "employer": customer, "survey_plan": plan}
    first = key_sheet(store, {**sheet, "name": "王芳"}, ask=True)
    with pytest.raises(AlreadyKeyed) as caught:
        key_sheet(store, {**sheet, **MIXED}, ask=True)
    assert caught.value.sheet == first.id
    assert caught.value.sentence == (f"甲公司 has a sheet here already: {first.number} (王芳), filled in on 19 Nov 2026. "
                                     "If this is one more, confirm that.")
    assert key_sheet(store, {**sheet, **MIXED}, ask=True, another=True).valid
    key_sheet(store, {**sheet, "survey_plan": other}, ask=True)  # another round
    key_sheet(store, {**sheet, "employer": a_customer(store, "乙公司")}, ask=True)
    key_sheet(store, {**sheet, "name": "李明", "product_price": "average"})  # an import isn't asked


def test_without_a_survey_the_round_is_the_batch(store: Store) -> None:
    sheet = {**ALL, "employer": a_customer(store)}
    key_sheet(store, {**sheet, "batch": "2026-11-19-1"}, ask=True)
    key_sheet(store, {**sheet, **MIXED, "batch": "2026-11-19-2"}, ask=True)
    with pytest.raises(AlreadyKeyed):
        key_sheet(store, {**sheet, "product_price": "average", "batch": "2026-11-19-1"}, ask=True)


@pytest.mark.parametrize(("first", "second"), [("named", "unnamed"), ("unnamed", "named")])
def test_the_same_paper_once_with_and_once_without_its_customer_is_asked_about(store: Store, first: str,
                                                                               second: str) -> None:
    plan, customer = a_plan(store), a_customer(store)
    sheets = {"named": {**MIXED, "survey_plan": plan, "batch": "2026-11-19-1", "employer": customer, "name": "王芳"},
              "unnamed": {**MIXED, "survey_plan": plan, "batch": "2026-11-19-1", "anonymous": True}}
    kept = key_sheet(store, sheets[first], ask=True)
    with pytest.raises(AlreadyKeyed) as caught:
        key_sheet(store, sheets[second], ask=True)
    assert caught.value.sheet == kept.id
    assert kept.number in caught.value.sentence
    for other in ({"sheet_no": "0413"}, {"product_suggestions": "更多颜色"}, {"work_attitude": "average"},
                  {"survey_plan": None}):
        assert twins.asked(store, {**sheets[second], **other}) is None, other


def test_nothing_but_praise_twice_in_a_batch_is_told_and_not_asked(store: Store) -> None:
    sheet = {**ALL, "anonymous": True, "survey_plan": a_plan(store), "batch": "2026-11-19-1"}
    first = key_sheet(store, sheet, ask=True)
    assert first.alike == ""
    second = key_sheet(store, sheet, ask=True)
    assert second.alike == first.number
    assert key_sheet(store, sheet, ask=True).alike == second.number
    for other in ({"batch": "2026-11-19-2"}, {"product_price": "average"}, {"employer": a_customer(store), "anonymous": False},
                  {"sheet_no": "7"}, {"name": "王芳", "anonymous": False, "product_suggestions": "好"}):
        assert key_sheet(store, {**sheet, **other}, ask=True).alike == "", other
    assert key_sheet(store, {"batch": "2026-11-19-1"}).alike == ""
    assert key_sheet(store, {"batch": "2026-11-19-1"}).alike == ""  # nothing answered is no likeness


def test_a_sheet_in_the_bin_is_no_twin_and_changing_one_finds_itself_not(store: Store) -> None:
    customer = a_customer(store)
    first = key_sheet(store, {**MIXED, "employer": customer})
    records.save(store, model.FORM, first.id, {"contact": "13800001234"})
    records.delete(store, model.FORM, [first.id])
    second = key_sheet(store, {**MIXED, "employer": customer})
    records.save(store, model.FORM, second.id, {"product_price": "satisfied"})
    third = key_sheet(store, {**MIXED, "employer": customer})
    with pytest.raises(Problems) as caught:
        records.save(store, model.FORM, third.id, {"product_price": "satisfied"})
    assert [p.field for p in caught.value.problems] == ["is_another"]


def test_a_purged_sheet_leaves_no_print(store: Store) -> None:
    kept = key_sheet(store, {**MIXED, "employer": a_customer(store)})
    assert store.value("SELECT count(*) FROM sheet_fingerprints") == 1
    records.delete(store, model.FORM, [kept.id])
    emptying.empty_bin(store)
    assert store.value("SELECT count(*) FROM sheet_fingerprints") == 0


def test_batches_of_a_day_are_counted(store: Store) -> None:
    first = service.new_batch(store)
    assert first == "2026-11-19-1"
    key_sheet(store, {**ALL, "batch": first})
    key_sheet(store, {"batch": first})
    key_sheet(store, {**MIXED, "batch": first, "is_valid": False, "invalid_cause": "illegible"})
    found = service.batch(store, first)
    assert (found.keyed, found.valid, found.causes) == (3, 1, {"too_few_answers": 1, "illegible": 1})
    assert service.new_batch(store) == "2026-11-19-2"


def test_a_finished_survey_takes_no_sheet_until_it_is_opened_again(store: Store) -> None:
    plan = a_plan(store, starts_on="2026-11-01")
    service.close_plan(store, plan)
    with pytest.raises(Problem) as caught:
        key_sheet(store, {**ALL, "survey_plan": plan})
    assert "finished" in caught.value.sentence
    assert plans.running(store) == []
    service.close_plan(store, plan, again=True)
    key_sheet(store, {**ALL, "survey_plan": plan})
    assert [p["id"] for p in plans.running(store)] == [plan]


def test_a_survey_that_has_not_begun_is_not_finished(store: Store) -> None:
    plan = a_plan(store, starts_on="2026-12-01")
    with pytest.raises(Problems, match="can't end before it starts"):
        service.close_plan(store, plan)
    assert records.get(store, model.PLAN, plan)["closed_on"] is None


def test_the_counter_toward_the_target(store: Store) -> None:
    plan, other = a_plan(store, target_valid_responses=3, sent_count=8), a_plan(store, plan_name="别的")
    key_sheet(store, {**ALL, "survey_plan": plan})
    key_sheet(store, {**MIXED, "survey_plan": plan})
    key_sheet(store, {"survey_plan": plan})
    found = plans.progress(store, plan)
    assert (found.sent, found.returned, found.valid, found.target, found.missing) == (8, 3, 2, 3, 1)
    assert found.return_rate == 37.5
    empty = plans.progress(store, other)
    assert (empty.sent, empty.returned, empty.target, empty.return_rate) == (None, 0, 1000, None)
    whole = records.whole(store, model.PLAN, plan)
    assert (whole["returned_count"], whole["valid_count"]) == (3, 2)


@pytest.mark.parametrize(("wrong", "field"), [({"starts_on": "2026-11-10", "ends_on": "2026-11-09"}, "ends_on"),
                                              ({"target_valid_responses": 0}, "target_valid_responses"),
                                              ({"sent_count": -5}, "sent_count")])
def test_what_a_plan_cannot_be(store: Store, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(Problems) as caught:
        a_plan(store, **wrong)
    assert [p.field for p in caught.value.problems] == [field]


def test_the_survey_before_is_the_last_one_with_sheets(store: Store) -> None:
    old = a_plan(store, starts_on="2025-11-01")
    a_plan(store, starts_on="2026-03-01")  # nobody answered
    new = a_plan(store, starts_on="2026-11-01")
    assert plans.before(store, new) is None
    key_sheet(store, {**ALL, "survey_plan": old})
    assert plans.before(store, new) == old
    assert plans.before(store, old) is None
