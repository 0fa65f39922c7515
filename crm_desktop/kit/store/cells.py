"""Sensitive columns of a table field: each cell is sealed on its own inside the JSON (decision 17)."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from crm_desktop.kit.store import sealing
from crm_desktop.kit.store.layout import Layout

Rows = list[dict[str, Any]]


def seal(keys: sealing.Keys, where: Layout, uid: str, name: str, rows: Rows) -> Rows:
    """The rows of a table field with their sensitive cells sealed."""
    def sealed(column: str, cell: Any) -> Any:
        return json.loads(sealing.seal_value(keys, where.entity.table, f"{name}.{column}", uid, str(cell)))
    return _each(rows, where.sealed_cells[name], sealed)


def unseal(keys: sealing.Keys, where: Layout, uid: str, name: str, rows: Rows) -> Rows:
    """The rows of a table field with their sensitive cells readable again."""
    def opened(column: str, cell: Any) -> Any:
        return sealing.open_value(keys, where.entity.table, f"{name}.{column}", uid, json.dumps(cell))
    return _each(rows, where.sealed_cells[name], opened)


def _each(rows: Rows, columns: frozenset[str], turn: Callable[[str, Any], Any]) -> Rows:
    return [{column: turn(column, cell) if column in columns and cell is not None else cell
             for column, cell in row.items()} for row in rows]
