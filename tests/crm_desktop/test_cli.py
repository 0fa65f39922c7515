"""Every verb of the command line: what it prints and what it writes."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from crm_desktop.kit import feature, report
from crm_desktop.kit.store import Store, audit
from crm_desktop.kit.store.ring import RECOVERY
from tests.command import PASSWORD, Said, crm, one_sentence, opened

FORM = "customer_master"
pytestmark = pytest.mark.usefixtures("terminal")


def test_new_prints_the_recovery_code_once_and_it_opens_the_office(tmp_path: Path) -> None:
    place = tmp_path / "秘书处.crm"
    said = crm("new", place, "--user", "王秀英")
    assert (said.code, said.err, len(said.out)) == (0, [], 1)
    store = Store.open(place, RECOVERY, said.out[0])
    assert store.office.name == "秘书处"
    assert (store.office.language, store.office.zone, store.office.currency) == ("zh_CN", "Asia/Shanghai", "CNY")
    store.close()
    assert crm("check", place) == Said(0, ["ok"], []), "the recovery account is no second user"


def test_new_with_a_recovery_sheet_keeps_the_code_off_the_screen(tmp_path: Path) -> None:
    place, sheet = tmp_path / "a.crm", tmp_path / "sheet.pdf"
    assert crm("new", place, "--user", "w", "--language", "zh_TW", "--recovery-sheet", sheet,
               "--office-name", "台中客服") == Said(0, [], [])
    text = "".join(p.extract_text() for p in PdfReader(sheet).pages)
    assert "台中客服" in text
    store = Store.open(place, "w", PASSWORD)
    assert (store.office.zone, store.office.currency) == ("Asia/Taipei", "TWD")
    store.close()


def test_forms_and_reports_are_listed_with_a_tab() -> None:
    said = crm("forms", "--language", "en")
    assert said.code == 0
    assert [line.split("\t")[0] for line in said.out] == list(feature.entities())
    assert "Customer" in dict(line.split("\t") for line in said.out)[FORM]
    said = crm("reports", "--language", "zh_TW")
    found = dict(line.split("\t") for line in said.out)
    assert list(found) == [r.name for r in report.all_reports()]
    assert {"monthly", "customer-list", "customer-card", "customer-analysis"} <= set(found)


def test_find_prints_kind_number_and_name(demo_office: Path) -> None:
    with_hit = opened(demo_office)
    row = with_hit.row("SELECT customer_no, customer_name FROM customers ORDER BY id LIMIT 1")
    with_hit.close()
    assert row is not None
    said = crm("find", demo_office, row["customer_name"])
    assert said.out[0] == f"{FORM}\t{row['customer_no']}\t{row['customer_name']}"
    assert crm("find", demo_office, "没有这家公司") == Said(0, [], [])
    assert len(crm("find", demo_office, "公司", "--limit", 3).out) == 3
    assert crm("find", demo_office, "公司", "--limit", 0).code == 2
    for text in ("", " ", "'", '"', "*", "NEAR(", "\u202e", "x" * 5000, "🙂"):
        assert crm("find", demo_office, text).code == 0


def test_export_then_import_changes_nothing(demo_office: Path, tmp_path: Path) -> None:
    for suffix in ("csv", "xlsx"):
        out = tmp_path / f"list.{suffix}"
        assert crm("export", demo_office, FORM, out) == Said(0, [], [])
        assert crm("import", demo_office, out).out[-1] == "new 0, changed 0, same 40, rejected 0"
    assert (tmp_path / "list.csv").read_text("utf-8-sig").startswith("客户编号,客户名称")


def test_a_dry_run_writes_nothing(demo_office: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "new.csv"
    sheet.write_text("客户名称,状态日期\n星河乳业,2026-01-05\n,\n坏日期,昨天左右\n", "utf-8")
    store = opened(demo_office)
    before = (audit.head(store.db.conn), store.value("SELECT count(*) FROM customers"), store.rows("SELECT * FROM settings"))
    store.close()
    said = crm("import", demo_office, sheet, "--dry-run", "--rejects", tmp_path / "rejects.xlsx")
    assert said.out == ["new 1, changed 0, same 0, rejected 1"]
    assert (tmp_path / "rejects.xlsx").exists()
    store = opened(demo_office)
    assert (audit.head(store.db.conn), store.value("SELECT count(*) FROM customers"),
            store.rows("SELECT * FROM settings")) == before
    store.close()
    assert crm("import", demo_office, sheet).out == said.out
    assert crm("import", demo_office, sheet).out == ["new 0, changed 0, same 1, rejected 1"]


def test_report_for_a_period_in_another_language(demo_office: Path, tmp_path: Path) -> None:
    assert crm("report", demo_office, "monthly", tmp_path / "a.pdf", "--period", "2026-10", "--language", "en") == Said(0, [], [])
    text = "".join(p.extract_text() for p in PdfReader(tmp_path / "a.pdf").pages)
    assert "Customer service summary" in text
    assert "1 Oct 2026" in text


def test_report_of_a_record_and_of_a_customer(demo_office: Path, tmp_path: Path) -> None:
    store = opened(demo_office)
    number = store.value("SELECT complaint_no FROM complaints ORDER BY id LIMIT 1")
    calm = store.value("SELECT customer_no FROM customers WHERE id NOT IN (SELECT customer FROM complaints) LIMIT 1")
    store.close()
    out = tmp_path / "a.pdf"
    assert crm("report", demo_office, "complaint-record", out, "--record", number).code == 0
    assert number in "".join(p.extract_text() for p in PdfReader(out).pages)
    assert crm("report", demo_office, "complaint-record", out).code == 0
    assert number not in "".join(p.extract_text() for p in PdfReader(out).pages)
    one_sentence(crm("report", demo_office, "complaint-record", out, "--customer", calm))  # not somebody else's
    one_sentence(crm("report", demo_office, "complaint-record", out, "--record", "TS-1999-0001"))
    one_sentence(crm("report", demo_office, "customer-card", out, "--customer", "KH-9999"))


def test_check_finds_one_flipped_bit(demo_office: Path) -> None:
    assert crm("check", demo_office) == Said(0, ["ok"], [])
    database = demo_office / "crm.db"
    whole = bytearray(database.read_bytes())
    whole[len(whole) // 2] ^= 1
    database.write_bytes(whole)
    said = crm("check", demo_office)
    assert (said.code, said.out) == (1, [])
    assert said.err
    assert all("crm.db" in line for line in said.err)


def test_check_finds_a_ring_cut_short(demo_office: Path) -> None:
    (demo_office / "ring.json").write_bytes((demo_office / "ring.json").read_bytes()[:-20])
    assert "ring.json" in one_sentence(crm("check", demo_office))


def test_backup_and_restore(demo_office: Path, tmp_path: Path) -> None:
    said = crm("backup", demo_office, tmp_path / "stick")
    assert (said.code, said.err, len(said.out)) == (0, [], 1)
    made = Path(said.out[0])
    assert made.is_relative_to(tmp_path / "stick")
    out, twin = tmp_path / "a.csv", tmp_path / "twin.crm"
    crm("export", demo_office, FORM, out)
    assert crm("restore", made, twin) == Said(0, [], [])
    assert crm("check", twin) == Said(0, ["ok"], [])
    crm("export", twin, FORM, tmp_path / "b.csv")
    assert (tmp_path / "b.csv").read_bytes() == out.read_bytes()
    again = crm("restore", tmp_path / "stick", demo_office)  # in its place: the files before are kept
    assert again.code == 0
    assert (Path(again.out[0]) / "crm.db").exists()


def test_demo_says_its_password_when_none_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CRM_DESKTOP_PASSWORD")
    said = crm("demo", tmp_path / "a.crm", "--customers", 1, "--language", "en")
    assert said.code == 0
    monkeypatch.setenv("CRM_DESKTOP_PASSWORD", said.out[0].rpartition(": ")[2])
    assert crm("check", tmp_path / "a.crm") == Said(0, ["ok"], [])
    one_sentence(crm("demo", tmp_path / "a.crm"))
