"""Every number of complaints against a query of its own, and the rows behind it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from crm_desktop.complaints import figures, service, statistics
from crm_desktop.complaints.model import FORM
from crm_desktop.customers import figures as customer_figures
from crm_desktop.kit import clock, records
from crm_desktop.kit.period import Period
from crm_desktop.kit.store import Store
from tests.crm_desktop.complaints.case_office import after, at, case, row, solved
from tests.crm_desktop.sample_office import AT, filled

NOVEMBER = Period.parse("2026-11")


@pytest.fixture(scope="module")
def made() -> Iterator[Store]:
    store = filled(300, seed=7)
    yield store
    store.close()


@pytest.fixture
def office(made: Store) -> Iterator[Store]:
    with clock.frozen(AT):
        yield made


def received_in(office: Store, period: Period) -> tuple[str, tuple[str, str]]:
    return "deleted_at IS NULL AND received_at >= ? AND received_at < ?", period.instants(office.zone)


@pytest.mark.parametrize("field", figures.GROUPS)
@pytest.mark.parametrize("text", ["2026-11", "2026-09", "2026-Q3", "2026"])
def test_groups_against_plain_counts(office: Store, field: str, text: str) -> None:
    period = Period.parse(text)
    where, inside = received_in(office, period)
    lines = figures.by(office, period, field)
    wanted = {r["g"]: r["n"] for r in office.rows(
        f"SELECT coalesce({field}, '') AS g, count(*) AS n FROM complaints WHERE {where} GROUP BY 1", inside)}
    assert {line.group: line.received for line in lines[:-1]} == wanted
    for name in ("received", "answered", "answered_in_time", "solved", "solved_in_time", "open", "late"):
        assert getattr(lines[-1], name) == sum(getattr(line, name) for line in lines[:-1]), name


@pytest.mark.parametrize("text", ["2026-11", "2026"])
def test_late_and_open_of_a_running_period_are_their_lists(office: Store, text: str) -> None:
    period = Period.parse(text)
    for field in ("severity", "cause_class"):
        for line in figures.by(office, period, field):
            for what, number in (("received", line.received), ("open", line.open), ("late", line.late),
                                 ("solved", line.received - line.open)):
                query = figures.rows(office, period, what, field if line.group is not None else "", line.group)
                assert query.run(office).count == number, (line, what)
    assert figures.by(office, period, "severity")[-1].late > 0


def test_late_by_hand(office: Store) -> None:
    where, inside = received_in(office, NOVEMBER)
    now = clock.stamp()
    late = int(office.value(
        f"SELECT count(*) FROM complaints WHERE {where} AND resolved_at IS NULL AND ("
        " (first_response_at IS NULL AND julianday(?) - julianday(received_at) > (response_limit_min + 0.99) / 1440.0)"
        " OR julianday(?) - julianday(coalesce(reopened_at, received_at)) > (solution_limit_min + 0.99) / 1440.0)",
        (*inside, now, now)))
    assert figures.month(office, NOVEMBER)[-1].late == late


def test_a_past_period_says_what_was_solved_in_it(office: Store) -> None:
    period = Period.parse("2026-09")
    lines = figures.month(office, period)
    ids = figures.rows(office, period, "open").run(office).ids()
    assert figures.rows(office, period, "solved").run(office).count == lines[-1].received - lines[-1].open
    assert len(ids) == lines[-1].open
    assert set(ids) >= set(figures.rows(office, period, "late").run(office).ids())


@pytest.mark.parametrize("text", ["2026-11", "2026-08", "2026"])
@pytest.mark.parametrize("field", ["", "severity", "responsible_department"])
def test_every_number_opens_its_rows(office: Store, text: str, field: str) -> None:
    period = Period.parse(text)
    lines = figures.by(office, period, field or "severity")
    for line in lines if field else lines[-1:]:
        numbers = {"received": line.received, "open": line.open, "late": line.late, "answered": line.answered,
                   "answered_in_time": line.answered_in_time, "answered_late": line.answered - line.answered_in_time,
                   "judged": line.solved, "solved_in_time": line.solved_in_time,
                   "solved_late": line.solved - line.solved_in_time, "solved": line.received - line.open}
        group = (field, line.group) if line.group is not None else ("", None)
        for what, number in numbers.items():
            assert figures.rows(office, period, what, *group).run(office).count == number, (line, what)


@pytest.mark.parametrize("text", ["2026-11", "2026-10", "2026-H1"])
def test_statistics_by_hand(office: Store, text: str) -> None:
    period = Period.parse(text)
    this, before = statistics.compare(office, period)
    assert before.period == period.previous()
    for one in (this, before):
        where, inside = received_in(office, one.period)
        ends = min(inside[1], clock.stamp(AT))

        def count(test: str, *more: Any, where: str = where, inside: tuple[str, str] = inside) -> int:
            return int(office.value(f"SELECT count(*) FROM complaints WHERE {where} AND {test}", (*inside, *more)))

        assert one.received == count("1")
        assert one.resolved == count("resolved_at <= ?", ends) == one.received - one.total.open
        assert one.satisfied == count("resolved_at <= ? AND customer_satisfied = 1", ends)
        assert one.asked == count("resolved_at <= ? AND customer_satisfied IS NOT NULL", ends)
        assert one.reopened == count("reopened_count >= 1")
        assert one.complete == count("channel || contact || subject || severity || accepted_by IS NOT NULL")
        ids = office.column(f"SELECT id FROM complaints WHERE {where}", inside)
        again = records.computed(office, FORM, ids, ["is_repeated"])
        assert one.repeated == sum(r["is_repeated"] for r in again.values())
        for what in ("satisfied", "asked", "reopened", "resolved", "repeated", "complete"):
            assert statistics.rows(office, one.period, {"resolved": "solved"}.get(what, what)).run(office).count == getattr(one, what)
        assert one.rate == pytest.approx(100 * one.received / one.customers)
    moves = customer_figures.movement(office, period)
    assert (this.customers, before.customers) == (sum(m.end for m in moves), sum(m.start for m in moves))


def test_each_case_is_held_to_its_own_limits(store: Store) -> None:
    made = [case(store)]  # 2 h
    store.set_setting("complaints.response_hours", 4)
    made.append(case(store))
    with at(3):
        for one in made:
            service.respond(store, one, "x")
        total = figures.month(store, NOVEMBER)[-1]
    assert (total.answered, total.answered_in_time, total.answer_minutes) == (2, 1, 180)


def test_a_reopened_case_is_judged_from_the_complaint(store: Store) -> None:
    made = solved(store, 5)
    with at(60):
        service.reopen(store, made, "x")
        total = figures.month(store, NOVEMBER)[-1]
        assert (total.open, total.late, total.solved, total.solved_in_time) == (1, 0, 1, 0)
    with at(61):
        service.solve(store, made, "y")
        assert records.whole(store, FORM, made)["resolved_in_time"] is False
        total = figures.month(store, NOVEMBER)[-1]
    assert (total.open, total.solved, total.solved_in_time) == (0, 1, 0)


def test_a_case_that_ended_without_a_noted_response_is_judged_by_its_solution_alone(store: Store) -> None:
    case(store, resolved_at=after(-1), status="resolved", received_at=after(-20))  # as old ones are imported
    case(store, received_at=after(-20))
    with at(4):
        total = figures.month(store, NOVEMBER)[-1]
        assert (total.answered, total.answered_in_time, total.solved, total.solved_in_time) == (1, 0, 1, 1)
        assert [figures.rows(store, NOVEMBER, what).run(store).count for what in ("answered", "answered_late")] == [1, 1]
    with clock.frozen(AT.replace(month=12)):
        assert figures.month(store, NOVEMBER)[-1].answered == 1


def test_of_nothing_there_is_no_share(store: Store) -> None:
    with at():
        this, before = statistics.compare(store, NOVEMBER)
    for one in (this, before):
        assert (one.received, one.rate, one.resolved_rate, one.satisfaction_rate, one.completeness) == (0, *[None] * 4)
    assert statistics.change(1, 0) is None
    assert statistics.change(3, 4) == -25


def test_an_unknown_group_is_a_mistake(store: Store) -> None:
    with pytest.raises(KeyError):
        figures.by(store, NOVEMBER, "content")


def test_repeated_reopened_satisfied(store: Store) -> None:
    for product in ("LG-37", "LG-37", "LD-20"):
        made = case(store, product=product, severity="major")
    with at(1):
        service.solve(store, made, "x")
        service.call_back(store, made, reached=True, satisfied=True)
        this, _before = statistics.compare(store, NOVEMBER)
    assert (this.received, this.repeated, this.resolved, this.satisfied, this.asked, this.complete) == (3, 2, 1, 1, 1, 0)
    assert this.rate == 300
    assert row(store, made)["customer_satisfied"]
