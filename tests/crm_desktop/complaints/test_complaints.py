"""Complaints: durations, open ones, repeated ones, the month's figures (decision 26)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from crm_desktop.complaints import figures, model
from crm_desktop.kit import clock, records
from crm_desktop.kit.errors import Problems
from crm_desktop.kit.period import Period
from crm_desktop.kit.store import Store
from tests.crm_desktop.sample_office import AT, filled

FORM = model.FORM
NOVEMBER = Period.parse("2026-11")


@pytest.fixture
def customer(store: Store, frozen_clock: object) -> int:
    return records.create(store, "customer_master", {"customer_name": "甲公司"})


def complain(store: Store, customer: int, received: str = "2026-11-10T01:00:00Z", **more: Any) -> int:
    return records.create(store, FORM, {"customer": customer, "content": "漏油", "received_at": received, **more})


def faults(store: Store, customer: int, **values: Any) -> set[str]:
    with pytest.raises(Problems) as caught:
        complain(store, customer, **values)
    return {p.field or "" for p in caught.value.problems}


def test_minutes_are_whole_and_unknown_ones_are_unknown() -> None:
    assert model.minutes("2026-11-10T01:00:00Z", "2026-11-10T03:00:59Z") == 120
    assert model.minutes("2026-11-10T01:00:00Z", None) is None
    assert model.minutes("", "2026-11-10T01:00:00Z") is None


@pytest.mark.parametrize(("answer", "in_time"), [("03:00:00", True), ("03:01:00", False)])
def test_an_answer_on_the_limit_is_in_time(store: Store, customer: int, answer: str, in_time: bool) -> None:
    made = complain(store, customer, first_response_at=f"2026-11-10T{answer}Z")
    assert records.whole(store, FORM, made)["response_in_time"] is in_time


def test_the_limits_are_those_in_force_when_it_was_registered(store: Store, customer: int) -> None:
    store.set_setting("complaints.response_hours", 4)
    made = complain(store, customer, first_response_at="2026-11-10T05:00:00Z")
    store.set_setting("complaints.response_hours", 1)
    found = records.whole(store, FORM, made)
    assert (found["response_limit_min"], found["solution_limit_min"]) == (240, 2880)
    assert (found["response_duration"], found["response_in_time"], found.get("resolved_in_time")) == (240, True, None)


def test_what_cannot_be(store: Store, customer: int) -> None:
    other = records.create(store, "customer_master", {"customer_name": "乙公司"})
    stranger = records.create(store, "contact_person", {"customer": other, "contact_name": "沈知远"})
    assert faults(store, customer, received="2026-11-20T00:00:00Z") == {"received_at"}
    assert faults(store, customer, first_response_at="2026-11-09T01:00:00Z") == {"first_response_at"}
    assert faults(store, customer, resolved_at="2026-11-09T01:00:00Z", status="resolved") == {"resolved_at"}
    assert faults(store, customer, status="closed") == {"resolved_at"}
    assert faults(store, customer, complainant=stranger) == {"complainant"}


def test_open_is_the_same_in_the_list_and_in_the_month(store: Store, customer: int) -> None:
    complain(store, customer)
    complain(store, customer, resolved_at="2026-11-11T01:00:00Z")  # its status was forgotten
    complain(store, customer, resolved_at="2026-11-11T01:00:00Z", status="closed")
    with store.change("import") as change:
        change.insert(FORM, {"customer": customer, "content": "x", "received_at": "2026-11-12T01:00:00Z"})  # no status
    assert records.whole(store, "customer_master", customer)["open_complaints"] == 2
    assert figures.month(store, NOVEMBER)[-1].open == 2
    assert sum(model.is_open(r) for r in store.rows("SELECT * FROM complaints")) == 2


def test_one_solved_this_very_second_is_solved(store: Store, customer: int) -> None:
    complain(store, customer, clock.stamp(), first_response_at=clock.stamp(), resolved_at=clock.stamp(), status="resolved")
    total = figures.month(store, NOVEMBER)[-1]
    assert (total.open, total.answered_in_time, total.solved_in_time, total.solve_minutes) == (0, 1, 1, 0)


def test_repeated_is_the_same_product_before_within_the_days(store: Store, customer: int) -> None:
    first = complain(store, customer, "2026-07-01T00:00:00Z", product="LG-37")
    second = complain(store, customer, "2026-09-01T00:00:00Z", product="LG-37")
    late = complain(store, customer, "2026-01-01T00:00:00Z", product="LG-37")
    other = complain(store, customer, "2026-09-02T00:00:00Z", product="LD-20")
    blank = [complain(store, customer) for _n in range(2)]
    found = records.computed(store, FORM, [first, second, late, other, *blank], ["is_repeated"])
    assert [i for i, r in found.items() if r["is_repeated"]] == [second]


def test_a_month_is_cut_in_the_offices_zone(store: Store, customer: int) -> None:
    complain(store, customer, "2026-10-31T16:00:00Z")  # 1 November 00:00 in Shanghai
    complain(store, customer, "2026-10-31T15:59:59Z")
    assert figures.received(store, NOVEMBER) == 1
    assert figures.received(store, NOVEMBER.previous()) == 1


def test_one_past_its_limit_is_late_and_one_within_is_not_judged(store: Store, customer: int) -> None:
    complain(store, customer, clock.stamp(clock.now() - timedelta(minutes=30)))
    complain(store, customer, clock.stamp(clock.now() - timedelta(hours=3)))
    total = figures.month(store, NOVEMBER)[-1]
    assert (total.received, total.answered, total.answered_in_time, total.solved, total.open) == (2, 1, 0, 0, 2)


def test_a_past_month_is_judged_at_its_end(store: Store, customer: int) -> None:
    complain(store, customer, "2026-10-31T15:00:00Z", first_response_at="2026-11-05T01:00:00Z",
             resolved_at="2026-11-06T01:00:00Z", status="closed")
    total = figures.month(store, NOVEMBER.previous())[-1]
    assert (total.answered, total.solved, total.open, total.answer_minutes) == (0, 0, 1, None)


def test_an_empty_month_has_its_total(store: Store) -> None:
    assert figures.month(store, NOVEMBER) == [figures.Line(None, 0, 0, 0, None, 0, 0, None, 0)]


@pytest.fixture(scope="module")
def office() -> Iterator[Store]:
    store = filled(300, seed=3)
    yield store
    store.close()


@pytest.mark.parametrize("month", ["2026-11", "2026-10", "2026-06", "2026-Q3", "2025"])
def test_every_figure_counted_by_hand(office: Store, month: str) -> None:
    period = Period.parse(month)
    with clock.frozen(AT):
        lines = figures.month(office, period)
    low = datetime.combine(period.start, datetime.min.time(), office.zone).astimezone(UTC)
    high = datetime.combine(period.end + timedelta(days=1), datetime.min.time(), office.zone).astimezone(UTC)
    ends = min(high, AT + timedelta(seconds=1))
    rows = [r for r in office.rows("SELECT * FROM complaints WHERE deleted_at IS NULL")
            if low <= clock.instant(r["received_at"]) < high]
    for line in lines:
        mine = [r for r in rows if line.group is None or (r["severity"] or "") == line.group]
        assert line.received == len(mine)
        for field, limit, judged, good in (("first_response_at", 2, line.answered, line.answered_in_time),
                                           ("resolved_at", 48, line.solved, line.solved_in_time)):
            span = timedelta(hours=limit)
            done = [(clock.instant(r[field]) - clock.instant(r["received_at"])) // timedelta(minutes=1) * timedelta(minutes=1)
                    for r in mine if r[field] and clock.instant(r[field]) < ends]
            waiting = [r for r in mine if not r[field] or clock.instant(r[field]) >= ends]
            late = [r for r in waiting if min(high, AT) - clock.instant(r["received_at"]) >= span + timedelta(minutes=1)]
            assert (judged, good) == (len(done) + len(late), sum(1 for d in done if d <= span))
        assert line.open == sum(1 for r in mine if not r["resolved_at"] or clock.instant(r["resolved_at"]) >= ends)
    assert lines[-1].received == sum(line.received for line in lines[:-1])
