"""Stored sort keys: of every record's number (编号), by its value, and of names, in the office's language.

A typed table has them in `<field>_sort`. Those of the number and their indexes are given to every table
here, after its feature's own steps, so that a feature need not think of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from crm_desktop.kit import feature
from crm_desktop.kit.store import layout
from crm_desktop.kit.store.layout import Layout, Record

if TYPE_CHECKING:
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

    from crm_desktop.kit.store.store import Store

_PAGE = 5_000


def steps() -> Migrations:
    """One step a table. A released step is never edited."""
    from sqlite_utils.migrations import Migrations
    found = Migrations("numbers_by_value")
    for form_id, entity in feature.entities().items():
        found(name=entity.table)(_step(layout.of(form_id)))
    return found


def _step(where: Layout) -> Callable[[Database], None]:
    table, number = where.entity.table, where.form.number_field

    def numbers_by_value(db: Database) -> None:
        from crm_desktop.kit import hanzi
        db.execute(f'ALTER TABLE "{table}" ADD COLUMN "{number}_sort" TEXT')
        db.conn.create_function("number_key", 1, hanzi.number_key)
        db.execute(f'UPDATE "{table}" SET "{number}_sort" = number_key("{number}")')
        db.conn.create_function("number_key", 1, None)
        for name in reversed(where.sort_columns):  # the number's last: filters walk the newest, and this lies in order
            columns = ", ".join(f'"{c}"' for c in dict.fromkeys((name, f"{number}_sort", "id")))
            db.execute(f'CREATE INDEX "{table}_by_{name}" ON "{table}" ({columns}) WHERE deleted_at IS NULL')
        if where.entity.search and where.entity.sort == number:  # puts hits in order without reading the records
            db.execute(f'CREATE INDEX "{table}_at_hand" ON "{table}" ("id", "deleted_at", "{number}_sort")')

    return numbers_by_value


def keys(store: Store, where: Layout, batch: list[Record]) -> list[tuple[str, ...]]:
    """The stored sort keys of each record."""
    key = _maker(where, store.office.language)
    return [tuple(key(f, v.get(f)) for f in where.sorted_fields) for v in batch]


def _maker(where: Layout, language: str) -> Callable[[str, str | None], str]:
    from crm_desktop.kit import hanzi
    number = where.form.number_field
    return lambda f, text: hanzi.number_key(text or "") if f == number else hanzi.sort_key(text or "", language)


def wrong(store: Store, form_id: str, language: str) -> Iterator[tuple[Any, ...]]:
    """The records whose stored sort keys are not the right ones: the right keys, and the id last."""
    where, last = layout.of(form_id), 0
    key, fields = _maker(where, language), where.sorted_fields
    listed = ", ".join(f'"{n}"' for n in (*fields, *where.sort_columns))
    while page := store.db.conn.execute(f'SELECT id, {listed} FROM "{where.entity.table}" WHERE id > ? ORDER BY id'
                                        f" LIMIT {_PAGE}", (last,)).fetchall():
        for record, *values in page:
            right = [key(f, text) for f, text in zip(fields, values, strict=False)]
            if right != values[len(fields):]:
                yield *right, record
        last = page[-1][0]


def resort(store: Store, language: str) -> None:
    """Make anew the keys that are not right: the office speaks another language, which has its own order."""
    for form_id, entity in feature.entities().items():
        sets = ", ".join(f'"{c}" = ?' for c in layout.of(form_id).sort_columns)
        found = wrong(store, form_id, language)
        while batch := list(islice(found, _PAGE)):
            store.db.conn.executemany(f'UPDATE "{entity.table}" SET {sets} WHERE id = ?', batch)
