"""Lines: whole words, Chinese punctuation, uncovered characters, nothing wider than its room."""

from __future__ import annotations

import pytest

from crm_desktop.kit.pdf.ruler import Mixed, Ruler, Run, Tick, units

RULER = Ruler()


@pytest.mark.parametrize("text", [
    "客户用声级计在机旁 1 米处测得 79 分贝，超出供货约定的 75 分贝。" * 20, "plain English words of a customer " * 30,
    "x" * 900, "。" * 500, "（" * 500, "😀" * 200, "https://example.invalid/a/very/long/path?with=query&and=more" * 5,
    "A<B 公司 & <b>王</b> " * 40, "名" * 100_000, "word " * 20_000, " " * 5000, "mixed混排text文字" * 200, "«“‘" * 300])
@pytest.mark.parametrize("width", [27.0, 63.0, 400.0])
def test_no_line_is_wider_than_its_room_and_no_character_is_lost(text: str, width: float) -> None:
    lines = RULER.wrap(text, width, 10.5)
    assert max(RULER.width(line, 10.5) for line in lines) <= width + 0.01
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_words_stay_whole_where_there_is_room() -> None:
    lines = RULER.wrap("the quick brown fox 客户 jumps over", 60, 10.5)
    whole = " ".join(lines).split()
    assert {"quick", "brown", "jumps"} <= set(whole)


def test_numbers_and_codes_stay_whole() -> None:
    lines = RULER.wrap("编号 TS-2026-0132 金额 1,234,567.00 电话 138-0000-5740", 90, 10.5)
    assert any("TS-2026-0132" in line for line in lines)
    assert any("1,234,567.00" in line for line in lines)
    assert any("138-0000-5740" in line for line in lines)


@pytest.mark.parametrize("mark", "，。、；：？！）】》”%…")
def test_marks_begin_no_line(mark: str) -> None:
    for count in range(1, 12):
        lines = RULER.wrap("字" * count + mark + "字" * 9, 60, 10.5)
        assert not any(line.startswith(mark) for line in lines[1:])


@pytest.mark.parametrize("mark", "（【《“￥")
def test_opening_marks_end_no_line(mark: str) -> None:
    for count in range(1, 12):
        lines = RULER.wrap("字" * count + mark + "字" * 9, 60, 10.5)
        assert not any(line.endswith(mark) for line in lines[:-1])


def test_long_words_break_at_a_seam() -> None:
    lines = RULER.wrap("https://example.invalid/customers/2026/complaints", 120, 10.5)
    assert len(lines) > 1
    assert all(line[-1] in "/.:" for line in lines[:-1])


def test_line_ends_of_all_kinds() -> None:
    assert RULER.wrap("a\r\nb\rc\x0bd\u2028e\n\nf\n", 200, 10) == ["a", "b", "c", "d", "e", "", "f"]


def test_uncovered_characters_are_remembered_inkless_ones_dropped() -> None:
    ruler = Ruler()
    assert ruler.clean("138\u200e-\ufeff0000\u202a") == "138-0000"
    assert not ruler.missing
    assert ruler.clean("a\x00b😀❤️𠮷") == "a\x00b😀❤𠮷"
    assert list(ruler.missing) == ["\x00", "😀", "❤", "𠮷"]
    assert "U+1F600 GRINNING FACE" in ruler.names_of_missing()


def test_separate_accents_are_joined() -> None:
    ruler = Ruler()
    assert ruler.clean("u\u0308ber \u30ab\u3099") == "über ガ"
    assert not ruler.missing


def test_fit_cuts_with_an_ellipsis() -> None:
    assert RULER.fit("short", 100, 10) == "short"
    cut = RULER.fit("很长的名字" * 20, 100, 10)
    assert cut.endswith("…")
    assert RULER.width(cut, 10) <= 100


def test_ticks_keep_box_and_label_together() -> None:
    lines = RULER.ticks([(True, "电话"), (False, "现场服务人员转达"), (False, "其他")], 130, 10.5, "回访后填写")
    assert len(lines) > 1
    boxes = 0
    for line in lines:
        assert isinstance(line, Mixed)
        for piece, after in zip(line.pieces, (*line.pieces[1:], None), strict=True):
            if isinstance(piece, Tick):
                boxes += 1
                assert isinstance(after, Run)
    assert boxes == 3


def test_tick_label_longer_than_a_line_goes_on_below() -> None:
    lines = RULER.ticks([(False, "很长的选项" * 10)], 100, 10.5)
    assert len(lines) > 4
    assert all(isinstance(line, Mixed) and line.width <= 125 for line in lines)


def test_units_add_up() -> None:
    text = "「客户」 says: “好（1）”——ok…… 100%"
    assert "".join(units(text)) == text
