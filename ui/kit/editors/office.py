"""What editors need, answered by the open office: suggestions from the one search, names, new customers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from crm_desktop.kit import feature, forms, records, values
from crm_desktop.kit.query import Condition, Query
from crm_desktop.kit.store import layout
from ui.kit.editors.base import MOST_SHOWN, Suggestion, Surroundings

if TYPE_CHECKING:
    from crm_desktop.kit.store import Store

_SAYS_MORE = ("text", "phone")  # what stands beside the name of a suggestion


def office_surroundings(store: Store, customer: Callable[[], int | None] | None = None) -> Surroundings:
    """The surroundings of editors in an open office.

    `customer` answers the customer the form is about, so that contacts are only those of it.
    """
    def suggest(kind: str, text: str) -> list[Suggestion]:
        return suggestions(store, kind, text, customer() if customer is not None else None)

    def create(kind: str, name: str) -> int | None:
        form = layout.TARGETS.get(kind, kind)
        return records.create(store, form, {feature.entity(form).title[0]: name})

    return Surroundings(store.context, suggest, create)


def suggestions(store: Store, kind: str, text: str, customer: int | None = None) -> list[Suggestion]:
    """Records that fit a fragment, best first; for an empty one, the first of the list."""
    form = layout.TARGETS.get(kind, kind)
    if form and form not in feature.entities():
        return []
    if not text:
        return _first(store, form, customer) if form else []
    entity = feature.entities().get(form)
    few = customer is not None and entity is not None and entity.customer and kind in layout.TARGETS
    if entity is not None and (few or not entity.search):
        # Not in the index (staff), or so few (one customer's contacts) that all names are looked through.
        return [row for row in _first(store, form, customer, most=2000) if _fits(row[2], text)][:MOST_SHOWN + 1]
    from crm_desktop.kit import search
    hits = search.find(store.db.conn, text, forms=(form,) if form else None, limit=MOST_SHOWN + 1)
    return [(h.record, h.number, h.name or h.number, "" if form else h.form) for h in hits]


def _first(store: Store, form: str, customer: int | None, most: int = MOST_SHOWN + 1) -> list[Suggestion]:
    entity, declared = feature.entity(form), forms.get(form)
    about = entity.customer if customer is not None and entity.part_of else None
    where = (Condition(about, "is", customer),) if about else ()
    said = (*entity.title, declared.number_field)
    more = [declared.by_id[c] for c in entity.columns
            if declared.by_id[c].type in _SAYS_MORE and c not in said] if about else []
    listing = Query(form, where=where).run(store)
    rows = listing.rows(0, most, [declared.number_field, *(f.id for f in more)])
    names, ctx = records.names(store, form, [r["id"] for r in rows]), store.context()
    return [(r["id"], r.get(declared.number_field) or "", names.get(r["id"], ""),
             "  ".join(filter(None, (values.show(f, r.get(f.id), ctx) for f in more)))) for r in rows]


def _fits(name: str, text: str) -> bool:
    from crm_desktop.kit import hanzi
    wanted = hanzi.fold(text)
    if not wanted or wanted in hanzi.fold(name):
        return True
    return wanted in hanzi.initials(name) or wanted in hanzi.pinyin(name, between="")
