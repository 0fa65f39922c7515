"""A sheet keyed by digits: whatever is pressed, the paper stays a paper."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.surveys import model
from crm_desktop.surveys.keying import Keying

KEYS = st.one_of(st.integers(0, 9), st.sampled_from(("up", "down")),
                 st.tuples(st.sampled_from(model.ITEMS), st.integers(0, 2)))


def press(paper: Keying, key: object) -> None:
    if isinstance(key, int):
        paper.digit(key)
    elif isinstance(key, tuple):
        paper.tick(key[0], model.SCALES[key[0]][key[1]])
    else:
        paper.move(1 if key == "down" else -1)


@given(st.lists(KEYS, max_size=80))
def test_whatever_is_pressed_the_paper_stays_a_paper(keys: list[object]) -> None:
    paper = Keying()
    for key in keys:
        press(paper, key)
        assert 0 <= paper.at <= len(model.ITEMS)
        assert all(a in model.SCALES[i] for i, a in paper.answers.items())
        assert not paper.blank & set(paper.answers)
        assert len(paper.open_items()) + len(paper.answers) + len(paper.blank) == len(model.ITEMS)
    again = Keying.of(paper.keep())
    assert again == paper


@given(st.lists(st.integers(0, 5), min_size=1, max_size=14))
def test_digits_answer_in_the_order_of_the_paper(digits: list[int]) -> None:
    paper, wanted = Keying(), {}
    for digit in digits:
        item = paper.item
        assert item is not None
        said = paper.digit(digit)
        scale = model.SCALES[item]
        if digit > len(scale):
            assert said
            assert paper.item == item
            assert item not in paper.answers
        else:
            assert not said
            assert paper.item != item
            if digit:
                wanted[item] = scale[digit - 1]
    assert paper.answers == wanted


@given(st.integers(0, 13), st.integers(1, 3), st.integers(0, 3))
def test_one_step_back_is_keyed_again(at: int, first: int, second: int) -> None:
    paper = Keying(at=at)
    item = paper.item
    assert item is not None
    paper.digit(first)
    paper.move(-1)
    assert paper.item == item
    paper.digit(second)
    assert paper.answers.get(item) == (model.SCALES[item][second - 1] if second else None)


@pytest.mark.parametrize(("item", "digit", "said"), [
    ("product_competitiveness", 4, "This item has 3 steps: press 1 to 3, or 0 for no answer."),
    ("needs_fulfilment", 5, "This item has 4 steps: press 1 to 4, or 0 for no answer."),
    ("overall_service", 6, "This item has 5 steps: press 1 to 5, or 0 for no answer.")])
def test_a_digit_out_of_scale_is_told(item: str, digit: int, said: str) -> None:
    paper = Keying(at=model.ITEMS.index(item))
    assert paper.digit(digit) == said
    assert paper.item == item


def test_behind_the_last_item_digits_do_nothing() -> None:
    paper = Keying(at=len(model.ITEMS))
    assert paper.item is None
    assert paper.digit(3) == ""
    assert paper.is_empty()


def test_a_strange_draft_is_taken_as_far_as_it_fits() -> None:
    paper = Keying.of({"answers": {"overall_service": "satisfied", "overall": "x", "product_price": "strong"},
                       "blank": ["overall_service", "product_price"], "at": 99})
    assert (paper.answers, paper.blank, paper.at) == ({"overall_service": "satisfied"}, {"product_price"}, 14)
