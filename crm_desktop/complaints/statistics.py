"""complaint_statistics_report: a period against the one before it (R76, 003/1.2.6, 000/5.2b)."""

from __future__ import annotations

from dataclasses import dataclass

from crm_desktop.complaints import figures, model, worked_out
from crm_desktop.complaints.figures import Line
from crm_desktop.customers import figures as customer_figures
from crm_desktop.kit import rates
from crm_desktop.kit.period import Period
from crm_desktop.kit.query import IDS, Condition, Query
from crm_desktop.kit.store import Store

# What a complaint record must have besides the fields no record is without, to be called complete (003/1.1.2(6)).
COMPLETE = ("channel", "contact", "subject", "severity", "accepted_by")


@dataclass(frozen=True)
class Statistics:
    """The complaints received in one period, judged at its end or now. `customers` were active at its end."""

    period: Period
    customers: int
    total: Line
    resolved: int
    satisfied: int
    asked: int
    repeated: int
    reopened: int
    complete: int

    @property
    def received(self) -> int:
        """complaints_total."""
        return self.total.received

    @property
    def rate(self) -> float | None:
        """complaint_rate: complaints / active customers * 100."""
        return rates.in_percent(self.received, self.customers)

    @property
    def response_in_time_rate(self) -> float | None:
        """Out of those answered or past their limit."""
        return rates.in_percent(self.total.answered_in_time, self.total.answered)

    @property
    def resolved_rate(self) -> float | None:
        """Resolved / all."""
        return rates.in_percent(self.resolved, self.received)

    @property
    def resolved_in_time_rate(self) -> float | None:
        """Out of those solved or past their limit."""
        return rates.in_percent(self.total.solved_in_time, self.total.solved)

    @property
    def satisfaction_rate(self) -> float | None:
        """solution_satisfaction_rate: satisfied / resolved * 100."""
        return rates.in_percent(self.satisfied, self.resolved)

    @property
    def completeness(self) -> float | None:
        """record_completeness: complete records / all * 100."""
        return rates.in_percent(self.complete, self.received)


def change(now: float | None, before: float | None) -> float | None:
    """change_to_base: percent of the base period's value; None where that is unknown or nothing."""
    return None if now is None or not before else 100 * (now - before) / before


def compare(store: Store, period: Period) -> tuple[Statistics, Statistics]:
    """A period and the one before it."""
    moves = customer_figures.movement(store, period)
    return (_of(store, period, sum(m.end for m in moves)),
            _of(store, period.previous(), sum(m.start for m in moves)))


def rows(store: Store, period: Period, what: str) -> Query:
    """The list behind a number of these: repeated, complete, and all that figures.rows knows."""
    if what not in ("repeated", "complete"):
        return figures.rows(store, period, what)
    test = _complete() if what == "complete" else worked_out.repeats(store)
    ids = store.column(f"SELECT id FROM complaints c WHERE deleted_at IS NULL AND received_at >= ? AND received_at < ?"
                       f" AND {test}", period.instants(store.zone))
    return Query(model.FORM, where=(Condition(IDS, "in", ids),), sort=("-received_at",))


def _complete() -> str:
    return " AND ".join(f"{f} IS NOT NULL" for f in COMPLETE)


def _of(store: Store, period: Period, customers: int) -> Statistics:
    first, after = period.instants(store.zone)
    done_before, _as_of = figures.judged(after)
    row = store.row(
        f"SELECT total(solved) AS resolved, total(solved AND customer_satisfied IS 1) AS satisfied,"
        f" total(solved AND customer_satisfied IS NOT NULL) AS asked, total(again) AS repeated,"
        f" total(coalesce(reopened_count, 0) > 0) AS reopened, total({_complete()}) AS complete FROM ("
        f"SELECT *, coalesce(resolved_at < ?1, 0) AS solved, {worked_out.repeats(store)} AS again"
        f" FROM complaints c WHERE deleted_at IS NULL AND received_at >= ?2 AND received_at < ?3)",
        (done_before, first, after)) or {}
    total = figures.by(store, period, "severity")[-1]
    return Statistics(period, customers, total, *(int(row[k]) for k in (
        "resolved", "satisfied", "asked", "repeated", "reopened", "complete")))
