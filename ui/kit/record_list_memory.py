"""What is remembered of a list: its columns, their widths at 100 %, its order. Nothing of a customer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crm_desktop.kit.feature import Entity
from ui.kit.table import Column
from ui.kit.window_state import WindowState


class ListMemory:
    """The memory of one list under its key. What no longer exists is left out."""

    def __init__(self, settings: WindowState, key: str, columns: Sequence[Column], entity: Entity) -> None:
        self._settings, self._key, self._entity = settings, key, entity
        self._known = {c.id for c in columns}
        self._sortable = {c.id for c in columns if c.sortable}

    def columns(self) -> list[str]:
        """The columns chosen, else those the entity names."""
        kept = [c for c in self._kept().get("columns", ()) if c in self._known]
        return kept or [c for c in self._entity.columns if c in self._known]

    def widths(self) -> dict[str, int]:
        """The widths changed by hand."""
        widths = self._kept().get("widths")
        return {str(k): int(v) for k, v in widths.items()} if isinstance(widths, dict) else {}

    def sort(self) -> tuple[str, ...]:
        """The order chosen, () for the entity's own."""
        return tuple(k for k in map(str, self._kept().get("sort", ())) if k.lstrip("-") in self._sortable)

    def keep(self, layout: dict[str, Any], sort: Sequence[str]) -> None:
        """Remember columns, widths and order."""
        self._settings.set(self._key, {"columns": layout["columns"], "widths": {**self.widths(), **layout["widths"]},
                                       "sort": list(sort)})

    def forget(self) -> None:
        """Back to what the entity names."""
        self._settings.set(self._key, None)

    def _kept(self) -> dict[str, Any]:
        kept = self._settings.get(self._key)
        return kept if isinstance(kept, dict) else {}
