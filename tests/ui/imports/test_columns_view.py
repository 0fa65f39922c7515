"""Cells of a file as text."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from ui.imports.columns_view import text_of


@pytest.mark.parametrize(("cell", "text"), [
    (None, ""), ("a\nb  c", "a b c"), (3.0, "3"), (3.25, "3.25"), (True, "True"), (date(2026, 11, 19), "2026-11-19"),
    (datetime(2026, 11, 19), "2026-11-19"), (datetime(2026, 11, 19, 8, 5), "2026-11-19 08:05"), (1e20, "1e+20"),
    ("x" * 600, "x" * 500),
])
def test_a_cell_is_shown_on_one_line(cell: object, text: str) -> None:
    assert text_of(cell) == text
