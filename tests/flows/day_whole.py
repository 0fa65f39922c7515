"""The whole day in its order, by keyboard or by mouse: what the story tests and the tour with pictures live through."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from tests.flows import day_evening, day_story, day_week, mouse_case, mouse_evening, mouse_morning, mouse_week
from tests.flows.day_hand import Hand


@dataclass(frozen=True)
class Way:
    """How each part of the day is done: modules with the same steps."""

    morning: ModuleType
    case: ModuleType
    week: ModuleType
    evening: ModuleType


WAYS = {"keyboard": Way(day_story, day_story, day_week, day_evening),
        "mouse": Way(mouse_morning, mouse_case, mouse_week, mouse_evening)}


def live(name: str, hand: Hand, password: str, out: Path) -> None:
    """From signing in to the month's paper, which is written to `out`."""
    way = WAYS[name]
    hand.at("10:26")
    way.morning.sign_in(hand, password)
    way.morning.morning(hand)
    hand.at("10:31")
    number = way.case.phone_rings(hand)
    way.case.receipt(hand, number)
    hand.at("10:50")
    way.case.stranger_calls(hand)
    first = way.week.week(hand)
    way.week.prepare(hand, first)
    hand.at("11:05")
    way.case.handle(hand, number)
    way.case.not_satisfied(hand, number)
    hand.at("14:40")
    way.week.record(hand)
    call = way.week.call(hand)
    way.week.visitor(hand)
    way.case.to_the_end(hand, number)
    way.evening.sheets(hand)
    way.evening.results(hand)
    way.week.reminded(hand, call)
    hand.at("17:00")
    way.evening.month(hand, out)
