"""Folding: one shape for everything typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.kit import hanzi
from crm_desktop.kit.search import grams


@pytest.mark.parametrize(("text", "folded"), [
    ("中國移動", "中国移动"), ("裏裡臺為爲", "里里台为为"), ("ＡＢＣ１２３", "abc123"), ("Éclair Müller", "eclair muller"),
    ("a\u200fb\u200b", "ab"), ("e\u0301", "e"), ("㈱", "(株)"), ("⼈", "人"), ("a\tb\0c", "a b c"), ("𠮷野家", "𠮷野家"),
    ("Straße", "strasse"), ("後鐘錶", "后钟表"), ("么", "么"), ("", ""),
])
def test_texts_are_folded(text: str, folded: str) -> None:
    assert hanzi.fold(text) == folded


@given(st.text())
def test_folding_knows_where_each_character_comes_from(text: str) -> None:
    folded, places = hanzi.fold_with_places(text)
    assert len(folded) == len(places)
    assert places == sorted(places)
    assert folded == hanzi.fold(text) or text.isascii()
    assert all(hanzi.fold(text[place]) for place in places)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert hanzi.fold(hanzi.fold(text)) == hanzi.fold(text)


def test_folding_never_leaves_the_marks_of_the_index() -> None:
    marks = grams.WORD + grams.FRONT + grams.END + "".join(grams.PARTS)
    alphabets = "".join(grams.mark(letter * 2) for letter in "abcdefghijklmnopqrstuvwxyz")
    assert len({*marks, *alphabets}) == 3 + 4 + 2 * 26
    assert hanzi.fold(marks + alphabets).isascii()
