"""One user action: one transaction, one audit and one history row a record, one notice after the commit."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from crm_desktop.kit import clock, feature
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import _
from crm_desktop.kit.store import audit, layout, rows, sorting
from crm_desktop.kit.store.index import index_records
from crm_desktop.kit.store.layout import BOOKKEEPING, Layout, Record
from crm_desktop.kit.store.notice import Notice

if TYPE_CHECKING:
    from crm_desktop.kit.store.store import Store

_BATCH = 2000
_TOLD = 1000


@dataclass(frozen=True)
class Changed:
    """One record of a change, as the follow rules see it; `old` is None for a new one, `new` for a destroyed one."""

    id: int
    old: Record | None
    new: Record | None


class Change:
    """The open transaction of one user action; made by `store.change(label)` alone."""

    def __init__(self, store: Store, label: str, kind: str = "change", target: int | None = None) -> None:
        self.store, self.label, self.kind, self.target = store, label, kind, target
        self.at = clock.stamp()
        self.skipped: list[tuple[str, int]] = []
        self.brings_existing = False  # an import without dates brings existing customers, not new ones (decision 8)
        self._db = store.db
        self._txn: int | None = None
        self._touched: list[tuple[str, int, str]] = []
        self._audit: list[audit.Entry] = []
        self._follow: dict[str, list[Changed]] = {}
        self._indexed: set[tuple[str, int]] = set()
        self.moved: dict[str, int] = {}  # forms written to: how many records came, less those that went

    @property
    def txn(self) -> int:
        """The number of this transaction, taken at the first write."""
        if self._txn is None:
            self._txn = int(self._db.execute(
                "INSERT INTO txns (at, user, label, kind, target) VALUES (?, ?, ?, ?, ?) RETURNING id",
                (self.at, self.store.user.uid, self.label, self.kind, self.target)).fetchall()[0][0])
        return self._txn

    def execute(self, sql: str, params: Sequence[Any] = ()) -> list[Any]:
        """A statement on a feature's own derived table, inside this transaction."""
        return self._db.execute(sql, params).fetchall()

    def insert(self, form_id: str, values: Record) -> int:
        """Keep a new record; its number and bookkeeping are added. Returns its id."""
        return self.insert_many(form_id, [values])[0]

    def insert_many(self, form_id: str, records: Iterable[Record],
                    progress: Callable[[int], None] | None = None) -> list[int]:
        """Keep many new records of one form. Returns their ids; `progress` hears how many are in."""
        where, ids = layout.of(form_id), []
        stream = iter(records)
        while batch := list(islice(stream, _BATCH)):
            ids += self._insert_batch(where, batch)
            if progress:
                progress(len(ids))
        return ids

    def _insert_batch(self, where: Layout, batch: list[Record]) -> list[int]:
        form, table, store = where.form, where.entity.table, self.store
        rows.fill(store, form.id, batch)
        rows.number(store, form, batch)
        last = self._db.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchall()
        first = (int(last[0][0]) if last else 0) + 1
        user, txn, names = self.store.user.uid, self.txn, ("id", *BOOKKEEPING, *where.columns)
        stored: list[tuple[Any, ...]] = []
        for offset, values in enumerate(batch):
            uid = values.get("uid") or os.urandom(8).hex()
            head = (first + offset, uid, form.version, rows.own_fields(values), values.get("created_at") or self.at,
                    user, values.get("changed_at") or self.at, user, None)
            stored.append(head + rows.encode(store, where, uid, values, where.columns))
        sorts = sorting.keys(store, where, batch)
        self._db.conn.executemany(where.insert_sql(), [a + b for a, b in zip(stored, sorts, strict=True)])
        self._db.conn.executemany("INSERT INTO history (txn, form, record, act) VALUES (?, ?, ?, 'insert')",
                                  [(txn, form.id, row[0]) for row in stored])
        key = self.store.keys.audit
        for row in stored:
            self._audit.append(audit.Entry("insert", form.id, row[1], (), "",
                                           audit.row_mac(key, form.id, dict(zip(names, row, strict=True)))))
        self._flush_audit()
        ids = [int(row[0]) for row in stored]
        self._note(form.id, [Changed(i, None, {**v, "id": i}) for i, v in zip(ids, batch, strict=True)], "insert")
        return ids

    def update(self, form_id: str, record: int, values: Record, *, base: str | None = None) -> None:
        """Change fields of a record. `base` is the changed_at it was read with: someone else's change is refused."""
        where = layout.of(form_id)
        raw = self.store.raw(form_id, record)
        if raw is None or raw["deleted_at"]:
            raise Problem(_("This record is in the recycle bin. Restore it first."))
        if base is not None and raw["changed_at"] != base:
            raise Problem(_("Someone changed this record in the meantime. Reload it and try again."))
        old = self.store.decode(where, raw)
        changes = {k: v for k, v in values.items() if k in where.form.by_id and k in old and v != old[k]}
        if changes and (changes := rows.refill(self.store, where, old, changes)):
            self._write(where, raw, rows.changed(self.store, where, raw["uid"], changes), "update")

    def _write(self, where: Layout, raw: Record, changes: Record, act: str) -> None:
        """Write columns as they are stored, with history, audit and the new stamp."""
        old, stored = self.store.decode(where, raw), dict(changes)
        stored |= {"changed_at": rows.later(self.at, raw["changed_at"]), "changed_by": self.store.user.uid}
        new = self.store.decode(where, {**raw, **stored})
        if any(f in changes for f in where.sorted_fields):
            stored |= zip(where.sort_columns, sorting.keys(self.store, where, [new])[0], strict=True)
        sets = ", ".join(f'"{k}" = ?' for k in stored)
        self._db.conn.execute(f'UPDATE "{where.entity.table}" SET {sets} WHERE id = ?',
                              (*stored.values(), raw["id"]))
        after = {**raw, **{k: v for k, v in stored.items() if k in raw}}
        self._remember(where, raw, after, {k: raw[k] for k in changes}, {k: after[k] for k in changes}, act)
        self._note(where.form.id, [Changed(raw["id"], old, new)], act)

    def _remember(self, where: Layout, raw: Record, after: Record, was: Record, now: Record, act: str) -> None:
        form, key = where.form.id, self.store.keys.audit
        self._db.conn.execute(
            "INSERT INTO history (txn, form, record, act, old, new) VALUES (?, ?, ?, ?, ?, ?)",
            (self.txn, form, raw["id"], act, json.dumps(was, ensure_ascii=False), json.dumps(now, ensure_ascii=False)))
        self._audit.append(audit.Entry(act, form, raw["uid"], tuple(now), audit.row_mac(key, form, raw),
                                       audit.row_mac(key, form, after)))

    def put_back(self, form_id: str, record: int, stored: Record, act: str) -> None:
        """Write columns as the history kept them (undo, redo)."""
        where = layout.of(form_id)
        raw = self.store.existing(form_id, record)
        self._write(where, raw, stored, act)

    def delete(self, form_id: str, record: int) -> None:
        """Put a record in the recycle bin, with the records that are part of it."""
        self._move(form_id, record, self.at, "delete")

    def restore(self, form_id: str, record: int) -> None:
        """Take a record out of the recycle bin."""
        self._move(form_id, record, None, "restore")

    def _move(self, form_id: str, record: int, deleted_at: str | None, act: str) -> None:
        where = layout.of(form_id)
        raw = self.store.existing(form_id, record)
        if bool(raw["deleted_at"]) == bool(deleted_at):
            return
        went_with = None if deleted_at else self._last_delete(form_id, record)
        self._write(where, raw, {"deleted_at": deleted_at}, act)
        for part in feature.entities().values():
            if part.part_of == form_id and part.whose:
                parts = self._db.execute(f'SELECT id FROM "{part.table}" WHERE "{part.whose}" = ? AND deleted_at IS'
                                        f' {"" if deleted_at else "NOT "}NULL', (record,)).fetchall()
                for (child,) in parts:
                    if deleted_at or self._last_delete(part.form, child) == went_with:
                        self._move(part.form, child, deleted_at, act)

    def _last_delete(self, form_id: str, record: int) -> Any:
        """The transaction that put a record into the bin: what went with its master comes back with it."""
        return self._db.execute("SELECT max(txn) FROM history WHERE form = ? AND record = ? AND act = 'delete'",
                                (form_id, record)).fetchall()[0][0]

    def purge(self, form_id: str, record: int) -> None:
        """Destroy a record in the recycle bin for good, with its history values; the audit keeps that it was."""
        where = layout.of(form_id)
        raw = self.store.raw(form_id, record)
        if raw is None or not raw["deleted_at"]:
            return
        rows.destroy(self._db, where, record)
        self._audit.append(audit.Entry("purge", form_id, raw["uid"], (),
                                       audit.row_mac(self.store.keys.audit, form_id, raw), ""))
        if self.txn:  # there is no history of it: this takes the number without which nothing is announced
            self._note(form_id, [Changed(record, self.store.decode(where, raw), None)], "purge")

    def note(self, act: str, what: str, fields: Sequence[str] = ()) -> None:
        """Write an act that changes no record (an export, a print, a setting) into the audit chain."""
        self._audit.append(audit.Entry(act, what, "", tuple(fields), "", ""))

    def announce(self, what: str, record: int, act: str) -> None:
        """Have the notice name something that is no record (a setting)."""
        if self.txn:  # taken for that
            self._touched.append((what, record, act))

    def _note(self, form_id: str, changed: list[Changed], act: str) -> None:
        self._touched += [(form_id, c.id, act) for c in changed]
        self.moved[form_id] = self.moved.get(form_id, 0) + sum(_there(c.new) - _there(c.old) for c in changed)
        self._follow.setdefault(form_id, []).extend(changed)
        self._indexed.update((form_id, c.id) for c in changed)
        part = feature.entity(form_id)
        if part.part_of and part.whose:  # the master it left is indexed anew too
            self._indexed.update((part.part_of, c.old[part.whose]) for c in changed if c.old)
        if len(changed) >= _BATCH:
            self._answer()

    def _answer(self) -> None:
        """Let the features' follow rules answer what was written."""
        while self._follow:
            form_id, changed = self._follow.popitem()
            for module in feature.modules("service"):
                rule = getattr(module, "FOLLOW", {}).get(form_id)
                if rule is not None:
                    rule(self, changed)

    def _flush_audit(self) -> None:
        if self._audit:
            audit.append(self._db.conn, self.store.keys.audit, self._audit, at=self.at,
                         who=self.store.user.uid, host=self.store.host)
            self._audit = []

    def finish(self) -> Notice | None:
        """Called by the store before the commit; None when nothing was written."""
        self._answer()
        index_records(self.store, self._indexed)  # once, at the end: a contact changes its customer's entry too
        self._flush_audit()
        if self._txn is None:
            return None
        return Notice(self._txn, self.label, self.store.user.uid, tuple(self._touched[:_TOLD]), self.kind,
                      len(self._touched) > _TOLD, tuple(self.skipped))


def _there(record: Record | None) -> bool:
    """Whether a record is there, and not in the recycle bin."""
    return record is not None and not record.get("deleted_at")
