"""The rules of call-backs: what a plan and its records may hold, what follows from them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from crm_desktop.kit import clock
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import _
from crm_desktop.kit.store import Change, Changed, Store
from crm_desktop.kit.store.layout import Record
from crm_desktop.kit.values import times
from crm_desktop.reminders.service import remind, said, times_of, too_far
from crm_desktop.visits import due, model
from crm_desktop.visits.model import LIST, PHONE, PLAN, RECORD, REPORT


def next_callbacks(store: Store, ids: list[int]) -> dict[int, Any]:
    """The earliest planned call-back of each customer, from today on, that is still to be done."""
    rows = store.rows_of(
        "SELECT planned_customer, min(planned_date) AS day FROM callback_plans p WHERE deleted_at IS NULL"
        f" AND planned_date >= '{clock.today(store.zone).isoformat()}' AND state IN ('planned', 'postponed')"
        " AND NOT EXISTS (SELECT 1 FROM callback_records r WHERE r.callback_plan = p.id AND r.deleted_at IS NULL)"
        " AND planned_customer IN ({marks}) GROUP BY planned_customer", ids)
    return {r["planned_customer"]: r["day"] for r in rows}


COMPUTED = {("customer_master", "next_callback_on"): next_callbacks}


# -- what may be kept
def check_plan(store: Store, record: Record, old: Record | None) -> list[Problem]:
    """A time of day, a length a day can hold, a reason for what was changed; cost belongs to visits face to face.

    What is still to be made is planned for these years: nobody is called back in 1900.
    """
    found = times_of(record, "start_time")
    length, span = record.get("duration"), None if found else model.span(record)
    if length is not None and not model.SHORTEST <= length <= model.LONGEST:
        found.append(Problem(_("A call-back lasts from 5 minutes to 12 hours. "
                               "Correct the duration."), field="duration"))
    elif span is not None and span[1] > model.DAY:
        found.append(Problem(_("A call-back ends on the day it begins. Choose an earlier start or a shorter time."),
                             field="duration"))
    if record.get("expected_cost") and "face_to_face" not in (record.get("callback_mode") or []):
        found.append(Problem(_("The expected cost is for face-to-face call-backs only. "
                               "Clear it, or choose face to face."), field="expected_cost"))
    state = record.get("state")
    if old is not None and state != old.get("state") and state in (model.POSTPONED, model.CANCELLED) \
            and not (record.get("state_reason") or "").strip():
        found.append(Problem(_("Say why the call-back was postponed or cancelled."), field="state_reason"))
    return found + (too_far(store, record, old, "planned_date") if (state or model.PLANNED) in model.OPEN else [])


def check_record(store: Store, record: Record, old: Record | None) -> list[Problem]:
    """A call-back that was made lies in the past; its plan belongs to the same customer; the next step comes after it,
    with its day and what it is."""
    found = times_of(record, "start_time", "next_action_time")
    found += _not_later(store, record, "callback_date", _("The call-back date can't be later than today ({today}). "
                                                          "Correct the date."))
    found += _plan_of(store, record, "customer_visited")
    if record.get("next_action_on") and not record.get("next_action"):
        found.append(Problem(_("Say what is to be done on that day."), field="next_action"))
    if record.get("next_action_time") and not record.get("next_action_on"):
        found.append(Problem(_("Enter the day of the next action."), field="next_action_on"))
    if (record.get("next_action_on") or "9999") < (record.get("callback_date") or ""):
        found.append(Problem(_("The next action can't be earlier than the call-back. Correct the date."),
                             field="next_action_on"))
    return found


def check_call(store: Store, record: Record, old: Record | None) -> list[Problem]:
    """Calls stand in the order of time and lie in the past, the next one after them; the person is the customer's."""
    found, now, before = times_of(record, "next_attempt_time"), clock.stamp(), ""
    for number, call in enumerate(record.get("calls") or [], 1):
        at = call.get("called_at") or ""
        if not at:
            found.append(Problem(_("Enter when call {number} was made.").format(number=number), field="calls"))
        elif at > now:
            found.append(Problem(_("Call {number} can't be later than now. "
                                   "Correct the time.").format(number=number), field="calls"))
        elif at < before:
            found.append(Problem(_("Call {number} is earlier than the one before it. "
                                   "Correct the time.").format(number=number),
                                 field="calls"))
        before = max(before, at)
    if record.get("next_attempt_time") and not record.get("next_attempt_on"):
        found.append(Problem(_("Enter the day of the next call."), field="next_attempt_on"))
    if record.get("next_attempt_on") and not found:
        found += _after_first_call(store, record)
    customer = _customer_of(store, record.get("customer_name"))
    if record.get("customer") and customer is not None and customer != record["customer"]:
        found.append(Problem(_("This person belongs to another customer. "
                               "Choose a contact person of this customer."), field="customer_name"))
    if not record.get("outcome") and waits(store, record.get("callback_plan")):
        found.append(Problem(asked(), field="outcome"))
    return found + _plan_of(store, record | {"customer": record.get("customer") or customer}, "customer")


def waits(store: Store, plan: int | None) -> bool:
    """Whether a plan is still to be done, so that a call must say whether it did it."""
    raw = store.raw(PLAN, plan) if plan else None
    return raw is not None and not raw["deleted_at"] and (raw["state"] or model.PLANNED) in (*model.OPEN, model.MISSED)


def asked() -> str:
    """What to say where a call of such a plan has no outcome."""
    return _("Say how the call went: once the customer is reached the call-back is done, until then it stays planned.")


def _after_first_call(store: Store, record: Record) -> list[Problem]:
    first = next((c["called_at"] for c in record.get("calls") or []), None)
    if first is None or record["next_attempt_on"] >= times.local(first, store.zone).date().isoformat():
        return []
    return [Problem(_("The next call can't be earlier than the first one. Correct the date."), field="next_attempt_on")]


def check_report(store: Store, record: Record, old: Record | None) -> list[Problem]:
    """A report belongs to the customer of its record and is not about tomorrow."""
    of = record.get("callback_record")
    found = [Problem(_("This call-back record is about another customer. "
                       "Choose one of this customer."), field="callback_record")] \
        if of and store.value("SELECT customer_visited FROM callback_records WHERE id = ?",
                              (of,)) != record.get("callback_customer") else []
    if (record.get("callback_time") or "") > clock.stamp():
        found.append(Problem(_("The call-back can't have been later than now. "
                               "Correct the time."), field="callback_time"))
    return found


def check_list(store: Store, record: Record, old: Record | None) -> list[Problem]:
    """Every line names a customer, and none twice."""
    named = [row.get("customer") for row in record.get("entries") or []]
    if not all(named):
        return [Problem(_("Every line of the list names a customer. Fill it in, or delete the line."), field="entries")]
    if len(set(named)) < len(named):
        return [Problem(_("A customer stands in the list twice. Take out one of the two lines."), field="entries")]
    return []


def _not_later(store: Store, record: Record, field: str, sentence: str) -> list[Problem]:
    today = clock.today(store.zone).isoformat()
    return [Problem(sentence.format(today=today), field=field)] if (record.get(field) or "") > today else []


def _plan_of(store: Store, record: Record, customer: str) -> list[Problem]:
    plan = record.get("callback_plan")
    if plan and store.value("SELECT planned_customer FROM callback_plans WHERE id = ?",
                            (plan,)) != record.get(customer):
        return [Problem(_("This plan is for another customer. Choose a plan of this customer."), field="callback_plan")]
    return []


def _customer_of(store: Store, contact: int | None) -> int | None:
    if not contact:
        return None
    raw = store.raw("contact_person", contact)
    return raw["customer"] if raw else None


CHECKS = {PLAN: check_plan, RECORD: check_record, PHONE: check_call, REPORT: check_report, LIST: check_list}


# -- what follows
def follow_record(change: Change, changed: list[Changed]) -> None:
    """A plan with a record is done; when its last record leaves it or goes to the bin, it is open again."""
    if change.kind != "change":
        return
    for one in changed:
        _keep_step(change, one, _made)
        _follow_up(change, RECORD, one, ("next_action_on", "next_action_time"), _next_action)


def _next_action(record: Record) -> Record:
    """The next step of a record, as its reminder says it."""
    return {"what": record.get("next_action") or "", "owner": record.get("visitor"),
            "customer": record.get("customer_visited")}


def follow_call(change: Change, changed: list[Changed]) -> None:
    """A plan whose customer was reached is done; the next attempt is a reminder."""
    if change.kind != "change":
        return
    for one in changed:
        _keep_step(change, one, _reached)
        _follow_up(change, PHONE, one, ("next_attempt_on", "next_attempt_time"), _next_call)


def _next_call(record: Record) -> Record:
    """The next call of a telephone record, as its reminder says it: what was agreed last."""
    last = (record.get("calls") or [{}])[-1]
    return {"what": last.get("next_action") or last.get("purpose") or _("Call back by telephone"),
            "owner": record.get("caller"), "customer": record.get("customer")}


def _keep_step(change: Change, one: Changed, of: Any) -> None:
    was, now = of(one.old), of(one.new)
    for plan in sorted({was, now} - {0}) if was != now else ():
        row = change.store.raw(PLAN, plan)
        if row is None or row["deleted_at"]:
            continue
        made = change.execute(
            "SELECT 1 FROM callback_records WHERE callback_plan = ?1 AND deleted_at IS NULL UNION ALL"
            " SELECT 1 FROM telephone_callbacks WHERE callback_plan = ?1 AND deleted_at IS NULL"
            f" AND outcome = '{model.REACHED}' LIMIT 1", (plan,))
        if made and row["state"] != model.DONE:
            change.update(PLAN, plan, {"state": model.DONE})
        elif not made and row["state"] == model.DONE:
            change.update(PLAN, plan, {"state": model.PLANNED})


def _made(record: Record | None) -> int:
    """The plan that a record makes done; 0 for none."""
    return int(record.get("callback_plan") or 0) if record and not record.get("deleted_at") else 0


def _reached(record: Record | None) -> int:
    """The plan that a telephone call makes done: one that reached the customer."""
    return _made(record) if record and record.get("outcome") == model.REACHED else 0


def _follow_up(change: Change, form: str, one: Changed, when: tuple[str, str], of: Callable[[Record], Record]) -> None:
    """The next step as a reminder: one a record, moved and reworded with it, done with it."""
    if one.new is None:
        return
    new, old, about = one.new, one.old or {}, of(one.new)
    day, time = (new.get(field) for field in when)
    moved = any(new.get(field) != old.get(field) for field in when)
    kept = change.store.raw("reminder", new["reminder"]) if new.get("reminder") else None
    if old and bool(new.get("deleted_at")) != bool(old.get("deleted_at")):
        if kept is not None and not kept["done_at"]:  # it goes into the bin with its record, and comes back with it
            (change.delete if new.get("deleted_at") else change.restore)("reminder", kept["id"])
    elif new.get("deleted_at") or not moved and about["what"] == of(old)["what"]:
        return
    elif kept is not None and not kept["deleted_at"] and not kept["done_at"]:
        change.update("reminder", kept["id"], {"due_on": day, "due_time": time, **said(about["what"])} if day
                      else {"done_at": change.at})
    elif day and moved:
        made = remind(change, due_on=day, due_time=time, form=form, record=one.id, **about)
        change.update(form, one.id, {"reminder": made})


FOLLOW = {RECORD: follow_record, PHONE: follow_call}


def fill_call(store: Store, batch: Sequence[Record], old: Record | None) -> None:
    """The customer of a telephone record is the person's where it was left blank; calls are numbered."""
    for record in batch:
        if any(not call.get("call_number") for call in record.get("calls") or []):
            record["calls"] = [{**call, "call_number": n} for n, call in enumerate(record["calls"], 1)]
        if not record.get("customer"):
            record["customer"] = _customer_of(store, record.get("customer_name"))


FILL = {PHONE: fill_call}
DUE = (due.visits, due.attempts)
