"""Sort keys: the order a reader of each language expects."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.kit import hanzi


def ordered(texts: str, language: str) -> str:
    return " ".join(sorted(texts.split(), key=lambda text: hanzi.sort_key(text, language)))


@pytest.mark.parametrize(("language", "expected"), [
    ("zh_CN", "9 12 alpha Beta 阿里 重庆 丁 客户9 客户10 妈 麻 马 骂 王 一 曾二 张三 章一 中国"),
    ("en", "9 12 alpha Beta 阿里 重庆 丁 客户9 客户10 妈 麻 马 骂 王 一 曾二 张三 章一 中国"),
    ("zh_TW", "9 12 alpha Beta 一 丁 中国 王 馬 張三 章一 曾二 媽"),
])
def test_the_order_of_a_language(language: str, expected: str) -> None:
    shuffled = " ".join(sorted(expected.split(), key=lambda text: text[::-1], reverse=True))
    assert ordered(shuffled, language) == expected


def test_strokes_are_counted_for_taiwan() -> None:
    assert ordered("龍 華 丁 花 王 林 一 草 張 陳", "zh_TW") == "一 丁 王 林 花 草 張 陳 華 龍"


def test_numbers_sort_by_value_and_leading_zeros_do_not_matter() -> None:
    assert ordered("A100 A20 A3 A007", "en") == "A3 A007 A20 A100"


def test_a_surname_sorts_by_its_own_reading() -> None:
    assert ordered("仇英 陈一 秦二 曾三 蔡四", "zh_CN") == "蔡四 陈一 秦二 仇英 曾三"


@given(st.lists(st.text(), max_size=5), st.sampled_from(["en", "zh_CN", "zh_TW"]))
def test_any_text_has_a_key_that_can_be_stored(texts: list[str], language: str) -> None:
    keys = [hanzi.sort_key(text, language) for text in texts]
    assert [key.encode() for key in sorted(keys)] == sorted(key.encode() for key in keys)


@given(st.lists(st.tuples(st.sampled_from(["A-", "KH-", "投诉-", "B"]), st.integers(0, 10**30), st.sampled_from(["", "-", "a"]),
                          st.integers(0, 10**12)), max_size=20))
def test_the_key_of_a_number_sorts_every_run_of_digits_by_its_value(parts: list[tuple[str, int, str, int]]) -> None:
    made = [f"{a}{n}{b or '/'}{m:04d}" for a, n, b, m in parts]
    wanted = sorted(range(len(made)), key=lambda i: (hanzi.number_key(parts[i][0]), parts[i][1], parts[i][2] or "/", parts[i][3]))
    assert [made[i] for i in wanted] == sorted(made, key=hanzi.number_key)


def test_numbers_of_records_sort_alike_whatever_they_are_typed_with() -> None:
    assert hanzi.number_key(" ａ－００１７") == hanzi.number_key("A-17")
    assert hanzi.number_key("A-17b") > hanzi.number_key("A-17") > hanzi.number_key("A-9z")
