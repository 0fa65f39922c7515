"""Every figure is the length of its own list, and what an independent count of the rows says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from crm_desktop.complaints import service
from crm_desktop.complaints.model import CALLBACK
from crm_desktop.kit import clock, records
from crm_desktop.kit.period import Period
from crm_desktop.kit.store import Store
from crm_desktop.visits import figures, planning
from crm_desktop.visits.model import PHONE, RECORD
from tests.crm_desktop.complaints.case_office import after, at, solved
from tests.crm_desktop.sample_office import AT, filled

MONTHS = ["2026-11", "2026-08", "2026-12", "2026"]
NAMES = ("planned", "done", "missed", "overdue", "postponed", "cancelled")


@pytest.fixture(scope="module")
def office() -> Iterator[Store]:
    store = filled(200, seed=5)
    yield store
    store.close()


@pytest.mark.parametrize("month", MONTHS)
def test_each_number_opens_as_many_rows(office: Store, month: str) -> None:
    with clock.frozen(AT):
        lines = figures.people(office, Period.parse(month))
        assert lines[-1].person == "all"
        for line in lines:
            for name in NAMES:
                assert getattr(line.scope, name)().run(office).count == getattr(line, name), (line.person, name)


@pytest.mark.parametrize("month", MONTHS)
def test_each_number_counted_anew(office: Store, month: str) -> None:
    period = Period.parse(month)
    with clock.frozen(AT):
        lines = figures.people(office, period)
    rows = [r for r in office.rows("SELECT * FROM callback_plans") if not r["deleted_at"]
            and str(period.start) <= r["planned_date"] <= str(period.end)]
    for line in lines:
        mine = [r for r in rows if line.person == "all" or r["callback_specialist"] == line.person]
        alive = [r for r in mine if r["state"] != "cancelled"]
        assert (line.planned, line.cancelled) == (len(alive), len(mine) - len(alive))
        assert line.done == len([r for r in alive if r["state"] == "done"])
        assert line.missed == len([r for r in alive if r["state"] == "missed"])
        assert line.overdue == len([r for r in alive if r["state"] in ("planned", "postponed")
                                    and r["planned_date"] < "2026-11-19"])
        assert line.postponed == len([r for r in alive if r["postponements"]])
        assert line.rate == (100 * line.done / line.planned if line.planned else None)


@pytest.mark.parametrize("month", MONTHS)
def test_the_rates_counted_anew(office: Store, month: str) -> None:
    period = Period.parse(month)
    with clock.frozen(AT):
        found = figures.rates(office, period)
    first, after = period.instants(office.zone)
    span = {"start": str(period.start), "end": str(period.end), "first": first, "after": after}
    count = "SELECT count(*) FROM "
    sqls = {
        "key_all": count + "customers WHERE deleted_at IS NULL AND customer_class = 'key_account'"
                           " AND customer_status IN ('active', 'newly_added')",
        "key_called": count + "customers c WHERE deleted_at IS NULL AND customer_class = 'key_account'"
                              " AND customer_status IN ('active', 'newly_added') AND (EXISTS (SELECT 1 FROM"
                              " callback_records r WHERE r.customer_visited = c.id AND r.deleted_at IS NULL AND"
                              " callback_date BETWEEN :start AND :end) OR EXISTS (SELECT 1 FROM telephone_callbacks t"
                              " WHERE t.customer = c.id AND t.deleted_at IS NULL AND last_called_at >= :first"
                              " AND last_called_at < :after))",
        "complaints_solved": count + "complaints WHERE deleted_at IS NULL AND resolved_at >= :first"
                                     " AND resolved_at < :after",
        "complaints_called": count + "complaints c WHERE deleted_at IS NULL AND resolved_at >= :first AND resolved_at <"
                                     " :after AND EXISTS (SELECT 1 FROM complaint_callbacks b WHERE b.complaint = c.id"
                                     " AND b.reached IS NOT 0 AND b.deleted_at IS NULL"
                                     " AND b.called_back_at >= c.resolved_at)"}
    for name, sql in sqls.items():
        assert getattr(found, name) == office.db.conn.execute(sql, span).fetchall()[0][0], name
    if month in MONTHS[:2]:
        made = (f"SELECT ({count} callback_records WHERE deleted_at IS NULL AND callback_date BETWEEN :start AND :end)"
                f" + ({count} telephone_callbacks WHERE deleted_at IS NULL AND last_called_at >= :first"
                " AND last_called_at < :after)")
        assert sum(figures.made_by(office, period).values()) == office.db.conn.execute(made, span).fetchall()[0][0] > 0


def test_telephone_calls_count_as_call_backs(store: Store, frozen_clock: object) -> None:
    customer = records.create(store, "customer_master", {"customer_name": "甲公司", "customer_class": "key_account"})
    who = records.create(store, "contact_person", {"customer": customer, "contact_name": "王强"})
    planning.plan(store, {"planned_customer": customer, "planned_date": "2026-11-20"})
    records.create(store, RECORD, {"customer_visited": customer, "callback_date": "2026-11-02"})
    kept = records.create(store, PHONE, {"customer_name": who, "calls": [{"called_at": "2026-11-03T02:00:00Z"}]})
    records.save(store, PHONE, kept, {"outcome": "reached"})
    november = Period.parse("2026-11")
    assert figures.made_by(store, november) == {store.user.staff: 2}
    assert figures.rates(store, november) == figures.Rates(1, 1, 0, 0)
    assert figures.rates(store, Period.parse("2026-10")).key_called == 0


def test_a_complaint_is_called_back_once_somebody_was_reached_after_its_last_solution(store: Store) -> None:
    def called() -> tuple[int, int]:
        found = figures.rates(store, Period.parse("2026-11"))
        return found.complaints_called, found.complaints_solved

    made = solved(store)
    with at(24):
        assert called() == (0, 1)
        records.create(store, CALLBACK, {"complaint": made, "called_back_at": after(23), "satisfied": False})
        assert called() == (1, 1)  # a form on which nobody ticked "reached" says so by its answer
        service.reopen(store, made, "还漏")
        assert called() == (0, 0)
        service.solve(store, made, "再换")
        assert called() == (0, 1)  # the call before the reopening is none about this solution
