"""What is needed to read and show values: the office's zone, its day and currency, names and look-up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo


def _no_name(kind: str, record: int) -> str | None:
    return None


def _no_hits(kind: str, text: str) -> list[int]:
    return []


@dataclass
class Context:
    """The surroundings of a value.

    `name_of(kind, id)` answers the name of a record, `find(kind, text)` the ids whose number or
    name is exactly that text. `kind` is customer_ref, contact_ref, user_ref or a form id.
    """

    zone: ZoneInfo
    today: date
    currency: str = "CNY"
    name_of: Callable[[str, int], str | None] = _no_name
    find: Callable[[str, str], list[int]] = _no_hits

    @property
    def home(self) -> str:
        """Whose telephone and post habits hold: TW for an office in Taiwan, else CN."""
        return "TW" if self.currency == "TWD" or self.zone.key == "Asia/Taipei" else "CN"
