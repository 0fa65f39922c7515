"""The shipped tables of characters equal what their makers say today."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

HOME = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_hanzi", HOME / "build_spec" / "make_hanzi.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_tables_are_up_to_date(maker: ModuleType) -> None:
    for name, text in maker.tables().items():
        assert (HOME / "resources" / "hanzi" / name).read_text("utf-8") == text, f"{name}: run build_spec/make_hanzi.py"


def test_counts_of_strokes_rise_with_the_order_of_big5(maker: ModuleType) -> None:
    lines = (HOME / "resources" / "hanzi" / "strokes.txt").read_text("utf-8").splitlines()
    counts = {char: int(number) for number, _, chars in (line.partition("\t") for line in lines) for char in chars}
    for first, last in maker.BIG5_LEVELS:
        level = [counts[char] for char in maker._big5(first, last) if char in counts]
        assert len(level) > 5000
        assert level == sorted(level)
    assert maker._rising([1, 2, 2, 3, 2, 3, 4]) == [1, 2, 2, 2, 2, 3, 4]
