"""Telephone call-backs with several attempts, next steps as reminders, reports, the supervisor's comment."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from crm_desktop.kit import clock, due, records
from crm_desktop.kit.errors import Problems
from crm_desktop.kit.query import Query
from crm_desktop.kit.store import Store
from crm_desktop.reminders import service
from crm_desktop.visits import calls, planning, reviews
from crm_desktop.visits.model import PHONE, PLAN, RECORD, REPORT

AT = "2026-11-19T02:00:00Z"


@pytest.fixture
def customer(store: Store, frozen_clock: object) -> int:
    return records.create(store, "customer_master", {"customer_name": "甲公司"})


@pytest.fixture
def person(store: Store, customer: int) -> int:
    records.create(store, "contact_person", {"customer": customer, "contact_name": "李四"})
    return records.create(store, "contact_person", {"customer": customer, "contact_name": "王强", "position": "厂长",
                                                    "mobile": "13800000001", "is_main_contact": True})


def reminders(store: Store) -> list[dict[str, Any]]:
    return store.rows("SELECT * FROM reminders WHERE deleted_at IS NULL ORDER BY id")


def again(store: Store, record: int, minute: int, call: dict[str, Any], **changes: Any) -> None:
    """One more attempt so many minutes later, as the card makes it."""
    rows = records.get(store, PHONE, record)["calls"]
    with clock.frozen(clock.now() + timedelta(minutes=minute)):
        records.save(store, PHONE, record, {"calls": [*rows, {**(calls.next_call(rows) or {}), **call}], **changes})


def test_the_main_contact_is_called_first(store: Store, customer: int, person: int) -> None:
    plan = planning.plan(store, {"planned_customer": customer, "planned_date": "2026-11-19", "purpose": "满意度"})
    found = calls.prefill_call(store, plan)
    assert [found[f] for f in ("customer", "callback_plan", "customer_name", "customer_occupation", "contact")] == [
        customer, plan, person, "厂长", "13800000001"]
    assert found["calls"] == [{"call_number": 1, "called_at": "2026-11-19T02:26:00Z", "purpose": "满意度"}]


def test_several_attempts_until_the_customer_is_reached(store: Store, customer: int, person: int) -> None:
    plan = planning.plan(store, {"planned_customer": customer, "planned_date": "2026-11-19"})
    kept = records.create(store, PHONE, {
        "customer_name": person, "callback_plan": plan, "outcome": "no_answer", "next_attempt_on": "2026-11-20",
        "next_attempt_time": "14:00", "calls": [{"call_number": 1, "called_at": AT, "next_action": "下午再打"}]})
    assert records.get(store, PHONE, kept)["customer"] == customer
    assert records.get(store, PLAN, plan)["state"] == "planned"
    one, = reminders(store)
    assert [one[f] for f in ("what", "due_on", "due_time", "customer")] == ["下午再打", "2026-11-20", "14:00", customer]
    again(store, kept, 1, {"result": "忙"}, outcome="call_again", next_attempt_on="2026-11-23",
          next_attempt_time=None)
    assert [(r["due_on"], r["due_time"], r["done_at"]) for r in reminders(store)] == [("2026-11-23", None, None)]
    again(store, kept, 2, {"result": "满意"}, outcome="reached", next_attempt_on=None)
    found = records.whole(store, PHONE, kept)
    assert [(r["call_number"], r.get("result")) for r in found["calls"]] == [(1, None), (2, "忙"), (3, "满意")]
    assert (found["last_result"], found["last_called_at"]) == ("满意", "2026-11-19T02:28:00Z")
    assert records.get(store, PLAN, plan)["state"] == "done"
    assert [bool(r["done_at"]) for r in reminders(store)] == [True]
    store.undo()
    assert records.get(store, PLAN, plan)["state"] == "planned"
    assert [bool(r["done_at"]) for r in reminders(store)] == [False]
    assert records.whole(store, "customer_master", customer)["last_contact_at"] == "2026-11-19T02:27:00Z"


def test_who_answers_and_is_not_known_is_entered_with_the_call(store: Store, customer: int) -> None:
    given = {"customer": customer, "contact": "13800000009", "customer_occupation": "厂长"}
    call = records.get(store, PHONE, calls.keep_call(store, given, "王小明"))
    person = records.get(store, "contact_person", call["customer_name"])
    assert [person[f] for f in ("contact_name", "customer", "position", "telephone")] == [
        "王小明", customer, "厂长", call["contact"]]
    store.undo()
    assert Query("contact_person").count(store) == 0
    with pytest.raises(Problems) as found:
        calls.keep_call(store, {}, "王小明")
    assert [p.field for p in found.value.problems] == ["customer"]


def test_the_next_call_is_about_what_was_agreed(store: Store, frozen_clock: object) -> None:
    now = "2026-11-19T02:26:00Z"
    assert calls.next_call([]) == {"call_number": 1, "called_at": now}
    rows: list[dict[str, Any]] = [{"call_number": 2, "called_at": None}, {"called_at": AT, "next_action": "下午再打"}]
    assert calls.next_call(rows) == {"call_number": 3, "called_at": now, "purpose": "下午再打"}
    assert calls.next_call([{"call_number": 1, "called_at": now}]) is None, "one minute has one call"


def test_calls_typed_without_a_number_get_one(store: Store, person: int) -> None:
    kept = records.create(store, PHONE, {"customer_name": person, "calls": [{"called_at": AT}, {"called_at": AT}]})
    assert [c["call_number"] for c in records.get(store, PHONE, kept)["calls"]] == [1, 2]


@pytest.mark.parametrize(("values", "field"), [
    ({"calls": [{"called_at": "2026-11-19T03:00:00Z"}]}, "calls"),
    ({"calls": [{"result": "x"}]}, "calls"),
    ({"calls": [{"called_at": AT}, {"called_at": "2026-11-18T02:00:00Z"}]}, "calls"),
    ({"next_attempt_time": "9:00", "next_attempt_on": "2026-11-20"}, "next_attempt_time"),
    ({"next_attempt_time": "09:00"}, "next_attempt_on")])
def test_what_a_telephone_record_cannot_hold(store: Store, person: int, values: dict[str, Any], field: str) -> None:
    with pytest.raises(Problems) as caught:
        records.create(store, PHONE, {"customer_name": person, **values})
    assert [p.field for p in caught.value.problems] == [field]


def test_a_person_of_another_customer_is_refused(store: Store, person: int) -> None:
    other = records.create(store, "customer_master", {"customer_name": "乙公司"})
    with pytest.raises(Problems) as caught:
        records.create(store, PHONE, {"customer_name": person, "customer": other})
    assert caught.value.field == "customer_name"


def test_the_next_action_of_a_record_is_one_reminder_that_moves(store: Store, customer: int) -> None:
    kept = records.create(store, RECORD, {"customer_visited": customer, "callback_date": "2026-11-18",
                                          "next_action": "寄样品", "next_action_on": "2026-11-25"})
    records.save(store, RECORD, kept, {"next_action_on": "2026-11-26", "next_action_time": "09:30"})
    records.save(store, RECORD, kept, {"visit_notes": "正常"})
    assert [(r["what"], r["due_on"], r["due_time"]) for r in reminders(store)] == [("寄样品", "2026-11-26", "09:30")]
    with pytest.raises(Problems):
        records.save(store, RECORD, kept, {"next_action": None})


def test_another_next_action_is_another_text_of_its_reminder(store: Store, customer: int) -> None:
    kept = records.create(store, RECORD, {"customer_visited": customer, "callback_date": "2026-11-18",
                                          "next_action": "寄样品", "next_action_on": "2026-11-25"})
    records.save(store, RECORD, kept, {"next_action": "寄报价\n" + "并说明" * 100})
    one, = reminders(store)
    assert one["what"].startswith("寄报价 并说明") and len(one["what"]) == 200
    assert one["remarks"] == "寄报价\n" + "并说明" * 100
    service.done(store, one["id"])
    records.save(store, RECORD, kept, {"next_action": "寄合同"})
    assert [bool(r["done_at"]) for r in reminders(store)] == [True], "what is done is not begun again by its words"


@pytest.mark.parametrize(("form", "values", "field"), [
    (RECORD, {"callback_date": "2026-11-18", "next_action": "x", "next_action_on": "1900-01-01"}, "next_action_on"),
    (PHONE, {"calls": [{"called_at": AT}], "next_attempt_on": "2026-11-18"}, "next_attempt_on")])
def test_the_next_step_comes_after_the_call_back(store: Store, customer: int, person: int, form: str,
                                                 values: dict[str, Any], field: str) -> None:
    whose = {"customer_visited": customer} if form == RECORD else {"customer_name": person}
    with pytest.raises(Problems, match="can't be earlier") as caught:
        records.create(store, form, whose | values)
    assert caught.value.field == field


def test_the_reminder_goes_into_the_bin_with_its_record(store: Store, customer: int) -> None:
    kept = records.create(store, RECORD, {"customer_visited": customer, "callback_date": "2026-11-18",
                                          "next_action": "寄样品", "next_action_on": "2026-11-25"})
    records.delete(store, RECORD, [kept])
    assert reminders(store) == []
    records.restore(store, RECORD, [kept])
    assert [r["what"] for r in reminders(store)] == ["寄样品"]
    records.delete(store, RECORD, [kept])
    store.undo()
    assert len(reminders(store)) == 1


def test_the_report_takes_over_what_the_record_knows(store: Store, customer: int) -> None:
    plan = planning.plan(store, {"planned_customer": customer, "planned_date": "2026-11-18", "start_time": "10:00",
                                 "purpose": "了解情况", "callback_mode": ["face_to_face"]})
    kept = planning.record(store, plan, {"visit_notes": "正常", "customer_opinions": "加快到货", "countermeasures": "备库存",
                                         "product_fit_satisfaction": "good"})
    found = reviews.prefill(store, kept)
    assert found["callback_time"] == "2026-11-18T02:00:00Z"
    assert [found[f] for f in ("callback_customer", "purpose", "form_of_callback", "main_opinions",
                               "service_improvements", "callback_record")] == [
        customer, "了解情况", "Face to face", "加快到货", "备库存", kept]
    assert "Good" in found["product_rating"]
    records.create(store, REPORT, found)


def test_the_report_of_a_telephone_record(store: Store, customer: int, person: int) -> None:
    kept = records.create(store, PHONE, {"customer_name": person, "outcome": "reached", "calls": [
        {"called_at": AT, "purpose": "回访", "content": "询问", "result": "满意"}]})
    found = reviews.prefill(store, kept, PHONE)
    assert [found[f] for f in ("callback_customer", "callback_time", "purpose", "main_content", "result")] == [
        customer, AT, "回访", "询问", "满意"]


def test_a_report_is_about_the_customer_of_its_record(store: Store, customer: int) -> None:
    other = records.create(store, "customer_master", {"customer_name": "乙公司"})
    kept = records.create(store, RECORD, {"customer_visited": customer, "callback_date": "2026-11-18"})
    with pytest.raises(Problems) as caught:
        records.create(store, REPORT, {"callback_customer": other, "callback_record": kept,
                                       "callback_time": "2026-11-20T00:00:00Z"})
    assert {p.field for p in caught.value.problems} == {"callback_record", "callback_time"}


def test_what_is_due(store: Store, customer: int, person: int) -> None:
    def plan(day: str, start: str | None, mode: str) -> int:
        return planning.plan(store, {"planned_customer": customer, "planned_date": day, "start_time": start,
                                     "callback_mode": [mode], "duration": 30})
    over, now, later, soon = (plan("2026-11-17", None, "phone"), plan("2026-11-19", "10:00", "face_to_face"),
                              plan("2026-11-19", "11:00", "mail"), plan("2026-11-22", "09:00", "phone"))
    plan("2026-11-24", "09:00", "phone")  # too far ahead
    gone, lost = plan("2026-11-10", "09:00", "phone"), plan("2026-10-10", "09:00", "phone")
    planning.missed(store, gone)
    planning.missed(store, lost)
    lines = {d.record: d for d in due.read(store).lines if d.form == PLAN}
    assert set(lines) == {over, now, later, soon, gone}
    assert {i: (d.kind, d.state, d.act) for i, d in lines.items()} == {
        over: ("callback", "late", "record_callback"), now: ("visit", "due", "record_callback"),
        later: ("callback", "due", "record_callback"), soon: ("callback", "soon", "record_callback"),
        gone: ("callback", "late", "postpone")}
    assert lines[now].at == "2026-11-19T02:00:00Z"
    planning.record(store, over, {})
    planning.cancel(store, now, reason="x")
    records.delete(store, PLAN, [later])
    assert {d.record for d in due.read(store).lines if d.form == PLAN} == {soon, gone}


def test_call_backs_of_a_customer_in_the_bin_wait(store: Store, customer: int) -> None:
    planning.plan(store, {"planned_customer": customer, "planned_date": "2026-11-19"})
    records.delete(store, "customer_master", [customer])
    assert [d for d in due.read(store).lines if d.form == PLAN] == []
    records.restore(store, "customer_master", [customer])
    assert len([d for d in due.read(store).lines if d.form == PLAN]) == 1


def test_a_next_call_without_a_reminder_is_due_by_itself(store: Store, customer: int, person: int) -> None:
    with store.change("import", kind="setting") as change:
        kept = change.insert(PHONE, {"customer_name": person, "customer": customer, "next_attempt_on": "2026-11-20",
                                     "next_attempt_time": "09:00", "calls": [{"called_at": AT, "result": "忙"}]})
    line, = (d for d in due.read(store).lines if d.form == PHONE)
    assert (line.record, line.at, line.state, line.act, line.kind) == (kept, "2026-11-20T01:00:00Z", "soon", "add_call",
                                                                       "callback")
    assert "王强" in line.what


def test_a_visit_is_late_once_its_time_is_over(store: Store, customer: int) -> None:
    planning.plan(store, {"planned_customer": customer, "planned_date": "2026-11-19", "start_time": "10:00",
                          "duration": 20})
    line, = (d for d in due.read(store).lines if d.form == PLAN)
    assert line.state == "late"
    assert clock.instant(line.at) < clock.now()
