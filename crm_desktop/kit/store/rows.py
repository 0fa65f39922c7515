"""How records become rows: numbers given, values encoded, sensitive ones sealed, sort keys made."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from crm_desktop.kit import clock
from crm_desktop.kit.forms import Form
from crm_desktop.kit.store import numbers, ring
from crm_desktop.kit.store.layout import Layout, Record

if TYPE_CHECKING:
    from crm_desktop.kit.store.store import Store


def number(store: Store, form: Form, batch: list[Record]) -> None:
    """Give each record without a number its own; counters move past numbers that were given."""
    if form.numbering == "none":
        return
    field = form.number_field
    given = [str(v[field]) for v in batch if v.get(field)]
    if given:
        numbers.keep(store.db, form, given)
    blank = [v for v in batch if not v.get(field)]
    if blank:
        year = clock.today(store.zone).year
        for values, taken in zip(blank, numbers.take(store.db, form, year, len(blank)), strict=True):
            values[field] = taken


def encode(store: Store, where: Layout, uid: str, values: Record, columns: Iterable[str]) -> tuple[Any, ...]:
    """The values of these columns as they are stored."""
    out = []
    for name in columns:
        value = values.get(name)
        if value is not None:
            if (write := where.write.get(name)) is not None:
                value = write(value)
            if name in where.sealed and value is not None:
                value = ring.seal_value(store.keys, where.entity.table, name, uid, str(value))
        out.append(value)
    return tuple(out)


def sort_keys(store: Store, where: Layout, batch: list[Record]) -> list[tuple[str, ...]]:
    """The stored sort keys of each record, in the office's own order."""
    if not where.entity.sorted_text:
        return [()] * len(batch)
    from crm_desktop.kit import hanzi
    language = store.office.language
    return [tuple(hanzi.sort_key(v.get(f) or "", language) for f in where.entity.sorted_text) for v in batch]


def later(now: str, before: str) -> str:
    """The stamp of a change; instants have whole seconds, so a second change within one is set a second on."""
    return now if now > before else clock.stamp(clock.instant(before) + timedelta(seconds=1))


def own_fields(values: Record) -> str | None:
    """The fields an office added, as JSON."""
    own = values.get("extra")
    return json.dumps(own, ensure_ascii=False) if own else None
