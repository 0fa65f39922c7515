"""The command line knows surveys: export, import back, wrong rows, reports, find."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.command import crm, opened

SHEET, PLAN, ACTION = "customer_satisfaction_survey", "customer_survey_plan", "improvement_action"
pytestmark = pytest.mark.usefixtures("terminal")


@pytest.mark.parametrize("form", [SHEET, PLAN, ACTION])
def test_what_is_written_out_comes_back_the_same(demo_office: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / "list.xlsx"
    assert crm("export", demo_office, form, out).code == 0
    store = opened(demo_office)
    count = store.value({SHEET: "SELECT count(*) FROM satisfaction_sheets", PLAN: "SELECT count(*) FROM survey_plans",
                         ACTION: "SELECT count(*) FROM improvement_actions"}[form])
    store.close()
    assert crm("import", demo_office, out, "--form", form).out[-1] == f"new 0, changed 0, same {count}, rejected 0"


def test_rows_that_cannot_be_are_rejected_with_a_sentence(demo_office: Path, tmp_path: Path) -> None:
    store = opened(demo_office)
    kept = store.row("SELECT s.*, c.customer_name FROM satisfaction_sheets s JOIN customers c ON c.id = s.employer"
                     " JOIN survey_plans p ON p.id = s.survey_plan WHERE s.is_valid ORDER BY s.id DESC LIMIT 1")
    plan = store.value("SELECT number FROM survey_plans ORDER BY id DESC LIMIT 1")
    store.close()
    assert kept is not None
    rows = [["工作单位", "姓名", "填表日期", "整体服务水平评价", "产品竞争力", "是否有效", "匿名", "客户调查计划", "纸面编号"],
            [kept["customer_name"], "新人", "2026-11-02", "满意", "强", "是", "否", plan, "P-1"],
            [kept["customer_name"], "新人", "2026-11-02", "七分", "强", "是", "否", plan, "P-2"],
            [kept["customer_name"], "新人", "2026-11-02", "满意", "强", "否", "否", plan, "P-3"],
            [kept["customer_name"], "新人", "2026-11-02", "满意", "强", "是", "是", plan, "P-4"],
            [kept["customer_name"], "新人", "2027-11-02", "满意", "强", "是", "否", plan, "P-5"]]
    sheet = tmp_path / "sheets.csv"
    with sheet.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    said = crm("import", demo_office, sheet, "--form", SHEET)
    assert said.out[-1] == "new 1, changed 0, same 0, rejected 4"
    again = crm("import", demo_office, sheet, "--form", SHEET)
    assert again.out[-1] == "new 0, changed 0, same 0, rejected 5"  # the first one was keyed already
    assert "已录入过" in "\n".join([*again.out, *again.err])


def test_reports_and_find(demo_office: Path, tmp_path: Path) -> None:
    for number, words in enumerate((["satisfaction"], ["satisfaction", "--period", "2026-H2"],
                                    ["customer-survey-plan"], ["improvement-action-list"])):
        out = tmp_path / f"{number}.pdf"
        assert crm("report", demo_office, words[0], out, *words[1:]).code == 0
        assert out.read_bytes().startswith(b"%PDF")
    assert any(line.startswith(f"{PLAN}\t") for line in crm("find", demo_office, "满意度调查").out)
    assert any(line.startswith(f"{ACTION}\t") for line in crm("find", demo_office, "派工").out)
