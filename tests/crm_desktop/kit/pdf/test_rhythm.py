"""What stays together on a page, and how words and numbers keep whole."""

from __future__ import annotations

import pytest

from crm_desktop.kit import forms, i18n
from crm_desktop.kit.forms import Field, Form
from crm_desktop.kit.pdf import Chart, FormSheet, Grid, Heading, KeepTogether, Note, Paper, Spacer, Text
from crm_desktop.kit.pdf.bands import Row
from crm_desktop.kit.pdf.grid import lay_grid
from crm_desktop.kit.pdf.ruler import BODY, Ruler
from tests.crm_desktop.kit.pdf.paper import read, words


def pages(*blocks: object, sign_off: tuple[str, ...] = ()) -> list[str]:
    return ["".join(p.extract_text().split()) for p in read(Paper("T", blocks=blocks, sign_off=sign_off)).pages]  # type: ignore[arg-type]


@pytest.mark.parametrize("rows", [3, 8, 12])
def test_a_short_table_is_not_cut(rows: int) -> None:
    for room in range(150, 250, 20):
        found = pages(Spacer(room), Heading("Head"), Grid(["A"], [[f"row{n}."] for n in range(rows)]))
        whole = [p for p in found if "Head" in p]
        assert len(whole) == 1
        assert all(f"row{n}." in whole[0] for n in range(rows))


def test_a_head_stands_above_a_table_too_long_to_be_kept_on_a_page() -> None:
    table = KeepTogether([Heading("Head"), Grid(["A"], [["字" * 400 + f"row{n}."] for n in range(8)])])
    for room in range(100, 240, 10):
        whole = next(p for p in pages(Spacer(room), table) if "Head" in p)
        assert "字" in whole


def test_no_single_line_of_a_cell_goes_over_to_the_next_page() -> None:
    for room in range(2, 40):
        cell = "\n".join(f"line{n}." for n in range(40))
        found = pages(Spacer(room), Grid(["A"], [[cell], *[["after"]] * 60]))
        assert all(page.count("line") != 1 for page in found)


def test_no_row_of_a_long_table_stands_alone() -> None:
    for rows in range(30, 60, 4):
        found = pages(Grid(["A"], [[f"row{n}."] for n in range(rows)]))
        assert all(p.count("row") > 1 for p in found)


def test_neither_remark_nor_signatures_stand_alone() -> None:
    for lines in range(30, 60, 4):
        found = pages(Text("\n".join(f"line{n}." for n in range(lines))), Note("remark"), sign_off=("reviewed",))
        last = next(p for p in found if "Reviewed" in p)
        assert "remark" in last
        assert "line" in last


def test_a_few_lines_too_many_are_set_closer_instead_of_a_page_of_their_own() -> None:
    def many(rows: int) -> list[str]:
        return pages(Grid(["A"], [[f"row{n}."] for n in range(rows)]))

    most = max(n for n in range(30, 40) if len(many(n)) == 1)
    assert most >= 33  # at the usual rhythm a page holds 31
    assert len(many(most + 20)) == 2


def test_words_days_and_numbers_stay_whole_in_columns_told_too_narrow() -> None:
    grid = Grid(["Done", "Date", "Number", "Text"],
                [["□", "2026-11-19", "TS-2026-0132", "现场服务人员反映设备运行中有异常响声 " * 5]], widths=(3, 5, 5, 87))
    rows = [band for band in lay_grid(grid, Ruler(), 480) if isinstance(band, Row)]
    assert [list(cell) for cell in rows[0].cells] == [["Done"], ["Date"], ["Number"], ["Text"]]
    assert [list(cell) for cell in rows[1].cells[:3]] == [["□"], ["2026-11-19"], ["TS-2026-0132"]]
    assert sum(c.width for c in rows[0].columns) == pytest.approx(480)


def test_room_a_column_does_not_need_goes_to_a_longer_text_but_not_the_room_to_write_in() -> None:
    def widths(flexible: bool) -> list[float]:
        rows = [["东北", "现场服务人员反映设备运行中有异常响声", ""]]
        grid = Grid(["Region", "Text", "Notes"], rows, widths=(40, 20, 40), flexible=flexible)
        head = lay_grid(grid, Ruler(), 480)[0]
        assert isinstance(head, Row)
        return [column.width for column in head.columns]

    told, fitted = widths(False), widths(True)
    assert fitted[0] < told[0]
    assert fitted[1] > told[1]
    assert fitted[2] == pytest.approx(told[2])
    assert sum(fitted) == pytest.approx(480)


def test_a_sheet_ends_with_a_few_rows_on_its_last_page() -> None:
    for count in range(18, 34, 2):
        fields = tuple(Field(f"f{n}", "multiline", {"en": f"row{n}."}) for n in range(count))
        found = pages(FormSheet(Form("f", {"en": "F"}, "a", "record", "printed", 1, "F", "none", fields=fields), {}))
        assert all(page.count("row") > 2 for page in found)


@pytest.mark.parametrize(("text", "lines"), [
    ("统一社会信用代码", ["统一社会", "信用代码"]), ("Customer's request", ["Customer's", "request"]), ("编号", ["编号"]),
    ("Donaudampfschifffahrt", None)])
def test_labels_are_broken_into_lines_of_like_length(text: str, lines: list[str] | None) -> None:
    ruler = Ruler()
    assert ruler.balanced(text, 74, BODY) == (lines or ruler.wrap(text, 74, BODY))


def test_a_chart_of_nothing_says_so() -> None:
    assert "Nodata" in words(read(Chart.of("bars", {"Jan": 0, "Feb": None}, title="Cases")))


def test_an_empty_register_fills_its_page_with_rows() -> None:
    with i18n.using("en"):
        reader = read(FormSheet(forms.get("visitor_register"), blank=True))
    assert len(reader.pages) == 1
    form = Form("f", {"en": "F"}, "a", "record", "printed", 1, "F", "none", fields=(
        Field("t", "table", {"en": "Rows"}, columns=(Field("a", "text", {"en": "A"}),)),))
    assert words(read(FormSheet(form, {"t": []}))).count("Noentries") == 1
