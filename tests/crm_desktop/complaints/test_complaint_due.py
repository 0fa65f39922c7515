"""What complaints owe: clocks, call-backs, department tasks, data of customers made at intake."""

from __future__ import annotations

from crm_desktop.complaints import service
from crm_desktop.complaints.model import FORM, TASK
from crm_desktop.complaints.service import Caller
from crm_desktop.kit import clock, due, records
from crm_desktop.kit.due import Due
from crm_desktop.kit.store import Store
from tests.crm_desktop.complaints.case_office import after, at, case, solved
from tests.crm_desktop.sample_office import AT, filled


def lines(store: Store, *kinds: str) -> list[Due]:
    return [d for d in due.read(store).lines if d.kind in (kinds or ("clock", "callback", "task", "data"))]


def test_a_new_case_owes_an_answer_and_then_a_solution(store: Store) -> None:
    made = case(store)
    customer = records.get(store, FORM, made)["customer"]
    for hours, wanted in ((0, [("respond", "due")]), (1.7, [("respond", "near")]), (3, [("respond", "late")]),
                          (40, [("respond", "late"), ("solve", "near")])):
        with at(hours):
            assert [(d.act, d.state) for d in lines(store)] == wanted, hours
    with at(1):
        one = lines(store)[0]
        assert (one.form, one.record, one.at, one.customer, one.person) == (FORM, made, after(2), customer,
                                                                           store.user.staff)
        assert one.what == "Answer TS-2026-0001: 保养后漏油"
        service.respond(store, made, "x")
        assert [(d.act, d.at, d.state) for d in lines(store)] == [("solve", after(48), "soon")]
    with at(50):
        assert [(d.act, d.state) for d in lines(store)] == [("solve", "late")]
        service.solve(store, made, "x")
        assert lines(store, "clock") == []


def test_a_reopened_case_owes_a_solution_again(store: Store) -> None:
    made = solved(store)
    with at(30):
        service.reopen(store, made, "x")
        assert [(d.act, d.at) for d in lines(store)] == [("solve", after(78))]


def test_a_call_back_is_owed_from_its_day(store: Store) -> None:
    made = solved(store)  # on the 19th: to be called back by the 22nd
    for days, state in ((0, ["soon"]), (3, ["due"]), (4, ["late"])):
        with at(24 * days):
            assert [d.state for d in lines(store, "callback")] == state
    with at(96):
        service.call_back(store, made, reached=False)
        assert [(d.act, d.at, d.state) for d in lines(store)] == [("call_back", "2026-11-24", "soon")]
        service.call_back(store, made, reached=True, satisfied=True)
        assert lines(store) == []


def test_an_old_solution_that_comes_in_is_not_called_back(store: Store) -> None:
    case(store, received_at=after(-24 * 70), resolved_at=after(-24 * 61), status="resolved")
    fresh = case(store, received_at=after(-24 * 70), resolved_at=after(-24 * 2), status="resolved")
    with at():
        assert [(d.record, d.at) for d in lines(store)] == [(fresh, "2026-11-20")]


def test_department_tasks_are_owed_until_done(store: Store) -> None:
    made = case(store, first_response_at=after(0))
    with at(1):
        task = service.add_task(store, made, "质量部", "检查同批滤芯", due_at=after(5))
        service.add_task(store, made, "物流部", "没有期限")
        service.add_task(store, made, "物流部", "很久以后", due_at=after(24 * 9))
        one, = lines(store, "task")
        assert (one.form, one.record, one.state, one.act, one.what) == (
            TASK, task, "due", "finish", "质量部: 检查同批滤芯 (TS-2026-0001)")
    with at(6):
        assert lines(store, "task")[0].state == "late"
        service.finish_task(store, task)
        assert lines(store, "task") == []


def test_data_is_completed_the_day_after(store: Store) -> None:
    with at():
        first = service.register(store, {"content": "x"}, Caller("王师傅", "13800001111"))
        customer = records.get(store, FORM, first)["customer"]
        service.register(store, {"content": "y", "customer": customer})
        one, = lines(store, "data")
        assert (one.form, one.record, one.at, one.act, one.what) == (
            "customer_master", customer, "2026-11-20", "edit", "Complete the data of 王师傅")
    with at(72):
        assert lines(store, "data")[0].state == "late"
        records.save(store, "customer_master", customer, {"address": "望亭路 88 号"})
        assert lines(store, "data") == []


def test_what_lies_in_the_bin_is_not_owed(store: Store) -> None:
    made = solved(store)
    other = case(store)
    with at(1):
        service.add_task(store, other, "质量部", "x", due_at=after(2))
        assert lines(store)
        records.delete(store, FORM, [made, other])
        assert lines(store) == []


def test_a_restored_case_of_a_deleted_customer_can_still_be_reached(store: Store) -> None:
    made = case(store)
    with at(1):
        records.delete(store, FORM, [made])
        customer = records.get(store, FORM, made)["customer"]
        records.delete(store, "customer_master", [customer])
        records.restore(store, FORM, [made])
        assert [(d.record, d.customer) for d in lines(store)] == [(made, customer)]
        assert records.name_of(store, "customer_master", customer) == "甲公司"
        service.solve(store, made, "x")


def test_the_sample_owes_something_of_every_state() -> None:
    store = filled(120, seed=5)
    try:
        with clock.frozen(AT):
            found = lines(store)
            open_ones = int(store.value("SELECT count(*) FROM complaints WHERE resolved_at IS NULL"))
        states = {d.state for d in found if d.kind == "clock"}
        assert states == {"late", "near", "due", "soon"}
        assert {d.kind for d in found} >= {"clock", "callback"}
        assert open_ones == len({d.record for d in found if d.kind == "clock"})
    finally:
        store.close()
