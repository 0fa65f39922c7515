"""Story: one whole day at the desk by keyboard alone, in simplified Chinese, on a real encrypted office."""

from __future__ import annotations

from pathlib import Path

from tests.flows import day_story as day
from tests.flows.day_hand import Hand
from tests.flows.window_story import PASSWORD, Story, _sample_thrown_away, office, story

__all__ = ["_sample_thrown_away", "office", "story"]


def test_one_whole_day_by_keyboard(story: Story, office: Path) -> None:
    story.window.settings.set("language", "zh_CN")
    story.start(office)
    story.window.sign_in.password.setFocus()
    from tests.conftest import SHANGHAI
    hand = Hand(story.window, SHANGHAI)
    try:
        hand.at("10:26")
        day.sign_in(hand, PASSWORD)
        day.morning(hand)
        hand.at("10:31")
        number = day.phone_rings(hand)
        day.receipt(hand, number)
        hand.at("10:50")
        day.stranger_calls(hand)
        hand.at("11:05")
        day.handle(hand, number)
        day.not_satisfied(hand, number)
        day.to_the_end(hand, number)
    finally:
        hand.end()
