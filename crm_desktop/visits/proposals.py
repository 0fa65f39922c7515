"""Whom to call back (R47): proposed by what is open and by the time since the last contact, kept as a list, planned."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from crm_desktop.customers.model import COUNTED
from crm_desktop.kit import clock, feature, records
from crm_desktop.kit.errors import Cancelled, Problem, Problems
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.query import IDS, Condition, Query
from crm_desktop.kit.store import Store
from crm_desktop.kit.store.layout import Record
from crm_desktop.kit.values import times
from crm_desktop.visits import calls, planning
from crm_desktop.visits.model import LIST, PHONE, PLAN, RECORD

COMPLAINT, PROMISE, CADENCE = "complaint", "promise", "cadence"
AHEAD = 7  # days after today whose due call-backs are proposed too
GRADES = ("a", "b", "c", None)
_CALL = 15  # minutes planned for a telephone call
Progress = Callable[[int, int], object]


@dataclass(frozen=True)
class Proposal:
    """A customer to call back: why, since when nobody spoke with them, by when, and whose customer it is."""

    customer: int
    name: str
    grade: str | None
    kind: str
    reason: str
    last_on: str | None
    due_on: str
    manager: int | None


def proposals(store: Store, limit: int = 200, progress: Progress | None = None) -> list[Proposal]:
    """Who is to be called back: complaints just solved, promises, then by grade and the longest silence.

    Customers with an open plan from today on are left out. Takes longer in a large office: run it in a task.
    """
    day = clock.today(store.zone)
    until = (day + timedelta(days=AHEAD)).isoformat()
    planned = set(store.column(
        "SELECT DISTINCT planned_customer FROM callback_plans INDEXED BY callback_plans_open WHERE deleted_at IS NULL"
        " AND state IN ('planned', 'postponed') AND planned_date >= ?", (day.isoformat(),)))
    found: dict[int, tuple[str, str, str]] = {}
    for customer, kind, reason, due in (*_complaints(store, limit), *_promises(store, until, limit)):
        if customer not in planned and customer not in found:
            found[customer] = (kind, reason, due)
    needs = _named(store, found, day)
    if len(needs) < limit:
        needs += _silent(store, day, until, planned | set(found), limit - len(needs), progress)
    return needs[:limit]


def _complaints(store: Store, limit: int) -> Iterable[tuple[int, str, str, str]]:
    """Complaints that were solved and whose customer was not called back yet."""
    if "complaint_record" not in feature.entities():
        return
    tests = (Condition("status", "is", "resolved"), Condition("callback_due_on", "filled"))
    rows = Query("complaint_record", where=tests, sort=("callback_due_on",)).run(store).rows(
        0, limit, ("customer", "complaint_no", "callback_due_on"))
    for row in rows:
        if row["customer"]:
            why = _("Complaint {number} is solved; ask whether the customer is content.")
            yield row["customer"], COMPLAINT, why.format(number=row["complaint_no"]), row["callback_due_on"]


def _promises(store: Store, until: str, limit: int) -> Iterable[tuple[int, str, str, str]]:
    """Promises that were given at the reception and end soon."""
    if "reception_record" not in feature.entities():
        return
    tests = (Condition("promise_due_on", "between", (None, until)), Condition("promise_kept_on", "empty"))
    listing = Query("reception_record", where=tests, sort=("promise_due_on",)).run(store)
    rows = listing.rows(0, limit, ("organisation", "number", "promise_due_on"))
    for row in rows:
        if row["organisation"]:
            yield (row["organisation"], PROMISE, _("Promise {number} ends.").format(number=row["number"]),
                   row["promise_due_on"])


def _silent(store: Store, day: date, until: str, but: set[int], wanted: int,
            progress: Progress | None) -> list[Proposal]:
    """By grade: those nobody spoke with for as long as the setting says, the longest silence first."""
    cadence = {g: int(store.setting(f"visits.cadence_{g or 'd'}")) for g in GRADES}
    recent = _recent(store, day - timedelta(days=max(cadence.values())))
    found: list[Proposal] = []
    for step, grade in enumerate(GRADES):
        if progress is not None and progress(step, len(GRADES)) is False:
            raise Cancelled
        # a day more, for the days of instants are not the office's; what is due is worked out in `_ranked`
        silent = (date.fromisoformat(until) - timedelta(days=cadence[grade] - 1)).isoformat()
        ids = [i for i in _of_grade(store, grade) if i not in but and recent.get(i, "") <= silent]
        ids.sort(key=lambda customer: recent.get(customer, ""))
        ranked = [p for p in _ranked(store, ids[:wanted * 5], cadence[grade], day) if p.due_on <= until]
        found += ranked[:wanted - len(found)]
        if len(found) >= wanted:
            break
    return found


def _recent(store: Store, since: date) -> dict[int, str]:
    """The day of the last contact of each customer somebody spoke with since then."""
    found: dict[int, str] = {}
    for entity in feature.entities().values():
        if entity.contact and entity.customer:
            made = f' AND "{entity.contact}" IS NOT 0' if isinstance(entity.contact, str) else ""
            by = f' INDEXED BY "{entity.table}_span"' if entity.form in (RECORD, PHONE) else ""
            for customer, at in store.tuples(
                    f'SELECT "{entity.customer}", "{entity.when}" FROM "{entity.table}"{by} WHERE deleted_at IS NULL'
                    f' AND "{entity.when}" >= ? AND "{entity.customer}" IS NOT NULL{made}',
                    (since.isoformat(),)):
                if at > found.get(customer, ""):
                    found[customer] = at[:10]
    return found


def _of_grade(store: Store, grade: str | None) -> list[int]:
    """The customers of a grade (None: D and those without one), by number."""
    test = Condition("customer_grade", "in", ("d", None)) if grade is None else Condition("customer_grade", "is", grade)
    return Query("customer_master", where=(Condition("customer_status", "in", COUNTED), test),
                 sort=("customer_no",)).run(store).ids()


def _ranked(store: Store, ids: list[int], cadence: int, day: date) -> list[Proposal]:
    found = []
    for row in _customers(store, ids):
        at = row.get("last_contact_at")
        last = times.local(at, store.zone).date() if at else None
        due = (last + timedelta(days=cadence)).isoformat() if last else day.isoformat()
        reason = _("No contact on record yet.")
        if last:
            reason = _("Last contact {days} days ago; every {cadence} days.").format(days=(day - last).days,
                                                                                     cadence=cadence)
        found.append(Proposal(row["id"], row["customer_name"], row["customer_grade"], CADENCE, reason,
                              last.isoformat() if last else None, due, row["account_manager"]))
    return sorted(found, key=lambda p: (p.last_on or "", p.customer))


def _named(store: Store, found: dict[int, tuple[str, str, str]], day: date) -> list[Proposal]:
    rows = {r["id"]: r for r in _customers(store, list(found))}
    out = []
    for customer, (kind, reason, due) in found.items():
        if row := rows.get(customer):
            at = row.get("last_contact_at")
            last = times.local(at, store.zone).date().isoformat() if at else None
            out.append(Proposal(customer, row["customer_name"], row["customer_grade"], kind, reason, last, due,
                                row["account_manager"]))
    return out


def _customers(store: Store, ids: list[int]) -> list[Record]:
    """Those of the customers that are not in the recycle bin, in the order of `ids`."""
    known = Query("customer_master", where=(Condition(IDS, "in", ids),)).run(store)
    there = set(known.ids())
    return known.read([i for i in ids if i in there],
                      ("customer_name", "customer_grade", "account_manager", "last_contact_at"))


# -- the list
def save_list(store: Store, entries: Sequence[Proposal | Record]) -> int:
    """Keep the chosen ones as a call-back list. Returns its id."""
    rows = [{"customer": e.customer, "reason": e.reason, "due_on": e.due_on} if isinstance(e, Proposal) else dict(e)
            for e in entries]
    if not rows:
        raise Problem(_("Choose at least one customer."), field="entries")
    return records.create(store, LIST, {"entries": rows})


def entries(store: Store, record: int) -> list[Record]:
    """The lines of a list with the day of the last call-back."""
    rows = records.get(store, LIST, record)["entries"] or []
    ids = [r["customer"] for r in rows if r.get("customer")]
    last = calls.last_callbacks(store, ids) if ids else {}
    return [{**r, "last_callback_on": last.get(r.get("customer"))} for r in rows]


def make_plans(store: Store, record: int, rows: Iterable[int] | None = None) -> list[int]:
    """Plan a call for the chosen lines of a list (all without a plan) as one change, each in the next free time.

    It is the account manager's, else the signed-in user's, and stands on the line's due day, not before today.
    """
    known = records.get(store, LIST, record)
    lines = [dict(r) for r in known["entries"] or []]
    chosen = [n for n in (range(len(lines)) if rows is None else rows) if not lines[n].get("plan")]
    if not chosen:
        raise Problem(_("Every chosen line has its plan already. Choose others."), field="entries")
    managers = {r["id"]: r["account_manager"] for r in _customers(store, [lines[n]["customer"] for n in chosen])}
    today = clock.today(store.zone).isoformat()
    made = []
    with store.change(N_("Plan call-backs")) as change:
        for n in chosen:
            who = managers.get(lines[n]["customer"]) or store.user.staff
            values = _plan_of(store, lines[n], who, today)
            if found := records.problems(store, PLAN, values):
                raise Problems(found)
            lines[n]["plan"] = change.insert(PLAN, values)
            made.append(lines[n]["plan"])
        change.update(LIST, record, {"entries": lines})
    return made


def _plan_of(store: Store, line: Record, person: int | None, today: str) -> Record:
    first = max(line.get("due_on") or "", today)
    slot = planning.free_slot(store, person, first, _CALL)
    found: dict[str, Any] = {
        **records.defaults(store, PLAN), "planned_customer": line["customer"], "purpose": line.get("reason"),
        "callback_mode": ["phone"], "duration": _CALL, "callback_specialist": person,
        "planned_date": slot.day if slot else first,
        "start_time": slot.start if slot else None}
    return found
