"""The month's numbers about call-backs: planned for the period, done, missed, by method."""

from __future__ import annotations

import json
from dataclasses import dataclass

from crm_desktop.kit import clock
from crm_desktop.kit.period import Period
from crm_desktop.kit.store import Store

MODES = ("face_to_face", "phone", "mail")


@dataclass(frozen=True)
class Line:
    """Call-backs of one method: planned for the period, of these done, of these past their day and not done."""

    mode: str | None
    planned: int
    done: int
    missed: int


def month(store: Store, period: Period) -> list[Line]:
    """Plans dated in a period (cancelled ones left out) by their first method; the sum last."""
    today = clock.today(store.zone).isoformat()
    rows = store.rows(
        "SELECT callback_mode, planned_date, state, EXISTS (SELECT 1 FROM callback_records r"
        " WHERE r.callback_plan = p.id AND r.deleted_at IS NULL) AS recorded"
        " FROM callback_plans p WHERE deleted_at IS NULL"
        " AND planned_date BETWEEN ? AND ? AND state IS NOT 'cancelled'",
        (period.start.isoformat(), period.end.isoformat()))
    sorted_rows: dict[str | None, list[tuple[bool, bool]]] = {}
    for row in rows:
        modes = json.loads(row["callback_mode"]) if row["callback_mode"] else []
        done = bool(row["recorded"]) or row["state"] == "done"
        sorted_rows.setdefault(modes[0] if modes else "", []).append(
            (done, not done and (row["planned_date"] < today or row["state"] == "missed")))
    lines = [_line(m, sorted_rows[m]) for m in (*MODES, "") if m in sorted_rows]
    return [*lines, _line(None, [one for group in sorted_rows.values() for one in group])]


def _line(mode: str | None, rows: list[tuple[bool, bool]]) -> Line:
    return Line(mode, len(rows), sum(d for d, _m in rows), sum(m for _d, m in rows))


def recorded(store: Store, period: Period) -> int:
    """Call-back records dated in a period, planned or not."""
    return int(store.value("SELECT count(*) FROM callback_records WHERE deleted_at IS NULL"
                           " AND callback_date BETWEEN ? AND ?", (period.start.isoformat(), period.end.isoformat())))
