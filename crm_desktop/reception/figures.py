"""The numbers about receptions of a period: how requests ended, promises kept in time, late and broken."""

from __future__ import annotations

from dataclasses import dataclass

from crm_desktop.kit import clock
from crm_desktop.kit.period import Period
from crm_desktop.kit.query import Condition, Query
from crm_desktop.kit.store import Store
from crm_desktop.reception.service import CANNOT, PROMISED, RECEPTION, SOLVED, WITH_SALES

OUTCOMES = (SOLVED, PROMISED, WITH_SALES, CANNOT, None)


@dataclass(frozen=True)
class Promises:
    """The promises that ended in a period: kept by their day, kept later, past their day and not kept."""

    in_time: int
    late: int
    broken: int

    @property
    def all(self) -> int:
        """Every promise whose day is judged."""
        return self.in_time + self.late + self.broken


def received_rows(store: Store, period: Period, outcome: str | None = "") -> Query:
    """The receptions of a period, of one outcome where one is named (None: none entered yet)."""
    first, after = period.instants(store.zone)
    where = [Condition("received_at", "between", (first, None)), Condition("received_at", "lt", after)]
    if outcome != "":
        where.append(Condition("resolution", "is", outcome))
    return Query(RECEPTION, where=tuple(where), sort=("received_at",))


def outcomes(store: Store, period: Period) -> dict[str | None, int]:
    """How many receptions of a period ended how; every outcome is named."""
    rows = store.rows("SELECT resolution AS r, count(*) AS n FROM receptions WHERE deleted_at IS NULL"
                      " AND received_at >= ? AND received_at < ? GROUP BY 1", period.instants(store.zone))
    found = {r["r"]: int(r["n"]) for r in rows}
    return {outcome: found.get(outcome, 0) for outcome in OUTCOMES}


def promises(store: Store, period: Period) -> Promises:
    """The promises whose last day lies in the period; one that still runs is not judged."""
    today = clock.today(store.zone).isoformat()
    row = store.row(
        "SELECT sum(promise_kept_on <= promise_due_on) AS in_time, sum(promise_kept_on > promise_due_on) AS late,"
        " sum(promise_kept_on IS NULL AND promise_due_on < ?) AS broken FROM receptions WHERE deleted_at IS NULL"
        " AND promise_due_on BETWEEN ? AND ?", (today, period.start.isoformat(), period.end.isoformat())) or {}
    return Promises(*(int(row.get(k) or 0) for k in ("in_time", "late", "broken")))


def promise_rows(period: Period, *, kept: bool) -> Query:
    """The promises whose last day lies in the period, kept ones or not."""
    span = Condition("promise_due_on", "between", (period.start.isoformat(), period.end.isoformat()))
    return Query(RECEPTION, where=(span, Condition("promise_kept_on", "filled" if kept else "empty")),
                 sort=("promise_due_on",))
