"""The numbers about call-backs: planned, done, missed, put off, by method and by person; the call-back rates (R53).

Beside each number stands the list of its rows, as a Query.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from crm_desktop.customers.model import COUNTED
from crm_desktop.kit import clock, feature
from crm_desktop.kit.period import Period
from crm_desktop.kit.query import Condition, Query
from crm_desktop.kit.rates import in_percent
from crm_desktop.kit.store import Store
from crm_desktop.visits.model import CANCELLED, DONE, KINDS, MISSED, OPEN, PLAN, PLANNED, POSTPONED

_ALIVE = (PLANNED, POSTPONED, DONE, MISSED, None)
# The records of a span of days, read from an index alone.
_MET = ("callback_records INDEXED BY callback_records_span WHERE deleted_at IS NULL"
        " AND callback_date BETWEEN ? AND ?")
_CALLED = ("telephone_callbacks INDEXED BY telephone_callbacks_span WHERE deleted_at IS NULL"
           " AND last_called_at >= ? AND last_called_at < ?")
_NUMBERS = ("planned", "done", "missed", "overdue", "postponed", "cancelled")


@dataclass(frozen=True)
class Line:
    """Call-backs of one method: planned for the period, of these done, of these past their day and not done."""

    mode: str | None
    planned: int
    done: int
    missed: int


@dataclass(frozen=True)
class Scope:
    """The plans dated in a period, of everybody, one person or nobody; each method is the list behind a number."""

    period: Period
    today: str
    person: int | None = None
    nobody: bool = False

    def _query(self, states: tuple[str | None, ...], *more: Condition, until: str = "") -> Query:
        end = min(filter(None, (until, self.period.end.isoformat())))
        where = [Condition("planned_date", "between", (self.period.start.isoformat(), end)),
                 Condition("state", "in", states), *more]
        if self.person is not None or self.nobody:
            where.append(Condition("callback_specialist", "is", self.person))
        return Query(PLAN, where=tuple(where), sort=("planned_date",))

    def planned(self) -> Query:
        """Every plan of the period that was not cancelled."""
        return self._query(_ALIVE)

    def done(self) -> Query:
        """Those that were made."""
        return self._query((DONE,))

    def missed(self) -> Query:
        """Those that were marked as missed."""
        return self._query((MISSED,))

    def overdue(self) -> Query:
        """Those whose day is over and that are still open."""
        before = (date.fromisoformat(self.today) - timedelta(days=1)).isoformat()
        return self._query((*OPEN, None), until=before)

    def postponed(self) -> Query:
        """Those that were put off at least once, made or not."""
        return self._query(_ALIVE, Condition("postponements", "filled"))

    def cancelled(self) -> Query:
        """Those that were given up."""
        return self._query((CANCELLED,))


@dataclass(frozen=True)
class Person:
    """The call-backs of one person (None: nobody's; "all" is the sum): numbers and their lists."""

    person: int | str | None
    planned: int
    done: int
    missed: int
    overdue: int
    postponed: int
    cancelled: int
    scope: Scope

    @property
    def rate(self) -> float | None:
        """Done out of planned, in percent."""
        return in_percent(self.done, self.planned)


@dataclass(frozen=True)
class Rates:
    """The parts and wholes of callback_rate_statistics (003/1.1.2(3), (5), (6)).

    Key accounts called back, face to face or by telephone, out of all there are now; complaints solved in the period
    and, of these, those whose customer was reached after the (last) solution.
    """

    key_called: int
    key_all: int
    complaints_called: int
    complaints_solved: int


def _span(period: Period) -> tuple[str, str]:
    return period.start.isoformat(), period.end.isoformat()


def scope(store: Store, period: Period, person: int | None = None) -> Scope:
    """The plans of a period as they stand today."""
    return Scope(period, clock.today(store.zone).isoformat(), person)


def month(store: Store, period: Period) -> list[Line]:
    """Plans dated in a period (cancelled ones left out) by their first method; the sum last."""
    today = clock.today(store.zone).isoformat()
    first = "json_extract(callback_mode, '$[0]')"
    rows = store.rows(
        f"SELECT CASE WHEN {first} IN ({', '.join('?' * len(KINDS))}) THEN {first} ELSE '' END AS mode,"
        " count(*) AS planned,"
        " coalesce(sum(state IS 'done'), 0) AS done, coalesce(sum(state IS 'missed' OR (state IS NOT 'done'"
        " AND planned_date < ?)), 0) AS missed FROM callback_plans WHERE deleted_at IS NULL"
        " AND planned_date BETWEEN ? AND ? AND state IS NOT 'cancelled' GROUP BY mode",
        (*KINDS, today, *_span(period)))
    found = {r["mode"]: Line(**r) for r in rows}
    lines = [found[m] for m in (*KINDS, "") if m in found]
    return [*lines, Line(None, *(sum(getattr(x, f) for x in lines) for f in ("planned", "done", "missed")))]


def people(store: Store, period: Period) -> list[Person]:
    """The plans of a period by person, most planned first; the sum last."""
    whole = scope(store, period)
    rows = store.rows(
        "SELECT callback_specialist AS who, sum(state IS NOT 'cancelled') AS planned, sum(state IS 'done') AS done,"
        " sum(state IS 'missed') AS missed,"
        " sum((state IS NULL OR state IN ('planned', 'postponed')) AND planned_date < ?) AS overdue,"
        " sum(postponements IS NOT NULL AND state IS NOT 'cancelled') AS postponed,"
        " sum(state IS 'cancelled') AS cancelled"
        " FROM callback_plans WHERE deleted_at IS NULL AND planned_date BETWEEN ? AND ? GROUP BY who",
        (whole.today, *_span(period)))
    lines = [Person(r["who"], scope=Scope(period, whole.today, r["who"], nobody=r["who"] is None),
                    **{n: int(r[n]) for n in _NUMBERS}) for r in rows]
    lines.sort(key=lambda p: (p.person is None, -p.planned, p.person or 0))
    return [*lines, Person("all", scope=whole, **{n: sum(getattr(p, n) for p in lines) for n in _NUMBERS})]


def recorded(store: Store, period: Period) -> int:
    """Call-back records dated in a period, planned or not."""
    return int(store.value(f"SELECT count(*) FROM {_MET}", _span(period)))


def made_by(store: Store, period: Period) -> dict[int | None, int]:
    """callback_record and telephone_callback_record of a period by who made them."""
    found: dict[int | None, int] = {}
    for row in (*store.rows(f"SELECT visitor AS who, count(*) AS n FROM {_MET} GROUP BY 1", _span(period)),
                *store.rows(f"SELECT caller AS who, count(*) AS n FROM {_CALLED} GROUP BY 1",
                            period.instants(store.zone))):
        found[row["who"]] = found.get(row["who"], 0) + row["n"]
    return found


def rates(store: Store, period: Period) -> Rates:
    """The rates of a period."""
    keys = Query("customer_master", where=key_accounts(), sort=("customer_no",)).run(store).ids()
    spoken = called_back(store, period)
    return Rates(len(spoken & set(keys)), len(keys), *_after_complaints(store, period))


def key_accounts() -> tuple[Condition, ...]:
    """Which customers are key accounts of the office."""
    return Condition("customer_class", "is", "key_account"), Condition("customer_status", "in", COUNTED)


def called_back(store: Store, period: Period) -> set[int]:
    """The customers who were called back in a period, face to face or by telephone."""
    return {*store.column(f"SELECT DISTINCT customer_visited FROM {_MET}", _span(period)),
            *store.column(f"SELECT DISTINCT customer FROM {_CALLED} AND customer IS NOT NULL",
                          period.instants(store.zone))}


def _after_complaints(store: Store, period: Period) -> tuple[int, int]:
    """(called back, solved): the complaints solved in a period. A case knows when its customer was reached last."""
    if "complaint_record" not in feature.entities():
        return 0, 0
    first, after = period.instants(store.zone)
    solved = Condition("resolved_at", "between", (first, None)), Condition("resolved_at", "lt", after)
    called = *solved, Condition("called_back_at", "filled")
    return Query("complaint_record", where=called).count(store), Query("complaint_record", where=solved).count(store)
