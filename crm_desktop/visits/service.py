"""The verbs and rules of call-backs."""

from __future__ import annotations

import re
from typing import Any

from crm_desktop.kit import clock
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import _
from crm_desktop.kit.store import Change, Changed, Store

PLAN, RECORD = "callback_plan", "callback_record"


def next_callbacks(store: Store, ids: list[int]) -> dict[int, Any]:
    """The earliest planned call-back of each customer, from today on, that is still to be done."""
    rows = store.db.conn.execute(
        "SELECT planned_customer, min(planned_date) FROM callback_plans p WHERE deleted_at IS NULL"
        " AND planned_date >= ? AND state IN ('planned', 'postponed') AND NOT EXISTS (SELECT 1 FROM"
        " callback_records r WHERE r.callback_plan = p.id AND r.deleted_at IS NULL)"
        f" AND planned_customer IN ({', '.join('?' * len(ids))}) GROUP BY planned_customer",
        (clock.today(store.zone).isoformat(), *ids)).fetchall()
    return {int(customer): day for customer, day in rows}


COMPUTED = {("customer_master", "next_callback_on"): next_callbacks}


def check_plan(store: Store, record: dict[str, Any], old: dict[str, Any] | None) -> list[Problem]:
    """A start time is a time of day; a visit has a length a day can hold; cost belongs to visits face to face."""
    found = []
    start = record.get("start_time")
    if start and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", start):
        found.append(Problem(_("Enter the time as 09:30."), field="start_time"))
    length = record.get("duration")
    if length is not None and not 5 <= length <= 12 * 60:
        found.append(Problem(_("A call-back lasts from 5 minutes to 12 hours."), field="duration"))
    if record.get("expected_cost") and "face_to_face" not in (record.get("callback_mode") or []):
        found.append(Problem(_("The expected cost is for face-to-face call-backs only."), field="expected_cost"))
    return found


def check_record(store: Store, record: dict[str, Any], old: dict[str, Any] | None) -> list[Problem]:
    """A call-back that was made lies in the past; its plan belongs to the same customer."""
    found = []
    today = clock.today(store.zone).isoformat()
    if (record.get("callback_date") or "") > today:
        found.append(Problem(_("The call-back date can't be later than today ({today}).").format(today=today),
                             field="callback_date"))
    plan = record.get("callback_plan")
    if plan and store.value("SELECT planned_customer FROM callback_plans WHERE id = ?",
                            (plan,)) != record.get("customer_visited"):
        found.append(Problem(_("This plan is for another customer."), field="callback_plan"))
    return found


CHECKS = {PLAN: check_plan, RECORD: check_record}


def follow_record(change: Change, changed: list[Changed]) -> None:
    """A plan with a record is done; when its last record leaves it or goes to the bin, it is open again."""
    if change.kind != "change":
        return
    for one in changed:
        was, now = _made(one.old), _made(one.new)
        for plan in sorted({was, now} - {0}) if was != now else ():
            row = change.store.raw(PLAN, plan)
            if row is None or row["deleted_at"]:
                continue
            made = change.execute("SELECT 1 FROM callback_records WHERE callback_plan = ?"
                                  " AND deleted_at IS NULL LIMIT 1",
                                  (plan,))
            if made and row["state"] != "done":
                change.update(PLAN, plan, {"state": "done"})
            elif not made and row["state"] == "done":
                change.update(PLAN, plan, {"state": "planned"})


def _made(record: dict[str, Any] | None) -> int:
    """The plan that a record makes done; 0 for none."""
    return int(record.get("callback_plan") or 0) if record and not record.get("deleted_at") else 0


FOLLOW = {RECORD: follow_record}
