"""A hundred broken files: each is a plan or one sentence, is imported whole or not at all, and can be taken back.

build_spec/faults/imports.py does the same with thousands, and measures time and memory.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from build_spec.faults import broken_books, broken_text, imports

SEED, TURNS, PER_TURN = 4, 10, 10
LARGEST = 2_000_000  # bytes of a file here: giants are left to the tool


@pytest.fixture(scope="module")
def office() -> Iterator[Any]:
    made = imports.office()
    yield made
    made.close()


@pytest.mark.parametrize("turn", range(TURNS))
def test_a_broken_file_is_planned_or_refused(office: Any, tmp_path: Path, turn: int) -> None:
    tried = []
    number = turn * 1000
    while len(tried) < PER_TURN:
        what, suffix, data = imports.broken(SEED, number)
        number += 1
        if len(data) > LARGEST or any(slow in what for slow in ("bomb", "giant", "rows", "columns", "wide")):
            continue
        path = tmp_path / f"list{suffix}"
        path.write_bytes(data)
        how, said = imports.tried(office, path)
        tried.append((number - 1, what, how, said))
    assert [one for one in tried if one[2] == "fault"] == []
    assert [f.sentence for f in office.check() if f.file == "crm.db"] == []


@pytest.mark.parametrize("name", sorted(broken_books.CHANGES))
def test_every_way_to_break_a_workbook_is_a_way(name: str) -> None:
    """The tool would prove nothing if what it changes stayed whole."""
    parts = broken_books.unpacked(broken_books.good(1, 2))
    changed = False
    for seed in range(12):
        broken = dict(parts)
        broken_books.CHANGES[name](random.Random(seed), broken)
        changed = changed or broken != parts
    assert changed


@pytest.mark.parametrize("name", sorted(broken_text.CHANGES))
def test_every_way_to_break_a_text_is_a_way(name: str) -> None:
    text = broken_text.csv_text(random.Random(1), 10)
    assert any(broken_text.CHANGES[name](random.Random(seed), text) != text for seed in range(12))
