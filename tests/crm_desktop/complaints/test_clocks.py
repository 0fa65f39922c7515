"""The clocks: states, minutes, the ledger, and that lists find the same cases by an index."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_desktop.complaints import clocks, model, service
from crm_desktop.complaints.model import FORM
from crm_desktop.kit import clock, records
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.query import Query
from crm_desktop.kit.store import Store
from tests.crm_desktop.complaints.case_office import after, at, case, solved

MINUTE = 1 / 60


@pytest.mark.parametrize(("hours", "state", "left"), [
    (0, "run", 120), (1.5, "run", 30), (1.6, "near", 24), (2, "near", 0), (2 + MINUTE, "late", -1), (30, "late", -1680)])
def test_the_response_clock_runs(store: Store, hours: float, state: str, left: int) -> None:
    made = case(store)
    with at(hours):
        one = clocks.of(store, made)["response"]
    assert one is not None
    assert (one.state, one.left, one.used, one.limit_at, one.running) == (state, left, 120 - left, after(2), True)


@pytest.mark.parametrize(("hours", "state"), [(2, "done"), (2 + MINUTE, "done_late")])
def test_the_response_clock_stops(store: Store, hours: float, state: str) -> None:
    made = case(store)
    with at(hours):
        service.respond(store, made, "x")
    with at(300):
        one = clocks.of(store, made)["response"]
    assert one is not None and (one.state, one.ended_at) == (state, after(hours))


def test_a_case_keeps_its_limits_when_the_settings_change(store: Store) -> None:
    store.set_setting("complaints.solution_hours", 10)
    made = case(store)
    store.set_setting("complaints.solution_hours", 100)
    with at(11):
        one = clocks.of(store, made)["solution"]
    assert one is not None and (one.state, one.limit) == ("late", 600)
    assert store.value("SELECT next_limit_at FROM complaints WHERE id = ?", (made,)) == after(2)


def test_the_ledger_adds_up(store: Store) -> None:
    made = case(store)
    with at(50):
        late = clocks.of(store, made)["solution"]
        service.solve(store, made, "x")
    assert late is not None
    assert [(s.what, s.start, s.end, s.minutes, s.total, s.rest) for s in late.ledger] == [
        ("used", after(0), after(48), 2880, 2880, 0), ("over", after(48), after(50), 120, 3000, -120)]
    with at(60):
        service.reopen(store, made, "x")
    with at(70):
        again = clocks.of(store, made)["solution"]
    assert again is not None and (again.state, again.limit_at, again.used) == ("run", after(108), 600)
    assert [(s.round, s.what, s.minutes, s.total, s.rest) for s in again.ledger] == [
        (1, "used", 2880, 2880, 0), (1, "over", 120, 3000, -120), (2, "used", 600, 600, 2280),
        (2, "ahead", 2280, 2880, 0)]


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 200_000), st.integers(1, 10_000), st.booleans())
def test_any_ledger_adds_up(spent: int, allowed: int, running: bool) -> None:
    start = "2028-02-28T23:00:00Z"  # over the leap day
    end = model._after(start, spent)
    record = {"received_at": start, "resolved_at": None if running else end, "status": "handling" if running else "closed",
              "solution_limit_min": allowed}
    one = model.solution_clock(record, end)
    assert one is not None
    counted = [s for s in one.ledger if s.what != "ahead"]
    assert sum(s.minutes for s in counted) == one.used == spent
    assert (one.left, counted[-1].rest, counted[-1].total) == (allowed - spent, allowed - spent, spent)
    assert all(a.end == b.start for a, b in zip(one.ledger, one.ledger[1:], strict=False))
    assert (one.state in ("late", "done_late")) == (spent > allowed)
    assert one.running is running


def test_a_case_over_the_leap_day(store: Store) -> None:
    start = datetime(2028, 2, 28, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    with clock.frozen(start):
        customer = records.create(store, "customer_master", {"customer_name": "闰年公司"})
        made = service.register(store, {"customer": customer, "content": "x"})
    with at(48, start):
        one = clocks.of(store, made)["solution"]
        assert one is not None and (one.state, one.limit_at) == ("near", "2028-03-01T04:00:00Z")
        service.solve(store, made, "x")
    assert records.get(store, FORM, made)["callback_due_on"] == "2028-03-04"
    assert records.whole(store, FORM, made)["resolved_in_time"] is True


def test_a_clock_set_back_counts_nothing(store: Store) -> None:
    made = case(store)
    with at(-5):
        one = clocks.of(store, made)["response"]
    assert one is not None and (one.state, one.used, one.left) == ("run", 0, 120)


def test_what_is_not_known_has_no_clock(store: Store) -> None:
    made = case(store, resolved_at=after(0), status="closed")
    both = clocks.of(store, made)
    assert both["response"] is None
    assert both["solution"] is not None and both["solution"].state == "done"
    with pytest.raises(Problem, match="gone for good"):
        clocks.of(store, 99)


def test_what_a_list_says(store: Store) -> None:
    made, done = case(store), solved(store, 50)
    with at(3):
        said = records.computed(store, FORM, [made, done], ("response_clock", "solution_clock", "response_state",
                                                            "solution_state"))
    assert said[made] == {"response_clock": "1 h over", "solution_clock": "45 h left", "response_state": "late",
                          "solution_state": "run"}
    assert said[done] == {"response_clock": "1 h", "solution_clock": "50 h", "response_state": "done",
                          "solution_state": "done_late"}


@pytest.mark.parametrize(("minutes", "said"), [(59, "59 min"), (5759, "95 h 59 min"), (5760, "4 d 0 h"), (7000, "4 d 20 h")])
def test_long_times_are_said_in_days(minutes: int, said: str) -> None:
    assert clocks.length(minutes) == said


def test_lists_find_what_the_clocks_say(store: Store) -> None:
    """Open, late and near by the stored instants are those by the clocks, at every moment of three days."""
    made = [case(store), solved(store), case(store, first_response_at=after(0)), case(store), case(store)]
    with at(20):
        service.reopen(store, made[1], "x")
    store.set_setting("complaints.response_hours", 5)
    made.append(case(store))
    for minute in [m * 7 for m in range(20 * 60 // 7, 72 * 60 // 7)] + [48 * 60, 48 * 60 + 1, 120, 121, 96, 95]:
        with at(minute / 60):
            both = clocks.many(store, made)
            states = {i: {c.state for c in b.values() if c and c.running} for i, b in both.items()}
            late = [i for i, s in states.items() if "late" in s]
            near = [i for i, s in states.items() if "near" in s and "late" not in s]
            for conditions, wanted in ((clocks.late(), late), (clocks.near(), near),
                                       (clocks.still_open(), [i for i, s in states.items() if s])):
                found = Query(FORM, where=conditions, sort=("id",)).run(store).ids()
                assert sorted(found) == wanted, (minute, conditions)


def test_the_tightest_comes_first_and_what_has_no_limit_last(store: Store) -> None:
    over = solved(store)
    answered, new = case(store), case(store)
    with at(1):
        service.respond(store, answered, "x")
    assert Query(FORM, sort=("next_limit_at",)).run(store).ids() == [new, answered, over]
    assert Query(FORM, sort=("-next_limit_at",)).run(store).ids() == [answered, new, over]
    assert Query(FORM, where=clocks.still_open(), sort=("next_limit_at",)).run(store).ids() == [new, answered]


def test_an_index_serves_them(store: Store) -> None:
    def plan(query: Query) -> str:
        found = query.run(store)
        order = f" ORDER BY {found._order}" if found._order else ""
        return str(store.rows(f"EXPLAIN QUERY PLAN SELECT id {found._from()}{order}", found._params))

    for conditions in (clocks.late(), clocks.near(), clocks.still_open()):
        assert "USING INDEX complaints_ne" in plan(Query(FORM, where=conditions)), conditions
    for sort in ("next_limit_at", "-next_limit_at"):
        told = plan(Query(FORM, sort=(sort,)))
        assert "USING INDEX complaints_next" in told and "TEMP B-TREE" not in told
