"""What is due of call-backs: plans of today and past their day, missed ones, telephone attempts."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Any

from crm_desktop.kit import clock, records
from crm_desktop.kit.due import CAP, LATE, Due, Moment
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.store import Store
from crm_desktop.visits import model
from crm_desktop.visits.model import PHONE, PLAN

SHOWN_MISSED = 14  # days for which a missed call-back asks for a new day


def visits(store: Store, at: Moment) -> list[Due]:
    """Open plans until the last day shown, the oldest first; missed ones of the last two weeks."""
    open_ones = store.rows(
        "SELECT id, planned_date, start_time, duration, planned_customer, callback_mode, purpose, callback_specialist,"
        " state FROM callback_plans WHERE deleted_at IS NULL AND state IN ('planned', 'postponed')"
        " AND planned_date <= ? ORDER BY planned_date, start_time, planned_customer LIMIT ?",
        (at.last.isoformat(), CAP))
    since = (at.today - timedelta(days=SHOWN_MISSED)).isoformat()
    missed = store.rows(
        "SELECT id, planned_date, start_time, duration, planned_customer, callback_mode, purpose, callback_specialist,"
        " state FROM callback_plans WHERE deleted_at IS NULL AND planned_date BETWEEN ? AND ? AND state = 'missed'"
        " ORDER BY planned_date, start_time, id LIMIT ?", (since, at.today.isoformat(), CAP - len(open_ones)))
    whose = {r["planned_customer"] for r in (*open_ones, *missed)}
    called, gone = records.names(store, "customer_master", whose), records.deleted(store, "customer_master", whose)
    return [_line(row, at, called.get(row["planned_customer"], "")) for row in (*missed, *open_ones)
            if row["planned_customer"] not in gone]


def _line(row: dict[str, Any], at: Moment, customer: str) -> Due:
    kind = model.kind_of(json.loads(row["callback_mode"]) if row["callback_mode"] else None)
    group = "visit" if kind == "face_to_face" else "callback"
    span, missed = model.span(row), row["state"] == model.MISSED
    begins = instant(row["planned_date"], row["start_time"], at)
    ends = begins
    if span is not None:
        ends = _instant(row["planned_date"], row["start_time"], at.zone, span[1] - span[0])
    state = LATE if missed else at.state(ends)
    purpose = " ".join((row["purpose"] or "").split())[:120]
    what = " · ".join(filter(None, (customer, _("missed") if missed else "", purpose)))
    return Due(group, PLAN, row["id"], begins, state, what, N_("Plan anew") if missed else N_("Record call-back"),
               "postpone" if missed else "record_callback", row["planned_customer"], row["callback_specialist"])


def attempts(store: Store, at: Moment) -> list[Due]:
    """The next calls of telephone call-backs that have no reminder of their own (those that were imported)."""
    rows = store.rows(
        "SELECT id, customer, customer_name, next_attempt_on, next_attempt_time, last_result, caller"
        " FROM telephone_callbacks WHERE deleted_at IS NULL AND next_attempt_on IS NOT NULL AND next_attempt_on <= ?"
        " AND reminder IS NULL ORDER BY next_attempt_on, next_attempt_time, id LIMIT ?", (at.last.isoformat(), CAP))
    called = records.names(store, "contact_person", {r["customer_name"] for r in rows})
    found = []
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


