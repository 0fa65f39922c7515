"""What an import gives back and keeps: rejected rows, a chosen mapping; heads over two rows."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from crm_desktop.kit import records
from crm_desktop.kit.importing import (
    ImportPlan,
    forget_mapping,
    prepare,
    remember_mapping,
    run_import,
    write_rejects,
)
from crm_desktop.kit.sheets import read_sheet
from crm_desktop.kit.store import Store

MASTER = "customer_master"


def _plan(store: Store, tmp_path: Path, text: str) -> ImportPlan:
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    return prepare(store, MASTER, tmp_path / "a.csv")


def test_rejected_rows_come_back_with_the_reason(store: Store, tmp_path: Path) -> None:
    plan = _plan(store, tmp_path, "表\n客户名称,电话,别的\n甲,021-65432100,1\n乙,1,2\n丙,2,=3,多\n")
    assert write_rejects(plan, tmp_path / "out.xlsx") == 2
    rows = read_sheet(tmp_path / "out.xlsx").rows
    assert rows[0][:3] == ["客户名称", "电话", "别的"]
    assert rows[0][4] == "Reason"
    assert rows[1][:3] == ["乙", "1", "2"]
    assert rows[2][:4] == ["丙", "2", "=3", "多"]
    assert str(rows[2][4]).startswith("Row 5, column B")
    again = prepare(store, MASTER, tmp_path / "out.xlsx")
    assert again.rejected == 2


def test_a_chosen_mapping_is_remembered_for_the_same_heads(store: Store, tmp_path: Path) -> None:
    text = "抬头,客户名称,电话\n甲公司,甲简称,021-65432100\n"
    plan = _plan(store, tmp_path, text)
    assert plan.mapping == {1: "customer_name", 2: "telephone"}
    remember_mapping(store, MASTER, plan.head, {0: "customer_name", 1: None, 2: None})
    assert _plan(store, tmp_path, text).mapping == {0: "customer_name"}
    assert _plan(store, tmp_path, text.replace("抬头", "标题")).mapping == {1: "customer_name", 2: "telephone"}
    forget_mapping(store, MASTER, plan.head)
    assert _plan(store, tmp_path, text).mapping == {1: "customer_name", 2: "telephone"}


def test_a_head_over_two_merged_rows(store: Store, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["客户名称", "联系方式", None], [None, "电话", "电子邮箱"], ["甲", 13812345678, "a@b.cn"]):
        book.active.append(row)
    for area in ("A1:A2", "B1:C1"):
        book.active.merge_cells(area)
    book.save(tmp_path / "a.xlsx")
    plan = prepare(store, MASTER, tmp_path / "a.xlsx")
    run_import(store, plan)
    found = records.get(store, MASTER, 1)
    assert (found["customer_name"], found["telephone"], found["email"]) == ("甲", "13812345678", "a@b.cn")
    assert plan.rows[0].row == 3
