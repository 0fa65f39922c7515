"""Keeps the search index in step with the records, inside the saving transaction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from crm_desktop.kit import feature, search
from crm_desktop.kit.store import layout
from crm_desktop.kit.store.layout import Layout

if TYPE_CHECKING:
    from crm_desktop.kit.store.store import Store

_PHONES = {"phone"}
_BATCH = 5000
_PARTS = 50  # names and phones of at most so many contacts are found through their customer


def index_records(store: Store, keys: Iterable[tuple[str, int]]) -> None:
    """Index these records afresh; those in the bin or gone leave the index."""
    by_form: dict[str, set[int]] = {}
    for form, record in keys:
        entity = feature.entity(form)
        if entity.part_of and entity.whose and entity.search:
            masters = store.column(f'SELECT "{entity.whose}" FROM "{entity.table}" WHERE id = ?', (record,))
            by_form.setdefault(entity.part_of, set()).update(m for m in masters if m)
        elif entity.search and not entity.part_of:
            by_form.setdefault(form, set()).add(record)
    for form, ids in by_form.items():
        where, ordered = layout.of(form), sorted(ids)
        for at in range(0, len(ordered), _BATCH):
            batch = ordered[at:at + _BATCH]
            docs = _docs(store, where, batch)
            gone = set(batch) - {d.record for d in docs}
            if gone:
                search.drop_many(store.db.conn, [(form, i) for i in sorted(gone)])
            search.index_many(store.db.conn, docs)


def all_keys(store: Store) -> Iterable[tuple[str, int]]:
    """Every record that belongs in the index: for a rebuild and for `check`."""
    for form, entity in feature.entities().items():
        if entity.search and not entity.part_of:
            for record in store.column(f'SELECT id FROM "{entity.table}" WHERE deleted_at IS NULL'):
                yield form, record


def _docs(store: Store, where: Layout, ids: list[int]) -> list[search.Doc]:
    entity, number = where.entity, where.form.number_field
    parts = _parts(store, where.form.id, ids)
    wanted = list(dict.fromkeys((number, *entity.title, *entity.search)))
    columns = ", ".join(f'"{c}"' for c in wanted)
    rows = store.rows_of(
        f'SELECT id, {columns} FROM "{entity.table}" WHERE deleted_at IS NULL AND id IN ({{marks}})', ids)
    return [_doc(where, row, parts.get(row["id"], [])) for row in rows]


def _doc(where: Layout, row: dict[str, Any], parts: list[tuple[str, str]]) -> search.Doc:
    entity, number = where.entity, where.form.number_field
    words: list[str] = []
    phones: list[str] = []
    people: list[str] = []
    latin: list[str] = []
    for name in entity.search:
        value, kind = row[name], where.form.by_id[name].type
        if value and name not in entity.title:
            (phones if kind in _PHONES else latin if kind == "email" else words).append(str(value))
    for kind, value in parts:
        (phones if kind in _PHONES else latin if kind == "email" else people).append(value)
    name = " ".join(str(row[t]) for t in entity.title if row[t] and where.form.by_id[t].type in ("text", "multiline"))
    return search.Doc(where.form.id, row["id"], str(row[number] or ""), name[:300], "\n".join(words),
                      "\n".join(phones), "\n".join(latin), "\n".join(people))


def _parts(store: Store, form: str, ids: list[int]) -> dict[int, list[tuple[str, str]]]:
    """The searchable values of the records that are part of these (contacts of a customer)."""
    found: dict[int, list[tuple[str, str]]] = {}
    for entity in feature.entities().values():
        if entity.part_of != form or not entity.search or not entity.whose:
            continue
        fields = layout.of(entity.form).form.by_id
        columns = ", ".join(f'"{c}"' for c in entity.search)
        for row in store.rows_of(f'SELECT "{entity.whose}" AS master, {columns} FROM "{entity.table}"'
                                 f' WHERE deleted_at IS NULL AND "{entity.whose}" IN ({{marks}})', ids):
            values = found.setdefault(row["master"], [])
            if len(values) < _PARTS * len(entity.search):
                values += [(fields[c].type, str(row[c])) for c in entity.search if row[c]]
    return found
