"""The month's numbers about complaints (decision 26): those received in the period, judged at its end or now.

Each case is held to the limits kept with it. `rows` gives the list behind a number.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from crm_desktop.complaints import clocks, model
from crm_desktop.kit import clock, forms, rates, values
from crm_desktop.kit.period import Period
from crm_desktop.kit.query import IDS, Condition, Query
from crm_desktop.kit.store import Store

GROUPS = ("severity", "subject", "channel", "cause_class", "responsible_department")
# A row of the period with a: answered, s: solved by the moment it is judged at, and the minutes both are held to.
# heard: whether its response is known or still awaited; of an ended case in which none was noted nobody can tell.
_JUDGED = """
    SELECT c.*, coalesce(first_response_at < ?1, 0) AS a,
        (unixepoch(first_response_at) - unixepoch(received_at)) / 60 AS a_spent,
        coalesce(resolved_at < ?1, 0) AS s, (unixepoch(resolved_at) - unixepoch(received_at)) / 60 AS s_spent,
        (first_response_at IS NOT NULL OR next_limit_at IS NOT NULL) AS heard,
        coalesce(response_limit_min, {response}) AS a_limit, coalesce(solution_limit_min, {solution}) AS s_limit,
        (unixepoch(?2) - unixepoch(received_at)) / 60 AS waited,
        (unixepoch(?2) - unixepoch(coalesce(reopened_at, received_at))) / 60 AS in_round
    FROM complaints c WHERE deleted_at IS NULL AND received_at >= ?3 AND received_at < ?4""".format(**model.LIMITS)
# What a number counts among them.
_UNANSWERED = "NOT a AND heard AND waited > a_limit"
_LATE = f"NOT s AND ({_UNANSWERED} OR in_round > s_limit)"
_COUNTS = {
    "received": "1", "open": "NOT s", "late": _LATE, "solved": "s", "reopened": "coalesce(reopened_count, 0) > 0",
    "answered": f"a OR {_UNANSWERED}", "answered_in_time": "a AND a_spent <= a_limit",
    "answered_late": f"a AND a_spent > a_limit OR {_UNANSWERED}",
    "judged": "s OR waited > s_limit", "solved_in_time": "s AND s_spent <= s_limit",
    "solved_late": "s AND s_spent > s_limit OR NOT s AND waited > s_limit",
    "satisfied": "s AND customer_satisfied IS 1", "asked": "s AND customer_satisfied IS NOT NULL",
}
_COUNTED = f"""
    SELECT {{group}} AS grp, count(*) AS received,
        total(a) AS a_done, total(a AND a_spent <= a_limit) AS a_good, total({_UNANSWERED}) AS a_late,
        avg(CASE WHEN a THEN a_spent END) AS a_mean,
        total(s) AS s_done, total(s AND s_spent <= s_limit) AS s_good, total(NOT s AND waited > s_limit) AS s_late,
        avg(CASE WHEN s THEN s_spent END) AS s_mean, total({_LATE}) AS late
    FROM ({_JUDGED}) GROUP BY grp"""


@dataclass(frozen=True)
class Line:
    """One group: received; answered and solved in time out of those judged; mean minutes; still open; of these late.

    `answered` and `solved` are those judged: done, or past their limit. A case that ended without a noted response
    is judged by its solution alone.
    """

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
    rows = store.rows(_COUNTED.format(group=field), (done_before, as_of, first, after))
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


def mean_text(minutes: float | None) -> str:
    """A mean of minutes as it is written: 38 min, 27 h 05 min; a dash where there is none."""
    return rates.NONE if minutes is None else values.length_text(round(minutes))


def _line(group: str | None, rows: list[dict[str, Any]]) -> Line:
    def whole(name: str) -> int:
        return int(sum(r[name] for r in rows))

    def mean(kind: str) -> float | None:
        done = whole(f"{kind}_done")
        return sum(r[f"{kind}_mean"] * r[f"{kind}_done"] for r in rows if r[f"{kind}_done"]) / done if done else None

    received, solved = whole("received"), whole("s_done")
    return Line(group, received, whole("a_done") + whole("a_late"), whole("a_good"), mean("a"),
                solved + whole("s_late"), whole("s_good"), mean("s"), received - solved, whole("late"))


def rows(store: Store, period: Period, what: str = "received", field: str = "", value: str | None = None) -> Query:
    """The list behind a number of a period, of one group or all.

    `what`: received, open, late, solved, answered (judged), answered_in_time, answered_late, judged (solved or past the
    limit), solved_in_time, solved_late, satisfied, asked, reopened. Where conditions can say it the list goes on with
    the records; else it names those that made the number when it was asked for.
    """
    inside = period.instants(store.zone)
    first, after = inside
    group = (Condition(field, "is", value or None),) if field else ()
    sort = ("next_limit_at",) if what in ("open", "late") else ("-received_at",)
    live = {"received": (), "reopened": (Condition("reopened_count", "gt", 0),)}
    if after > clock.stamp():
        live |= {"open": clocks.still_open(), "late": clocks.late(), "solved": (Condition("resolved_at", "filled"),),
                 "satisfied": (Condition("resolved_at", "filled"), Condition("customer_satisfied", "is", 1))}
    if what in live:
        span = (first, clock.stamp(clock.instant(after) - timedelta(seconds=1)))
        return Query(model.FORM, where=(Condition("received_at", "between", span), *group, *live[what]), sort=sort)
    ids = store.column(f"SELECT id FROM ({_JUDGED}) WHERE {_COUNTS[what]}", (*judged(after), *inside))
    return Query(model.FORM, where=(Condition(IDS, "in", ids), *group), sort=sort)


def received(store: Store, period: Period) -> int:
    """How many complaints were received in a period."""
    first, after = period.instants(store.zone)
    return int(store.value("SELECT count(*) FROM complaints WHERE deleted_at IS NULL AND received_at >= ?"
                           " AND received_at < ?", (first, after)))
