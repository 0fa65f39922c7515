"""Files as offices have them are read, and each bad file gets one clear sentence."""

from __future__ import annotations

import io
import os
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from crm_desktop.kit.errors import Problem
from crm_desktop.kit.sheets import column_name, read_sheet, write_sheet


def _book(path: Path, rows: list[list[object]], merged: tuple[str, ...] = ()) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for area in merged:
        book.active.merge_cells(area)
    book.save(path)
    return path


def _told(path: Path, words: str) -> None:
    with pytest.raises(Problem) as caught:
        read_sheet(path)
    assert words in caught.value.sentence
    assert "\n" not in caught.value.sentence


def test_a_workbook_keeps_types_and_row_numbers(tmp_path: Path) -> None:
    rows: list[list[object]] = [[], ["客户", "日期", "数"], [], ["甲", datetime(2024, 5, 6), 1.5], ["乙", None, "x"]]
    sheet = read_sheet(_book(tmp_path / "a.xlsx", rows))
    assert sheet.rows[0] == ["", "", ""]
    assert sheet.rows[3] == ["甲", date(2024, 5, 6), 1.5]
    assert sheet.rows[4] == ["乙", "", "x"]
    assert sheet.encoding is None


def test_rows_keep_their_numbers_where_the_sheet_begins_further_down(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["C4"] = "甲"
    book.save(tmp_path / "a.xlsx")
    assert read_sheet(tmp_path / "a.xlsx").rows[3][2] == "甲"


def test_the_first_sheet_with_rows_is_taken_and_another_can_be_chosen(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "空"
    book.create_sheet("客户").append(["甲"])
    book.create_sheet("旧").append(["乙"])
    book.save(tmp_path / "a.xlsx")
    sheet = read_sheet(tmp_path / "a.xlsx")
    assert (sheet.name, sheet.sheets) == ("客户", ["空", "客户", "旧"])
    assert read_sheet(tmp_path / "a.xlsx", sheet="旧").rows == [["乙"]]
    with pytest.raises(Problem, match="新"):
        read_sheet(tmp_path / "a.xlsx", sheet="新")


def test_merged_cells_are_told_and_hold_their_value_once(tmp_path: Path) -> None:
    sheet = read_sheet(_book(tmp_path / "a.xlsx", [["表", None], ["客户", "电话"]], ("A1:B1",)))
    assert sheet.rows[0] == ["表", ""]
    assert sheet.merged == [(0, 0, 0, 1)]


def test_text_files_keep_quoted_line_breaks_and_empty_rows(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes("客户,备注\r\n\r\n甲,\"一\r\n二\"\r\n乙,三\r\n".encode())
    assert read_sheet(file).rows == [["客户", "备注"], [], ["甲", "一\r\n二"], ["乙", "三"]]


@pytest.mark.parametrize("name", ["a.txt", "a.tsv", "a.csv"])
def test_tabs_are_found_under_any_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes("客户\t电话\r\n甲\t1\r\n".encode("gb18030"))
    assert read_sheet(tmp_path / name).rows[1] == ["甲", "1"]


def test_a_renamed_csv_is_read_and_said_so(tmp_path: Path) -> None:
    file = tmp_path / "客户.xlsx"
    file.write_bytes("客户,电话\r\n甲,1\r\n".encode("gb18030"))
    sheet = read_sheet(file)
    assert sheet.rows[1] == ["甲", "1"]
    assert "CSV" in sheet.note
    assert sheet.encoding == "gb18030"


def test_a_workbook_under_the_name_of_a_csv_is_read(tmp_path: Path) -> None:
    _book(tmp_path / "a.xlsx", [["甲"]]).rename(tmp_path / "a.csv")
    assert read_sheet(tmp_path / "a.csv").rows == [["甲"]]


def test_missing_empty_and_wrong_places(tmp_path: Path) -> None:
    _told(tmp_path / "no.xlsx", "no.xlsx")
    (tmp_path / "empty.csv").write_bytes(b"")
    _told(tmp_path / "empty.csv", "empty")
    (tmp_path / "blank.csv").write_bytes(b"\r\n , \r\n")
    _told(tmp_path / "blank.csv", "empty")
    _told(tmp_path, "folder")
    _told(tmp_path / "a\0b.csv", "name")
    _told(tmp_path / ("x" * 300 + ".csv"), "name")
    _told(_book(tmp_path / "none.xlsx", []), "empty")


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "picture"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 50, "picture"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"<html><body><table><tr><td>1</td></tr></table></body></html>", "web page"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "web page"),
        (b"Rar!\x1a\x07\0" + b"\0" * 50, "archive"),
        (b"PK\x03\x04" + b"junk" * 30, "damaged"),
        (bytes(range(256)) * 20, "neither"),
        (b"\0" * 5000, "neither"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le"), "document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "Workbook".encode("utf-16-le"), "damaged"),
    ],
)
def test_what_is_no_sheet_is_named(tmp_path: Path, data: bytes, word: str) -> None:
    (tmp_path / "a.xlsx").write_bytes(data)
    _told(tmp_path / "a.xlsx", word)


@pytest.mark.parametrize(
    ("names", "word"),
    [(["a.txt"], "archive"), (["word/document.xml"], "document"), (["xl/workbook.bin"], "another kind")],
)
def test_archives_are_told_apart(tmp_path: Path, names: list[str], word: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    _told(tmp_path / "a.xlsx", word)


def test_a_workbook_cut_in_half_is_damaged(tmp_path: Path) -> None:
    whole = _book(tmp_path / "a.xlsx", [["甲"] * 20] * 50).read_bytes()
    (tmp_path / "a.xlsx").write_bytes(whole[: len(whole) // 2])
    _told(tmp_path / "a.xlsx", "damaged")


def test_a_changed_byte_inside_is_damaged(tmp_path: Path) -> None:
    data = bytearray(_book(tmp_path / "a.xlsx", [[f"甲{i}"] for i in range(500)]).read_bytes())
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        info = archive.getinfo("xl/worksheets/sheet1.xml")
    data[info.header_offset + 60 + info.compress_size // 2] ^= 0xFF
    (tmp_path / "a.xlsx").write_bytes(bytes(data))
    _told(tmp_path / "a.xlsx", "damaged")


def test_a_sheet_open_in_excel_is_said_to_be_closed_first(tmp_path: Path) -> None:
    file = _book(tmp_path / "a.xlsx", [["甲"]])
    (tmp_path / "~$a.xlsx").write_bytes(b"\x05Wang" + b" " * 160)
    _told(file, "Close it in Excel first")


def test_a_lock_without_an_owner_file_says_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = _book(tmp_path / "a.xlsx", [["甲"]])

    def refuse(*args: object, **more: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    _told(file, "close it in Excel first")


def test_a_giant_is_not_loaded(tmp_path: Path) -> None:
    with (tmp_path / "a.csv").open("wb") as file:
        file.truncate(2 * 1024**3)
    _told(tmp_path / "a.csv", "200 MB")


def _sheet_xml(path: Path, xml: str) -> Path:
    source = _book(path.with_name("source.xlsx"), [["甲"]])
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, xml if name.endswith("sheet1.xml") else old.read(name))
    return path


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.mark.parametrize(
    ("cells", "word"),
    [
        ('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>', "500 columns"),
        ('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="SF1048576"><v>1</v></c></row>', "too large"),
        ('<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="AZ1048576"><v>1</v></c></row>', "too large"),
        ("<row r='1'><c r='A1'><v>1</v></c><c r='ZZ1048576'><v>1</v></c></row>", "columns"),
        ('<row r="9999999"><c r="A9999999"><v>1</v></c></row>', "1,048,576 rows"),
    ],
)
def test_one_stray_cell_far_away_takes_no_memory(tmp_path: Path, cells: str, word: str) -> None:
    xml = f'<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>'
    _told(_sheet_xml(tmp_path / "a.xlsx", xml), word)


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from crm_desktop.kit.sheets import book

    monkeypatch.setattr(book, "_MOST_UNPACKED", 1024**2)
    xml = f'<worksheet xmlns="{MAIN}"><sheetData>{" " * 2 * 1024**2}</sheetData></worksheet>'
    _told(_sheet_xml(tmp_path / "a.xlsx", xml), "unpacks")


@pytest.mark.parametrize("said", ["2147483647", "99999999999999999999"])
def test_an_announced_giant_is_not_believed(tmp_path: Path, said: str) -> None:
    source, out = _book(tmp_path / "source.xlsx", [["甲"]]), tmp_path / "a.xlsx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}" count="1" uniqueCount="{said}"><si/></sst>')
    _told(out, "damaged")


def test_old_workbooks_are_read(tmp_path: Path) -> None:
    sheet = read_sheet(Path(__file__).with_name("old.xls"))
    assert sheet.sheets == ["客户"]
    assert sheet.rows[1] == ["客户名称", "联系电话", "登记日期"]
    assert sheet.rows[2] == []
    assert sheet.rows[3] == ["宁波骏腾汽车零件厂", "0574-87654321", date(2024, 5, 6)]
    assert sheet.rows[4][:2] == ["承頤生物科技", 13812345678.0]
    assert sheet.merged == [(0, 0, 0, 2)]
    with pytest.raises(Problem, match="新"):
        read_sheet(Path(__file__).with_name("old.xls"), sheet="新")


def test_too_many_rows_and_columns_of_a_text_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from crm_desktop.kit.sheets import limits

    (tmp_path / "wide.csv").write_text(",".join("x" * 501) + "\n", encoding="utf-8")
    _told(tmp_path / "wide.csv", "500 columns")
    monkeypatch.setattr(limits, "MOST_ROWS", 10)
    (tmp_path / "long.csv").write_text("a,b\n" * 11, encoding="utf-8")
    _told(tmp_path / "long.csv", "10 rows")


def test_a_quote_that_never_ends_does_not_swallow_the_rest(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('客户,备注\n甲,"未完\n乙,1\n丙,2\n', encoding="utf-8")
    with pytest.raises(Problem) as caught:
        read_sheet(tmp_path / "a.csv")
    assert caught.value.row == 2


def test_inch_signs_are_no_quotes(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('客户,备注\n甲,5" 管\n乙,7" 管\n', encoding="utf-8")
    assert [r[1] for r in read_sheet(tmp_path / "a.csv").rows] == ["备注", '5" 管', '7" 管']


def test_a_name_of_a_million_characters_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("客户,电话\n" + "长" * 1_000_000 + ",1\n", encoding="utf-8")
    assert len(str(read_sheet(tmp_path / "a.csv").rows[1][0])) == 1_000_000


def test_our_own_mark_before_formulas_is_taken_off_in_text_files_only(tmp_path: Path) -> None:
    for name in ("a.csv", "a.xlsx"):
        write_sheet(tmp_path / name, ["客户"], [["=1+1"], ["'quoted"], ["'=x"], ["+86 21"]])
        assert [r[0] for r in read_sheet(tmp_path / name).rows[1:]] == ["=1+1", "'quoted", "'=x", "+86 21"]
    (tmp_path / "b.csv").write_text("客户\n'=1\n", encoding="utf-8")
    assert read_sheet(tmp_path / "b.csv").rows[1] == ["=1"]


def test_a_file_without_rights_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.csv").write_text("x\n", encoding="utf-8")

    def broken(*args: object, **more: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "open", broken)
    _told(tmp_path / "a.csv", "Input/output error")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.csv")
    _told(tmp_path / "a.csv", "not a file")


def test_columns_are_named_as_in_excel() -> None:
    assert [column_name(i) for i in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


@pytest.mark.parametrize("cell", ["x" * 1_000_001, '"' + "x" * 1_000_001 + '"'])
def test_a_giant_cell_of_a_text_file_is_refused(tmp_path: Path, cell: str) -> None:
    (tmp_path / "a.csv").write_text(f"客户名称\n{cell}\n", "utf-8")
    with pytest.raises(Problem, match="a cell is too long"):
        read_sheet(tmp_path / "a.csv")
