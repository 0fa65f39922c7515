"""The rules of a call-back plan: its states, its kind, how long it takes, what overlaps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

PLAN, RECORD, PHONE = "callback_plan", "callback_record", "telephone_callback_record"
REPORT, LIST = "callback_report", "callback_list"
PLANNED, POSTPONED, DONE, MISSED, CANCELLED = "planned", "postponed", "done", "missed", "cancelled"
OPEN = (PLANNED, POSTPONED)
REACHED = "reached"  # the outcome of a telephone record that makes its plan done
KINDS = ("face_to_face", "phone", "mail")
WALK_IN = "walk_in"
SHORTEST, LONGEST, DAY = 5, 12 * 60, 24 * 60
USUAL = 60

# From one state to which others a verb may lead. Done is left only when its record goes.
TURNS = {
    PLANNED: {POSTPONED, DONE, MISSED, CANCELLED},
    POSTPONED: {POSTPONED, DONE, MISSED, CANCELLED},
    MISSED: {POSTPONED, DONE, CANCELLED},
    CANCELLED: {PLANNED},
    DONE: set[str](),
}


def may(state: str | None, to: str) -> bool:
    """Whether a plan in that state can come into another."""
    return to in TURNS.get(state or PLANNED, set())


def kind_of(modes: Sequence[str] | None) -> str:
    """The kind a plan is drawn as: its first method; without one it is a telephone call."""
    return modes[0] if modes and modes[0] in KINDS else "phone"


def minute(clock: str | None) -> int | None:
    """The minute of the day of HH:MM."""
    return int(clock[:2]) * 60 + int(clock[3:5]) if clock else None


def clock(minute_of_day: int) -> str:
    """HH:MM of a minute of the day."""
    return f"{minute_of_day // 60:02d}:{minute_of_day % 60:02d}"


def span(plan: dict[str, Any]) -> tuple[int, int] | None:
    """First minute of the day and the first one after it; None for a plan without a start time."""
    start = minute(plan.get("start_time"))
    return None if start is None else (start, start + (plan.get("duration") or USUAL))


def overlap(one: tuple[int, int] | None, other: tuple[int, int] | None) -> bool:
    """Whether two stretches of a day share a minute."""
    return one is not None and other is not None and one[0] < other[1] and other[0] < one[1]
