"""Which reminders are to be said now: those that came due and were not said to this user yet.

What was said is kept with the office, by the moment it was due for. So a clock that is set back says nothing
twice, and what came due while the office was closed is said at the next start.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from crm_desktop.kit import clock
from crm_desktop.kit.due import CAP, Moment
from crm_desktop.kit.store import Store
from crm_desktop.kit.store.layout import Record
from crm_desktop.reminders.service import at_of

_KEY = "coalesce(r.snoozed, r.due_on || 'T' || coalesce(r.due_time, ''))"  # what it is due for, as set
_MINE = "r.done_at IS NULL AND r.deleted_at IS NULL AND (r.owner IS NULL OR r.owner IS ?)"


@dataclass(frozen=True)
class Ring:
    """One reminder that came due. `at` is an instant, or the day of one without a time; `key` what it was set to."""

    record: int
    what: str
    customer: int | None
    at: str
    key: str

    @property
    def timed(self) -> bool:
        """Whether it is due at a time of day."""
        return len(self.at) > 10


def unsaid(store: Store, at: Moment) -> list[Ring]:
    """What is due for this user by now and was not said, the oldest first."""
    rows = store.rows(
        f"SELECT id, what, customer, due_on, due_time, snoozed, {_KEY} AS key FROM reminders r"
        f" WHERE {_MINE} AND due_on <= ? AND NOT EXISTS (SELECT 1 FROM reminders_said s WHERE s.reminder = r.id"
        f" AND s.user = ? AND s.due = {_KEY}) ORDER BY due_on, due_time, id LIMIT ?",
        (store.user.staff, at.today.isoformat(), store.user.uid, CAP))
    found = [Ring(r["id"], r["what"], r["customer"], _at(r, at), r["key"]) for r in rows]
    return [ring for ring in found if ring.at <= (at.now if ring.timed else at.today.isoformat())]


def say(store: Store, rings: Iterable[Ring]) -> None:
    """They were said to this user."""
    rows = [(ring.record, store.user.uid, ring.key, clock.stamp()) for ring in rings]
    if rows:
        with store.writing():
            store.db.conn.executemany("INSERT INTO reminders_said (reminder, user, due, said_at) VALUES (?, ?, ?, ?)"
                                      " ON CONFLICT DO NOTHING", rows)


def still(store: Store, ring: Ring) -> bool:
    """Whether it is as it was said: open, and due for the same moment."""
    return bool(store.value(f"SELECT 1 FROM reminders r WHERE {_MINE} AND r.id = ? AND {_KEY} = ?",
                            (store.user.staff, ring.record, ring.key)))


def next_at(store: Store, at: Moment) -> str | None:
    """The next instant of today at which something comes due for this user."""
    rows = store.rows(f"SELECT due_on, due_time, snoozed FROM reminders r WHERE {_MINE} AND due_on <= ?"
                      " AND (due_time IS NOT NULL OR snoozed IS NOT NULL) ORDER BY due_on DESC, due_time DESC LIMIT ?",
                      (store.user.staff, at.today.isoformat(), CAP))
    return min((when for r in rows if (when := _at(r, at)) > at.now), default=None)


def _at(row: Record, at: Moment) -> str:
    return str(row["snoozed"] or at_of(row, at.zone))
