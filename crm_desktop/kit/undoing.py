"""What an undo or a redo was about, in words: the record where it is one, how many where they are many."""

from __future__ import annotations

from crm_desktop.kit import feature, forms, records
from crm_desktop.kit.i18n import _, ngettext
from crm_desktop.kit.store import Notice, Store, layout

_PERSONS = frozenset(layout.TARGETS[kind] for kind in ("user_ref", "contact_ref"))  # may come along with a record
_LONGEST = 60


def what(store: Store, notice: Notice) -> str:
    """The act, and the record it was done to: "Register complaint (TS-2026-0142 Henglan)"."""
    act = _(notice.label)
    form_id, count, record = _meant(store, notice)
    if count > 1:
        return ngettext("{act} ({count} record)", "{act} ({count} records)", count).format(act=act, count=f"{count:,}")
    name = called(store, form_id, record) if count else ""
    return _("{act} ({record})").format(act=act, record=name) if name else act


def called(store: Store, form_id: str, record: int) -> str:
    """Number, name and customer of a record, as far as it has them; "" when it is destroyed.

    Of a part that has nothing but a number, its master: nobody knows the number of a step, but that of the case.
    """
    entity, form = feature.entity(form_id), forms.get(form_id)
    raw = store.raw(form_id, record)
    if raw is None:
        return ""
    if entity.part_of and entity.whose and entity.title == (form.number_field,) and isinstance(
            master := raw[entity.whose], int):
        return called(store, entity.part_of, master)
    name, customer = records.name_of(store, form_id, record) or "", ""
    if entity.customer and isinstance(whose := raw[entity.customer], int):
        customer = records.name_of(store, layout.TARGETS["customer_ref"], whose) or ""
    number = str(raw[form.number_field] or "")
    parts = [number if number not in name else "", name, customer if customer != name else ""]
    return " ".join(p if len(p) <= _LONGEST else p[:_LONGEST - 1] + "…" for p in parts if p)


def _meant(store: Store, notice: Notice) -> tuple[str, int, int]:
    """The form that is meant, how many records of it, and the first of them. ("", 0, 0) when there is none.

    Not the parts that went with their master, nor the persons an import brought along; of several forms the one
    the act began with: an undo wrote it last.
    """
    rows = store.rows("SELECT form, count(DISTINCT record) AS count, min(record) AS record, min(seq) AS first,"
                      " max(seq) AS last FROM history WHERE txn = ? GROUP BY form", (notice.txn,))
    there = {row["form"] for row in rows}
    own = [r for r in rows if feature.entity(r["form"]).part_of not in there] or rows
    own = [r for r in own if r["form"] not in _PERSONS] or own
    if not own:
        return "", 0, 0
    own.sort(key=lambda r: -r["last"] if notice.kind == "undo" else r["first"])
    return own[0]["form"], own[0]["count"], own[0]["record"]
