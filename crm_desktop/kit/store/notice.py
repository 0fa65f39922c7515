"""What a store announces after each commit, so that pages refresh because of it and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from crm_desktop.kit.i18n import ngettext


@dataclass(frozen=True)
class Notice:
    """One committed user action. `changes` holds (form id, record id, act) for each record.

    For bulk writes beyond 1,000 records `changes` is cut and `many` is true: refresh whole lists. `skipped` are
    the records that the undo of a large change left as they are.
    """

    txn: int
    label: str
    user: str
    changes: tuple[tuple[str, int, str], ...]
    kind: str = "change"
    many: bool = False
    skipped: tuple[tuple[str, int], ...] = ()

    @cached_property
    def forms(self) -> frozenset[str]:
        """The forms whose records changed."""
        return frozenset(form for form, _record, _act in self.changes)

    def left(self) -> str:
        """What an undo left as it is, in a sentence, or ""."""
        count = len(self.skipped)
        return ngettext("{count} record was changed or used since and stays as it is.",
                        "{count} records were changed or used since and stay as they are.",
                        count).format(count=f"{count:,}") if count else ""
