"""The verbs and rules of reminders. Other features call `remind` inside their own change."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, time, timedelta, tzinfo
from typing import Any

from crm_desktop.kit import clock, records
from crm_desktop.kit.due import Due, Line, Moment, Source
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.store import Change, Changed, Store
from crm_desktop.kit.store.layout import Record
from crm_desktop.kit.values.text import shorten

FORM = "reminder"
REMINDER, TASK, PROMISE = "reminder", "task", "promise"
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_LONG = 200
_BACK, _AHEAD = 366, 3660  # days from today within which something can still be to be done


def remind(change: Change, *, what: str, due_on: str, due_time: str | None = None, owner: int | None = None,
           customer: int | None = None, form: str | None = None, record: int | None = None,
           kind: str = REMINDER) -> int:
    """Keep a reminder about a record (form and record) or about none, in the caller's change. Returns its id.

    `due_on` is a day (2026-11-19), `due_time` an office time of day (09:20) or None for some time that day;
    `kind` is reminder, task or promise. Without an owner it is the signed-in user's.
    """
    values: Record = {"due_on": due_on, "due_time": due_time, "kind": kind, "customer": customer,
                      "owner": owner if owner is not None else change.store.user.staff,
                      "about": {"form": form, "id": record} if form and record else None, **said(what)}
    return change.insert(FORM, {k: v for k, v in values.items() if v is not None})


def said(what: str) -> Record:
    """What is to be done in one line; of a text that is longer the whole as remarks."""
    line = shorten(what, _LONG)
    return {"what": line} if line == what.strip() else {"what": line, "remarks": what.strip()}


def done(store: Store, record: int) -> None:
    """It was done now. Doing it twice changes nothing."""
    if not records.get(store, FORM, record)["done_at"]:
        with store.change(N_("Reminder done")) as change:
            change.update(FORM, record, {"done_at": clock.stamp()})


def reopen(store: Store, record: int) -> None:
    """It was not done after all."""
    with store.change(N_("Reminder open again")) as change:
        change.update(FORM, record, {"done_at": None})


def snooze(store: Store, record: int, until: str) -> None:
    """Say it again at that minute, not before. A promise stays late meanwhile; the rest waits until then."""
    minute = clock.instant(until).replace(second=0, microsecond=0)
    with store.change(N_("Reminder put off")) as change:
        change.update(FORM, record, {"snoozed": clock.stamp(minute)})


def at_of(record: Record, zone: tzinfo) -> str:
    """When it is due: the instant of its day and time in the office's zone, or the day."""
    if not record["due_time"]:
        return str(record["due_on"])
    day = datetime.fromisoformat(record["due_on"]).date()
    return clock.stamp(datetime.combine(day, time.fromisoformat(record["due_time"]), zone))


def shown_at(record: Record, zone: tzinfo) -> str:
    """When it is due on Today: what was put off waits, a promise doesn't."""
    at, until = at_of(record, zone), record["snoozed"]
    return at if not until or record["kind"] == PROMISE or until < at else str(until)


# What was put off past this day stands with the days it was put off to, a promise where it was.
_PUT_OFF = "kind IS NOT 'promise' AND snoozed >= ?"
_OPEN = Source(REMINDER, FORM, f"reminders WHERE done_at IS NULL AND deleted_at IS NULL AND ({_PUT_OFF}) IS NOT 1",
               "due_on", "id, what, due_on, due_time, kind, owner, customer, snoozed", "owner", "due_time, id")
_LATER = replace(_OPEN, of=f"reminders WHERE done_at IS NULL AND deleted_at IS NULL AND {_PUT_OFF}", by="snoozed",
                 instants=True)


def due_lines(store: Store, at: Moment) -> list[Line]:
    """The open reminders of everybody until the last day shown, the oldest first."""
    today = clock.stamp(datetime.combine(at.today, time(0), at.zone))
    rows, rests = _OPEN.read(store, at, (today,))
    later, more = _LATER.read(store, at, (today,))
    found = [(row, shown_at(row, at.zone)) for row in (*rows, *later)]
    return [*(Due(row["kind"] or REMINDER, FORM, row["id"], when, at.state(when), row["what"], N_("Mark done"), "done",
                  row["customer"], row["owner"])
              for row, when in sorted(found, key=lambda f: (at.day(f[1]), f[1])) if at.day(when) <= at.last),
            *rests, *more]


DUE = (due_lines,)


def check(store: Store, record: Record, old: Record | None) -> list[Problem]:
    """A time of day is written 09:20; what is still to be done is of these years."""
    return times_of(record, "due_time") + ([] if record.get("done_at") else too_far(store, record, old, "due_on"))


def times_of(record: Record, *fields: str) -> list[Problem]:
    """What is wrong with times of day: they are written 09:20."""
    return [Problem(_("Enter the time as 09:20."), field=f) for f in fields
            if record.get(f) and not _TIME.fullmatch(record[f])]


def too_far(store: Store, record: Record, old: Record | None, field: str) -> list[Problem]:
    """A day set now on which something is still to be done lies a year back at most, and ten years ahead."""
    today, day = clock.today(store.zone), record.get(field)
    first, last = ((today + timedelta(days=n)).isoformat() for n in (-_BACK, _AHEAD))
    if not day or (old or {}).get(field) == day or first <= day <= last:
        return []
    return [Problem(_("{day} is too far away for something that is still to be done. "
                      "Enter a day from {first} to {last}.").format(day=day, first=first, last=last), field=field)]


CHECKS = {FORM: check}


def follow(change: Change, changed: list[Changed]) -> None:
    """Who sets another day or time means that one: what was put off is no longer."""
    if change.kind != "change":
        return
    for one in changed:
        old, new = one.old, one.new
        if old and new and new["snoozed"] and old["snoozed"] == new["snoozed"] and _when(old) != _when(new):
            change.update(FORM, one.id, {"snoozed": None})


def _when(record: Record) -> tuple[Any, Any]:
    return record["due_on"], record["due_time"]


FOLLOW = {FORM: follow}
