"""The verbs and rules of reception: receive a visitor, keep a promise, sign visitors in and out."""

from __future__ import annotations

from collections.abc import Sequence

from crm_desktop.kit import clock, records
from crm_desktop.kit.due import Due, Line, Moment, Source
from crm_desktop.kit.errors import Problem, Problems
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.store import Change, Changed, Store
from crm_desktop.kit.store.layout import Record
from crm_desktop.kit.values.times import minute_now
from crm_desktop.reminders.service import TASK, remind

RECEPTION, REGISTER = "reception_record", "visitor_register"
CUSTOMER, CONTACT = "customer_master", "contact_person"
SOLVED, PROMISED, WITH_SALES, CANNOT = "solved", "promised", "with_sales", "cannot_solve"
LONGEST_PROMISE = 3650


# -- the reception record
def receive(store: Store, values: Record, *, contact: Record | None = None, customer: Record | None = None) -> int:
    """Keep a reception; an unknown visitor (contact) and organisation (customer) are entered in the same change.

    Their Problems bear the fields contact.* and customer.* of those forms. Returns the reception's id.
    """
    found: list[Problem] = []
    new_customer = _whole(store, CUSTOMER, customer, found)
    new_contact = _whole(store, CONTACT, contact, found, stands_in={"customer": values.get("organisation") or 0})
    if new_contact is not None and new_customer is None and not values.get("organisation"):
        found.append(Problem(_("Say which organisation the visitor belongs to, or enter a new one."),
                             field="organisation"))
    full = {**records.defaults(store, RECEPTION), **values}
    stands_in = full | {"customer_name": full.get("customer_name") or (0 if new_contact is not None else None)}
    found += [p for p in records.problems(store, RECEPTION, stands_in)
              if not (p.field == "customer_name" and new_contact is not None)]
    if found:
        raise Problems(found)
    with store.change(N_("Receive visitor")) as change:
        if new_customer is not None:
            full["organisation"] = change.insert(CUSTOMER, new_customer)
        if new_contact is not None:
            full["customer_name"] = change.insert(CONTACT, {**new_contact, "customer": full["organisation"]})
        return change.insert(RECEPTION, full)


def _whole(store: Store, form_id: str, given: Record | None, found: list[Problem],
           stands_in: Record | None = None) -> Record | None:
    """A new record with its defaults; what is wrong with it is added to `found`."""
    if given is None:
        return None
    full = {**records.defaults(store, form_id), **given}
    name = "contact" if form_id == CONTACT else "customer"
    found += [Problem(p.sentence, field=f"{name}.{p.field}") for p in records.problems(store, form_id, full)
              if not (stands_in and p.field in stands_in)]
    return full


def keep_promise(store: Store, record: int, note: str = "", day: str | None = None,
                 base: str | None = None) -> None:
    """The promise was kept (today, or on that day)."""
    old = records.get(store, RECEPTION, record)
    if old["resolution"] != PROMISED:
        raise Problem(_("Nothing was promised in this reception. Enter the promise first."))
    changes = {"promise_kept_on": day or clock.today(store.zone).isoformat(), "promise_note": note.strip() or None}
    records.save(store, RECEPTION, record, changes, base, label=N_("Promise kept"))


# -- the visitor register: one sheet a day
def sign_in(store: Store, visitor: Record) -> tuple[int, int]:
    """Write a visitor into today's sheet, with the time of arrival. Returns the sheet's id and the line's number."""
    today = clock.today(store.zone).isoformat()
    sheet = store.value("SELECT max(id) FROM visitor_registers WHERE date = ? AND deleted_at IS NULL", (today,))
    old = records.get(store, REGISTER, sheet) if sheet else None
    rows = list(old["visitors"] or []) if old else []
    number = max((r.get("seq") or 0 for r in rows), default=0) + 1
    who = store.user.staff
    row = {"seq": number, "arrived_at": minute_now(), **({"receptionist": who} if who else {}),
           **{k: v for k, v in visitor.items() if v is not None}}
    full = {**(old or records.defaults(store, REGISTER)), "visitors": [*rows, row]}
    if found := records.problems(store, REGISTER, full, old):
        raise Problems(found)
    with store.change(N_("Visitor in")) as change:
        if old:
            change.update(REGISTER, sheet, {"visitors": full["visitors"]})
        else:
            sheet = change.insert(REGISTER, full)
    return int(sheet), number


def sign_out(store: Store, sheet: int, number: int) -> None:
    """Write that a visitor left, now. Who has left already keeps that time."""
    old = records.get(store, REGISTER, sheet)
    rows = [dict(r) for r in old["visitors"] or []]
    mine = next((r for r in rows if r.get("seq") == number), None)
    if mine is None:
        raise Problem(_("There is no visitor {number} on this sheet. Check the number.").format(number=number))
    if not mine.get("left_at"):
        mine["left_at"] = minute_now()
        records.save(store, REGISTER, sheet, {"visitors": rows}, label=N_("Visitor out"))


def inside(store: Store) -> list[tuple[int, Record]]:
    """The visitors of today who have not left yet: (sheet, line)."""
    today = clock.today(store.zone).isoformat()
    sheets = store.column("SELECT id FROM visitor_registers WHERE date = ? AND deleted_at IS NULL ORDER BY id",
                          (today,))
    return [(s, row) for s in sheets for row in records.get(store, REGISTER, s)["visitors"] or []
            if not row.get("left_at")]


# -- what may be kept
def check(store: Store, record: Record, old: Record | None) -> list[Problem]:
    """A promise has its days and the day they count from, a refusal its reason; nothing is received tomorrow; the
    visitor belongs to the house."""
    found, outcome = [], record.get("resolution")
    if (record.get("received_at") or "") > clock.stamp():
        found.append(Problem(_("The reception can't be later than now. Correct the time."), field="received_at"))
    if (record.get("date") or "") > clock.today(store.zone).isoformat():
        found.append(Problem(_("The reception can't be later than today. Correct the date."), field="date"))
    elif outcome == PROMISED and not record.get("date") and not record.get("received_at"):
        found.append(Problem(_("Enter the day of the reception: the promise counts from it."), field="date"))
    days = record.get("promised_days")
    if outcome == PROMISED and days is None:
        found.append(Problem(_("Say within how many days it will be resolved."), field="promised_days"))
    elif days is not None and not 0 <= days <= LONGEST_PROMISE:
        found.append(Problem(_("A promise is for 0 to {days} days. Correct the number.").format(days=LONGEST_PROMISE),
                             field="promised_days"))
    elif days is not None and outcome != PROMISED:
        found.append(Problem(_("Days are promised only where it is to be resolved within days. "
                               "Choose that answer, or clear the days."),
                             field="promised_days"))
    if outcome == CANNOT and not (record.get("unresolved_reason") or "").strip():
        found.append(Problem(_("Say why it cannot be resolved."), field="unresolved_reason"))
    return found + _kept(store, record) + _belongs(store, record)


def _kept(store: Store, record: Record) -> list[Problem]:
    kept = record.get("promise_kept_on")
    if kept and kept > clock.today(store.zone).isoformat():
        return [Problem(_("A promise can't have been kept later than today. "
                          "Correct the date."), field="promise_kept_on")]
    if kept and kept < (record.get("date") or ""):
        return [Problem(_("A promise can't have been kept before it was given. "
                          "Correct the date."), field="promise_kept_on")]
    return []


def _belongs(store: Store, record: Record) -> list[Problem]:
    raw = store.raw(CONTACT, record["customer_name"]) if record.get("customer_name") else None
    if raw and record.get("organisation") and raw["customer"] != record["organisation"]:
        return [Problem(_("This visitor belongs to another organisation. "
                          "Choose that one, or enter a new visitor."), field="customer_name")]
    return []


def check_register(store: Store, record: Record, old: Record | None) -> list[Problem]:
    """Every line has a name; nobody leaves before arriving, or tomorrow."""
    now = clock.stamp()
    for place, row in enumerate(record.get("visitors") or [], 1):
        arrived, left = row.get("arrived_at"), row.get("left_at")
        if not (row.get("visitor_name") or "").strip():
            return [Problem(_("Line {number}: enter the visitor's name.").format(number=place), field="visitors")]
        if max(arrived or "", left or "") > now:
            return [Problem(_("Line {number}: the time can't be later than now. Correct it.").format(number=place),
                            field="visitors")]
        if arrived and left and left < arrived:
            return [Problem(_("Line {number}: the visitor can't have left before arriving. "
                              "Correct the time.").format(number=place),
                            field="visitors")]
    return []


CHECKS = {RECEPTION: check, REGISTER: check_register}


# -- what follows
def follow(change: Change, changed: list[Changed]) -> None:
    """Talks with sales become a task."""
    if change.kind != "change":
        return
    for one in changed:
        new, old = one.new, one.old or {}
        if new is None or new.get("deleted_at"):
            continue
        if new.get("resolution") == WITH_SALES != old.get("resolution") and not new.get("reminder"):
            what = new.get("visit_requests") or new.get("visit_purpose") or ""
            change.update(RECEPTION, one.id, {"reminder": remind(
                change, what=_("Talk with sales: {what}").format(what=what),
                due_on=clock.today(change.store.zone).isoformat(), owner=new.get("receptionist"),
                customer=new.get("organisation"), form=RECEPTION, record=one.id, kind=TASK)})


def fill(store: Store, batch: Sequence[Record], old: Record | None) -> None:
    """The organisation is the visitor's and the day that of the time, where they were left blank."""
    for record in batch:
        if not record.get("date") and record.get("received_at"):
            record["date"] = clock.instant(record["received_at"]).astimezone(store.zone).date().isoformat()
        if not record.get("organisation") and record.get("customer_name"):
            raw = store.raw(CONTACT, record["customer_name"])
            record["organisation"] = raw["customer"] if raw else None


def fill_register(store: Store, batch: Sequence[Record], old: Record | None) -> None:
    """Lines are numbered; who came stands in one line, so that the list shows and the search finds them."""
    for record in batch:
        if any(not row.get("seq") for row in record.get("visitors") or []):
            record["visitors"] = [{**row, "seq": n} for n, row in enumerate(record["visitors"], 1)]
        names = [str(row["visitor_name"]) for row in record.get("visitors") or [] if row.get("visitor_name")]
        record["visitor_names"] = " ".join(names) or None


FOLLOW = {RECEPTION: follow}
FILL = {RECEPTION: fill, REGISTER: fill_register}


_PROMISES = Source("promise", RECEPTION, "receptions WHERE deleted_at IS NULL AND promise_kept_on IS NULL"
                   " AND promise_due_on IS NOT NULL AND (organisation IS NULL OR organisation NOT IN"
                   " (SELECT id FROM customers WHERE deleted_at IS NOT NULL))", "promise_due_on",
                   "id, organisation, customer_name, promise_due_on, visit_requests, receptionist", "receptionist",
                   "id")


def promises(store: Store, at: Moment) -> list[Line]:
    """Promises not kept yet, the soonest first."""
    rows, rests = _PROMISES.read(store, at)
    houses = records.names(store, CUSTOMER, {r["organisation"] for r in rows if r["organisation"]})
    people = records.names(store, CONTACT, {r["customer_name"] for r in rows})
    return [*(Due("promise", RECEPTION, r["id"], r["promise_due_on"], at.state(r["promise_due_on"]),
                  " · ".join(filter(None, (houses.get(r["organisation"]), people.get(r["customer_name"]),
                                           " ".join((r["visit_requests"] or "").split())[:120]))),
                  N_("Promise kept"), "keep_promise", r["organisation"], r["receptionist"]) for r in rows), *rests]


DUE = (promises,)
