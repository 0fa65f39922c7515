"""Telephone call-backs: one record, several attempts."""

from __future__ import annotations

from crm_desktop.kit import records
from crm_desktop.kit.errors import Problem, Problems
from crm_desktop.kit.i18n import N_
from crm_desktop.kit.query import Condition, Query
from crm_desktop.kit.store import Store
from crm_desktop.kit.store.layout import Record
from crm_desktop.kit.values.times import local, minute_now
from crm_desktop.visits.model import PHONE, PLAN

CONTACT = "contact_person"


def prefill_call(store: Store, plan: int | None = None, customer: int | None = None) -> Record:
    """What a telephone record begins with: the main contact person and number, the first call now."""
    known = records.get(store, PLAN, plan) if plan else {}
    whose = known.get("planned_customer") or customer
    call = {"call_number": 1, "called_at": minute_now(), "purpose": known.get("purpose")}
    found: Record = {"customer": whose, "callback_plan": plan, "caller": known.get("callback_specialist"),
                     "calls": [{k: v for k, v in call.items() if v is not None}], **_person(store, whose)}
    return {k: v for k, v in found.items() if v is not None}


def _person(store: Store, customer: int | None) -> Record:
    """The main contact person of a customer, with position and number."""
    if not customer:
        return {}
    rows = Query("contact_person", where=(Condition("customer", "is", customer),), sort=("id",)).run(store).rows(
        0, 50, ("is_main_contact", "position", "mobile", "telephone"))
    if not rows:
        return {}
    main = next((r for r in rows if r["is_main_contact"]), rows[0])
    return {"customer_name": main["id"], "customer_occupation": main["position"],
            "contact": main["mobile"] or main["telephone"]}


def keep_call(store: Store, values: Record, person: str = "") -> int:
    """Keep a new telephone record; a person not known yet is entered at the customer in the same change.

    Raises Problems with the fields of the telephone record. Returns its id.
    """
    if not person:
        return records.create(store, PHONE, values)
    full = {**records.defaults(store, PHONE), **values, "customer_name": 0}
    given = {"contact_name": person, "customer": full.get("customer"), "position": full.get("customer_occupation"),
             "telephone": full.get("contact")}
    contact = {**records.defaults(store, CONTACT), **given}
    called = {"contact_name": "customer_name", "position": "customer_occupation", "telephone": "contact"}
    found = [p for p in records.problems(store, PHONE, full) if p.field != "customer_name"]
    known = {p.field for p in found}
    found += [Problem(p.sentence, field=called.get(str(p.field), p.field))
              for p in records.problems(store, CONTACT, contact) if called.get(str(p.field), p.field) not in known]
    if found:
        raise Problems(found)
    with store.change(N_("New record")) as change:
        return change.insert(PHONE, {**full, "customer_name": change.insert(CONTACT, contact)})


def next_call(rows: list[Record]) -> Record | None:
    """The attempt after these: number, time, what was agreed last. None where the last one is of this minute."""
    now, last = minute_now(), rows[-1] if rows else {}
    if rows and (last.get("called_at") or "") >= now:
        return None
    number = max((r.get("call_number") or 0 for r in rows), default=0) + 1
    about = {"purpose": last["next_action"]} if last.get("next_action") else {}
    return {"call_number": number, "called_at": now, **about}


def last_callbacks(store: Store, ids: list[int]) -> dict[int, str]:
    """The day of the newest callback_record or telephone_callback_record of each customer."""
    found: dict[int, str] = {r["c"]: r["d"] for r in store.rows_of(
        "SELECT customer_visited AS c, max(callback_date) AS d FROM callback_records WHERE deleted_at IS NULL"
        " AND customer_visited IN ({marks}) GROUP BY 1", ids)}
    for row in store.rows_of("SELECT customer AS c, max(last_called_at) AS at FROM telephone_callbacks WHERE deleted_at"
                             " IS NULL AND last_called_at IS NOT NULL AND customer IN ({marks}) GROUP BY 1", ids):
        day = local(row["at"], store.zone).date().isoformat()
        found[row["c"]] = max(found.get(row["c"], ""), day)
    return found
