"""Due lines are judged by one moment, in the office's own day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from crm_desktop.kit import clock, due, records
from crm_desktop.kit.due import Moment
from crm_desktop.kit.store import Store
from crm_desktop.reminders import service

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


def asked(store: Store, now: datetime, age: int) -> tuple[int, bool]:
    """How many lines are late, and whether reminders were read for that."""
    seen: list[str] = []
    with clock.frozen(now):
        store.db.conn.set_trace_callback(seen.append)
        found = due.read(store, age=age).lines
        store.db.conn.set_trace_callback(None)
    return sum(d.state == due.LATE for d in found), any("FROM reminders" in s for s in seen)


def test_lines_are_read_again_when_something_was_written_or_time_went_on(store: Store) -> None:
    now = datetime(2026, 11, 19, 2, 26, tzinfo=UTC)
    records.create(store, "reminder", {"what": "x", "due_on": "2026-11-19", "due_time": "10:26"})
    assert asked(store, now, 30) == (0, True)
    assert asked(store, now + timedelta(seconds=30), 30) == (0, False)
    assert asked(store, now + timedelta(seconds=30), 2) == (1, True)
    assert asked(store, now, 30) == (0, True)  # a clock that was set back
    records.create(store, "reminder", {"what": "y", "due_on": "2026-11-18"})
    assert asked(store, now, 30) == (1, True)
    with store.change("x") as change:
        change.insert("reminder", {"what": "z", "due_on": "2026-11-18"})
        assert asked(store, now, 30) == (2, True)


def plans(store: Store, days: Sequence[str], **more: Any) -> list[int]:
    """Plans of call-backs on these days, at ten."""
    with store.change("x") as change:
        return change.insert_many("callback_plan", [{
            "planned_date": day, "start_time": "10:00", "duration": 30, "state": "planned", "planned_customer": 1,
            "purpose": f"nothing, {number}", **more} for number, day in enumerate(days)])


@pytest.mark.usefixtures("frozen_clock")
def test_however_many_are_late_those_of_today_and_the_next_days_are_there(store: Store) -> None:
    records.create(store, "customer_master", {"customer_name": "棠溪湾酒店"})
    plans(store, ["2026-10-01"] * 700)
    new = plans(store, ["2026-11-19", "2026-11-20", "2026-11-22"])
    plans(store, ["2026-11-23"])
    found = due.read(store)
    assert [d.record for d in found.lines if d.state != due.LATE] == new
    assert sum(d.state == due.LATE for d in found.lines) == due.MOST[due.LATE]
    rest, = found.rests
    assert (rest.kind, rest.form, rest.state, rest.count) == (
        "callback", "callback_plan", due.LATE, 700 - due.MOST[due.LATE])
    listing = rest.query(store).run(store)
    assert listing.count == store.value("SELECT count(*) FROM callback_plans WHERE planned_date < '2026-11-19'") == 700
    records.delete(store, "callback_plan", listing.ids(0, 700 - due.MOST[due.LATE]))
    assert due.read(store).rests == []
    assert [d.record for d in due.read(store).lines if d.state != due.LATE] == new


@pytest.mark.usefixtures("frozen_clock")
def test_one_persons_lines_are_not_hidden_by_those_of_others(store: Store) -> None:
    records.create(store, "customer_master", {"customer_name": "棠溪湾酒店"})
    other = records.create(store, "staff_record", {"name": "何敏"})
    plans(store, ["2026-11-19"] * 600, callback_specialist=other)
    own = plans(store, ["2026-11-19"], callback_specialist=store.user.staff, start_time="16:00")
    assert own[0] not in [d.record for d in due.read(store).lines]
    found = due.read(store, person=store.user.staff)
    assert [d.record for d in found.lines] == own and found.rests == []
    rest, = due.read(store, person=other).rests
    assert rest.count == 600 - due.MOST[due.DUE] and rest.query(store).count(store) == 600


@pytest.mark.usefixtures("frozen_clock")
def test_nothing_is_due_of_a_customer_in_the_recycle_bin(store: Store) -> None:
    customer = records.create(store, "customer_master", {"customer_name": "棠溪湾酒店"})
    made = plans(store, ["2026-11-19"] * 3, planned_customer=customer)
    assert [d.record for d in due.read(store).lines] == made
    with store.change("x") as change:
        change.delete("customer_master", customer)
    assert due.read(store).lines == []


@pytest.mark.usefixtures("frozen_clock")
def test_a_reminder_put_off_to_today_is_there_however_many_are_late(store: Store) -> None:
    with store.change("x") as change:
        kept = [service.remind(change, what=f"{n}", due_on="2026-11-01") for n in range(300)]
    service.snooze(store, kept[-1], "2026-11-19T06:00:00Z")
    found = due.read(store)
    assert [d.record for d in found.lines if d.state == due.DUE] == [kept[-1]]
    rest, = found.rests
    assert rest.count == 299 - due.MOST[due.LATE]


@pytest.mark.usefixtures("frozen_clock")
def test_what_lines_are_about_is_read_when_it_is_asked_for(store: Store) -> None:
    records.create(store, "customer_master", {"customer_name": "棠溪湾酒店"})
    many = due.MOST[due.DUE]
    plans(store, ["2026-11-19"] * many)
    seen: list[str] = []
    store.db.conn.set_trace_callback(seen.append)
    found = due.read(store).lines
    assert not [sql for sql in seen if "purpose" in sql]
    assert found[0].what == "棠溪湾酒店 · nothing, 0" and found[3].what == "棠溪湾酒店 · nothing, 3"
    assert len([sql for sql in seen if "purpose" in sql]) == 1
    assert {d.what for d in found} == {f"棠溪湾酒店 · nothing, {n}" for n in range(many)}
    assert len([sql for sql in seen if "purpose" in sql]) < 10
    store.db.conn.set_trace_callback(None)
