"""The clocks of many cases at once, for lists, and of one case with the whole reckoning."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from crm_desktop.complaints import model
from crm_desktop.complaints.model import Clock
from crm_desktop.kit import clock, values
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import _
from crm_desktop.kit.query import Condition
from crm_desktop.kit.store import Store

_COLUMNS = ("id, received_at, first_response_at, resolved_at, reopened_at, reopened_count, status,"
            " response_limit_min, solution_limit_min")


def of(store: Store, record: int, now: str | None = None) -> dict[str, Clock | None]:
    """Both clocks of one case, {"response": ..., "solution": ...}, with the ledger of every round."""
    row = store.row(f"SELECT {_COLUMNS} FROM complaints WHERE id = ?", (record,))
    if row is None:
        raise Problem(_("This record is gone for good. Look for it in a backup."))
    now = now or clock.stamp()
    return {model.RESPONSE: model.response_clock(row, now),
            model.SOLUTION: model.solution_clock(row, now, rounds(store, row))}


def many(store: Store, ids: Iterable[int], now: str | None = None) -> dict[int, dict[str, Clock | None]]:
    """Both clocks of these cases; of a reopened one the ledger has its last round alone."""
    now = now or clock.stamp()
    return {row["id"]: {model.RESPONSE: model.response_clock(row, now), model.SOLUTION: model.solution_clock(row, now)}
            for row in store.rows_of(f"SELECT {_COLUMNS} FROM complaints WHERE id IN ({{marks}})", list(ids))}


def rounds(store: Store, row: dict[str, Any]) -> list[tuple[str, str]]:
    """The rounds before the last reopening: (begun, solved), from the steps."""
    if not row["reopened_at"]:
        return []
    found: list[tuple[str, str]] = []
    begun, solved = row["received_at"], None
    for step in store.rows("SELECT kind, at FROM complaint_steps WHERE complaint = ? AND deleted_at IS NULL"
                           " AND kind IN ('solution', 'reopened') ORDER BY at, id", (row["id"],)):
        if step["kind"] == "solution":
            solved = step["at"]
        else:
            if solved is not None:
                found.append((begun, max(begun, solved)))
            begun, solved = step["at"], None
    return found


def words(one: Clock | None) -> str | None:
    """What a list says of a clock: 1 h 20 min left, 3 h over, or how long it took."""
    if one is None:
        return None
    if not one.running:
        return length(one.used)
    if one.left < 0:
        return _("{time} over").format(time=length(-one.left))
    return _("{time} left").format(time=length(one.left))


def length(minutes: int) -> str:
    """A length of time; from four days on in days and hours."""
    if minutes < 4 * 1440:
        return values.length_text(minutes)
    return _("{days} d {hours} h").format(days=minutes // 1440, hours=minutes % 1440 // 60)


def text_of(store: Store, ids: list[int], kind: str) -> dict[int, Any]:
    """response_clock, solution_clock."""
    return {i: words(both[kind]) for i, both in many(store, ids).items()}


def state_of(store: Store, ids: list[int], kind: str) -> dict[int, Any]:
    """response_state, solution_state."""
    return {i: one.state if (one := both[kind]) else None for i, both in many(store, ids).items()}


def still_open() -> tuple[Condition, ...]:
    """What an open complaint is, as a list asks for it: one of its clocks runs. Served by an index."""
    return (Condition("next_limit_at", "filled"),)


def late(now: str | None = None) -> tuple[Condition, ...]:
    """Open ones with a limit that has passed. Sort by next_limit_at: the tightest first."""
    return (Condition("next_limit_at", "between", (None, model.late_before(now or clock.stamp()))),)


def near(now: str | None = None) -> tuple[Condition, ...]:
    """Open ones that are not late and have used 80 % of a limit."""
    now = now or clock.stamp()
    return (Condition("next_near_at", "between", (None, now)), Condition("next_limit_at", "gt", model.late_before(now)))
