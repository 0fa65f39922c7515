"""The first morning: an office is made, the list of today comes in, a customer is found, papers are printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from pypdf import PdfReader

from tests.command import Said, crm

pytestmark = pytest.mark.usefixtures("terminal")


def _text(path: Path) -> str:
    return "".join(page.extract_text() for page in PdfReader(path).pages)


def test_from_nothing_to_three_papers(tmp_path: Path) -> None:
    office, book = tmp_path / "秘书处.crm", tmp_path / "客户.xlsx"
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (["客户一览表"], [], ["客户名称", "电话", "区域", "客户分类", "联系人", "建档日期"],
                ["深圳市龙腾电子有限公司", "0755-5550 1234", "华南", "大客户", "曾国华", "2026-11-02"],
                ["曾氏食品厂", "13800001234", "华东", "一般客户", None, None],
                ["星河乳业", "not a phone at all", "华北", None, None, None]):
        sheet.append(row)
    workbook.save(book)

    made = crm("new", office, "--user", "王秀英", "--office-name", "澄屿机电客户服务办公室", "--recovery-sheet",
               tmp_path / "recovery.pdf")
    assert made == Said(0, [], [])
    dry = crm("import", office, book, "--dry-run")
    done = crm("import", office, book)
    assert dry.out == done.out
    assert done.code == 0
    total = sum(int(part.split()[1]) for part in done.out[-1].split(", "))
    assert total == 3

    assert [line.split("\t")[2] for line in crm("find", office, "zengshi").out] == ["曾氏食品厂"]
    assert [line.split("\t")[2] for line in crm("find", office, "ltdz").out] == ["深圳市龙腾电子有限公司"]
    kind, number, name = crm("find", office, "0001234").out[0].split("\t")
    assert (kind, name) == ("customer_master", "曾氏食品厂")

    card, customers, month = (tmp_path / f"{n}.pdf" for n in ("card", "list", "month"))
    assert crm("report", office, "customer-card", card, "--customer", number) == Said(0, [], [])
    assert crm("report", office, "customer-list", customers) == Said(0, [], [])
    assert crm("report", office, "monthly", month, "--period", "2026-11") == Said(0, [], [])
    assert "曾氏食品厂" in _text(card)
    assert "深圳市龙腾电子有限公司" in _text(customers)
    assert "澄屿机电客户服务办公室" in _text(month)

    out = tmp_path / "back.xlsx"
    assert crm("export", office, "customer_master", out) == Said(0, [], [])
    names = [row[1].value for row in load_workbook(out).active.iter_rows(min_row=2)]  # type: ignore[union-attr]
    assert names[:2] == ["深圳市龙腾电子有限公司", "曾氏食品厂"]
    assert crm("check", office) == Said(0, ["ok"], [])
