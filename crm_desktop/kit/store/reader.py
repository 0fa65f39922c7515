"""Reading an open office: rows as dicts, every cursor read to its end (decision 19)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import _
from crm_desktop.kit.store import cells, cipher, layout, office, sealing
from crm_desktop.kit.store.layout import Layout, Record
from crm_desktop.kit.store.office import Office
from crm_desktop.kit.store.turns import Turns

_MARKS = 500  # places for values in one statement


class Reader:
    """What can be asked of an open office."""

    db: cipher.Database
    keys: sealing.Keys
    turns: Turns
    gives_way = False  # whether a save of another connection may break a question off

    def tuples(self, sql: str, params: Sequence[Any] = ()) -> list[Any]:
        """All rows as they come: for many of them."""
        return self._read(sql, params)[1]

    def _read(self, sql: str, params: Sequence[Any]) -> tuple[Any, list[Any]]:
        with cipher.told():
            if self.gives_way:
                return self.turns.ask(self.db.conn, lambda: self._ask(sql, params))
            return self._ask(sql, params)

    def _ask(self, sql: str, params: Sequence[Any]) -> tuple[Any, list[Any]]:
        cursor = self.db.conn.execute(sql, params)
        return cursor.description, cursor.fetchall()

    def rows(self, sql: str, params: Sequence[Any] = ()) -> list[Record]:
        """All rows as dicts."""
        columns, found = self._read(sql, params)
        names = [c[0] for c in columns]
        return [dict(zip(names, row, strict=True)) for row in found]

    def rows_of(self, sql: str, ids: Sequence[int]) -> list[Record]:
        """The rows of many records, asked for some hundred at a time: `sql` has "IN ({marks})" for their ids."""
        found: list[Record] = []
        for start in range(0, len(ids), _MARKS):
            some = ids[start:start + _MARKS]
            found += self.rows(sql.replace("{marks}", ", ".join("?" * len(some))), some)
        return found

    def row(self, sql: str, params: Sequence[Any] = ()) -> Record | None:
        """The first row, or None."""
        found = self.rows(sql, params)
        return found[0] if found else None

    def column(self, sql: str, params: Sequence[Any] = ()) -> list[Any]:
        """The first column of all rows."""
        return [r[0] for r in self._read(sql, params)[1]]

    def value(self, sql: str, params: Sequence[Any] = ()) -> Any:
        """The first column of the first row, or None."""
        found = self._read(sql, params)[1]
        return found[0][0] if found else None

    def raw(self, form_id: str, record: int) -> Record | None:
        """A record's row exactly as it is stored, without sort keys; None when it is gone."""
        where = layout.of(form_id)
        names = ", ".join(f'"{n}"' for n in ("id", *layout.BOOKKEEPING, *where.columns))
        return self.row(f'SELECT {names} FROM "{where.entity.table}" WHERE id = ?', (record,))

    def existing(self, form_id: str, record: int) -> Record:
        """As `raw`. Raises Problem when it is gone."""
        if (found := self.raw(form_id, record)) is None:
            raise Problem(_("This record is gone for good. Look for it in a backup."))
        return found

    def decode(self, where: Layout, raw: Record) -> Record:
        """A stored row as values by field id (lists, tables and sealed values opened)."""
        out = dict(raw)
        for name in where.sealed & out.keys():
            if out[name] is not None:
                out[name] = sealing.open_value(self.keys, where.entity.table, name, raw["uid"], out[name])
        for name, read in where.read.items():
            if name in out:
                out[name] = read(out[name])
        for name in where.sealed_cells.keys() & out.keys():
            if out[name] is not None:
                out[name] = cells.unseal(self.keys, where, raw["uid"], name, out[name])
        if isinstance(out.get("extra"), str):
            out["extra"] = json.loads(out["extra"])
        return out

    # -- the office
    @cached_property
    def office(self) -> Office:
        """The office's own data."""
        return office.load(self)

    def forget_office(self) -> None:
        """Read the office's data anew at the next use."""
        self.__dict__.pop("office", None)
        self.__dict__.pop("zone", None)

    @cached_property
    def zone(self) -> Any:
        """The office's time zone."""
        return office.zone_of(self.office.zone)

    def setting(self, name: str) -> Any:
        """The value of a setting. Raises KeyError for one nobody declared."""
        return office.setting(self, name)
