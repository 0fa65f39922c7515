"""The verbs every entity has: create, save, get, delete, history. Features add their rules, not these."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from crm_desktop.kit import feature, forms, values
from crm_desktop.kit.errors import Problem, Problems
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.store import Store, layout
from crm_desktop.kit.store.layout import Record

_BIN = 1000  # rows of one form that the recycle bin lists


@dataclass(frozen=True)
class HistoryRow:
    """One changed field of a record: who, when, from what, to what. `field` is "" for created, deleted, restored."""

    at: str
    user: str
    act: str
    field: str
    old: Any
    new: Any


def defaults(store: Store, form_id: str) -> Record:
    """What a new record begins with: today, now, the signed-in user, fixed answers."""
    ctx, form = store.context(), forms.get(form_id)
    found = {f.id: values.default(f, ctx, store.user.staff) for f in form.fields if f.stored and f.default is not None}
    return {k: v for k, v in found.items() if v is not None}


def problems(store: Store, form_id: str, record: Record, old: Record | None = None) -> list[Problem]:
    """Everything that is wrong with a record: the declared form's rules, then the features' own."""
    form = forms.get(form_id)
    found = list(values.check(form, record, store.context()))
    found += _number_taken(store, form, record, old)
    for module in feature.modules("service"):
        check = getattr(module, "CHECKS", {}).get(form_id)
        if check is not None:
            told = {p.field for p in found if p.field}
            found += [p for p in check(store, record, old) if p.field not in told]
    return found


def _number_taken(store: Store, form: forms.Form, record: Record, old: Record | None) -> list[Problem]:
    number, table = record.get(form.number_field), feature.entity(form.id).table
    if not number or (old and old.get(form.number_field) == number):
        return []
    if store.value(f'SELECT 1 FROM "{table}" WHERE "{form.number_field}" = ?', (number,)):
        return [Problem(_("The number {number} is already used. "
                          "Choose another.").format(number=number), field=form.number_field)]
    return []


def create(store: Store, form_id: str, record: Record) -> int:
    """Keep a new record with its defaults and number. Raises Problems; returns the id."""
    full = {**defaults(store, form_id), **record}
    if found := problems(store, form_id, full):
        raise Problems(found)
    with store.change(N_("New record")) as change:
        return change.insert(form_id, full)


def save(store: Store, form_id: str, record: int, changes: Record, base: str | None = None, *,
         label: str = N_("Change record")) -> None:
    """Change fields of a record. Raises Problems, or Problem when someone else changed it since `base`.

    `label` names the change, where a verb has a word of its own for it.
    """
    old = get(store, form_id, record)
    if found := problems(store, form_id, {**old, **changes}, old):
        raise Problems(found)
    with store.change(label) as change:
        change.update(form_id, record, changes, base=base)


def get(store: Store, form_id: str, record: int) -> Record:
    """A record's values by field id, with its bookkeeping. Raises Problem when it is gone."""
    return store.decode(layout.of(form_id), store.existing(form_id, record))


def by_number(store: Store, form_id: str, number: str) -> int:
    """The id of the record with that number. Raises Problem when there is none."""
    form, table = forms.get(form_id), feature.entity(form_id).table
    found = store.value(f'SELECT id FROM "{table}" WHERE "{form.number_field}" = ? AND deleted_at IS NULL',
                        (number.strip(),))
    if found is None:
        raise Problem(_("There is no record with the number {number}. Compare the number.").format(number=number))
    return int(found)


def newest(store: Store, form_id: str) -> int:
    """The id of the newest record of a form. Raises Problem when there is none yet."""
    found = store.value(f'SELECT max(id) FROM "{feature.entity(form_id).table}" WHERE deleted_at IS NULL')
    if found is None:
        raise Problem(_("There is no record of this form yet: {form}. "
                        "Enter one first.").format(form=forms.get(form_id).text()))
    return int(found)


def delete(store: Store, form_id: str, ids: Iterable[int]) -> None:
    """Put records into the recycle bin, as one action. Raises Problems for those that a feature still needs (KEEPS)."""
    ids = list(ids)
    if found := [p for m in feature.modules("service") if (rule := getattr(m, "KEEPS", {}).get(form_id))
                 for p in rule(store, ids)]:
        raise Problems(found)
    with store.change(N_("To the recycle bin")) as change:
        for record in ids:
            change.delete(form_id, record)


def restore(store: Store, form_id: str, ids: Iterable[int]) -> None:
    """Take records out of the recycle bin."""
    entity = feature.entity(form_id)
    with store.change(N_("Restore from the recycle bin")) as change:
        for record in ids:
            if entity.part_of and (master := get(store, form_id, record).get(entity.whose or "")):
                whole = get(store, entity.part_of, master)
                if whole["deleted_at"]:
                    raise Problem(_("This is part of {name}, which is in the recycle bin. Restore that first.").format(
                        name=name_of(store, entity.part_of, master)))
            change.restore(form_id, record)


@dataclass(frozen=True)
class BinRow:
    """One record in the recycle bin."""

    form: str
    id: int
    number: str
    name: str
    deleted_at: str


def bin_rows(store: Store) -> list[BinRow]:
    """What lies in the recycle bin, newest first, at most 1,000 of a form.

    Parts of a deleted record come back with it, so they are not listed.
    """
    found: list[BinRow] = []
    for form_id, entity in feature.entities().items():
        number = forms.get(form_id).number_field
        alone = (f' AND NOT EXISTS (SELECT 1 FROM "{feature.entity(entity.part_of).table}" m WHERE m.id ='
                 f' t."{entity.whose}" AND m.deleted_at IS NOT NULL)') if entity.part_of else ""
        rows = store.rows(f'SELECT id, "{number}" AS number, deleted_at FROM "{entity.table}" t'
                          f" WHERE deleted_at IS NOT NULL{alone} ORDER BY deleted_at DESC, id DESC LIMIT {_BIN}")
        called = names(store, form_id, [row["id"] for row in rows])
        found += [BinRow(form_id, row["id"], row["number"] or "", called.get(row["id"], ""), row["deleted_at"])
                  for row in rows]
    return sorted(found, key=lambda r: (r.deleted_at, r.form, r.id), reverse=True)


def history(store: Store, form_id: str, record: int) -> list[HistoryRow]:
    """Every change of a record, newest first, with old and new values."""
    where, uid = layout.of(form_id), store.value(
        f'SELECT uid FROM "{feature.entity(form_id).table}" WHERE id = ?', (record,)) or ""
    found: list[HistoryRow] = []
    for row in store.rows("SELECT t.at, coalesce(u.name, t.user) AS user, h.act, h.old, h.new FROM history h"
                          " JOIN txns t ON t.id = h.txn LEFT JOIN users u ON u.uid = t.user"
                          " WHERE h.form = ? AND h.record = ? ORDER BY h.seq DESC", (form_id, record)):
        old, new = (json.loads(row[k]) if row[k] else {} for k in ("old", "new"))
        fields = [f for f in new if f in where.form.by_id]
        if not fields:
            found.append(HistoryRow(row["at"], row["user"], row["act"], "", None, None))
            continue
        was, now = (store.decode(where, {"uid": uid, **side}) for side in (old, new))
        found += [HistoryRow(row["at"], row["user"], row["act"], f, was.get(f), now.get(f)) for f in fields]
    return found


def user_name(store: Store, uid: str) -> str:
    """What the user is called who entered or changed a record."""
    return str(store.value("SELECT name FROM users WHERE uid = ?", (uid,)) or uid)


def computed(store: Store, form_id: str, ids: Sequence[int], fields: Iterable[str]) -> dict[int, Record]:
    """The computed fields of these records, worked out by the features that own them (decision 4).

    A rule gets at most 500 ids at a time.
    """
    out: dict[int, Record] = {i: {} for i in ids}
    for name in fields:
        for module in feature.modules("service"):
            rule = getattr(module, "COMPUTED", {}).get((form_id, name))
            if rule is None:
                continue
            for chunk in range(0, len(ids), 500):
                for record, value in rule(store, list(ids[chunk:chunk + 500])).items():
                    out[record][name] = value
    return out


def whole(store: Store, form_id: str, record: int) -> Record:
    """A record with its computed fields too, as paper and the card show it."""
    entity, found = feature.entity(form_id), get(store, form_id, record)
    names = [f.id for f in forms.get(form_id).fields if f.type == "computed"]
    found |= computed(store, form_id, [record], names)[record]
    if entity.generated:
        columns = ", ".join(f'"{c}"' for c in entity.generated)
        found |= store.row(f'SELECT {columns} FROM "{entity.table}" WHERE id = ?', (record,)) or {}
    return found


def names(store: Store, form_id: str, ids: Iterable[int]) -> dict[int, str]:
    """What these records are called, for references in lists and on paper."""
    cache, wanted = store.names.setdefault(form_id, {}), set(ids)
    missing = sorted(wanted - cache.keys())
    entity = feature.entities().get(form_id)
    if entity and missing:
        form = forms.get(form_id)
        columns = ", ".join(f'"{c}"' for c in entity.title)
        for row in store.rows_of(f'SELECT id, {columns} FROM "{entity.table}" WHERE id IN ({{marks}})', missing):
            cache[row["id"]] = _title(store, form, entity, row)
    return {i: cache[i] for i in wanted if i in cache}


def _title(store: Store, form: forms.Form, entity: feature.Entity, row: Record) -> str:
    parts = []
    for name in entity.title:
        value, target = row[name], layout.target_of(form.by_id[name])
        if value is not None:
            parts.append(name_of(store, target, value) or "" if target else str(value))
    return " ".join(p for p in parts if p)


def name_of(store: Store, form_id: str, record: int) -> str | None:
    """What a record is called, or None when it is gone."""
    return names(store, form_id, [record]).get(record)


def plain_name(text: str) -> str:
    """A name as exact matching sees it: NFKC, trimmed, inner blanks as one (decision 24)."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def find_exact(store: Store, form_id: str, text: str) -> list[int]:
    """The records whose number or name is exactly this text."""
    entity = feature.entities().get(form_id)
    wanted = plain_name(text)
    if entity is None or not wanted:
        return []
    form = forms.get(form_id)
    fields = dict.fromkeys((form.number_field, *(t for t in entity.title if form.by_id[t].type == "text")))
    test = " OR ".join(f'"{f}" IN (?, ?)' for f in fields)
    return [int(i) for i in store.column(
        f'SELECT id FROM "{entity.table}" WHERE deleted_at IS NULL AND ({test}) ORDER BY id',
        [v for _f in fields for v in (wanted, text.strip())])]
