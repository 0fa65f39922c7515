"""What is due of call-backs: plans of today and past their day, missed ones, telephone attempts."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Any

from crm_desktop.kit import clock, records
from crm_desktop.kit.due import LATE, Due, Line, Moment, Source, Words
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.store import Store
from crm_desktop.visits import model
from crm_desktop.visits.model import PHONE, PLAN

SHOWN_MISSED = 14  # days for which a missed call-back asks for a new day


# Of customers in the recycle bin nothing is due.
_KEPT = " AND planned_customer NOT IN (SELECT id FROM customers WHERE deleted_at IS NOT NULL)"
_COLUMNS = "id, planned_date, start_time, duration, planned_customer, callback_mode, callback_specialist, state"
_OPEN = Source("callback", PLAN, "callback_plans WHERE deleted_at IS NULL AND state IN ('planned', 'postponed')"
               + _KEPT, "planned_date", _COLUMNS, "callback_specialist", "start_time, planned_customer")
_MISSED = Source("callback", PLAN, "callback_plans WHERE deleted_at IS NULL AND state = 'missed'" + _KEPT
                 + " AND planned_date BETWEEN ? AND ?", "planned_date", _COLUMNS, "callback_specialist",
                 "start_time, planned_customer")
_CALLS = Source("callback", PHONE, "telephone_callbacks WHERE deleted_at IS NULL AND next_attempt_on IS NOT NULL"
                " AND reminder IS NULL", "next_attempt_on",
                "id, customer, customer_name, next_attempt_on, next_attempt_time, last_result, caller", "caller",
                "next_attempt_time, id")


def visits(store: Store, at: Moment) -> list[Line]:
    """Open plans until the last day shown, the oldest first; missed ones of the last two weeks."""
    rows, rests = _OPEN.read(store, at)
    since = (at.today - timedelta(days=SHOWN_MISSED)).isoformat()
    missed, more = _MISSED.read(store, at, (since, at.today.isoformat()))
    rows += missed
    words = Words(store, [row["id"] for row in rows], _about)
    return [*(_line(row, at, words) for row in rows), *rests, *more]


def _about(store: Store, some: list[int]) -> dict[int, str]:
    """Whom plans are for, and what for."""
    rows = store.rows_of("SELECT id, planned_customer, purpose, state FROM callback_plans WHERE id IN ({marks})", some)
    called = records.names(store, "customer_master", {r["planned_customer"] for r in rows})
    return {r["id"]: " · ".join(filter(None, (
        called.get(r["planned_customer"]), _("missed") if r["state"] == model.MISSED else "",
        " ".join((r["purpose"] or "").split())[:120]))) for r in rows}


def _line(row: dict[str, Any], at: Moment, words: Words) -> Due:
    day, start, missed = row["planned_date"], row["start_time"], row["state"] == model.MISSED
    begins = instant(day, start, at)
    state = LATE if missed else at.state(_instant(day, start, at.zone, row["duration"] or model.USUAL) if start
                                         else begins)
    return Due(_kind(row["callback_mode"]), PLAN, row["id"], begins, state, words,
               N_("Plan anew") if missed else N_("Record call-back"), "postpone" if missed else "record_callback",
               row["planned_customer"], row["callback_specialist"])


@lru_cache(256)
def _kind(modes: str | None) -> str:
    return "visit" if model.kind_of(json.loads(modes) if modes else None) == "face_to_face" else "callback"


def attempts(store: Store, at: Moment) -> list[Line]:
    """The next calls of telephone call-backs that have no reminder of their own (those that were imported)."""
    rows, rests = _CALLS.read(store, at)
    called = records.names(store, "contact_person", {r["customer_name"] for r in rows})
    found: list[Line] = [*rests]
    for row in rows:
        when = instant(row["next_attempt_on"], row["next_attempt_time"], at)
        what = " · ".join(filter(None, (called.get(row["customer_name"]), row["last_result"])))
        found.append(Due("callback", PHONE, row["id"], when, at.state(when), what, N_("Add call"), "add_call",
                         row["customer"], row["caller"]))
    return found


def instant(day: str, start: str | None, at: Moment) -> str:
    """A day and a time of day as a stored instant; the day alone where there is no time."""
    return _instant(day, start, at.zone) if start else day


@lru_cache(4096)
def _instant(day: str, start: str, zone: tzinfo, later: int = 0) -> str:
    begins = datetime.combine(date.fromisoformat(day), time.fromisoformat(start), zone)
    return clock.stamp(begins.astimezone(UTC) + timedelta(minutes=later))
