"""The command line meets mistakes: exit codes, one sentence for whatever is wrong, nothing half written."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from crm_desktop import cli
from crm_desktop.kit import i18n, paths
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.store import folder
from crm_desktop.kit.store.ring import Ring, add_user, unlock
from tests.command import PASSWORD, crm, one_sentence

FORM = "customer_master"
pytestmark = pytest.mark.usefixtures("terminal")


@pytest.mark.parametrize("sheet", ["no/such/folder/sheet.pdf", "sheet.txt", "."])
def test_an_office_without_its_recovery_sheet_is_not_begun(tmp_path: Path, sheet: str) -> None:
    place = tmp_path / "a.crm"
    one_sentence(crm("new", place, "--user", "w", "--recovery-sheet", tmp_path / sheet))
    assert not place.exists()


def test_new_refuses_what_is_there_and_what_is_weak(demo_office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sorted(demo_office.rglob("*"))
    one_sentence(crm("new", demo_office, "--user", "w"))
    assert sorted(demo_office.rglob("*")) == before
    one_sentence(crm("new", tmp_path / "b.crm", "--user", " "))
    one_sentence(crm("new", "", "--user", "w"))
    one_sentence(crm("new", tmp_path / "x\0y", "--user", "w"))
    monkeypatch.setenv("CRM_DESKTOP_PASSWORD", "123")
    one_sentence(crm("new", tmp_path / "c.crm", "--user", "w"))
    assert not (tmp_path / "b.crm").exists()
    assert not (tmp_path / "c.crm").exists()


def test_the_rejected_rows_do_not_take_the_place_of_the_file(demo_office: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "list.csv"
    sheet.write_text("客户名称,状态日期\n坏日期,昨天左右\n", "utf-8")
    before = sheet.read_bytes()
    one_sentence(crm("import", demo_office, sheet, "--rejects", sheet))
    assert sheet.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, b"PK\x03\x04junk", "甲,乙\n1,2\n".encode(),
                                     b"\xff\xfe\x00"])
def test_a_file_with_nothing_to_read_is_one_sentence(demo_office: Path, tmp_path: Path, content: bytes) -> None:
    sheet = tmp_path / "list.xlsx"
    sheet.write_bytes(content)
    one_sentence(crm("import", demo_office, sheet))


def test_missing_files_and_forms(demo_office: Path, tmp_path: Path) -> None:
    one_sentence(crm("import", demo_office, tmp_path / "none.csv"))
    one_sentence(crm("import", demo_office, tmp_path))
    one_sentence(crm("import", demo_office, demo_office / "crm.db"))
    assert "no_form" in one_sentence(crm("export", demo_office, "no_form", tmp_path / "a.csv"))
    one_sentence(crm("export", demo_office, FORM, tmp_path / "a.txt"))
    one_sentence(crm("export", demo_office, FORM, tmp_path / "none" / "a.csv"))
    one_sentence(crm("export", demo_office, FORM, tmp_path))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["demo.crm", "here"]


@pytest.mark.parametrize("period", ["2026-13", "x", "", "0001", "9999", "9999-W52", "2026-10-01"])
def test_a_bad_period(demo_office: Path, tmp_path: Path, period: str) -> None:
    one_sentence(crm("report", demo_office, "monthly", tmp_path / "a.pdf", "--period", period))
    assert not (tmp_path / "a.pdf").exists()


def test_a_report_never_lands_on_the_office_itself(demo_office: Path, tmp_path: Path) -> None:
    before = (demo_office / "crm.db").read_bytes()
    one_sentence(crm("report", demo_office, "monthly", demo_office / "crm.db"))
    assert (demo_office / "crm.db").read_bytes() == before
    one_sentence(crm("report", demo_office, "no-report", tmp_path / "a.pdf"))
    one_sentence(crm("report", demo_office, "monthly", tmp_path / "none" / "a.pdf"))
    assert "--record" in one_sentence(crm("report", demo_office, "monthly", tmp_path / "a.pdf", "--record", "1"), 2)
    said = crm("report", demo_office, "customer-card", tmp_path / "a.pdf", "--period", "2026")
    assert (said.code, said.out) == (0, [])
    assert "customer-card" in said.err[0], "a card is of today: said, and printed all the same"
    assert (tmp_path / "a.pdf").exists()


def test_restore_of_what_is_no_backup(demo_office: Path, tmp_path: Path) -> None:
    one_sentence(crm("restore", tmp_path / "none", tmp_path / "x.crm"))
    one_sentence(crm("restore", tmp_path / "here", tmp_path / "x.crm"))
    made = crm("backup", demo_office, tmp_path / "stick").out[0]
    one_sentence(crm("restore", made, ""))
    one_sentence(crm("restore", made, tmp_path))
    assert not (tmp_path / "x.crm").exists()
    assert not (tmp_path / "lock").exists()


VERBS: list[tuple[Any, ...]] = [
    ("import", "{}", "a.csv"), ("export", "{}", FORM, "a.csv"), ("find", "{}", "x"), ("report", "{}", "monthly", "a.pdf"),
    ("check", "{}"), ("backup", "{}", "out")]


@pytest.mark.parametrize("verb", VERBS, ids=[v[0] for v in VERBS])
def test_a_folder_that_is_no_office(verb: tuple[str, ...], tmp_path: Path) -> None:
    file = tmp_path / "file.crm"
    file.write_text("x")
    empty = tmp_path / "empty.crm"
    empty.mkdir()
    for place in (tmp_path / "none.crm", file, empty, "", ".", "\0", "/dev/null", "x" * 5000):
        one_sentence(crm(*(str(place) if w == "{}" else w for w in verb)))
    assert list(empty.iterdir()) == []


@pytest.mark.parametrize("verb", VERBS, ids=[v[0] for v in VERBS])
def test_a_wrong_password_and_a_wrong_user(verb: tuple[str, ...], demo_office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = [str(demo_office) if w == "{}" else w for w in verb]
    one_sentence(crm(*words, "--user", "nobody"))
    monkeypatch.setenv("CRM_DESKTOP_PASSWORD", "not the password")
    one_sentence(crm(*words))


def test_without_a_password_and_a_terminal(demo_office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CRM_DESKTOP_PASSWORD")
    monkeypatch.setattr("sys.stdin", StringIO())
    assert "CRM_DESKTOP_PASSWORD" in one_sentence(crm("check", demo_office))


def test_several_users_without_a_name_are_wrong_usage(demo_office: Path) -> None:
    ring = Ring.load(demo_office / "ring.json")
    add_user(ring, unlock(ring, "demo", PASSWORD), "second", "another good phrase")
    ring.save(demo_office / "ring.json")
    assert "--user" in one_sentence(crm("check", demo_office), 2)
    assert crm("check", demo_office, "--user", "demo").out == ["ok"]


@pytest.mark.parametrize("words", [
    ("nonsense",), ("new",), ("new", "x"), ("demo",), ("import", "x"), ("--nonsense",), ("forms", "--language", "fr"),
    ("demo", "x.crm", "--customers", "0"), ("demo", "x.crm", "--customers", "many"), ("demo", "x.crm", "--today", "soon"),
    ("demo", "x.crm", "--today", "0001-01-01"), ("demo", "x.crm", "--today", "9999-12-31"), ("demo", "x.crm", "--seed", "x"),
    ("find", "x", "y", "--limit", "a")])
def test_wrong_usage(words: tuple[str, ...]) -> None:
    one_sentence(crm(*words), 2)


def test_help_and_version_are_no_mistake() -> None:
    assert crm("--help").code == 0
    assert crm("--version").out[0].startswith("crm-desktop")
    assert crm("import", "-h").code == 0


def test_without_a_verb_the_window_opens() -> None:
    seen: list[tuple[Path | None, str | None]] = []

    def window(office: Path | None, language: str | None) -> int:
        seen.append((office, language))
        return 3

    assert cli.run([], window) == 3
    assert cli.run(["--office", "a.crm", "--language", "zh_TW"], window) == 3
    assert seen == [(None, None), (Path("a.crm"), "zh_TW")]


def test_a_sample_that_fails_midway_leaves_no_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from crm_desktop.surveys import sample

    def fail(*_given: object) -> None:
        raise Problem("the disk is full")

    monkeypatch.setattr(sample, "fill", fail)
    one_sentence(crm("demo", tmp_path / "a.crm", "--customers", 1))
    assert not (tmp_path / "a.crm").exists()


def test_a_bug_is_one_line_and_logged_without_data(demo_office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from crm_desktop.kit import search

    def fail(*_given: object, **_more: object) -> None:
        raise RuntimeError("星河乳业 13800001234")

    monkeypatch.setattr(search, "find", fail)
    line = one_sentence(crm("find", demo_office, "x"))
    log = paths.log_dir() / "bugs.log"
    assert str(log) in line
    assert "RuntimeError" in log.read_text("utf-8")
    assert "星河" not in log.read_text("utf-8")


def test_a_bug_without_a_place_for_the_log_is_one_line_too(demo_office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("CRM_DESKTOP_HOME", str(tmp_path / "file"))
    monkeypatch.setattr(folder, "check_office", lambda *_a, **_k: 1 / 0)
    one_sentence(crm("check", demo_office))


def test_commands_speak_the_machines_language_then_the_offices(demo_office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = {}
    for code in ("zh_CN.UTF-8", "zh_HK.UTF-8", "de_DE.UTF-8"):
        monkeypatch.setenv("LC_ALL", code)
        crm("check", "/no/such/place")
        said[code] = i18n.language()
    assert said == {"zh_CN.UTF-8": "zh_CN", "zh_HK.UTF-8": "zh_TW", "de_DE.UTF-8": "en"}
    assert crm("check", demo_office).out == ["ok"]
    assert i18n.language() == "zh_CN"
