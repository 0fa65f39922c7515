"""Whatever stands in the cells: every row gets an outcome, and short cuts read as the careful way does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_desktop.kit import feature, forms, values
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.importing import plan_import, run_import
from crm_desktop.kit.importing.columns import columns
from crm_desktop.kit.sheets import Sheet
from crm_desktop.kit.store import Store

MASTER = "customer_master"
NOTATIONS = st.sampled_from([
    "2024年5月6日", "113/5/6", "昨天", "021-65432100转801", "+86 138 1234 5678", "1.2万", "￥1,200.50", "85%", "是", "A级",
    "现有", "=1+1", "'=1", "#N/A", "1e999", "-",
    "无", "\u200f甲\u200e", "😀", "6222021234567890128", "a\x00b", "\ufffd", "合计",
    "客户名称", "长" * 301, "上门拜访、E-mail", "KH-0001", "甲公司", "张三丰", "张三，李四", "[1]", "{}", "9" * 400])
CELLS: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.text(max_size=12), NOTATIONS, st.integers(), st.floats(), st.booleans(),
    st.dates(), st.datetimes(), st.times(), st.timedeltas())


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    found = Store.memory()
    with found.change("x") as change:
        change.insert(MASTER, {"customer_name": "甲公司", "customer_status": "active"})
    yield found
    found.close()


def _sheet(rows: list[list[Any]]) -> Sheet:
    return Sheet("x", None, rows, ["x"])


@settings(max_examples=150, deadline=None)
@given(form=st.sampled_from([MASTER, "contact_person", "purchase_record", "complaint_record", "callback_record",
                             "staff_record"]), data=st.data())
def test_any_cells(store: Store, form: str, data: st.DataObject) -> None:
    fields = [f for f in forms.get(form).fields if f.stored]
    rows = data.draw(st.lists(st.lists(CELLS, max_size=len(fields)), min_size=1, max_size=4))
    mapping = {i: f.id for i, f in enumerate(fields)}
    try:
        plan = plan_import(store, form, _sheet([[f.id for f in fields], *rows]), mapping, 0)
    except Problem:
        return
    for outcome in plan.rows:
        assert outcome.act in ("new", "changed", "same", "rejected")
        assert outcome.reason or outcome.act != "rejected"
        for name, old, new in outcome.differences:
            plan.show(name, old, store.context())
            plan.show(name, new, store.context())


@settings(max_examples=40, deadline=None)
@given(names=st.lists(st.text(max_size=30), min_size=1, max_size=5), second=st.lists(CELLS, min_size=5, max_size=5))
def test_what_a_plan_takes_can_be_written(names: list[str], second: list[Any]) -> None:
    office = Store.memory()
    rows: list[list[Any]] = [["客户名称", "地址"], *([n, s] for n, s in zip(names, second, strict=False))]
    try:
        plan = plan_import(office, MASTER, _sheet(rows))
        run_import(office, plan)
    except Problem:
        assert office.value("SELECT count(*) FROM customers") == 0
    else:
        assert office.value("SELECT count(*) FROM customers") == plan.new
        again = plan_import(office, MASTER, _sheet(rows))
        assert (again.new, again.changed, again.rejected) == (0, 0, plan.rejected)
    office.close()


def _outcome(read: Any, cell: Any) -> Any:
    try:
        return read(cell)
    except Problem as problem:
        return problem.sentence


FIELDS = [f for form in feature.entities() for f in forms.get(form).fields if f.stored]


@settings(max_examples=300, deadline=None)
@given(field=st.sampled_from(FIELDS), cell=CELLS)
def test_the_short_cuts_read_as_the_careful_way(store: Store, field: forms.Field, cell: Any) -> None:
    ctx = store.context()
    form = forms.Form("x", {}, "x", "record", "stated", 1, "X", "none", fields=(field,))
    [column] = columns(form, {0: field.id}, ["x"], ctx, damaged=False)
    careful = _outcome(lambda c: values.read_cell(field, c, ctx), cell)
    assert _outcome(column.read, cell) == careful
    assert _outcome(column.read, cell) == careful
