"""Reminders: when they are due, what putting off means, done and undone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from crm_desktop.kit import clock, due, records
from crm_desktop.kit.errors import Problems
from crm_desktop.kit.store import Store
from crm_desktop.reminders import service
from crm_desktop.reminders.service import FORM, PROMISE

pytestmark = pytest.mark.usefixtures("frozen_clock")  # 2026-11-19 10:26 in Shanghai


def kept(store: Store, what: str = "寄保养发票", day: str = "2026-11-19", time: str | None = None, **more: Any) -> int:
    with store.change("x") as change:
        return service.remind(change, what=what, due_on=day, due_time=time, **more)


def lines(store: Store) -> list[tuple[str, str, str]]:
    return [(line.what, line.at, line.state) for line in service.due_lines(store, due.moment(store))]


def test_a_reminder_of_another_feature_is_one_change_with_it(store: Store) -> None:
    with store.change("x") as change:
        customer = records.create(store, "customer_master", {"customer_name": "甲公司"})
        made = service.remind(change, what="寄保养发票", due_on="2026-11-18", customer=customer,
                              form="customer_master", record=customer, kind=PROMISE)
    found = records.get(store, FORM, made)
    assert found["owner"] == store.user.staff
    assert (found["customer"], found["about"]) == (customer, {"form": "customer_master", "id": customer})
    line, = service.due_lines(store, due.moment(store))
    assert (line.kind, line.form, line.record, line.customer, line.person, line.act) \
        == (PROMISE, FORM, made, customer, store.user.staff, "done")
    assert line in due.read(store).lines
    store.undo()
    assert lines(store) == []


def test_a_long_text_keeps_its_whole_as_remarks(store: Store) -> None:
    text = "两台机器都要看。\n" + "仔细" * 150
    found = records.get(store, FORM, kept(store, text))
    assert len(found["what"]) == 200 and found["remarks"] == text


def test_a_day_is_late_once_it_is_over_and_a_time_once_it_has_passed(store: Store) -> None:
    kept(store, "昨天", "2026-11-18")
    kept(store, "今天")
    kept(store, "刚过", time="10:25")
    kept(store, "快到", time="10:30")
    kept(store, "三天后", "2026-11-22", "09:00")
    kept(store, "四天后", "2026-11-23")
    assert {what: state for what, _at, state in lines(store)} == {
        "昨天": "late", "今天": "due", "刚过": "late", "快到": "due", "三天后": "soon"}
    assert ("快到", "2026-11-19T02:30:00Z", "due") in lines(store)


def test_what_is_done_is_due_no_more_until_it_is_undone(store: Store) -> None:
    made = kept(store)
    service.done(store, made)
    assert records.get(store, FORM, made)["done_at"] == "2026-11-19T02:26:00Z"
    assert lines(store) == []
    before = store.value("SELECT count(*) FROM txns")
    service.done(store, made)
    assert store.value("SELECT count(*) FROM txns") == before
    store.undo()
    assert len(lines(store)) == 1
    service.done(store, made)
    service.reopen(store, made)
    assert len(lines(store)) == 1
    records.delete(store, FORM, [made])
    assert lines(store) == []


def test_what_was_put_off_waits_but_a_promise_stays_late(store: Store) -> None:
    later = clock.stamp(clock.now() + timedelta(minutes=10))
    for kind in ("task", PROMISE):
        service.snooze(store, kept(store, kind, time="09:00", kind=kind), later)
    assert {what: (at, state) for what, at, state in lines(store)} == {
        "task": (later, "due"), PROMISE: ("2026-11-19T01:00:00Z", "late")}
    service.snooze(store, kept(store, "weit", time="09:00"), "2026-12-01T01:00:00Z")
    assert len(lines(store)) == 2


def test_another_day_or_time_ends_the_putting_off(store: Store) -> None:
    made = kept(store, time="09:00")
    service.snooze(store, made, "2026-11-19T02:36:47Z")  # minutes are what a card says
    assert records.get(store, FORM, made)["snoozed"] == "2026-11-19T02:36:00Z"
    records.save(store, FORM, made, {"due_time": "10:30"})
    assert lines(store) == [("寄保养发票", "2026-11-19T02:30:00Z", "due")]
    store.undo()
    assert lines(store) == [("寄保养发票", "2026-11-19T02:36:00Z", "due")]


def test_the_office_goes_by_its_own_clock() -> None:
    store = Store.memory(zone="America/New_York")
    with clock.frozen(datetime(2026, 11, 1, 4, 30, tzinfo=UTC)):  # 00:30 of the night the clocks go back
        made = kept(store, day="2026-11-01", time="09:00")
        assert lines(store) == [("寄保养发票", "2026-11-01T14:00:00Z", "due")]
        service.done(store, made)
    store.close()


@pytest.mark.parametrize("written", ["9:20", "24:00", "0920", "soon"])
def test_a_time_is_written_as_a_time(store: Store, written: str) -> None:
    with pytest.raises(Problems) as caught:
        records.create(store, FORM, {"what": "x", "due_time": written})
    said, = caught.value.problems
    assert said.field == "due_time" and "09:20." in said.sentence


def test_what_is_still_to_be_done_is_of_these_years(store: Store) -> None:
    for day in ("1900-01-01", "2999-12-31"):
        with pytest.raises(Problems, match=f"{day} is too far away") as caught:
            records.create(store, FORM, {"what": "x", "due_on": day})
        assert caught.value.field == "due_on"
        records.create(store, FORM, {"what": "x", "due_on": day, "done_at": "2026-11-18T02:26:00Z"})


def test_what_it_is_about_may_be_any_record(store: Store) -> None:
    about = {"form": "reminder", "id": kept(store)}
    made = records.create(store, FORM, {"what": "x", "about": about})
    assert records.get(store, FORM, made)["about"] == about
    assert records.get(store, FORM, made)["due_on"] == "2026-11-19"
