"""The verbs of a case: what each keeps, what it refuses, what two people at once see."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from crm_desktop.complaints import history, service
from crm_desktop.complaints.model import CALLBACK, FORM, STEP, TASK
from crm_desktop.complaints.service import Caller
from crm_desktop.kit import records
from crm_desktop.kit.errors import Problem, Problems
from crm_desktop.kit.store import Store
from tests.crm_desktop.complaints.case_office import after, at, case, kinds, row, solved


def notices(store: Store) -> list[str]:
    found: list[str] = []
    store.listen(lambda n: found.append(n.label))
    return found


def test_a_new_case_has_its_number_defaults_and_policy(store: Store) -> None:
    made = row(store, case(store))
    assert (made["complaint_no"], made["status"], made["received_at"]) == ("TS-2026-0001", "registered", after(0))
    assert (made["accepted_by"], made["response_limit_min"], made["solution_limit_min"]) == (store.user.staff, 120, 2880)
    assert made["new_customer"] is None


def test_an_unknown_caller_becomes_a_customer_in_the_same_change(store: Store) -> None:
    heard = notices(store)
    with at():
        made = service.register(store, {"content": "开票信息填错"}, Caller(" 王  师傅 ", "13800001111"))
    assert heard == ["Register complaint"]
    complaint = row(store, made)
    customer = records.get(store, "customer_master", complaint["customer"])
    assert (customer["customer_name"], customer["telephone"], customer["customer_status"]) == (
        "王 师傅", "13800001111", "active")
    assert {k for k in ("address", "region", "industry", "email") if customer[k] is not None} == set()
    assert (complaint["contact"], complaint["new_customer"]) == ("13800001111", True)
    store.undo()
    assert records.get(store, FORM, made)["deleted_at"]
    assert records.get(store, "customer_master", customer["id"])["deleted_at"]


def test_a_caller_who_cannot_be_kept_leaves_nothing_behind(store: Store) -> None:
    case(store)
    with at():
        for caller, fields in ((Caller("甲公司"), {"customer"}), (Caller("", "1380000"), {"customer"}),
                               (Caller("乙公司", "不知道"), {"contact"})):
            with pytest.raises(Problems) as caught:
                service.register(store, {"content": "x"}, caller)
            assert {p.field for p in caught.value.problems} == fields, caller
        with pytest.raises(Problems) as caught:
            service.register(store, {}, Caller("乙公司"))
        assert {p.field for p in caught.value.problems} == {"content"}
    assert store.value("SELECT count(*) FROM customers") == 1


def test_first_response(store: Store) -> None:
    made = case(store)
    with at(1.5):
        service.respond(store, made, "已电话致歉", who=None)
        found = row(store, made)
        assert (found["first_response_at"], found["status"]) == (after(1.5), "handling")
        with pytest.raises(Problem, match="was given at 2026-11-19 11:56"):
            service.respond(store, made, "又一次")
    step = history.steps(store, made)[-1]
    assert (step.kind, step.text, step.at, step.who) == ("first_response", "已电话致歉", after(1.5), store.user.staff)


def test_a_first_response_says_what_was_said(store: Store) -> None:
    made = case(store)
    with at(1):
        for nothing in ("", "  \n "):
            with pytest.raises(Problem, match="what was said") as caught:
                service.respond(store, made, nothing)
            assert caught.value.field == "text"
    assert row(store, made)["first_response_at"] is None
    assert kinds(store, made) == []


def test_a_response_typed_later_keeps_its_own_time(store: Store) -> None:
    made = case(store)
    with at(5):
        service.respond(store, made, "已回电", at=after(1))
        for when, words in ((after(-1), "earlier than the complaint"), (after(6), "later than now")):
            other = case(store)
            with pytest.raises(Problems, match=words):
                service.respond(store, other, "x", at=when)
            assert kinds(store, other) == []
    assert row(store, made)["first_response_at"] == after(1)


def test_a_step_lies_between_the_complaint_and_now(store: Store) -> None:
    made = case(store)
    with at(5):
        for when, words in ((after(-1), "earlier than the complaint"), (after(6), "later than now")):
            with pytest.raises(Problems, match=words) as caught:
                service.add_step(store, made, "x", at=when)
            assert [p.field for p in caught.value.problems] == ["at"]
        assert kinds(store, made) == []
        step = service.add_step(store, made, "x", at=after(2))
        with pytest.raises(Problems, match="later than now"):
            records.save(store, STEP, step, {"at": after(6)})
        records.save(store, STEP, step, {"text": "y"})


def test_steps_of_two_people_are_both_kept(store: Store) -> None:
    made = case(store)
    with at(1):
        base = row(store, made)["changed_at"]
        service.add_step(store, made, "客户补充照片")
        service.add_step(store, made, "已转技术")
        with pytest.raises(Problem, match="Write what was done"):
            service.add_step(store, made, "  ")
    assert kinds(store, made) == ["note", "note"]
    assert row(store, made)["changed_at"] == base


VERBS: list[tuple[str, Callable[[Store, int, str], Any]]] = [
    ("respond", lambda s, c, b: service.respond(s, c, "x", base=b)),
    ("task", lambda s, c, b: service.add_task(s, c, "质量部", "检查", base=b)),
    ("solve", lambda s, c, b: service.solve(s, c, "x", base=b)),
    ("result", lambda s, c, b: service.record_result(s, c, "x", base=b)),
    ("call back", lambda s, c, b: service.call_back(s, c, reached=False, base=b)),
    ("close", lambda s, c, b: service.close(s, c, base=b)),
    ("reopen", lambda s, c, b: service.reopen(s, c, "x", base=b)),
]


@pytest.mark.parametrize(("name", "verb"), VERBS, ids=[n for n, _v in VERBS])
def test_who_looks_at_an_old_case_is_told_and_nothing_is_written(
        store: Store, name: str, verb: Callable[[Store, int, str], Any]) -> None:
    made = case(store)
    base = row(store, made)["changed_at"]
    with at(1):
        records.save(store, FORM, made, {"customer_request": "今天处理"})
        before, txns = row(store, made), store.value("SELECT count(*) FROM txns")
        with pytest.raises(Problem, match="Someone changed this case"):
            verb(store, made, base)
    assert (row(store, made), store.value("SELECT count(*) FROM txns")) == (before, txns)


def test_department_tasks(store: Store) -> None:
    made = case(store)
    with at(1):
        task = service.add_task(store, made, "质量部 ", "检查同批滤芯", due_at=after(25))
        assert row(store, made)["status"] == "handling"
        with pytest.raises(Problems, match="earlier than the complaint"):
            service.add_task(store, made, "质量部", "x", due_at=after(-1))
        with pytest.raises(Problems) as caught:
            service.add_task(store, made, "", "")
        assert {p.field for p in caught.value.problems} == {"department", "what"}
    with at(20):
        service.finish_task(store, task, "已隔离同批库存", base=records.get(store, TASK, task)["changed_at"])
        with pytest.raises(Problem, match="done already"):
            service.finish_task(store, task)
    done = records.get(store, TASK, task)
    assert (done["department"], done["done_at"], done["result"]) == ("质量部", after(20), "已隔离同批库存")
    assert kinds(store, made) == ["department_task", "task_done"]
    assert [s.text for s in history.steps(store, made)][1:] == ["质量部: 检查同批滤芯",
                                                               "质量部: 检查同批滤芯\n已隔离同批库存"]


def test_a_solution_is_a_response_too(store: Store) -> None:
    made = case(store)
    with at(1):
        with pytest.raises(Problem, match="Write how"):
            service.solve(store, made, " ")
        service.solve(store, made, "更换密封垫", cause_class="service")
        found = row(store, made)
        assert (found["first_response_at"], found["resolved_at"], found["status"], found["cause_class"]) == (
            after(1), after(1), "resolved", "service")
        assert found["callback_due_on"] == "2026-11-22"
        with pytest.raises(Problem, match="is solved. Reopen it first"):
            service.solve(store, made, "再换")


def test_a_solution_before_the_complaint_is_refused_and_nothing_is_lost(store: Store) -> None:
    made = case(store)
    with at(1), pytest.raises(Problems, match="The solution can't be earlier than the complaint"):
        service.solve(store, made, "更换密封垫", at=after(-24))
    assert row(store, made)["resolved_at"] is None
    assert kinds(store, made) == []


def test_closing_names_what_is_missing(store: Store) -> None:
    made = solved(store)
    with at(6):
        with pytest.raises(Problem, match="Still missing: Cause category; Outcome; a call-back that reached the customer"):
            service.close(store, made)
        with pytest.raises(Problems, match="Still missing: Cause category; Outcome; a call-back that reached the customer"):
            records.save(store, FORM, made, {"status": "closed"})
        service.record_result(store, made, "客户签字确认", cause_class="service", cause="收尾检查漏项")
        with pytest.raises(Problem, match=r"Still missing: a call-back that reached the customer\.$"):
            service.close(store, made)
        service.call_back(store, made, reached=True, satisfaction="satisfied")
        service.close(store, made)
        with pytest.raises(Problem, match="closed already"):
            service.close(store, made)
    found = row(store, made)
    assert (found["status"], found["closed_at"], found["customer_satisfied"]) == ("closed", after(6), True)
    assert kinds(store, made) == ["first_response", "solution", "result", "call_back", "closed"]


def test_a_case_closed_with_what_was_missing(store: Store) -> None:
    made = solved(store)
    with at(6):
        service.call_back(store, made, reached=True, satisfied=True)
        service.close(store, made, cause_class="other", result="客户接受")
    assert kinds(store, made)[-2:] == ["result", "closed"]


def test_a_call_back_that_reaches_nobody_stays_owed(store: Store) -> None:
    made = solved(store)
    with at(24):
        told = service.call_back(store, made, reached=False, opinions="无人接听")
        assert (told.reopen, records.get(store, CALLBACK, told.record)["satisfied"]) == (False, None)
        found = row(store, made)
        assert (found["status"], found["called_back_at"], found["callback_due_on"]) == ("resolved", None, "2026-11-21")
        service.call_back(store, made, reached=False, again_on="2026-11-25")
        with pytest.raises(Problem, match="can't be earlier"):
            service.call_back(store, made, reached=False, again_on="2026-11-19")
    assert row(store, made)["callback_due_on"] == "2026-11-25"
    assert kinds(store, made)[-2:] == ["not_reached", "not_reached"]


def test_one_who_is_reached_says_whether_she_is_satisfied(store: Store) -> None:
    made = solved(store)
    with at(24):
        for answers in ({}, {"satisfaction": "average"}):
            with pytest.raises(Problems) as caught:
                service.call_back(store, made, reached=True, **answers)
            assert {p.field for p in caught.value.problems} == {"satisfied"}
        with pytest.raises(Problems, match="doesn't fit"):
            service.call_back(store, made, reached=True, satisfied=True, satisfaction="very_dissatisfied")
        for level, satisfied in (("fairly_satisfied", True), ("very_dissatisfied", False)):
            told = service.call_back(store, made, reached=True, satisfaction=level)
            assert bool(records.get(store, CALLBACK, told.record)["satisfied"]) is satisfied
            assert told.reopen is not satisfied
    assert store.value("SELECT count(*) FROM complaint_callbacks") == 2


def test_nobody_is_called_back_before_the_solution(store: Store) -> None:
    made = case(store)
    with at(1), pytest.raises(Problem, match="isn't solved yet"):
        service.call_back(store, made, reached=True, satisfied=True)


def test_reopening_keeps_what_was_done_and_owes_all_again(store: Store) -> None:
    made = solved(store)
    with at(30):
        service.record_result(store, made, "已换件", cause_class="service")
        told = service.call_back(store, made, reached=True, satisfied=False, opinions="还漏")
        assert told.reopen
        with pytest.raises(Problem, match="Write why"):
            service.reopen(store, made, " ")
        service.reopen(store, made, "还漏")
    found = row(store, made)
    assert (found["status"], found["reopened_count"], found["reopened_at"], found["reopen_reason"]) == (
        "handling", 1, after(30), "还漏")
    assert [found[f] for f in ("resolved_at", "called_back_at", "result", "customer_satisfied")] == [None] * 4
    assert (found["solution"], found["cause_class"]) == ("更换密封垫", "service")
    assert records.get(store, CALLBACK, told.record)["reopened"]
    with at(31), pytest.raises(Problem, match="still open"):
        service.reopen(store, made, "再来")
    with at(40):
        service.solve(store, made, "再换", result="好了")
        service.call_back(store, made, reached=True, satisfied=True)
        service.close(store, made)
    assert [s.kind for s in history.steps(store, made)] == [
        "registered", "first_response", "solution", "result", "call_back", "reopened", "solution", "result",
        "call_back", "closed"]


def test_an_undone_reopening_leaves_the_case_called_back(store: Store) -> None:
    made = solved(store)
    with at(24):
        told = service.call_back(store, made, reached=True, satisfied=False, opinions="还漏")
        service.reopen(store, made, "还漏")
    assert (row(store, made)["status"], row(store, made)["called_back_at"]) == ("handling", None)
    store.undo()
    assert (row(store, made)["status"], row(store, made)["reopened_count"]) == ("called_back", None)
    assert not records.get(store, CALLBACK, told.record)["reopened"]


def test_what_was_filled_in_as_a_form_is_kept_as_steps_when_it_is_reopened(store: Store) -> None:
    made = case(store)
    with at(10):
        records.save(store, FORM, made, {"resolved_at": after(9), "solution": "换件", "result": "已确认"})
        assert row(store, made)["status"] == "resolved"
        assert [s.kind for s in history.steps(store, made)] == ["registered", "solution", "result"]
        service.reopen(store, made, "客户来电")
    steps = history.steps(store, made)
    assert [(s.kind, s.text) for s in steps] == [("registered", "Telephone"), ("solution", "换件"),
                                                ("result", "已确认"), ("reopened", "客户来电")]


def test_a_solution_lies_after_the_reopening(store: Store) -> None:
    made = solved(store)
    with at(30):
        service.reopen(store, made, "还漏")
    with at(31), pytest.raises(Problems, match="earlier than the reopening, 2026-11-20 16:26"):
        service.solve(store, made, "再换", at=after(20))


def test_a_call_back_thrown_away_is_owed_again(store: Store) -> None:
    made = solved(store)
    with at(24):
        told = service.call_back(store, made, reached=True, satisfied=True)
        assert (row(store, made)["status"], row(store, made)["callback_due_on"]) == ("called_back", None)
        records.delete(store, CALLBACK, [told.record])
        found = row(store, made)
        assert (found["status"], found["called_back_at"], found["customer_satisfied"]) == ("resolved", None, None)
        assert found["callback_due_on"] == "2026-11-22"
        store.undo()
    assert (row(store, made)["status"], row(store, made)["called_back_at"]) == ("called_back", after(24))


def test_a_call_back_entered_as_a_form_counts_as_well(store: Store) -> None:
    made = solved(store)
    with at(24):
        call = records.create(store, CALLBACK, {"complaint": made, "called_back_at": after(23), "satisfied": True})
    found, kept = row(store, made), records.get(store, CALLBACK, call)
    assert (found["status"], found["called_back_at"]) == ("called_back", after(23))
    assert kept["customer"] == found["customer"]
    assert [s.kind for s in history.steps(store, made)][-1] == "call_back"


def test_a_case_put_right_to_another_customer_takes_its_call_backs_along(store: Store) -> None:
    made = solved(store)
    with at(24):
        call = service.call_back(store, made, reached=True, satisfied=True).record
        other = records.create(store, "customer_master", {"customer_name": "乙公司"})
        records.save(store, FORM, made, {"customer": other})
        assert records.get(store, CALLBACK, call)["customer"] == other
        store.undo()
    assert records.get(store, CALLBACK, call)["customer"] == row(store, made)["customer"] != other


def test_a_case_in_the_bin_takes_its_parts_along_and_brings_them_back(store: Store) -> None:
    made = solved(store)
    with at(24):
        service.add_step(store, made, "x")
        service.call_back(store, made, reached=True, satisfied=True)
        records.delete(store, FORM, [made])
        for table in ("complaint_steps", "complaint_callbacks"):
            assert store.value(f"SELECT count(*) FROM {table} WHERE deleted_at IS NULL") == 0
        for verb in (lambda: service.add_step(store, made, "x"), lambda: service.close(store, made)):
            with pytest.raises(Problem, match="recycle bin"):
                verb()
        assert [r.form for r in records.bin_rows(store)] == [FORM]
        records.restore(store, FORM, [made])
    assert (row(store, made)["status"], len(kinds(store, made))) == ("called_back", 4)
    assert store.value("SELECT count(*) FROM complaint_steps WHERE deleted_at IS NULL") == 4


def test_a_clock_that_was_set_back_is_said(store: Store) -> None:
    made = case(store)
    with at(-3):
        for verb in (lambda: service.respond(store, made, "x"), lambda: service.solve(store, made, "x"),
                     lambda: service.add_step(store, made, "x")):
            with pytest.raises(Problem, match="clock says 2026-11-19 07:26, but the complaint came in at 2026-11-19 10:26"):
                verb()
        with pytest.raises(Problems, match="Set the clock right first"):
            records.save(store, FORM, made, {"customer_request": "x"})
    assert row(store, made)["changed_at"] == after(0)


def test_the_result_report_begins_with_the_case(store: Store) -> None:
    made = solved(store)
    with at(24):
        service.record_result(store, made, "客户确认正常", cause_class="service")
        service.call_back(store, made, reached=True, satisfied=True, opinions="满意")
        draft = history.result_draft(store, made)
        kept = records.create(store, "complaint_result_report", draft)
    assert (draft["complaint_summary"], draft["handling_result"], draft["customer_opinion"]) == (
        "保养后漏油", "客户确认正常", "满意")
    assert draft["handling_process"].splitlines()[1] == "2026-11-19 15:26  Solution  tester: 更换密封垫"
    assert records.get(store, "complaint_result_report", kept)["customer"] == row(store, made)["customer"]
