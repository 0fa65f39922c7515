"""What a store announces after each commit, so that pages refresh because of it and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Notice:
    """One committed user action. `changes` holds (form id, record id, act) for each record.

    For bulk writes beyond 1,000 records `changes` is cut and `many` is true: refresh whole lists.
    """

    txn: int
    label: str
    user: str
    changes: tuple[tuple[str, int, str], ...]
    kind: str = "change"
    many: bool = False
    skipped: tuple[tuple[str, int], ...] = ()
    own: bool = True

    @cached_property
    def forms(self) -> frozenset[str]:
        """The forms whose records changed."""
        return frozenset(form for form, _record, _act in self.changes)
