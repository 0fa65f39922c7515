"""Each block with short, long, very long and hostile texts, in three languages."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from crm_desktop.kit import i18n
from crm_desktop.kit.pdf import (
    Block,
    Chart,
    Grid,
    Heading,
    KeepTogether,
    Note,
    PageBreak,
    Paper,
    Section,
    Series,
    SideBySide,
    Sign,
    SignOff,
    Spacer,
    Text,
    heading_number,
)
from tests.crm_desktop.kit.pdf.paper import read, words

HOSTILE = (
    "A<B 公司", "<b>王</b>", '<img src="/etc/passwd"/>', '<img src="http://example.invalid/x.png">',
    '<a href="javascript:alert(1)">点</a>', "</para>", "<para>", "&lt;b&gt;", "&amp; &#60; &nbsp;", "<font color=red>",
    "<br/>", "<![CDATA[x]]>", "<!-- x -->", "<?xml ?>", "(Tj) ET Q", "\\( \\) \\123", "{name} %s %(x)s", "=cmd|' /C calc'!A0",
    "<onDraw name=f label=x/>")

MAKERS: dict[str, Callable[[str], Block]] = {
    "heading": Heading, "text": Text, "note": Note,
    "grid": lambda t: Grid([t, "B"], [[t, t], Section(t), [None, t]], "lr", total=True),
    "bars": lambda t: Chart.of("bars", {t: 3, "b": 4}, title=t),
    "hbars": lambda t: Chart.of("hbars", {t: 3, "b": 4}, title=t),
    "stack": lambda t: Chart.parts({t: 3, "b": 4}, title=t),
    "line": lambda t: Chart("line", (t, "b"), (Series(t, (1, 2)), Series("z", (2, None))), t),
    "side": lambda t: SideBySide(Text(t), [Heading(t), Grid([t], [[t]])]),
    "together": lambda t: KeepTogether([Heading(t), Text(t)]),
    "sign": lambda t: SignOff([Sign(t), Sign("甲", t, t)]),
}


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("kind", MAKERS)
def test_hostile_text_is_printed_as_it_is(kind: str, language: str) -> None:
    with i18n.using(language):
        reader = read([MAKERS[kind](text) for text in HOSTILE])
    text = words(reader)
    if kind not in ("bars", "line", "hbars"):  # labels of charts may be cut
        for hostile in HOSTILE:
            assert "".join(hostile.split()) in text
    for page in reader.pages:
        assert "/Annots" not in page
        assert "/XObject" not in page["/Resources"]


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("text", ["", " ", "\n\n", "字", "长文。" * 60, "x" * 2000, "行\n" * 120, "\x00\x07😀𠮷", "\u202eabc"])
def test_any_length_can_be_printed(kind: str, text: str) -> None:
    assert len(read([MAKERS[kind](text), Text("终")]).pages) >= 1


def test_very_long_text_flows_over_pages_and_nothing_is_lost() -> None:
    reader = read(Text("".join(f"<{n}>" for n in range(9000))))
    assert len(reader.pages) > 5
    text = words(reader)
    assert "<0><1>" in text
    assert "<8999>" in text


def test_uncovered_characters_are_marked_with_their_code_and_noted() -> None:
    text = words(read(Grid(["名"], [["𠮷野家 😀"]])))
    assert "20BB7" in text
    assert "1F600" in text
    assert "U+1F600GRINNINGFACE" in text


def test_uncovered_characters_in_charts_are_marked_too() -> None:
    assert "U+1F600" in words(read(Chart.of("bars", {"😀": 1}, title="😀")))


def test_grid_heads_come_again_on_every_page() -> None:
    reader = read(Grid(["客户", "数"], [[f"客户{n}", str(n)] for n in range(200)], "lr"))
    assert len(reader.pages) > 3
    for page in reader.pages:
        assert "客户\n数" in page.extract_text() or "客户 数" in page.extract_text()
    text = words(reader)
    assert all(f"客户{n}" in text for n in range(200))


def test_a_cell_longer_than_a_page_goes_on_with_its_head() -> None:
    reader = read(Grid(["备注", "数"], [["第一行，" * 1500 + "完", "1"], ["后", "2"]], widths=(3, 1)))
    assert len(reader.pages) > 2
    assert all("备注" in page.extract_text() for page in reader.pages)
    text = words(reader)
    assert text.count("第一行") == 1500
    assert text.index("完") < text.index("后2")


def test_total_row_does_not_stand_alone_on_a_page() -> None:
    for rows in range(28, 44):
        reader = read(Grid(["A", "B"], [[f"r{n}", "1"] for n in range(rows)] + [["total", "9"]], total=True))
        last = reader.pages[-1].extract_text()
        if len(reader.pages) > 1 and "total" in last:
            assert f"r{rows - 1}" in last


def test_heading_stands_with_what_follows() -> None:
    for lines in range(30, 50):
        reader = read([Text("\n".join("x" * 1 for _ in range(lines))), Heading("题头"), Grid(["栏"], [["值"]])])
        for page in reader.pages:
            text = page.extract_text()
            assert ("题头" in text) == ("值" in text)


def test_section_row_stands_with_its_rows() -> None:
    for rows in range(25, 45):
        grid = Grid(["A"], [[f"r{n}"] for n in range(rows)] + [Section("段"), ["末行"]])
        for page in read(grid).pages:
            assert ("段" in page.extract_text()) == ("末行" in page.extract_text())


def test_keep_together_moves_to_the_next_page() -> None:
    reader = read([Text("x\n" * 40), KeepTogether([Text("始\n" * 10), Text("终")])])
    assert "始" not in reader.pages[0].extract_text()
    assert "终" in reader.pages[1].extract_text()


def test_page_break_and_spacer() -> None:
    reader = read([PageBreak(), Text("一"), Spacer(30), PageBreak(), PageBreak(), Text("二"), PageBreak()])
    assert len(reader.pages) == 3
    assert "一" in reader.pages[1].extract_text()
    assert "二" in reader.pages[2].extract_text()


def test_side_by_side_longer_than_a_page_goes_below_each_other() -> None:
    reader = read(SideBySide(Text("左\n" * 90), Text("右")))
    assert words(reader).count("左") == 90
    assert "右" in reader.pages[-1].extract_text()


def test_empty_grid_says_so() -> None:
    assert "None" in words(read(Grid(["A", "B"], [])))


def test_grid_rejects_rows_of_another_length() -> None:
    with pytest.raises(ValueError, match="1 cells"):
        read(Grid(["A", "B"], [["1"]]))


def test_short_numbers_stay_whole_beside_long_text() -> None:
    grid = Grid(["名称", "说明", "备注", "金额"], [["长" * 900, "word " * 90, "x" * 300, "9,999,999.00"]], "lllr")
    assert any("9,999,999.00" in line for page in read(grid).pages for line in page.extract_text().split("\n"))


def test_many_columns_still_print() -> None:
    grid = Grid([f"栏{n}" for n in range(30)], [[str(n) for n in range(30)]] * 3)
    text = words(read(Paper("T", blocks=[grid], landscape=True)))
    assert "29" in text


def test_numbers_stand_at_every_bar() -> None:
    text = words(read(Chart("bars", ("5月", "6月"), (Series("", (21, 24.5)),))))
    assert "21" in text
    assert "24.5" in text


def test_charts_of_unusual_numbers() -> None:
    read([Chart("bars", (), ()), Chart.of("bars", {}), Chart.of("hbars", {"a": 0}), Chart.of("bars", {"a": None}),
          Chart.of("line", {"a": None, "b": 1}), Chart.parts({"a": 0, "b": None}), Chart.parts({}),
          Chart.of("bars", {"a": -5, "b": 3}), Chart.of("hbars", {"a": -5, "b": 3}), Chart.of("line", {"a": -5.5}),
          Chart.of("bars", {str(n): n * 10**9 for n in range(40)}), Chart.of("line", {str(n): n for n in range(40)}),
          Chart("bars", ("q",), tuple(Series(f"s{n}", (n,), (f"{n} 件",)) for n in range(12))),
          Chart.parts({"x" * 300: 1, "y" * 300: 2})])


def test_section_numbers() -> None:
    with i18n.using("zh_CN"):
        assert [heading_number(n) for n in (1, 10, 11, 20, 45)] == ["一、", "十、", "十一、", "二十、", "四十五、"]
    with i18n.using("en"):
        assert heading_number(2) == "2. "
