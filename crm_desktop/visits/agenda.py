"""What the scheduler draws: light rows of a span of days, read by an index, never more than the span."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from crm_desktop.kit import feature, records
from crm_desktop.kit.query import Condition, Query
from crm_desktop.kit.store import Store
from crm_desktop.kit.store.layout import Record
from crm_desktop.kit.values import times
from crm_desktop.visits import model

DAY_CAP = 80  # rows of one day beyond this are counted by `loads`, not read
RECEPTION = "reception_record"


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of the scheduler. `start` is None for all day; `clash` says that it overlaps another of its person.

    `form` is callback_plan, or reception_record for a walk-in (kind walk_in), which can't be moved. `changed_at` is
    the `base` for the verbs that change it.
    """

    form: str
    id: int
    day: str
    start: str | None
    minutes: int
    customer: int | None
    name: str
    kind: str
    place: str
    state: str
    person: int | None
    purpose: str
    clash: bool = False
    changed_at: str = ""


def agenda(store: Store, first_day: str, last_day: str, person: int | None = None,
           kinds: Collection[str] | None = None, *, day_cap: int = DAY_CAP, walk_ins: bool = True) -> list[Row]:
    """The plans of these days by day and time, those without a time first; of everybody or of one person.

    Of each day at most `day_cap`, or (-1) all.
    """
    found: list[Row] = []
    for day in days(first_day, last_day):
        found += _of_day(store, day, person, kinds, day_cap)
    found = _marked(found)
    if walk_ins and (kinds is None or model.WALK_IN in kinds):
        found += _walk_ins(store, first_day, last_day, person, day_cap)
        found.sort(key=lambda r: (r.day, r.start or ""))
    return found


def loads(store: Store, first_day: str, last_day: str, person: int | None = None) -> dict[str, tuple[int, int]]:
    """How many plans each day has, and how many of them are still open; days without any are left out."""
    who, params = _who(person)
    rows = store.rows(
        f"SELECT planned_date AS day, count(*) AS n, sum(state IN ('planned', 'postponed')) AS open FROM callback_plans"
        f" INDEXED BY callback_plans_span WHERE deleted_at IS NULL{who} AND planned_date BETWEEN ? AND ?"
        " AND state IS NOT 'cancelled' GROUP BY planned_date", (*params, first_day, last_day))
    return {r["day"]: (r["n"], r["open"] or 0) for r in rows}


def days(first_day: str, last_day: str) -> list[str]:
    """Every day from the first to the last."""
    first, last = date.fromisoformat(first_day), date.fromisoformat(last_day)
    return [(first + timedelta(days=n)).isoformat() for n in range((last - first).days + 1)]


def _who(person: int | None) -> tuple[str, list[int]]:
    return ("", []) if person is None else (" AND callback_specialist = ?", [person])


def sql(person: int | None, kinds: Collection[str] | None) -> str:
    """The statement of one day; the index callback_plans_agenda or callback_plans_person gives its order."""
    tests = _who(person)[0]
    if kinds is not None:
        asked = ", ".join(f"'{k}'" for k in model.KINDS if k in kinds) or "NULL"
        tests += f" AND coalesce(json_extract(callback_mode, '$[0]'), 'phone') IN ({asked})"
    return ("SELECT id, planned_date, start_time, duration, planned_customer, callback_mode, place, state,"
            " callback_specialist, changed_at, substr(purpose, 1, 200) AS purpose FROM callback_plans"
            f" WHERE deleted_at IS NULL{tests} AND planned_date = ? ORDER BY start_time, id LIMIT ?")


def _of_day(store: Store, day: str, person: int | None, kinds: Collection[str] | None, cap: int) -> list[Row]:
    rows = store.rows(sql(person, kinds), (*_who(person)[1], day, cap))
    called = records.names(store, "customer_master", {r["planned_customer"] for r in rows})
    return [Row(model.PLAN, r["id"], day, r["start_time"], r["duration"] or model.USUAL, r["planned_customer"],
                called.get(r["planned_customer"], ""),
                model.kind_of(json.loads(r["callback_mode"]) if r["callback_mode"] else None), r["place"] or "",
                r["state"] or model.PLANNED, r["callback_specialist"], r["purpose"] or "", changed_at=r["changed_at"])
            for r in rows]


def _marked(rows: Sequence[Row]) -> list[Row]:
    """The same rows, those that overlap an open one of the same person and day marked."""
    ends: dict[tuple[str, int], list[tuple[int, int]]] = {}  # last end and its place, by day and person
    clashing: set[int] = set()
    for at, row in enumerate(rows):
        span = model.span({"start_time": row.start, "duration": row.minutes})
        if span is None or row.person is None or row.state not in model.OPEN:
            continue
        before = ends.setdefault((row.day, row.person), [])
        for end, place in before:
            if span[0] < end:
                clashing |= {at, place}
        before[:] = [one for one in before if one[0] > span[0]] + [(span[1], at)]
    return [replace(row, clash=True) if at in clashing else row for at, row in enumerate(rows)]


def _walk_ins(store: Store, first_day: str, last_day: str, person: int | None, cap: int) -> list[Row]:
    """The receptions of these days: who came by without a plan."""
    if RECEPTION not in feature.entities():
        return []
    edges = [times.store(datetime.fromisoformat(d), store.zone) for d in
             (first_day, (date.fromisoformat(last_day) + timedelta(days=1)).isoformat())]
    where = [Condition("received_at", "between", tuple(edges))]
    if person is not None:
        where.append(Condition("receptionist", "is", person))
    listing = Query(RECEPTION, where=tuple(where), sort=("received_at",)).run(store)
    most = DAY_CAP * len(days(first_day, last_day)) if cap >= 0 else listing.count
    rows = listing.rows(0, most, ("received_at", "organisation", "customer_name", "receptionist", "visit_purpose"))
    return [_walk_in(store, r) for r in rows if r["received_at"] < edges[1]]


def _walk_in(store: Store, row: Record) -> Row:
    at, customer = times.local(row["received_at"], store.zone), row["organisation"]
    house = records.name_of(store, "customer_master", customer) if customer else None
    name = house or records.name_of(store, "contact_person", row["customer_name"]) or ""
    return Row(RECEPTION, row["id"], at.date().isoformat(), at.strftime("%H:%M"), 30, customer, name, model.WALK_IN, "",
               model.DONE, row["receptionist"], (row["visit_purpose"] or "")[:200])
