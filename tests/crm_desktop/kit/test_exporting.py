"""Export: heads and answers in the office's language, nothing a formula, and back in as the same."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from crm_desktop.kit import feature, forms, i18n
from crm_desktop.kit.errors import Cancelled, Problem
from crm_desktop.kit.exporting import export
from crm_desktop.kit.importing import prepare, run_import
from crm_desktop.kit.query import Condition, Query
from crm_desktop.kit.sheets import read_sheet
from crm_desktop.kit.store import Store
from tests.crm_desktop.sample_office import filled

MASTER = "customer_master"


@pytest.fixture
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    found = Store.memory(language=getattr(request, "param", "zh_CN"))
    with found.change("x") as change:
        staff = change.insert("staff_record", {"name": "张三丰", "active": 1})
        fixed = {"customer_kind": "company", "data_level": "internal"}
        change.insert_many(MASTER, [fixed | own for own in (
            {"customer_name": "=cmd|' /C calc'!A0", "customer_status": "active", "telephone": "+16502530000"},
            {"customer_name": "甲 & <乙>", "customer_status": "potential", "status_date": "2024-05-06", "address": "-1 号",
             "account_manager": staff, "preferred_contact_modes": ["visit", "email"], "postal_code": "010010",
             "business_scope": "'=引号\n二行"},
            {"customer_name": "王伟", "customer_status": "active", "customer_grade": "a"},
            {"customer_name": "王伟", "customer_status": "active", "telephone": "021-65432100"})])
        contact = change.insert("contact_person", {"customer": 3, "contact_name": "赵敏", "birthday": "--02-29", "birthday_calendar": "solar",
                                                   "is_main_contact": 1})
        change.insert("purchase_record", {"customer": 4, "purchase_date": "2024-02-29", "product": "x", "amount": 123456,
                                          "salesperson": staff, "quantity": 3})
        change.insert("complaint_record", {"customer": 3, "received_at": "2024-05-06T01:20:00Z", "complainant": contact,
                                           "content": "坏了\n又坏了", "status": "registered", "is_dispute": 0})
        change.insert("communication_record", {"customer": 2, "communicated_at": "2024-05-06T16:59:59Z",
                                               "audience": "customers", "content": "@好"})
    yield found
    found.close()


FORMS = [MASTER, "contact_person", "purchase_record", "complaint_record", "communication_record", "staff_record"]


@pytest.mark.parametrize("store", i18n.LANGUAGES, indirect=True)
@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
@pytest.mark.parametrize("form", FORMS)
def test_what_went_out_comes_back_as_the_same(store: Store, tmp_path: Path, form: str, suffix: str) -> None:
    count = export(store, form, tmp_path / f"a.{suffix}")
    plan = prepare(store, form, tmp_path / f"a.{suffix}")
    assert [(o.act, o.differences, o.reason) for o in plan.rows] == [("same", [], "")] * count
    assert plan.newcomers == []


def test_into_an_empty_office_and_out_again_gives_the_same_file(store: Store, tmp_path: Path) -> None:
    other = Store.memory()
    for form in ("staff_record", MASTER, "contact_person", "purchase_record", "complaint_record"):
        export(store, form, tmp_path / "a.csv")
        run_import(other, prepare(other, form, tmp_path / "a.csv"))
        export(other, form, tmp_path / "b.csv")
        assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes(), form
    other.close()


def test_no_cell_of_an_export_is_a_formula(store: Store, tmp_path: Path) -> None:
    export(store, MASTER, tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert {c.data_type for row in sheet.iter_rows() for c in row} <= {"s", "n", "d"}
    assert sheet["B2"].value == "=cmd|' /C calc'!A0"
    export(store, MASTER, tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [c for row in csv.reader(file) for c in row]
    assert "'=cmd|' /C calc'!A0" in cells
    assert "'+16502530000" in cells
    assert not [c for c in cells if c[:1] in ("=", "+", "-", "@")]


def test_types_heads_and_order(store: Store, tmp_path: Path) -> None:
    export(store, "purchase_record", tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    found = {head.value: cell for head, cell in zip(sheet[1], sheet[2], strict=True)}
    form = forms.get("purchase_record")
    label = {f.id: f.label["zh_CN"] for f in form.fields}
    assert found[label["purchase_date"]].value == datetime(2024, 2, 29)
    assert found[label["amount"]].value == 1234.56
    assert found[label["customer"]].value == "KH-0004"  # two customers are called so
    assert found[label["salesperson"]].value == "张三丰"
    export(store, MASTER, tmp_path / "b.xlsx")
    rows = read_sheet(tmp_path / "b.xlsx").rows
    assert [r[0] for r in rows[1:]] == ["KH-0001", "KH-0002", "KH-0003", "KH-0004"]
    second = dict(zip(rows[0], rows[2], strict=True))
    assert second["邮编"] == "010010"
    assert second["客户状态"] == "潜在"
    assert second["状态日期"] == date(2024, 5, 6)


NUMBERS = ("int", "money", "percent", "score", "duration")


def test_every_number_of_every_form_is_a_number_and_every_day_a_date(tmp_path: Path) -> None:
    office = filled(30, seed=5)
    seen = set()
    for form in [forms.get(f) for f in feature.entities()]:
        chosen = [f for f in form.fields if f.result.type in (*NUMBERS, "date", "datetime") and not f.multiple]
        if not chosen:
            continue
        export(office, Query(form.id), tmp_path / "a.xlsx", [f.id for f in chosen])
        sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
        for field, column in zip(chosen, sheet.iter_cols(min_row=2), strict=True):
            filled_in = [c for c in column if c.value is not None]
            if field.id == "birthday":  # of some only the day of the year is known
                continue
            assert {c.data_type for c in filled_in} <= {"n" if field.result.type in NUMBERS else "d"}, (form.id, field.id)
            if field.result.type == "percent":
                assert {c.number_format for c in filled_in} <= {"0.0%"}
                seen.update((form.id, field.id) for _c in filled_in)
    assert seen >= {("customer_satisfaction_survey", "satisfaction_score"), ("improvement_action", "progress"),
                    (MASTER, "latest_satisfaction"), (MASTER, "record_completeness")}
    office.close()


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
@pytest.mark.parametrize("percent", [0.0, 0.5, 1.0, 33.3333, 85.8, 100.0])
def test_a_percentage_is_a_number_in_a_workbook_and_comes_back(tmp_path: Path, suffix: str, percent: float) -> None:
    with_one = Store.memory(language="en")
    fields = ["problem", "measure", "progress"]
    with with_one.change("x") as change:
        change.insert("improvement_action", {"problem": "x", "measure": "y", "progress": percent})
    export(with_one, "improvement_action", tmp_path / f"a.{suffix}", ["number", *fields])
    if suffix == "xlsx":
        cell = openpyxl.load_workbook(tmp_path / "a.xlsx").active["D2"]
        assert (cell.value, cell.number_format) == (round(percent / 100, 8), "0.0%")
    else:
        assert (tmp_path / "a.csv").read_text("utf-8-sig").splitlines()[1].endswith("%")
    assert [(o.act, o.differences) for o in prepare(with_one, "improvement_action", tmp_path / f"a.{suffix}").rows] == [
        ("same", [])]
    with_one.close()


@pytest.mark.parametrize("store", ["en"], indirect=True)
def test_a_list_as_seen(store: Store, tmp_path: Path) -> None:
    query = Query(MASTER, where=(Condition("customer_status", "is", "active"),), sort=("-customer_no",))
    fields = ["customer_name", "open_complaints", "customer_status"]
    assert export(store, query, tmp_path / "a.csv", fields) == 3
    rows = read_sheet(tmp_path / "a.csv").rows
    assert rows[0] == ["Customer name", "Open complaints", "Customer status"]
    assert [r[0] for r in rows[1:]] == ["王伟", "王伟", "=cmd|' /C calc'!A0"]
    assert rows[1][2] == "Existing"


def test_the_audit_keeps_that_it_was_exported(store: Store, tmp_path: Path) -> None:
    export(store, MASTER, tmp_path / "a.csv", ["customer_name"])
    row = store.row("SELECT act, form, fields FROM audit ORDER BY seq DESC LIMIT 1")
    assert row is not None
    assert (row["act"], row["form"]) == ("export", MASTER)
    assert "customer_name" in row["fields"]


def test_cancel_and_problems_leave_no_file(store: Store, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        export(store, MASTER, tmp_path / "a.xlsx", cancelled=lambda: True)
    with pytest.raises(Problem):
        export(store, "no_such_form", tmp_path / "a.xlsx")
    with pytest.raises(Problem):
        export(store, MASTER, tmp_path / "a.pdf")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_form_gives_its_heads(store: Store, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    assert export(store, "callback_record", tmp_path / "a.xlsx", progress=lambda d, t: seen.append((d, t))) == 0
    assert len(read_sheet(tmp_path / "a.xlsx").rows) == 1


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_an_export_is_in_the_order_of_the_numbers(store: Store, tmp_path: Path, suffix: str) -> None:
    with store.change("x") as change:
        change.insert_many(MASTER, [{"customer_no": n, "customer_name": n, "customer_status": "active"}
                                    for n in ("KH-10000", "KH-2000", "KH-9999", "A-17", "A-2")])
    export(store, MASTER, tmp_path / f"a.{suffix}")
    rows = read_sheet(tmp_path / f"a.{suffix}").rows
    assert [row[0] for row in rows[1:]] == [
        "A-2", "A-17", "KH-0001", "KH-0002", "KH-0003", "KH-0004", "KH-2000", "KH-9999", "KH-10000"]


def test_no_file_without_its_line_in_the_audit(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "list.csv"
    out.write_bytes(b"old")

    def refused(*_what: object) -> None:
        raise Problem("full")
    monkeypatch.setattr(store, "did", refused)
    with pytest.raises(Problem):
        export(store, MASTER, out)
    assert out.read_bytes() == b"old"
    assert list(tmp_path.glob("list*")) == [out]
