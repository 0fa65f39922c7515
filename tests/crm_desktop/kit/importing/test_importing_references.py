"""References in a sheet: customers by number or name, contacts among hers, persons who come along."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from crm_desktop.kit import records
from crm_desktop.kit.importing import ImportPlan, prepare, run_import
from crm_desktop.kit.store import Store

MASTER = "customer_master"


@pytest.fixture
def store() -> Iterator[Store]:
    found = Store.memory()
    with found.change("x") as change:
        for name in ("甲公司", "乙公司"):
            change.insert(MASTER, {"customer_name": name, "customer_status": "active"})
        change.insert("contact_person", {"customer": 1, "contact_name": "王芳"})
        change.insert("contact_person", {"customer": 2, "contact_name": "王芳"})
    yield found
    found.close()


def _plan(store: Store, tmp_path: Path, form: str, text: str) -> ImportPlan:
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    return prepare(store, form, tmp_path / "a.csv")


def test_customers_by_number_or_name_and_unknown_ones_rejected(store: Store, tmp_path: Path) -> None:
    plan = _plan(store, tmp_path, "purchase_record",
                 "客户,日期,产品,金额\nKH-0002,2024-05-06,轴承,\"1,200.50元\"\n甲公司,2024-05-07,齿轮,3万\n丙公司,2024-05-08,x,1\n")
    assert [o.act for o in plan.rows] == ["new", "new", "rejected"]
    assert "Row 4, column A" in plan.rows[2].reason
    assert "丙公司" in plan.rows[2].reason
    run_import(store, plan)
    found = store.rows("SELECT customer, amount FROM purchases ORDER BY id")
    assert found == [{"customer": 2, "amount": 120050}, {"customer": 1, "amount": 3_000_000}]


def test_records_known_by_number_only_are_new_without_one(store: Store, tmp_path: Path) -> None:
    text = "客户,日期,产品,金额\n甲公司,2024-05-06,轴承,1\n"
    for expected in (1, 2):
        run_import(store, _plan(store, tmp_path, "purchase_record", text))
        assert store.value("SELECT count(*) FROM purchases") == expected
    number = store.value("SELECT number FROM purchases WHERE id = 1")
    plan = _plan(store, tmp_path, "purchase_record", f"编号,金额\n{number},2\n")
    assert [o.differences for o in plan.rows] == [[("amount", 100, 200)]]


def test_a_contact_is_one_of_her_customer(store: Store, tmp_path: Path) -> None:
    plan = _plan(store, tmp_path, "contact_person", "姓名,客户,手机\n王芳,乙公司,13812345678\n赵敏,乙公司,13812345679\n")
    assert [(o.act, o.record) for o in plan.rows] == [("changed", 2), ("new", None)]


def test_persons_named_in_a_sheet_come_into_the_register_once(store: Store, tmp_path: Path) -> None:
    plan = _plan(store, tmp_path, MASTER, "客户名称,业务员\n丙,张三丰\n丁,张三丰\n戊,tester\n坏,x1\n")
    assert [p.name for p in plan.newcomers] == ["张三丰"]
    assert [o.act for o in plan.rows] == ["new", "new", "new", "rejected"]
    assert plan.show("account_manager", plan.rows[0].values["account_manager"], store.context()) == "张三丰"
    run_import(store, plan)
    assert store.column("SELECT name FROM staff ORDER BY id") == ["tester", "张三丰"]
    assert store.column("SELECT account_manager FROM customers ORDER BY id") == [None, None, 2, 2, 1]
    again = _plan(store, tmp_path, MASTER, "客户名称,业务员\n丙,张三丰\n")
    assert (again.same, again.newcomers) == (1, [])


def test_nobody_comes_along_with_a_rejected_row(store: Store, tmp_path: Path) -> None:
    plan = _plan(store, tmp_path, MASTER, "客户名称,业务员,电话\n丙,张三丰,1\n丁,,021-65432100\n")
    run_import(store, plan)
    assert store.column("SELECT name FROM staff") == ["tester"]


def test_a_superior_with_a_row_of_her_own_is_that_row(store: Store, tmp_path: Path) -> None:
    run_import(store, _plan(store, tmp_path, "staff_record", "姓名,直接上级\n张三丰,李四光\n李四光,王二小\n"))
    found = {r["name"]: r for r in store.rows("SELECT id, name, superior FROM staff")}
    assert set(found) == {"tester", "张三丰", "李四光", "王二小"}
    assert found["张三丰"]["superior"] == found["李四光"]["id"]
    assert found["李四光"]["superior"] == found["王二小"]["id"]


def test_one_who_left_is_still_the_same_person(store: Store, tmp_path: Path) -> None:
    with store.change("x") as change:
        left = change.insert("staff_record", {"name": "张三丰", "active": 0})
    records.delete(store, "staff_record", [left])
    plan = _plan(store, tmp_path, MASTER, "客户名称,业务员\n丙,张三丰\n")
    assert plan.newcomers == []
    assert plan.rows[0].values["account_manager"] == left


def test_a_complaint_needs_its_time_and_its_people_are_the_customers(store: Store, tmp_path: Path) -> None:
    text = "客户,投诉时间,投诉内容,投诉人\n甲公司,2024-05-06 9:20,坏了,王芳\n乙公司,,坏了,\n乙公司,2024-05-06,坏了,赵敏\n"
    plan = _plan(store, tmp_path, "complaint_record", text)
    assert [o.act for o in plan.rows] == ["new", "rejected", "new"]
    assert "Row 3, column B" in plan.rows[1].reason
    assert plan.rows[0].values["complainant"] == 1
    assert plan.rows[0].values["received_at"] == "2024-05-06T01:20:00Z"
    run_import(store, plan)
    assert store.rows("SELECT customer, contact_name FROM contacts WHERE id = 3") == [
        {"customer": 2, "contact_name": "赵敏"}]
    assert store.column("SELECT complainant FROM complaints ORDER BY id") == [1, 3]
