"""What is said when: once, also when the clock is moved, and later when the office was closed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from crm_desktop.kit import clock, due, emptying, records
from crm_desktop.kit.store import Store
from crm_desktop.reminders import ring, service
from crm_desktop.reminders.service import FORM
from tests.conftest import NOW
from tests.crm_desktop.reminders.test_reminders import kept

pytestmark = pytest.mark.usefixtures("frozen_clock")  # 2026-11-19 10:26 in Shanghai


def said(store: Store) -> list[str]:
    """Say what is to be said now."""
    rings = ring.unsaid(store, due.moment(store))
    ring.say(store, rings)
    return [r.what for r in rings]


def test_each_is_said_once_when_it_is_due(store: Store) -> None:
    kept(store, "früh", time="09:00")
    kept(store, "bald", time="10:30")
    kept(store, "morgen", "2026-11-20", "09:00")
    assert ring.next_at(store, due.moment(store)) == "2026-11-19T02:30:00Z"
    assert said(store) == ["früh"]
    assert said(store) == []
    with clock.frozen(NOW + timedelta(minutes=4)):
        assert said(store) == ["bald"]
        assert ring.next_at(store, due.moment(store)) is None
    with clock.frozen(NOW + timedelta(days=1)):
        assert said(store) == ["morgen"]


def test_a_clock_set_back_repeats_nothing_and_loses_nothing(store: Store) -> None:
    kept(store, "10:26", time="10:26")
    kept(store, "10:40", time="10:40")
    assert said(store) == ["10:26"]
    for back in (timedelta(minutes=2), timedelta(hours=3), timedelta(days=2)):
        with clock.frozen(NOW - back):
            assert said(store) == []
    assert said(store) == []
    with clock.frozen(NOW + timedelta(minutes=14)):
        assert said(store) == ["10:40"]


def test_a_clock_set_forward_says_what_it_passed_over_and_it_stays_open(store: Store) -> None:
    kept(store, "10:40", time="10:40")
    with clock.frozen(NOW + timedelta(days=3)):
        assert said(store) == ["10:40"]
    assert said(store) == []
    assert [line.state for line in service.due_lines(store, due.moment(store))] == ["due"]


def test_what_was_put_off_is_said_again_then(store: Store) -> None:
    made = kept(store, time="10:00")
    assert said(store) == ["寄保养发票"]
    service.snooze(store, made, clock.stamp(NOW + timedelta(minutes=10)))
    first, = ring.unsaid(store, due.Moment("2026-11-19T02:36:00Z", NOW.date(), store.zone))
    assert not ring.unsaid(store, due.moment(store))
    assert ring.still(store, first)
    with clock.frozen(NOW + timedelta(minutes=10)):
        assert said(store) == ["寄保养发票"]
    service.done(store, made)
    assert not ring.still(store, first)


def test_another_time_is_another_reminder(store: Store) -> None:
    made = kept(store, time="10:00")
    assert said(store) == ["寄保养发票"]
    records.save(store, FORM, made, {"due_time": "10:10"})
    assert said(store) == ["寄保养发票"]


def test_a_day_without_a_time_is_due_that_day(store: Store) -> None:
    kept(store, "heute")
    kept(store, "morgen", "2026-11-20")
    assert [(r.what, r.timed) for r in ring.unsaid(store, due.moment(store))] == [("heute", False)]


def test_only_ones_own_and_nobodys_are_said(store: Store) -> None:
    other = records.create(store, "staff_record", {"name": "何敏"})
    kept(store, "hers", time="10:00", owner=other)
    kept(store, "mine", time="10:00")
    nobody = kept(store, "nobody's", time="10:00")
    records.save(store, FORM, nobody, {"owner": None})
    assert said(store) == ["mine", "nobody's"]


def test_a_reminder_destroyed_takes_what_was_said_with_it(store: Store) -> None:
    made = kept(store, time="10:00")
    said(store)
    records.delete(store, FORM, [made])
    emptying.empty_bin(store)
    assert store.value("SELECT count(*) FROM reminders_said") == 0
