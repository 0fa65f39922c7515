"""What the rail counts beside complaints: without the page, which may not be built yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crm_desktop.complaints import clocks, model
from crm_desktop.kit.query import Query

if TYPE_CHECKING:
    from crm_desktop.kit.store import Store


def counts(store: Store) -> tuple[int, int]:
    """How many open complaints are past a limit, how many near one."""
    late, near = (Query(model.FORM, where=where()).count(store) for where in (clocks.late, clocks.near))
    return late, near
