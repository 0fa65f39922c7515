"""How records become rows: numbers given, values encoded, sensitive ones sealed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from crm_desktop.kit import clock, feature
from crm_desktop.kit.forms import Form
from crm_desktop.kit.store import cells, numbers, sealing
from crm_desktop.kit.store.layout import Layout, Record

if TYPE_CHECKING:
    from crm_desktop.kit.store.store import Store

BULK = 20  # a change of more records than this is undone as far as it can be, and lists the rest


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


def fill(store: Store, form_id: str, batch: Sequence[Record], old: Record | None = None) -> None:
    """Have the features fill what the program itself keeps with a record (FILL), before it is written."""
    for module in feature.modules("service"):
        rule = getattr(module, "FILL", {}).get(form_id)
        if rule is not None:
            rule(store, batch, old)


def refill(store: Store, where: Layout, old: Record, changes: Record) -> Record:
    """The same for a changed record: its changes in the end, with what follows from them, without what is put back."""
    new = {**old, **changes}
    fill(store, where.form.id, [new], old)
    return {k: new[k] for k in where.columns if new[k] != old[k]}


def encode(store: Store, where: Layout, uid: str, values: Record, columns: Iterable[str]) -> tuple[Any, ...]:
    """The values of these columns as they are stored."""
    out = []
    for name in columns:
        value = values.get(name)
        if value is not None:
            if name in where.sealed_cells:
                value = cells.seal(store.keys, where, uid, name, value)
            if (write := where.write.get(name)) is not None:
                value = write(value)
            if name in where.sealed and value is not None:
                value = sealing.seal_value(store.keys, where.entity.table, name, uid, str(value))
        out.append(value)
    return tuple(out)


def changed(store: Store, where: Layout, uid: str, changes: Record) -> Record:
    """Changed fields as they are stored; the counters move past a number that was given."""
    if given := changes.get(where.form.number_field):
        numbers.keep(store.db, where.form, [str(given)])
    return dict(zip(changes, encode(store, where, uid, changes, changes), strict=True))


def destroy(db: Any, where: Layout, record: int) -> None:
    """Destroy a row and what the history knows of it; what undo can't give back any more it no longer offers."""
    db.conn.execute(f'DELETE FROM "{where.entity.table}" WHERE id = ?', (record,))
    db.conn.execute("UPDATE history SET old = NULL, new = NULL WHERE form = ? AND record = ?", (where.form.id, record))
    db.conn.execute(
        "UPDATE txns SET undone = 2 WHERE undone = 0 AND id IN (SELECT txn FROM history WHERE form = ? AND record = ?)"
        " AND (SELECT count(*) FROM (SELECT 1 FROM history h WHERE h.txn = txns.id LIMIT ?)) <= ?",
        (where.form.id, record, BULK + 1, BULK))


def later(now: str, before: str) -> str:
    """The stamp of a change; instants have whole seconds, so a second change within one is set a second on."""
    return now if now > before else clock.stamp(clock.instant(before) + timedelta(seconds=1))


def own_fields(values: Record) -> str | None:
    """The fields an office added, as JSON."""
    own = values.get("extra")
    return json.dumps(own, ensure_ascii=False) if own else None
