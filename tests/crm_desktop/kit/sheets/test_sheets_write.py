"""What is written opens elsewhere, is no formula, and is there whole or not at all."""

from __future__ import annotations

import csv
import errno
import os
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_desktop.kit.errors import Cancelled, Problem
from crm_desktop.kit.sheets import read_sheet, write_sheet
from crm_desktop.kit.sheets.write import RISKY, safe, unsafe

RISKS = ["=1+1", "+86 21 5", "-1", "@sum", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠1", " =1", "　=1", "'=1",
         "=cmd|' /C calc'!A0", "\x00=1"]


@pytest.mark.parametrize("risk", RISKS)
def test_no_cell_is_a_formula(tmp_path: Path, risk: str) -> None:
    write_sheet(tmp_path / "a.xlsx", ["客户"], [[risk]])
    cell = openpyxl.load_workbook(tmp_path / "a.xlsx").active["A2"]
    assert cell.data_type == "s"
    write_sheet(tmp_path / "a.csv", ["客户"], [[risk]])
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file))[1][0].startswith("'")


@pytest.mark.parametrize("risk", RISKS)
def test_the_mark_comes_off_again(risk: str) -> None:
    assert unsafe(safe(risk)) == risk


@given(st.text(max_size=8))
def test_safe_is_undone_by_unsafe(text: str) -> None:
    assert unsafe(safe(text)) == text
    assert not RISKY.match(safe(text)) or safe(text).startswith("'")


def test_the_heads_are_safe_too(tmp_path: Path) -> None:
    write_sheet(tmp_path / "a.csv", ["=1"], [])
    assert (tmp_path / "a.csv").read_bytes().decode("utf-8-sig") == "'=1\r\n"


def test_types_come_back_from_both_readers(tmp_path: Path) -> None:
    row: list[object] = ["文 & <b>", 12, 1.25, True, date(2024, 5, 6), datetime(2024, 5, 6, 9, 20), None, "", "0012"]
    write_sheet(tmp_path / "a.xlsx", list("abcdefghi"), [row], title="客户/表:*?")
    back = read_sheet(tmp_path / "a.xlsx")
    assert back.rows[1] == ["文 & <b>", 12.0, 1.25, True, date(2024, 5, 6), datetime(2024, 5, 6, 9, 20), "", "", "0012"]
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    found = [c.value for c in book.active[2]]
    assert found[:6] == ["文 & <b>", 12, 1.25, True, datetime(2024, 5, 6), datetime(2024, 5, 6, 9, 20)]
    assert book.active.freeze_panes == "A2"
    assert book.active["A1"].font.b
    assert book.active["E2"].is_date
    assert book.active.column_dimensions["A"].width >= 9
    assert book.active.title == "客户 表"


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=6))
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    out = tmp_path_factory.mktemp("w") / "a.xlsx"
    write_sheet(out, ["x"], [[t] for t in texts] + [["end"]])
    back = [str(r[0]) if r else "" for r in read_sheet(out).rows[1:]]
    assert back[: len(texts)] == [_kept(t) for t in texts]
    shown = [c.value or "" for c in openpyxl.load_workbook(out).active["A"][1:]]
    assert len(shown) == len(texts) + 1


def _kept(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        c for c in text if (c >= " " or c in "\n\t") and c not in "\ufffe\uffff" and not 0xD800 <= ord(c) < 0xE000)


def test_excels_limit_of_a_cell_is_kept_whole_characters(tmp_path: Path) -> None:
    write_sheet(tmp_path / "a.xlsx", ["x"], [["𠮷" * 40_000]])
    text = str(read_sheet(tmp_path / "a.xlsx").rows[1][0])
    assert len(text.encode("utf-16-le")) // 2 <= 32_767
    assert text.endswith("𠮷…")


def test_dates_before_1900_and_odd_numbers(tmp_path: Path) -> None:
    write_sheet(tmp_path / "a.xlsx", ["x"], [[date(1850, 1, 2)], [float("nan")], [float("inf")], [10**20]])
    assert [r[0] for r in read_sheet(tmp_path / "a.xlsx").rows[1:]] == ["1850-01-02", "", "", 1e20]


def test_text_files_are_utf_8_for_excel(tmp_path: Path) -> None:
    write_sheet(tmp_path / "a.csv", ["客户", "日"], [["甲,乙", date(2024, 5, 6)], ["一\n二", datetime(2024, 5, 6, 9, 20)]])
    data = (tmp_path / "a.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig") == '客户,日\r\n"甲,乙",2024-05-06\r\n"一\n二",2024-05-06 09:20\r\n'


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_sheet(tmp_path / name, ["x"], [["甲"], [1]])
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_another_suffix_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"\.xlsx"):
        write_sheet(tmp_path / "a.pdf", ["x"], [])


def _failing(error: BaseException) -> Iterator[list[str]]:
    yield from ([str(i)] for i in range(3000))
    raise error


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
@pytest.mark.parametrize(
    ("error", "raised"),
    [(OSError(errno.ENOSPC, "full"), Problem), (Cancelled(), Cancelled), (RuntimeError("bug"), RuntimeError)],
)
def test_nothing_half_written_is_left(
    tmp_path: Path, name: str, error: BaseException, raised: type[BaseException]
) -> None:
    (tmp_path / name).write_text("before", encoding="utf-8")
    with pytest.raises(raised) as caught:
        write_sheet(tmp_path / name, ["x"], _failing(error))
    assert [p.name for p in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text("utf-8") == "before"
    if raised is Problem:
        assert "full" in str(caught.value)


def test_a_disk_that_fills_up_at_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Problem, match="disk is full"):
        write_sheet(tmp_path / "a.xlsx", ["x"], [["1"]])
    assert list(tmp_path.iterdir()) == []


def test_a_target_open_in_excel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "~$a.xlsx").write_bytes(b"x" * 165)
    with pytest.raises(Problem, match="Close it in Excel first"):
        write_sheet(tmp_path / "a.xlsx", ["x"], [])

    def held(old: object, new: object) -> None:
        error = PermissionError(13, "held")
        error.winerror = 32  # type: ignore[attr-defined]
        raise error

    monkeypatch.setattr(os, "replace", held)
    with pytest.raises(Problem, match="Close it in Excel first"):
        write_sheet(tmp_path / "b.xlsx", ["x"], [])
    assert [p.name for p in tmp_path.iterdir()] == ["~$a.xlsx"]


def test_wrong_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Problem, match="does not exist"):
        write_sheet(tmp_path / "no" / "a.xlsx", ["x"], [])
    (tmp_path / "d.xlsx").mkdir()
    with pytest.raises(Problem, match="folder"):
        write_sheet(tmp_path / "d.xlsx", ["x"], [])

    def refuse(*args: object, **more: object) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(Problem, match="may not write"):
        write_sheet(tmp_path / "a.xlsx", ["x"], [])


def test_more_rows_than_a_sheet_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from crm_desktop.kit.sheets import write

    monkeypatch.setattr(write, "MOST_ROWS", 5)
    with pytest.raises(Problem, match="rows"):
        write_sheet(tmp_path / "a.xlsx", ["x"], [["1"]] * 5)
    assert write_sheet(tmp_path / "a.xlsx", ["x"], [["1"]] * 4) == 4
