"""What editors need, answered by the open office: suggestions from the one search, names, new customers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from crm_desktop.kit import feature, forms, records
from crm_desktop.kit.forms import Field
from ui.kit.editors.base import MOST_SHOWN, Suggestion, Surroundings

if TYPE_CHECKING:
    from crm_desktop.kit.store import Store

FORM_OF = {"customer_ref": "customer_master", "contact_ref": "contact_person", "user_ref": "staff_record"}


def office_surroundings(store: Store, values_now: Callable[[], dict[str, Any]] | None = None,
                        explain: Callable[[Field], None] | None = None) -> Surroundings:
    """The surroundings of editors in an open office.

    `values_now` gives what stands in the form, so that contacts are those of its customer first.
    """
    def suggest(kind: str, text: str) -> list[Suggestion]:
        return suggestions(store, kind, text, (values_now or dict)())

    def create(kind: str, name: str) -> int | None:
        form = FORM_OF.get(kind, kind)
        return records.create(store, form, {feature.entity(form).title[0]: name})

    return Surroundings(store.context, suggest, create, explain=explain)


def suggestions(store: Store, kind: str, text: str, near: dict[str, Any]) -> list[Suggestion]:
    """Records that fit a fragment, best first; all of them for an empty one."""
    form = FORM_OF.get(kind, kind)
    if kind == "contact_ref":
        found = _contacts(store, text, near)
        if found or not text:
            return found
    if form and form not in feature.entities():
        return []
    if not text:
        return _newest(store, form) if form else []
    from crm_desktop.kit import search
    hits = search.find(store.db.conn, text, forms=(form,) if form else None, limit=MOST_SHOWN + 1)
    rows = [(h.record, h.number, h.name or h.number, "" if form else h.form) for h in hits]
    return rows or (_by_name(store, form, text) if form else [])


def _contacts(store: Store, text: str, near: dict[str, Any]) -> list[Suggestion]:
    """The contacts of the form's customer."""
    customer = next((v for k, v in near.items() if isinstance(v, int) and k in ("customer", "visited_customer")), None)
    if customer is None or "contact_person" not in feature.entities():
        return []
    rows = store.rows("SELECT id, contact_name, position, mobile, telephone FROM contacts WHERE deleted_at IS NULL"
                      " AND customer = ? ORDER BY is_main_contact DESC, id LIMIT 51", (customer,))
    return [(r["id"], "", r["contact_name"], "  ".join(filter(None, (r["position"], r["mobile"] or r["telephone"]))))
            for r in rows if _fits(r["contact_name"], text)]


def _newest(store: Store, form: str) -> list[Suggestion]:
    entity, declared = feature.entity(form), forms.get(form)
    order = f'"{entity.sorted_text[0]}_sort"' if entity.sorted_text else "id DESC"
    rows = store.rows(f'SELECT id, "{declared.number_field}" AS number FROM "{entity.table}" WHERE deleted_at IS NULL'
                      f" ORDER BY {order} LIMIT {MOST_SHOWN + 1}")
    names = records.names(store, form, [r["id"] for r in rows])
    return [(r["id"], r["number"] or "", names.get(r["id"], ""), "") for r in rows]


def _by_name(store: Store, form: str, text: str) -> list[Suggestion]:
    """Entities that are in no index (staff): all names, by fragment, pinyin or initials."""
    if feature.entity(form).search:
        return []
    return [row for row in _newest(store, form) if _fits(row[2], text)]


def _fits(name: str, text: str) -> bool:
    from crm_desktop.kit import hanzi
    wanted = hanzi.fold(text)
    if not wanted or wanted in hanzi.fold(name):
        return True
    return wanted in hanzi.initials(name) or wanted in hanzi.pinyin(name).replace(" ", "")
