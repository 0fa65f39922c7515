"""The whole day in its order, by keyboard: what the story test lives through, and the tour with pictures."""

from __future__ import annotations

from pathlib import Path

from tests.flows import day_evening, day_story, day_week
from tests.flows.day_hand import Hand


def by_keyboard(hand: Hand, password: str, out: Path) -> None:
    """From signing in to the month's paper, which is written to `out`."""
    hand.at("10:26")
    day_story.sign_in(hand, password)
    day_story.morning(hand)
    hand.at("10:31")
    number = day_story.phone_rings(hand)
    day_story.receipt(hand, number)
    hand.at("10:50")
    day_story.stranger_calls(hand)
    first = day_week.week(hand)
    day_week.prepare(hand, first)
    hand.at("11:05")
    day_story.handle(hand, number)
    day_story.not_satisfied(hand, number)
    hand.at("14:40")
    day_week.record(hand)
    call = day_week.call(hand)
    day_week.visitor(hand)
    day_story.open_case(hand, number)
    day_story.to_the_end(hand, number)
    day_evening.twenty_sheets(hand)
    day_evening.results(hand)
    day_week.reminded(hand, call)
    hand.at("17:00")
    day_evening.month(hand, out)
