"""What one should know before a call-back, on one page: what doesn't fit is cut, and that is said.

Where to go and what for is never cut.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO

from crm_desktop.kit import forms, records, report, values
from crm_desktop.kit.i18n import N_, _, ngettext, sentences
from crm_desktop.kit.pdf.blocks import Block, FormSheet, Grid, Heading, Note, Paper, Spacer, Text
from crm_desktop.kit.report import Options
from crm_desktop.kit.store import Store
from crm_desktop.kit.store.layout import Record
from crm_desktop.kit.values.words import joiner
from crm_desktop.visits.model import PHONE, PLAN, RECORD
from crm_desktop.visits.preparation import Event, Preparation, brief, preparation

_NAME = 24
_BASICS = ("customer_grade", "industry", "customer_status", "account_manager", "telephone", "last_contact_at",
           "address")
_KINDS = {"complaint_record": N_("Complaint"), RECORD: N_("Call-back"), PHONE: N_("Telephone"),
          "reception_record": N_("Reception"), "communication_record": N_("Note")}
_PLANNED = ("planned_date", "start_time", "callback_mode", "callback_specialist", "place")
_WHY = "purpose"
_WHOLE = ("address", "place", _WHY)


@dataclass(frozen=True)
class _Room:
    """How much is printed: lines, persons, products, questions, and of each text the width in Chinese signs."""

    history: int
    contacts: int
    products: int
    asked: int
    text: int


# From all that there is to what always fits.
_ROOMS = (_Room(10, 3, 3, 10, 80), *(_Room(lines, 2, 3, 7, 40) for lines in (10, 9, 8, 7, 6)),
          *(_Room(lines, 2, 2, 5, 32) for lines in (6, 5, 4)), _Room(4, 1, 1, 3, 26), _Room(2, 1, 1, 2, 20),
          _Room(1, 1, 1, 1, 16))


def preparation_paper(store: Store, options: Options) -> Paper:
    """The sheet of a plan (record) or of a customer; the next planned call-back when neither is named."""
    plan = options.record or (None if options.customer else _next(store))
    known = preparation(store, options.customer, plan)
    least = report.write(store, _paper(store, known, _ROOMS[-1]), BytesIO())  # more than one where the purpose fills it
    papers = (_paper(store, known, room) for room in _ROOMS)
    return next(paper for paper in papers if report.write(store, paper, BytesIO()) == least)


def _next(store: Store) -> int:
    found = store.value("SELECT id FROM callback_plans WHERE deleted_at IS NULL AND state IN ('planned', 'postponed')"
                        " AND planned_date >= ? ORDER BY planned_date, start_time, planned_customer LIMIT 1",
                        (store.context().today.isoformat(),))
    return int(found) if found else records.newest(store, PLAN)


def _paper(store: Store, known: Preparation, room: _Room) -> Paper:
    cut: list[str] = []
    blocks: list[Block] = [*_basics(store, known, room, cut), *_history(known, room, cut),
                           *_buying(store, known, room), *_ask(known, room, cut)]
    if cut:
        blocks.append(Note(_("Cut to fit the page: {what}.").format(what="; ".join(cut))))
    number = known.plan["number"] if known.plan else known.customer["customer_no"]
    return Paper(_("Call-back preparation sheet"), str(number), blocks=blocks)


def _sheet(store: Store, form_id: str, record: Record, names: tuple[str, ...], most: int) -> FormSheet:
    """Some fields of a form as labels and words, without boxes to tick and without room to write."""
    form, ctx = forms.get(form_id), store.context()
    shown = {n: _said(n, values.paper(form.by_id[n], record.get(n), ctx), most) or "—" for n in names}
    fields = tuple(replace(form.by_id[n], type="text", choices=(), group=None, system=False, result_type=None)
                   for n in names)
    return FormSheet(replace(form, fields=fields, groups=()), shown)


def _planned(store: Store, plan: Record, most: int) -> str:
    """The plan in lines: when, how, who, where; what for."""
    by_id, ctx = forms.get(PLAN).by_id, store.context()
    words = {n: _said(n, values.paper(by_id[n], plan[n], ctx), most) for n in (*_PLANNED, _WHY)}
    why = _("{label}: {value}").format(label=by_id[_WHY].text(), value=words[_WHY]) if words[_WHY] else ""
    return "\n".join(filter(None, ("  ·  ".join(filter(None, (words[n] for n in _PLANNED))), why)))


def _said(name: str, text: str, most: int) -> str:
    return " ".join(text.split()) if name in _WHOLE else brief(text, most)


def _basics(store: Store, known: Preparation, room: _Room, cut: list[str]) -> list[Block]:
    found: list[Block] = [Heading(brief(known.customer["customer_name"], 60))]
    if known.plan:
        found += [Text(_planned(store, known.plan, room.text)), Spacer(2)]
    found.append(_sheet(store, "customer_master", known.customer, _BASICS, room.text))
    if known.contacts:
        shown = known.contacts[:room.contacts]
        found += [Spacer(2), Text("\n".join(_person(store, c) for c in shown))]
        if (more := known.contact_count - len(shown)) > 0:
            cut.append(ngettext("{count} contact person", "{count} contact persons", more).format(count=more))
    return found


def _person(store: Store, contact: Record) -> str:
    """A contact person in one line: name, position, department, numbers."""
    by_id, ctx = forms.get("contact_person").by_id, store.context()
    words = (values.show(by_id[n], contact[n], ctx) for n in ("contact_name", "position", "department", "mobile",
                                                             "telephone"))
    return "  ·  ".join(brief(w, 30) for w in words if w)


def _history(known: Preparation, room: _Room, cut: list[str]) -> list[Block]:
    found: list[Block] = [Heading(_("Service history"))]
    if not known.history:
        return [*found, Note(_("There is no contact on record yet."))]
    shown = known.history[:room.history]
    heads = (_("Date"), _("Kind"), _("Number"), _("Content"), _("Handled by"), _("State"))
    rows, wide = [_event(e, room.text) for e in shown], (15, 15, 18, 41, 13, 10)
    many = len(heads) if any(row[-1] for row in rows) else len(heads) - 1  # where none has a state there is no column
    found.append(Grid(heads[:many], [row[:many] for row in rows], align="l", widths=wide[:many], flexible=True))
    if (more := len(known.history) - len(shown)) > 0:
        cut.append(ngettext("{count} line of history", "{count} lines of history", more).format(count=more))
    return found


def _event(event: Event, most: int) -> list[str]:
    kind = _(_KINDS[event.row.form])
    return [event.day, kind, event.row.number, brief(event.row.summary, most), brief(event.row.person, _NAME),
            event.state]


def _buying(store: Store, known: Preparation, room: _Room) -> list[Block]:
    buying, ctx = known.buying, store.context()
    money = forms.get("purchase_record").by_id["amount"]
    found: list[Block] = [Heading(_("Buying in three years"))]
    if not buying.count:
        return [*found, Note(_("Nothing was bought in three years."))]
    words = {"up": _("more than the year before"), "down": _("less than the year before"),
             "level": _("like the year before"), None: _("too little to compare")}
    years = buying.years
    sums = Grid(("", *(_("From {day}").format(day=first) for first, _n, _amount in years), _("Total")),
                [[_("Times"), *(f"{count:,}" for _first, count, _amount in years), f"{buying.count:,}"],
                 [money.text(), *(values.show(money, amount, ctx) for _first, _n, amount in years),
                  values.show(money, buying.total, ctx)]], align="lrrrr", widths=(16, 21, 21, 21, 21))
    often = joiner().join(f"{brief(name, 20)} × {count}" for name, count, _amount in buying.favourites[:room.products])
    traits = _("Mean {mean}. Last purchase {day}. The last twelve months: {trend}. Often bought: {often}.").format(
        mean=values.show(money, buying.mean, ctx), day=buying.last_on, trend=words[buying.trend], often=often)
    return [*found, sums, Note(traits)]


def _ask(known: Preparation, room: _Room, cut: list[str]) -> list[Block]:
    """Open promises, the last satisfaction, what to ask, with room to write the answer."""
    score = _("Last satisfaction score: {score}.").format(score=f"{known.satisfaction:.1f}") \
        if known.satisfaction is not None else _("There is no satisfaction sheet of this customer.")
    promised = ngettext("{count} promise is open.", "{count} promises are open.", len(known.promises)).format(
        count=len(known.promises)) if known.promises else _("No promise is open.")
    rows = [[brief(s, room.text + 40), ""] for s in known.ask[:room.asked]]
    if (more := len(known.ask) - room.asked) > 0:
        cut.append(ngettext("{count} question", "{count} questions", more).format(count=more))
    return [Heading(_("What to ask")), Note(sentences((score, promised))),
            Grid((_("What to ask"), _("Answer, notes")), [*rows, ["", ""]], align="l", widths=(64, 36))]
