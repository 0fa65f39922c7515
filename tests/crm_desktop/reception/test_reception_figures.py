"""The numbers of receptions against a count by hand, and against the lists behind them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from crm_desktop.kit import clock
from crm_desktop.kit.period import Period
from crm_desktop.kit.store import Store
from crm_desktop.reception import figures
from tests.crm_desktop.sample_office import AT, TODAY, filled


@pytest.fixture(scope="module")
def office() -> Iterator[Store]:
    store = filled(200, seed=5)
    yield store
    store.close()


@pytest.mark.parametrize("month", ["2026-11", "2026-08", "2026-12", "2026"])
def test_every_number(office: Store, month: str) -> None:
    period = Period.parse(month)
    first, after = period.instants(office.zone)
    rows = office.rows("SELECT * , promise_due_on AS due FROM receptions WHERE deleted_at IS NULL")
    with clock.frozen(AT):
        found, promised = figures.outcomes(office, period), figures.promises(office, period)
        for outcome, count in found.items():
            assert count == len([r for r in rows if r["resolution"] == outcome and first <= r["received_at"] < after])
            assert count == figures.received_rows(office, period, outcome).run(office).count
        assert sum(found.values()) == figures.received_rows(office, period).run(office).count
    ended = [r for r in rows if r["due"] and str(period.start) <= r["due"] <= str(period.end)]
    kept = [r for r in ended if r["promise_kept_on"]]
    assert promised.in_time == len([r for r in kept if r["promise_kept_on"] <= r["due"]])
    assert promised.late == len(kept) - promised.in_time
    assert promised.broken == len([r for r in ended if not r["promise_kept_on"] and r["due"] < TODAY.isoformat()])
    assert promised.all == promised.in_time + promised.late + promised.broken
    assert figures.promise_rows(period, kept=True).run(office).count == promised.in_time + promised.late
