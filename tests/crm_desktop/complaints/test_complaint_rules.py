"""Customers with open complaints stay; sheets of complaints say row by row what can't be taken; find finds parts."""

from __future__ import annotations

from pathlib import Path

import pytest

from crm_desktop.complaints import history, service
from crm_desktop.complaints.model import CALLBACK, FORM, RESULT, STEP, TASK
from crm_desktop.kit import emptying, exporting, importing, records, search, timeline
from crm_desktop.kit.errors import Problems
from crm_desktop.kit.store import Store, audit
from tests.crm_desktop.complaints.case_office import after, at, case, row, solved

TABLES = {STEP: "complaint_steps", TASK: "complaint_tasks", CALLBACK: "complaint_callbacks", RESULT: "complaint_results"}


def test_a_customer_with_open_complaints_stays(store: Store) -> None:
    first = case(store)
    customer = row(store, first)["customer"]
    with at(1):
        with pytest.raises(Problems, match=r"甲公司 has an open complaint, TS-2026-0001\. Solve that first"):
            records.delete(store, "customer_master", [customer])
        case(store)
        with pytest.raises(Problems, match="甲公司 has 2 open complaints, TS-2026-0001 and others"):
            records.delete(store, "customer_master", [customer])
        assert records.get(store, "customer_master", customer)["deleted_at"] is None
        for one in (first, first + 1):
            service.solve(store, one, "x")
        records.delete(store, "customer_master", [customer])
    assert records.get(store, "customer_master", customer)["deleted_at"]
    assert row(store, first)["deleted_at"] is None


def test_one_customer_who_stays_keeps_all_of_a_selection(store: Store) -> None:
    busy = row(store, case(store))["customer"]
    with at(1):
        other = records.create(store, "customer_master", {"customer_name": "乙公司"})
        with pytest.raises(Problems):
            records.delete(store, "customer_master", [other, busy])
    assert records.get(store, "customer_master", other)["deleted_at"] is None


def read(store: Store, form: str, path: Path) -> importing.ImportPlan:
    return importing.prepare(store, form, path)


def test_complaints_of_unknown_customers_are_rejected_row_by_row(store: Store, tmp_path: Path) -> None:
    case(store)
    sheet = tmp_path / "投诉.csv"
    sheet.write_text("客户名称,投诉内容,投诉时间,原因类别\n甲公司,漏油,2026-11-18 09:00,服务\n"
                     "不认识的公司,噪声,2026-11-18 10:00,服务\n甲公司,晚了,2030-01-01 10:00,\n"
                     "甲公司,不知道原因,2026-11-18 11:00,天气\n", "utf-8")
    with at(1):
        plan = read(store, FORM, sheet)
        assert (plan.new, plan.rejected) == (1, 3)
        assert [r.row for r in plan.of("rejected")] == [3, 4, 5]
        reasons = [r.reason for r in plan.of("rejected")]
        importing.run_import(store, plan)
    assert "不认识的公司" in reasons[0] and "later than now" in reasons[1] and "天气" in reasons[2]
    taken = store.row("SELECT cause_class, response_limit_min, solution_limit_min FROM complaints WHERE content = '漏油'")
    assert taken == {"cause_class": "service", "response_limit_min": 120, "solution_limit_min": 2880}


def test_parts_go_out_and_come_back(store: Store, tmp_path: Path) -> None:
    made = solved(store)
    with at(24):
        service.add_task(store, case(store), "质量部", "检查同批滤芯", due_at=after(30))
        service.call_back(store, made, reached=True, satisfied=True, opinions="不再漏油")
        records.create(store, RESULT, history.result_draft(store, made))
        for form in (STEP, TASK, CALLBACK, RESULT):
            out = tmp_path / f"{form}.xlsx"
            count = store.value(f"SELECT count(*) FROM {TABLES[form]}")
            assert exporting.export(store, form, out) == count > 0
            plan = read(store, form, out)
            assert (plan.same, plan.new, plan.changed, plan.rejected) == (count, 0, 0, 0), form


def test_a_case_is_found_by_what_was_said_in_it(store: Store) -> None:
    made = solved(store)
    with at(24):
        service.add_task(store, case(store), "质量部", "清查同批库存")
        service.call_back(store, made, reached=True, satisfied=True, opinions="轴承不再发烫")
    assert [(h.form, h.record) for h in search.find(store.db.conn, "轴承不再发烫")] == [(FORM, made)]
    assert [(h.form, h.record) for h in search.find(store.db.conn, "清查同批")] == [(FORM, made + 1)]
    assert [(h.form, h.record) for h in search.find(store.db.conn, "TH-2026-0001")] == [(FORM, made)]
    assert [(h.form, h.record) for h in search.find(store.db.conn, "rw-2026-0001")] == [(FORM, made + 1)]


def test_a_failed_call_is_no_contact_with_the_customer(store: Store) -> None:
    made = solved(store)
    customer = row(store, made)["customer"]

    def contact() -> str:
        return str(records.computed(store, "customer_master", [customer], ["last_contact_at"])[customer]["last_contact_at"])

    with at(24):
        service.call_back(store, made, reached=False)
    assert contact() == after(1), "the first response"
    with at(25):
        service.call_back(store, made, reached=True, satisfied=True)
    assert contact() == after(25)


def test_the_first_response_is_a_contact_with_the_customer(store: Store) -> None:
    made = case(store)
    customer = row(store, made)["customer"]
    with at(30):
        service.respond(store, made, "已电话致歉")
        found = records.computed(store, "customer_master", [customer], ["last_contact_at"])
        assert found[customer]["last_contact_at"] == after(30)
        (told,) = timeline.contacts(store, customer, 5)
    assert (told.form, told.id, told.at, told.summary) == (FORM, made, after(30), "First response · 保养后漏油")
    assert [(r.at, r.summary) for r in timeline.timeline(store, customer)] == [(after(0), "保养后漏油")]


def test_the_chain_holds_after_a_whole_case(store: Store) -> None:
    made = solved(store)
    with at(24):
        service.call_back(store, made, reached=True, satisfied=False)
        service.reopen(store, made, "还漏")
        service.solve(store, made, "x", result="y", cause_class="other")
        service.call_back(store, made, reached=True, satisfied=True)
        service.close(store, made)
    assert audit.verify(store.db.conn, store.keys.audit) == []
    assert [f for f in store.check() if f.file != "ring.json"] == []


def test_emptying_the_bin_destroys_a_case_with_its_parts(store: Store) -> None:
    made = solved(store)
    with at(24):
        service.call_back(store, made, reached=True, satisfied=True)
        records.create(store, RESULT, history.result_draft(store, made))
        records.delete(store, FORM, [made])
        assert emptying.empty_bin(store) == 1 + 3 + 1 + 1
    assert [store.value(f"SELECT count(*) FROM {table}") for table in TABLES.values()] == [0, 0, 0, 0]
    assert search.find(store.db.conn, "漏油") == []
    assert [f for f in store.check() if f.file != "ring.json"] == []
