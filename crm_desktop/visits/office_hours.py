"""The hours of the office: between which call-backs are made, and when it is at lunch. Minutes of the day."""

from __future__ import annotations

from crm_desktop.kit.store import Store
from crm_desktop.visits import model


def visiting(store: Store) -> tuple[int, int]:
    """From when and until when call-backs are proposed."""
    return store.setting("visits.day_start") * 60, store.setting("visits.day_end") * 60


def lunch(store: Store) -> tuple[int, int]:
    """When nobody is called on."""
    begin, end = (model.minute(store.setting(f"visits.lunch_{edge}")) or 0 for edge in ("start", "end"))
    return begin, max(begin, end)
