"""The shipped tables of characters equal what their makers say today."""

from __future__ import annotations

from build_spec import make_hanzi as maker


def test_the_tables_are_up_to_date() -> None:
    for name, text in maker.tables().items():
        assert (maker.HOME / name).read_text("utf-8") == text, f"{name}: run build_spec/make_hanzi.py"


def test_counts_of_strokes_rise_with_the_order_of_big5() -> None:
    lines = (maker.HOME / "strokes.txt").read_text("utf-8").splitlines()
    counts = {char: int(number) for number, _, chars in (line.partition("\t") for line in lines) for char in chars}
    for first, last in maker.BIG5_LEVELS:
        level = [counts[char] for char in maker._big5(first, last) if char in counts]
        assert len(level) > 5000
        assert level == sorted(level)
    assert maker._rising([1, 2, 2, 3, 2, 3, 4]) == [1, 2, 2, 2, 2, 3, 4]
