"""What one should know before a call-back (step 5): basics, service history, buying, promises, what to ask."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from crm_desktop.kit import clock, feature, forms, records, values
from crm_desktop.kit.i18n import _
from crm_desktop.kit.query import Condition, Query
from crm_desktop.kit.store import Store
from crm_desktop.kit.store.layout import Record
from crm_desktop.kit.timeline import TimelineRow, timeline
from crm_desktop.kit.values.words import joiner
from crm_desktop.visits.model import PHONE, PLAN, RECORD

CONTACTS = ("contact_name", "position", "department", "mobile", "telephone", "is_main_contact", "remarks")
HISTORY = 10
_SERVICE = ("complaint_record", RECORD, PHONE, "reception_record", "communication_record")
_YEARS = 3
_WORD, _SIGNS = 20, " ,.;:，、。；："  # letters a word may have; what stands not before an ellipsis
_CONTENT = 80.0  # a score below is asked about


@dataclass(frozen=True)
class Event:
    """One line of the service history; `state` is words (of a complaint: where it stands)."""

    row: TimelineRow
    day: str
    kind: str
    state: str


@dataclass(frozen=True)
class Buying:
    """Purchases of three years. `years` are (first day, count, amount) of each twelve months, the newest first."""

    count: int = 0
    total: int = 0
    mean: int | None = None
    last_on: str | None = None
    favourites: list[tuple[str, int, int]] = field(default_factory=list)
    years: list[tuple[str, int, int]] = field(default_factory=list)

    @property
    def trend(self) -> str | None:
        """up, down or level: the last twelve months beside those before; None with too little to tell."""
        if len(self.years) < 2 or not self.years[1][2]:
            return None
        now, before = self.years[0][2], self.years[1][2]
        return "up" if now > before * 1.1 else "down" if now < before * 0.9 else "level"


@dataclass(frozen=True)
class Preparation:
    """All that stands on the sheet."""

    customer: Record
    plan: Record | None
    contacts: list[Record]
    contact_count: int
    history: list[Event]
    buying: Buying
    promises: list[Record]
    satisfaction: float | None
    ask: list[str]


def preparation(store: Store, customer: int | None = None, plan: int | None = None) -> Preparation:
    """What to know about a customer, or about the customer of a plan. Raises Problem when it is gone."""
    planned = records.get(store, PLAN, plan) if plan else None
    whose = planned["planned_customer"] if planned else int(customer or 0)
    known = {**records.get(store, "customer_master", whose),
             **records.computed(store, "customer_master", [whose], ("last_contact_at", "open_complaints",
                                                                    "latest_satisfaction"))[whose]}
    people = Query("contact_person", where=(Condition("customer", "is", whose),),
                   sort=("-is_main_contact", "id")).run(store)
    buying, promises, history = _buying(store, whose), _promises(store, whose), _history(store, whose)
    satisfaction = known.get("latest_satisfaction")
    contacts = people.rows(0, 20, CONTACTS)
    return Preparation(known, planned, contacts, people.count, history, buying, promises, satisfaction,
                       _ask(store, known, buying, promises, history, satisfaction))


def brief(text: str, most: float) -> str:
    """A text in one line, cut to the width of so many Chinese signs: a Latin letter is half as wide."""
    line, used = " ".join(text.split()), 0.0
    for at, sign in enumerate(line):
        used += 1 if unicodedata.east_asian_width(sign) in "WF" else 0.5
        if used > most:
            kept, seam = line[:max(0, at - 1)], line[max(0, at - 2):at]
            word = kept.rfind(" ")
            if seam.isascii() and seam.isalnum() and word > len(kept) - _WORD:
                kept = kept[:word]  # no half of a word
            return kept.rstrip(_SIGNS) + "…"
    return line


def _history(store: Store, customer: int) -> list[Event]:
    rows = timeline(store, customer, only=[f for f in _SERVICE if f in feature.entities()], limit=HISTORY)
    ids = [r.id for r in rows if r.form == "complaint_record"]
    states: dict[int, str] = {}
    if ids:
        declared = forms.get("complaint_record").by_id["status"]
        states = {r["id"]: values.show(declared, r["status"], store.context())
                  for r in Query("complaint_record").run(store).read(ids, ("status",))}
    return [Event(r, r.day(store.zone), forms.get(r.form).text(),
                  states.get(r.id, "") if r.form == "complaint_record" else "") for r in rows]


def _buying(store: Store, customer: int) -> Buying:
    today = clock.today(store.zone)
    edges = [_years_before(today, n) for n in range(_YEARS + 1)]  # today, a year ago, two, three
    bought_then = Query("purchase_record", where=(
        Condition("customer", "is", customer),
        Condition("purchase_date", "between", ((edges[-1] + timedelta(days=1)).isoformat(), today.isoformat()))),
        sort=("-purchase_date",)).run(store)
    rows = bought_then.rows(0, bought_then.count, ("purchase_date", "product", "amount"))
    if not rows:
        return Buying()
    bought: dict[str, int] = defaultdict(int)
    times: Counter[str] = Counter()
    for row in rows:
        times[row["product"] or ""] += 1
        bought[row["product"] or ""] += row["amount"] or 0
    years = []
    for n in range(_YEARS):
        inside = [r for r in rows if edges[n + 1].isoformat() < r["purchase_date"] <= edges[n].isoformat()]
        years.append(((edges[n + 1] + timedelta(days=1)).isoformat(), len(inside),
                      sum(r["amount"] or 0 for r in inside)))
    total = sum(r["amount"] or 0 for r in rows)
    order = sorted(bought, key=lambda p: (-times[p], -bought[p], p))
    return Buying(len(rows), total, round(total / len(rows)), rows[0]["purchase_date"],
                  [(p, times[p], bought[p]) for p in order if p][:5], years)


def _years_before(day: date, years: int) -> date:
    """The same day so many years before; 28 February for a 29th that is not there."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def _promises(store: Store, customer: int) -> list[Record]:
    """Open promises, the soonest first: due_on, number, what."""
    if "reception_record" not in feature.entities():
        return []
    rows = Query("reception_record", where=(
        Condition("organisation", "is", customer), Condition("promise_due_on", "filled"),
        Condition("promise_kept_on", "empty")), sort=("promise_due_on",)).run(store).rows(
        0, 20, ("promise_due_on", "number", "visit_requests"))
    return [{"id": r["id"], "due_on": r["promise_due_on"], "number": r["number"], "what": r["visit_requests"] or ""}
            for r in rows]


def _ask(store: Store, known: Record, buying: Buying, promises: list[Record], history: list[Event],
         satisfaction: float | None) -> list[str]:
    """What follows from all that, as sentences."""
    found, today = [], clock.today(store.zone)
    if count := known.get("open_complaints"):
        found.append(_("Complaints still open: {count}. Say where they stand.").format(count=count))
    found += [_("A promise ends on {day}: {what}").format(day=p["due_on"], what=brief(p["what"], 80))
              for p in promises[:3]]
    last = store.row("SELECT countermeasures, next_action FROM callback_records WHERE customer_visited = ?"
                     " AND deleted_at IS NULL ORDER BY callback_date DESC, id DESC LIMIT 1", (known["id"],))
    if last and (agreed := last["next_action"] or last["countermeasures"]):
        found.append(_("Last time this was agreed: {what}").format(what=brief(agreed, 120)))
    if satisfaction is not None and satisfaction < _CONTENT:
        found.append(_("The last satisfaction score was {score}. Ask what should become better.").format(
            score=f"{satisfaction:.1f}"))
    if buying.last_on and (today - date.fromisoformat(buying.last_on)).days > 365:
        found.append(_("Nothing was bought since {day}. Ask about the need.").format(day=buying.last_on))
    elif buying.trend == "down":
        found.append(_("Less was bought than the year before. Ask why."))
    elif buying.trend == "up":
        found.append(_("More was bought than the year before. Ask about further need."))
    blank = [forms.get("customer_master").by_id[f].text() for f in ("address", "telephone", "email", "industry",
                                                                    "legal_representative") if not known.get(f)]
    if blank:
        found.append(_("Still missing in the customer's data: {fields}.").format(fields=joiner().join(blank)))
    if not history:
        found.append(_("There is no contact on record yet. Introduce the office and the contact person."))
    return found
