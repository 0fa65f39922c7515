"""The month's numbers about complaints (decision 26): those received in the period, judged at its end or now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from crm_desktop.complaints import model
from crm_desktop.kit import clock
from crm_desktop.kit.period import Period
from crm_desktop.kit.store import Store


@dataclass(frozen=True)
class Line:
    """One severity: received; answered and solved in time out of those judged; mean minutes; still open."""

    severity: str | None
    received: int
    answered: int
    answered_in_time: int
    answer_minutes: float | None
    solved: int
    solved_in_time: int
    solve_minutes: float | None
    open: int


def month(store: Store, period: Period) -> list[Line]:
    """The complaints received in a period by severity, and their sum last (severity None, always there)."""
    first, after = period.instants(store.zone)
    rows = store.rows("SELECT severity, received_at, first_response_at, resolved_at, status, response_limit_min,"
                      " solution_limit_min FROM complaints"
                      " WHERE deleted_at IS NULL AND received_at >= ? AND received_at < ?", (first, after))
    # the first second that is too late to count: of a running period the next one, as now is still inside
    judged_at = min(clock.stamp(clock.now() + timedelta(seconds=1)), after)
    kinds = [k for k in ("ordinary", "major", "special") if any(r["severity"] == k for r in rows)]
    lines = [_line(k, [r for r in rows if r["severity"] == k], judged_at) for k in kinds]
    blank = [r for r in rows if r["severity"] is None]
    if blank:
        lines.append(_line("", blank, judged_at))
    return [*lines, _line(None, rows, judged_at)]


def _line(severity: str | None, rows: list[dict[str, Any]], judged_at: str) -> Line:
    answers = _judge(rows, "first_response_at", judged_at, model.RESPONSE)
    solutions = _judge(rows, "resolved_at", judged_at, model.SOLUTION)
    open_ones = sum(1 for r in rows if not (r["resolved_at"] and r["resolved_at"] < judged_at))
    return Line(severity, len(rows), *answers, *solutions, open_ones)


def _judge(rows: list[dict[str, Any]], field: str, judged_at: str, kind: str) -> tuple[int, int, float | None]:
    """(judged, in time, mean minutes of those done): done ones, and undone ones whose limit has passed (late)."""
    done = [(model.minutes(r["received_at"], r[field]) or 0, model.limit(r, kind)) for r in rows
            if r[field] and r[field] < judged_at]
    late = sum(1 for r in rows if not (r[field] and r[field] < judged_at)
               and (model.minutes(r["received_at"], judged_at) or 0) > model.limit(r, kind))
    mean = sum(m for m, _limit in done) / len(done) if done else None
    return len(done) + late, sum(1 for m, limit in done if m <= limit), mean


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
