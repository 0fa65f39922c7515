"""What a complaint may not be, what the program fills in itself, and what follows from a call-back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from crm_desktop.complaints import model
from crm_desktop.kit import clock, forms, values
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import _, ngettext
from crm_desktop.kit.store import Change, Changed, Store
from crm_desktop.kit.store.layout import Record

CALLBACK_KNOWN = 60  # days: an older solution that comes in is not called back any more


def label(field: str, form: str = model.FORM) -> str:
    """A field's label in the language in force."""
    return forms.get(form).by_id[field].text()


def choice_of(form: str, field: str, value: str | None) -> str:
    """The word of an answer; "" for none."""
    known = forms.get(form).by_id[field].by_choice
    return known[value].text() if value in known else value or ""


def said(call: Record) -> str:
    """A call-back as a step says it: the level of satisfaction, and what the customer said."""
    level = choice_of(model.CALLBACK, "satisfaction", call["satisfaction"]) or (
        "" if call["satisfied"] is None else _("Satisfied") if call["satisfied"] else _("Not satisfied"))
    return "\n".join(filter(None, (level, call["opinions"])))


def task_text(task: Record) -> str:
    """A department task in one line."""
    return pair(task["department"], task["what"])


def pair(head: str, text: str) -> str:
    """A head and what it says, with the language's own colon."""
    return _("{head}: {text}").format(head=head, text=text) if text else head


def day_of(store: Store, instant: str) -> str:
    """The office's day of an instant."""
    return clock.instant(instant).astimezone(store.zone).date().isoformat()


def day_after(store: Store, instant: str, days: int = 1) -> str:
    """The office's day so many days after an instant."""
    return (clock.instant(instant).astimezone(store.zone).date() + timedelta(days=days)).isoformat()


def shown(store: Store, instant: str) -> str:
    """An instant as sentences say it, in the office's zone."""
    return values.show(forms.get(model.FORM).by_id["received_at"], instant, store.context())


def check(store: Store, record: Record, old: Record | None) -> list[Problem]:
    """Nothing is answered or solved before it was received, and nothing tomorrow; an end has its time and its proof."""
    found, now, received = _received(store, record, old), clock.stamp(), record.get("received_at") or ""
    begun = record.get("reopened_at") or received
    for field, start, early, ahead in (
            ("first_response_at", received, _("The first response can't be earlier than the complaint. "
                                              "Correct the time."),
             _("The first response can't be later than now. Correct the time.")),
            ("resolved_at", received, _("The solution can't be earlier than the complaint. Correct the time."),
             _("The solution can't be later than now. Correct the time."))):
        at = record.get(field)
        if at and at < start:
            found.append(Problem(early, field=field))
        elif at and at > now and at != (old or {}).get(field):
            found.append(Problem(ahead, field=field))
        elif at and field == "resolved_at" and at < begun:
            found.append(Problem(_("The solution can't be earlier than the reopening, {time}. "
                                   "Correct the time.").format(
                time=shown(store, begun)), field=field))
    status = record.get("status")
    if status in model.ENDED and not record.get("resolved_at"):
        found.append(Problem(_("Enter when the complaint was resolved."), field="resolved_at"))
    elif status == "closed" and old is not None and old.get("status") != "closed" and (open_ := unclosable(record)):
        found.append(Problem(open_, field="status"))
    if record.get("complainant") and store.value("SELECT customer FROM contacts WHERE id = ?",
                                                  (record["complainant"],)) != record.get("customer"):
        found.append(Problem(_("The complainant is not a contact person of this customer. "
                               "Choose one of the customer's contact persons."), field="complainant"))
    return found


def _received(store: Store, record: Record, old: Record | None) -> list[Problem]:
    received, now = record.get("received_at") or "", clock.stamp()
    if received <= now:
        return []
    if old is None or old.get("received_at") != received:
        return [Problem(_("The complaint can't have been received later than now. "
                          "Correct the time."), field="received_at")]
    return [clock_behind(store, received)]


def clock_behind(store: Store, received: str) -> Problem:
    """The sentence for a computer whose clock was set back."""
    return Problem(_("This computer's clock says {now}, but the complaint came in at {received}."
                     " Set the clock right first.").format(now=shown(store, clock.stamp()),
                                                           received=shown(store, received)), field="received_at")


def missing_to_close(record: Record) -> list[str]:
    """The fields that must be there before a case is closed and are not: solution, cause, result, reached call-back."""
    return [f for f in ("resolved_at", "cause_class", "result", "called_back_at") if not record.get(f)]


def unclosable(record: Record) -> str:
    """The sentence that says what is missing to close; "" when nothing is."""
    missing = [_("a call-back that reached the customer") if field == "called_back_at" else label(field)
               for field in missing_to_close(record)]  # what she has to do, not the time that is noted of it
    return _("The case can't be closed yet. Still missing: {fields}.").format(
        fields=values.joiner().join(missing)) if missing else ""


def check_callback(store: Store, record: Record, old: Record | None) -> list[Problem]:
    """A call-back that was made lies in the past; one that reached the customer says whether she is satisfied."""
    found, at = [], record.get("called_back_at") or ""
    received = store.value("SELECT received_at FROM complaints WHERE id = ?", (record.get("complaint"),))
    if received is None:
        return []
    if at > clock.stamp() and at != (old or {}).get("called_back_at"):
        found.append(Problem(_("The call-back can't be later than now. Correct the time."), field="called_back_at"))
    elif at and at < received:
        found.append(Problem(_("The call-back can't be earlier than the complaint. "
                               "Correct the time."), field="called_back_at"))
    if record.get("reached") not in (False, 0) and record.get("satisfied") is None:
        found.append(Problem(_("Enter whether the customer is satisfied with the solution."), field="satisfied"))
    elif record.get("satisfied") and record.get("satisfaction") in ("dissatisfied", "very_dissatisfied"):
        found.append(Problem(_("The level of satisfaction doesn't fit the answer. "
                               "Correct one of the two."), field="satisfaction"))
    return found


def check_task(store: Store, record: Record, old: Record | None) -> list[Problem]:
    """A task that was done lies in the past, and nothing is due before the complaint."""
    found = []
    if (record.get("done_at") or "") > clock.stamp() and record["done_at"] != (old or {}).get("done_at"):
        found.append(Problem(_("The task can't have been done later than now. Correct the time."), field="done_at"))
    received = store.value("SELECT received_at FROM complaints WHERE id = ?", (record.get("complaint"),))
    for field in ("due_at", "done_at"):
        if received and record.get(field) and record[field] < received:
            found.append(Problem(_("This can't be earlier than the complaint, {time}. Correct the time.").format(
                time=shown(store, received)), field=field))
    return found


def check_step(store: Store, record: Record, old: Record | None) -> list[Problem]:
    """What was done was done since the complaint came in, and by now."""
    at = record.get("at") or ""
    if not at or at == (old or {}).get("at"):
        return []
    if at > clock.stamp():
        return [Problem(_("What was done can't be later than now. Correct the time."), field="at")]
    received = store.value("SELECT received_at FROM complaints WHERE id = ?", (record.get("complaint"),))
    return [Problem(_("This can't be earlier than the complaint, {time}. Correct the time.").format(
        time=shown(store, received)), field="at")] if received and at < received else []


def fill(store: Store, batch: Sequence[Record], old: Record | None) -> None:
    """The policy in force when it is registered; the status, closing time and day of call-back that follow."""
    limits = {k: store.setting(f"complaints.{k}_hours") * 60 for k in model.LIMITS} if old is None else {}
    for record in batch:
        for kind, allowed in limits.items():
            if record.get(f"{kind}_limit_min") is None:
                record[f"{kind}_limit_min"] = allowed
        if record.get("resolved_at") and record.get("status") not in model.ENDED:
            record["status"] = "resolved"
        elif old and record.get("first_response_at") and not old.get("first_response_at") \
                and record.get("status") in (None, "registered"):
            record["status"] = "handling"
        if record.get("status") != "closed":
            record["closed_at"] = None
        elif old and old.get("status") != "closed" and not record.get("closed_at"):
            record["closed_at"] = clock.stamp()
        _fill_callback(store, record, old)


def _fill_callback(store: Store, record: Record, old: Record | None) -> None:
    """A solved case is called back so many days later, unless that was long ago or is done."""
    solved = record.get("resolved_at")
    owed = record.get("status") == "resolved" and solved and not record.get("called_back_at")
    if not owed:
        record["callback_due_on"] = None
    elif not record.get("callback_due_on") or (old and old.get("resolved_at") != solved):
        known = clock.instant(str(solved)) > clock.now() - timedelta(days=CALLBACK_KNOWN)
        record["callback_due_on"] = day_after(store, str(solved), store.setting("complaints.callback_days")) \
            if known else None


def fill_part(store: Store, batch: Sequence[Record], old: Record | None) -> None:
    """A call-back or result report belongs to the customer of its case."""
    for record in batch:
        if record.get("complaint") and (old is None or old.get("complaint") != record["complaint"]):
            record["customer"] = store.value("SELECT customer FROM complaints WHERE id = ?", (record["complaint"],))


def follow_case(change: Change, changed: Sequence[Changed]) -> None:
    """A case that was another customer's takes its call-backs and result reports along."""
    for one in changed if change.kind == "change" else ():
        if one.old and one.new and one.old["customer"] != one.new["customer"]:
            for form, table in ((model.CALLBACK, "complaint_callbacks"), (model.RESULT, "complaint_results")):
                for (part,) in change.execute(f"SELECT id FROM {table} WHERE complaint = ? AND deleted_at IS NULL",
                                              (one.id,)):
                    change.update(form, part, {"customer": one.new["customer"]})


def follow_callback(change: Change, changed: Sequence[Changed]) -> None:
    """A case is called back when its newest call-back since the reopening reached the customer."""
    if change.kind != "change":
        return
    cases = {r["complaint"] for one in changed for r in (one.old, one.new) if r and r.get("complaint")}
    for case in sorted(cases):
        old = change.store.raw(model.FORM, case)
        if old is None or old["deleted_at"]:
            continue
        found = change.execute(
            "SELECT called_back_at, satisfied FROM complaint_callbacks WHERE complaint = ? AND deleted_at IS NULL"
            " AND reached IS NOT 0 AND reopened IS NOT 1 AND called_back_at >= ? ORDER BY called_back_at DESC, id DESC"
            " LIMIT 1", (case, old["reopened_at"] or ""))
        at, satisfied = found[0] if found else (None, None)
        status = old["status"]
        if at and status == "resolved":
            status = "called_back"
        elif not at and status == "called_back":
            status = "resolved"
        change.update(model.FORM, case, {"called_back_at": at, "status": status, "customer_satisfied":
                                         bool(satisfied) if satisfied is not None else None}
                      if at or old["called_back_at"] else {})


def keeps_customer(store: Store, ids: Sequence[int]) -> list[Problem]:
    """A customer with open complaints stays: they would be nobody's."""
    found = store.rows_of(
        "SELECT c.customer_name AS name, count(*) AS n, min(o.complaint_no) AS number FROM complaints o"
        " JOIN customers c ON c.id = o.customer WHERE o.deleted_at IS NULL AND o.next_limit_at IS NOT NULL"
        " AND o.customer IN ({marks}) GROUP BY o.customer ORDER BY o.customer LIMIT 3", ids)
    return [Problem(ngettext(
        "{name} has an open complaint, {number}. Solve that first, then the customer can be deleted.",
        "{name} has {count} open complaints, {number} and others. Solve those first, then the customer can be deleted.",
        row["n"]).format(name=row["name"], number=row["number"], count=row["n"])) for row in found[:3]]
