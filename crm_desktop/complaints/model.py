"""The rules of a complaint: what its clocks say, whether it was in time, whether it is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from typing import Any

from crm_desktop.kit import clock

FORM = "complaint_record"
STEP, TASK = "complaint_step", "complaint_task"
CALLBACK, RESULT = "complaint_callback_record", "complaint_result_report"
ENDED = ("resolved", "called_back", "closed")
SATISFIED = ("satisfied", "fairly_satisfied")  # of csat5; the last two are not, average is asked for

RESPONSE, SOLUTION = "response", "solution"
RUN, NEAR, LATE, DONE, DONE_LATE = "run", "near", "late", "done", "done_late"
NEAR_PERCENT = 80  # near begins when so much of the limit is used
LIMITS = {RESPONSE: 2 * 60, SOLUTION: 48 * 60}  # of a case from before the policy was kept with it


def minutes(start: str | None, end: str | None) -> int | None:
    """Whole minutes between two stored instants, or None while one is not known."""
    if not start or not end:
        return None
    return int((datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds() // 60)


def limit(record: dict[str, Any], kind: str) -> int:
    """The minutes in force for this case, kept with it when it was registered."""
    return int(record.get(f"{kind}_limit_min") or LIMITS[kind])


def computed(record: dict[str, Any]) -> dict[str, Any]:
    """response_duration, response_in_time, resolution_duration, resolved_in_time (002/1(2), 000/2.1d)."""
    response = minutes(record["received_at"], record["first_response_at"])
    solution = minutes(record["received_at"], record["resolved_at"])
    return {
        "response_duration": response,
        "response_in_time": None if response is None else response <= limit(record, RESPONSE),
        "resolution_duration": solution,
        "resolved_in_time": None if solution is None else solution <= limit(record, SOLUTION),
    }


def is_open(record: dict[str, Any]) -> bool:
    """Open until resolved: neither a time of solution nor an end status."""
    return not record.get("resolved_at") and record.get("status") not in ENDED


@dataclass(frozen=True)
class Stretch:
    """One row of how a limit is worked out: from, to, minutes, their sum in this round, the limit, what is left.

    `what`: used (counted), over (past the limit), ahead (still to come until the limit). `end` of the last counted
    row of a running clock is now. `round` counts from 1; a reopening begins the next.
    """

    round: int
    what: str
    start: str
    end: str
    minutes: int
    total: int
    limit: int
    rest: int


@dataclass(frozen=True)
class Clock:
    """One clock of a case at an instant.

    `kind` response or solution; `state` run, near, late, done, done_late; `left` the minutes left, below 0 when over;
    `share` the used part of the limit (1.0 is all of it).
    """

    kind: str
    state: str
    started_at: str
    ended_at: str | None
    limit_at: str
    limit: int
    used: int
    left: int
    share: float
    rounds: tuple[tuple[str, str | None], ...]
    now: str

    @cached_property
    def ledger(self) -> tuple[Stretch, ...]:
        """How the limit is worked out, round by round."""
        return tuple(row for n, (start, end) in enumerate(self.rounds, 1)
                     for row in _stretches(n, start, end, self.limit, self.now))

    @property
    def running(self) -> bool:
        """Whether it still counts."""
        return self.ended_at is None


def response_clock(record: dict[str, Any], now: str) -> Clock | None:
    """From the complaint to the first response; None for an ended case in which none is known."""
    ended = record.get("first_response_at")
    if not ended and not is_open(record):
        return None
    return _clock(RESPONSE, [(record["received_at"], ended)], limit(record, RESPONSE), now)


def solution_clock(record: dict[str, Any], now: str, rounds: Sequence[tuple[str, str]] = ()) -> Clock | None:
    """From the complaint, or its last reopening, to the solution; None for an ended case without a time of solution.

    `rounds` are the earlier ones (begun, solved), for the ledger.
    """
    ended = record.get("resolved_at")
    if not ended and not is_open(record):
        return None
    begun = record.get("reopened_at") or record["received_at"]
    return _clock(SOLUTION, [*rounds, (begun, ended)], limit(record, SOLUTION), now)


def standing(record: dict[str, Any], kind: str, now: str) -> tuple[str, str]:
    """How the clock of an open case stands and its limit, without the reckoning: run, near or late."""
    begun, allowed = record["received_at"], limit(record, kind)
    if kind == SOLUTION:
        begun = record["reopened_at"] or begun
    limit_at = _after(begun, allowed)
    if limit_at <= late_before(now):
        return LATE, limit_at
    return NEAR if _after(begun, -(-NEAR_PERCENT * allowed // 100)) <= now else RUN, limit_at


def _clock(kind: str, rounds: Sequence[tuple[str, str | None]], allowed: int, now: str) -> Clock:
    start, ended = rounds[-1]
    used = max(0, minutes(start, ended or now) or 0)  # a clock that was set back counts nothing
    return Clock(kind, state_of(used, allowed, running=not ended), start, ended, _after(start, allowed), allowed,
                 used, allowed - used, round(used / allowed, 4), tuple(rounds), now)


def state_of(used: int, allowed: int, *, running: bool) -> str:
    """A limit is passed when a whole minute more than allowed has gone by."""
    if not running:
        return DONE if used <= allowed else DONE_LATE
    return LATE if used > allowed else NEAR if 100 * used >= NEAR_PERCENT * allowed else RUN


def _stretches(nth: int, start: str, ended: str | None, allowed: int, now: str) -> list[Stretch]:
    """The counted minutes up to the limit; then those over it, or those still ahead."""
    end, limit_at = max(start, ended or now), _after(start, allowed)
    used = minutes(start, end) or 0
    if used > allowed:
        return [Stretch(nth, "used", start, limit_at, allowed, allowed, allowed, 0),
                Stretch(nth, "over", limit_at, end, used - allowed, used, allowed, allowed - used)]
    rows = [Stretch(nth, "used", start, end, used, used, allowed, allowed - used)]
    if not ended and used < allowed:
        rows.append(Stretch(nth, "ahead", end, limit_at, allowed - used, allowed, allowed, 0))
    return rows


@lru_cache(8192)
def _after(start: str, added: int) -> str:
    return clock.stamp(datetime.fromisoformat(start) + timedelta(minutes=added))


def late_before(now: str) -> str:
    """The newest limit that has been passed at an instant: open cases whose next_limit_at is not after it are late."""
    return _after(now, -1)
