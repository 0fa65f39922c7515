"""A list as offices really keep it: GB18030, a title above, totals below, rows that can't be taken come back."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from crm_desktop.customers import figures
from crm_desktop.kit.period import Period
from tests.command import crm, opened

pytestmark = pytest.mark.usefixtures("terminal")

ROWS = [
    "客户资料一览表,,,,", "制表：秘书处,,,,", "客户名称（必填）,联系电话,地址,建档日期,客户现状",
    "宁波骏腾汽车零件厂,0574-55501234 转 801,宁波市鄞州区,2024年5月6日,现有", ",,,,",
    " 上海光明贸易公司　,０２１－５５５０１１００,上海,2024/5/7,",
    "杭州翰林𠮷文化,13800005678,杭州,2024.5.8,现有",
    "坏日期公司,021-55501100,上海,五月的一天,现有",
    "=cmd|' /C calc'!A0,,,,", ",0512-55500000,没有名字,,", "合计：5,,,,"]


def test_what_can_be_taken_is_and_the_rest_comes_back(demo_office: Path, tmp_path: Path) -> None:
    sheet, rejects = tmp_path / "list.csv", tmp_path / "rejects.xlsx"
    sheet.write_bytes("\r\n".join(ROWS).encode("gb18030"))
    store = opened(demo_office)
    before = store.value("SELECT count(*) FROM customers")
    store.close()

    said = crm("import", demo_office, sheet, "--rejects", rejects)
    assert said.code == 0
    counts = dict(part.split() for part in said.out[-1].split(", "))
    assert (counts["changed"], counts["same"]) == ("0", "0")
    rows = [[c.value for c in r] for r in load_workbook(rejects).active.iter_rows(min_row=2)]  # type: ignore[union-attr]
    assert len(rows) == int(counts["rejected"]) >= 2
    assert "坏日期公司" in [r[0] for r in rows]
    assert all(r[-1] for r in rows), "each says why"

    store = opened(demo_office)
    assert store.value("SELECT count(*) FROM customers") == before + int(counts["new"])
    found = store.row("SELECT * FROM customers WHERE customer_name = '上海光明贸易公司'")
    assert found is not None
    assert (found["status_date"], found["telephone"]) == ("2024-05-07", "021-55501100")
    assert store.value("SELECT count(*) FROM customers WHERE customer_name = '杭州翰林𠮷文化'") == 1
    assert figures.changed_in(store, Period.parse("2024-05"))[0] == 3, "they came when the sheet says"
    store.undo()
    assert store.value("SELECT count(*) FROM customers WHERE deleted_at IS NULL") == before
    assert figures.changed_in(store, Period.parse("2024-05")) == (0, 0)
    store.close()
    assert crm("check", demo_office).out == ["ok"]


def test_the_mended_rows_are_taken_from_the_file_that_came_back(demo_office: Path, tmp_path: Path) -> None:
    sheet, rejects = tmp_path / "list.csv", tmp_path / "rejects.xlsx"
    sheet.write_bytes("\r\n".join(ROWS).encode("gb18030"))
    crm("import", demo_office, sheet, "--rejects", rejects)
    book = load_workbook(rejects)
    assert book.active is not None
    for row in book.active.iter_rows(min_row=2):
        if row[0].value == "坏日期公司":
            row[3].value = "2024-05-31"
    book.save(rejects)
    assert crm("import", demo_office, rejects).out[-1].startswith("new 1, changed 0, same 0")
