"""What the rail counts beside Today: without the page, which may not be built yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crm_desktop.today import lines

if TYPE_CHECKING:
    from crm_desktop.kit.store import Store


def counts(store: Store) -> tuple[int, int]:
    """How many lines are late, how many due today; of everybody, as the page shows at first."""
    return lines.counts(store)
