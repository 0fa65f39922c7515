"""The verbs of a call-back plan: plan, move, stretch, postpone, record, missed, cancel, reopen; conflicts; free time.

Each verb is one change that undo takes back. `base` is the changed_at that the plan was shown with: where somebody else
changed it meanwhile nothing is written and a Problem says so. What its state or the rules of the form don't allow is a
Problem too, with the field. Days are YYYY-MM-DD, times of day HH:MM, lengths minutes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from crm_desktop.kit import clock, records, workdays
from crm_desktop.kit.errors import Problem, Problems
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.store import Store
from crm_desktop.kit.store.layout import Record
from crm_desktop.kit.values import dates
from crm_desktop.visits import model, office_hours
from crm_desktop.visits.model import PLAN, RECORD

_SEARCHED = 60  # days in which a free time is looked for
_STEP = 15
_SAME = object()


@dataclass(frozen=True)
class Clash:
    """Another plan of the same person at the same time; `sentence` names it."""

    plan: int
    start: str
    minutes: int
    customer: str
    sentence: str


@dataclass(frozen=True)
class Slot:
    """A free time of a person."""

    day: str
    start: str


# -- verbs
def plan(store: Store, values: Record) -> int:
    """Plan a call-back. Raises Problems; returns the id."""
    full = {**records.defaults(store, PLAN), **values}
    if found := records.problems(store, PLAN, full):
        raise Problems(found)
    with store.change(N_("Plan call-back")) as change:
        return change.insert(PLAN, full)


def move(store: Store, record: int, day: str, start: Any = _SAME, person: Any = _SAME, *,
         base: str | None = None) -> None:
    """Put a plan on another day, time of day (None: all day) or person, as planned from the start."""
    changes: Record = {"planned_date": day}
    if start is not _SAME:
        changes["start_time"] = start
    if person is not _SAME:
        changes["callback_specialist"] = person
    old = records.get(store, PLAN, record)
    _open_only(old)
    _write(store, record, old, changes, N_("Move call-back"), base)


def stretch(store: Store, record: int, minutes: int, start: Any = _SAME, *, base: str | None = None) -> None:
    """Give a plan another length, and another start where its upper edge was pulled."""
    old = records.get(store, PLAN, record)
    _open_only(old)
    _write(store, record, old, {"duration": minutes} | ({} if start is _SAME else {"start_time": start}),
           N_("Stretch call-back"), base)


def postpone(store: Store, record: int, day: str, start: Any = _SAME, *, reason: str,
             base: str | None = None) -> None:
    """Put a plan off, with the reason; what it was stays in its list of postponements."""
    old = records.get(store, PLAN, record)
    turn(old, model.POSTPONED)
    why = _reason(reason, _("Say why the call-back is postponed."))
    to = old["start_time"] if start is _SAME else start
    if (day, to) == (old["planned_date"], old["start_time"]):
        raise Problem(_("Choose another day or time."), field="planned_date")
    if day < clock.today(store.zone).isoformat():
        raise Problem(_("A call-back can only be postponed to today or later. "
                        "Choose another day."), field="planned_date")
    row = {"moved_on": clock.today(store.zone).isoformat(), "from_date": old["planned_date"],
           "from_time": old["start_time"], "to_date": day, "to_time": to, "reason": why}
    kept = [*(old["postponements"] or []), {k: v for k, v in row.items() if v is not None}]
    _write(store, record, old, {"planned_date": day, "start_time": to, "state": model.POSTPONED, "state_reason": why,
                                "postponements": kept}, N_("Postpone call-back"), base)


def missed(store: Store, record: int, reason: str = "", *, base: str | None = None) -> None:
    """It was not made on its day."""
    old = records.get(store, PLAN, record)
    turn(old, model.MISSED)
    if old["planned_date"] > clock.today(store.zone).isoformat():
        raise Problem(_("This call-back is still to come. Postpone or cancel it."))
    _write(store, record, old, {"state": model.MISSED, "state_reason": reason.strip() or None}, N_("Call-back missed"),
           base)


def cancel(store: Store, record: int, *, reason: str, base: str | None = None) -> None:
    """It will not be made, with the reason."""
    old = records.get(store, PLAN, record)
    turn(old, model.CANCELLED)
    why = _reason(reason, _("Say why the call-back is cancelled."))
    _write(store, record, old, {"state": model.CANCELLED, "state_reason": why}, N_("Cancel call-back"), base)


def reopen(store: Store, record: int, *, base: str | None = None) -> None:
    """A cancelled plan is planned again."""
    old = records.get(store, PLAN, record)
    turn(old, model.PLANNED)
    _write(store, record, old, {"state": model.PLANNED, "state_reason": None}, N_("Plan call-back again"), base)


def record(store: Store, plan_id: int, values: Record) -> int:
    """Keep the record of a plan, which makes it done. Raises Problems; returns the record's id."""
    return records.create(store, RECORD, {**prefill_record(store, plan_id), **values})


def prefill_record(store: Store, plan_id: int) -> Record:
    """What a record takes over from its plan."""
    known = records.get(store, PLAN, plan_id)
    today = clock.today(store.zone).isoformat()
    found = {"customer_visited": known["planned_customer"], "callback_plan": plan_id,
             "callback_date": min(known["planned_date"], today), "visitor": known["callback_specialist"],
             "start_time": known["start_time"], "mode": model.kind_of(known["callback_mode"]),
             "key_points": known["purpose"]}
    return {k: v for k, v in found.items() if v is not None}


def turn(old: Record, to: str) -> None:
    """Raises Problem where a plan can't come into that state."""
    if model.may(old["state"], to):
        return
    raise Problem({
        model.DONE: _("This call-back is done. Delete its record first."),
        model.CANCELLED: _("This call-back is cancelled. Plan it again first."),
        model.MISSED: _("This call-back was missed. Postpone it to a new day."),
    }.get(old["state"], _("This call-back is still planned. Postpone or cancel it.")))


def _open_only(old: Record) -> None:
    if (old["state"] or model.PLANNED) not in model.OPEN:
        turn(old, model.MISSED)


def _reason(reason: str, sentence: str) -> str:
    if not reason.strip():
        raise Problem(sentence, field="state_reason")
    return " ".join(reason.split())


def _write(store: Store, record_id: int, old: Record, changes: Record, label: str, base: str | None) -> None:
    if (day := changes.get("planned_date")) and not dates.valid(day, yearless=False):
        raise Problem(_("There is no such day: {day}. Choose another.").format(day=day), field="planned_date")
    if found := records.problems(store, PLAN, {**old, **changes}, old):
        raise Problems(found)
    with store.change(label) as change:
        change.update(PLAN, record_id, changes, base=base)


# -- one person can't be in two places
def conflicts(store: Store, values: Record, but: int | None = None) -> list[Clash]:
    """The open plans of the same person that overlap this one on its day; `but` is the plan itself."""
    mine, person, day = model.span(values), values.get("callback_specialist"), values.get("planned_date")
    if mine is None or person is None or not day:
        return []
    found = []
    for row in _of_day(store, person, day):
        span = model.span(row)
        if row["id"] != but and span is not None and model.overlap(mine, span):
            customer = records.name_of(store, "customer_master", row["planned_customer"]) or ""
            who = records.name_of(store, "staff_record", person) or ""
            sentence = _("{who} already has a call-back from {start} to {end}: {customer}.").format(
                who=who, start=row["start_time"], end=model.clock(span[1]), customer=customer)
            found.append(Clash(row["id"], row["start_time"], span[1] - span[0], customer, sentence))
    return found


def free_slot(store: Store, person: int | None, day: str, minutes: int, start: str | None = None,
              but: int | None = None) -> Slot | None:
    """The next free time of a person within the office's visiting hours, from a day and time on; days off left out."""
    first, last = office_hours.visiting(store)
    today, now, home = clock.today(store.zone), clock.now().astimezone(store.zone), store.context().home
    at = max(date.fromisoformat(day), today)
    begin = max(first, model.minute(start) or 0) if at.isoformat() == day else first
    for _n in range(_SEARCHED):
        if at == today:
            begin = max(begin, -(-(now.hour * 60 + now.minute) // _STEP) * _STEP)
        if workdays.is_workday(home, at):
            found = _gap(store, person, at.isoformat(), minutes, begin, last, but)
            if found is not None:
                return Slot(at.isoformat(), model.clock(found))
        at, begin = at + timedelta(days=1), first
    return None


def _gap(store: Store, person: int | None, day: str, minutes: int, begin: int, last: int,
         but: int | None) -> int | None:
    """The first minute of the day from which so many minutes are free; lunch is not offered."""
    taken = sorted([office_hours.lunch(store), *(s for row in _of_day(store, person, day)
                                  if row["id"] != but and (s := model.span(row)))])
    for one in taken:
        if begin + minutes <= one[0]:
            break
        begin = max(begin, one[1])
    return begin if begin + minutes <= last else None


def _of_day(store: Store, person: int | None, day: str) -> list[Record]:
    """The open plans of a person on a day, in the order of time."""
    if person is None:
        return []
    return store.rows(
        "SELECT id, start_time, duration, planned_customer FROM callback_plans WHERE deleted_at IS NULL"
        " AND callback_specialist = ? AND planned_date = ? AND start_time IS NOT NULL"
        " AND state IN ('planned', 'postponed') ORDER BY start_time, id", (person, day))
