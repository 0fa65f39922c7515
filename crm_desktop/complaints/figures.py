"""The month's numbers about complaints (decision 26): those received in the period, judged at its end or now.

Each case is held to the limits kept with it. `rows` gives the list behind a number.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from crm_desktop.complaints import clocks, model
from crm_desktop.kit import clock, forms
from crm_desktop.kit.period import Period
from crm_desktop.kit.query import IDS, Condition, Query
from crm_desktop.kit.store import Store

GROUPS = ("severity", "subject", "channel", "cause_class", "responsible_department")
_COUNTED = """
    SELECT {group} AS grp, count(*) AS received,
        total(a) AS a_done, total(a AND a_spent <= a_limit) AS a_good, total(NOT a AND waited > a_limit) AS a_late,
        avg(CASE WHEN a THEN a_spent END) AS a_mean,
        total(s) AS s_done, total(s AND s_spent <= s_limit) AS s_good, total(NOT s AND waited > s_limit) AS s_late,
        avg(CASE WHEN s THEN s_spent END) AS s_mean,
        total(NOT s AND (NOT a AND waited > a_limit OR in_round > s_limit)) AS late
    FROM (SELECT {group},
        coalesce(first_response_at < ?1, 0) AS a,
        (unixepoch(first_response_at) - unixepoch(received_at)) / 60 AS a_spent,
        coalesce(resolved_at < ?1, 0) AS s, (unixepoch(resolved_at) - unixepoch(received_at)) / 60 AS s_spent,
        coalesce(response_limit_min, {response}) AS a_limit, coalesce(solution_limit_min, {solution}) AS s_limit,
        (unixepoch(?2) - unixepoch(received_at)) / 60 AS waited,
        (unixepoch(?2) - unixepoch(coalesce(reopened_at, received_at))) / 60 AS in_round
        FROM complaints WHERE deleted_at IS NULL AND received_at >= ?3 AND received_at < ?4)
    GROUP BY grp"""


@dataclass(frozen=True)
class Line:
    """One group: received; answered and solved in time out of those judged; mean minutes; still open; of these late."""

    group: str | None
    received: int
    answered: int
    answered_in_time: int
    answer_minutes: float | None
    solved: int
    solved_in_time: int
    solve_minutes: float | None
    open: int
    late: int = 0


def month(store: Store, period: Period) -> list[Line]:
    """The complaints received in a period by severity, and their sum last (group None, always there)."""
    return by(store, period, "severity")


def by(store: Store, period: Period, field: str) -> list[Line]:
    """By severity, subject, channel, cause_class or responsible_department; "" where it is blank; the sum last.

    Choices come in the form's order, departments by how many; in time is out of those done or past their limit.
    """
    if field not in GROUPS:
        raise KeyError(field)
    first, after = period.instants(store.zone)
    done_before, as_of = judged(after)
    sql = _COUNTED.format(group=field, **{k: model.LIMITS[k] for k in model.LIMITS})
    rows = store.rows(sql, (done_before, as_of, first, after))
    order = {c.id: n for n, c in enumerate(forms.get(model.FORM).by_id[field].choices)}
    lines = sorted((_line(r["grp"] or "", [r]) for r in rows), key=lambda line: (
        not line.group, order.get(line.group or "", len(order)), 0 if order else -line.received, line.group or ""))
    return [*lines, _line(None, rows)]


def judged(after: str) -> tuple[str, str]:
    """What was done before the first instant counts; how long the rest has waited is taken at the second.

    Of a running period that is now (this very second is still inside), of a past one its end.
    """
    now = clock.now()
    return min(clock.stamp(now + timedelta(seconds=1)), after), min(clock.stamp(now), after)


def _line(group: str | None, rows: list[dict[str, Any]]) -> Line:
    def whole(name: str) -> int:
        return int(sum(r[name] for r in rows))

    def mean(kind: str) -> float | None:
        done = whole(f"{kind}_done")
        return sum(r[f"{kind}_mean"] * r[f"{kind}_done"] for r in rows if r[f"{kind}_done"]) / done if done else None

    received, solved = whole("received"), whole("s_done")
    return Line(group, received, whole("a_done") + whole("a_late"), whole("a_good"), mean("a"),
                solved + whole("s_late"), whole("s_good"), mean("s"), received - solved, whole("late"))


def rows(store: Store, period: Period, what: str = "received", field: str = "", value: str | None = None
         ) -> Query | None:
    """The list behind a number of a period: received, open, late, solved, satisfied, reopened, of one group or all.

    None where no list can say it: what was open or late at the end of a past period.
    """
    first, after = period.instants(store.zone)
    past = after <= clock.stamp()
    until = (None, clock.stamp(clock.instant(judged(after)[0]) - timedelta(seconds=1)))
    tests: dict[str, tuple[Condition, ...]] = {
        "received": (), "open": clocks.still_open(), "late": clocks.late(),
        "solved": (Condition("resolved_at", "between", until),),
        "satisfied": (Condition("resolved_at", "between", until), Condition("customer_satisfied", "is", 1)),
        "reopened": (Condition("reopened_count", "gt", 0),)}
    if past and what in ("open", "late"):
        return None
    inside = (first, clock.stamp(clock.instant(after) - timedelta(seconds=1)))
    group = (Condition(field, "is", value or None),) if field else ()
    return Query(model.FORM, where=(Condition("received_at", "between", inside), *group, *tests[what]),
                 sort=("next_limit_at",) if what in ("open", "late") else ("-received_at",))


def counted(store: Store, period: Period, what: str) -> Query:
    """The list behind received, open or late, also of a past period: what was open or late at its end."""
    found = rows(store, period, what)
    if found is not None:
        return found
    first, after = period.instants(store.zone)
    late = (" AND (NOT coalesce(first_response_at < ?1, 0) AND (unixepoch(?1) - unixepoch(received_at)) / 60 >"
            f" coalesce(response_limit_min, {model.LIMITS['response']})"
            " OR (unixepoch(?1) - unixepoch(coalesce(reopened_at, received_at))) / 60 >"
            f" coalesce(solution_limit_min, {model.LIMITS['solution']}))") if what == "late" else ""
    ids = store.column("SELECT id FROM complaints WHERE deleted_at IS NULL AND received_at >= ?2 AND received_at < ?1"
                       f" AND NOT coalesce(resolved_at < ?1, 0){late}", (after, first))
    return Query(model.FORM, where=(Condition(IDS, "in", ids),), sort=("-received_at",))


def received(store: Store, period: Period) -> int:
    """How many complaints were received in a period."""
    first, after = period.instants(store.zone)
    return int(store.value("SELECT count(*) FROM complaints WHERE deleted_at IS NULL AND received_at >= ?"
                           " AND received_at < ?", (first, after)))


def by_subject(store: Store, period: Period) -> list[tuple[str | None, int]]:
    """Complaints of a period by what they are about."""
    first, after = period.instants(store.zone)
    return [(r["subject"], r["n"]) for r in store.rows(
        "SELECT subject, count(*) AS n FROM complaints WHERE deleted_at IS NULL AND received_at >= ?"
        " AND received_at < ? GROUP BY subject ORDER BY n DESC, subject", (first, after))]
