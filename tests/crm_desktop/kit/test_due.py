"""Due lines are judged by one moment, in the office's own day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from crm_desktop.kit import clock, due, records
from crm_desktop.kit.due import Moment
from crm_desktop.kit.store import Store

# 18:30 UTC on the 21st is 02:30 on the 22nd in Shanghai
AT = Moment("2026-11-21T18:30:00Z", date(2026, 11, 22), ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(("when", "state"), [
    ("2026-11-21T18:29:59Z", "late"), ("2026-11-21T18:30:00Z", "due"), ("2026-11-22T15:59:59Z", "due"),
    ("2026-11-22T16:00:00Z", "soon"), ("2026-11-21", "late"), ("2026-11-22", "due"), ("2026-11-23", "soon"),
])
def test_state_of_an_instant_and_of_a_day(when: str, state: str) -> None:
    assert AT.state(when) == state


def test_three_more_days_are_shown() -> None:
    assert AT.last == date(2026, 11, 25)


def asked(store: Store, now: datetime, age: int) -> tuple[int, int]:
    """How many lines are late, and how often reminders were read for that."""
    seen: list[str] = []
    with clock.frozen(now):
        store.db.conn.set_trace_callback(seen.append)
        found = due.lines(store, age=age)
        store.db.conn.set_trace_callback(None)
    return sum(d.state == due.LATE for d in found), sum("FROM reminders" in s for s in seen)


def test_lines_are_read_again_when_something_was_written_or_time_went_on(store: Store) -> None:
    now = datetime(2026, 11, 19, 2, 26, tzinfo=UTC)
    records.create(store, "reminder", {"what": "x", "due_on": "2026-11-19", "due_time": "10:26"})
    assert asked(store, now, 30) == (0, 1)
    assert asked(store, now + timedelta(seconds=30), 30) == (0, 0)
    assert asked(store, now + timedelta(seconds=30), 2) == (1, 1)
    assert asked(store, now, 30) == (0, 1)  # a clock that was set back
    records.create(store, "reminder", {"what": "y", "due_on": "2026-11-18"})
    assert asked(store, now, 30) == (1, 1)
    with store.change("x") as change:
        change.insert("reminder", {"what": "z", "due_on": "2026-11-18"})
        assert asked(store, now, 30) == (2, 1)
