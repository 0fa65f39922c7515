"""What the program proposes while a complaint is being taken: a higher severity by its words, a possible repeat.

Proposals only: she takes or dismisses them. The words are a setting of the office.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from crm_desktop.kit import clock, hanzi
from crm_desktop.kit.store import Store

MAJOR = "major"
_APART = re.compile(r"[，,、;；\n]+")
_SHORTEST = 2


@dataclass(frozen=True)
class Repeat:
    """An earlier complaint that may be about the same: its record, number, when, and the cause found then."""

    record: int
    number: str
    received_at: str
    cause: str


def _place_in(word: str, said: str) -> int:
    """Chinese anywhere; a word of letters as a word (or more than one of them): no press in a compressor."""
    if not word.isascii():
        return said.find(word)
    found = re.search(rf"(?<![a-z]){re.escape(word)}s?(?![a-z])", said)
    return found.start() if found is not None else -1


def severe_words(store: Store, text: str) -> list[str]:
    """The words of the setting that stand in what happened, as they are written there, in the order of the setting."""
    said, places = hanzi.fold_with_places(text)
    found: dict[str, str] = {}
    for word in _APART.split(store.setting("complaints.major_words") or ""):
        wanted = hanzi.fold(word.strip())
        if wanted and (at := _place_in(wanted, said)) >= 0:  # simplified = traditional
            found.setdefault(wanted, text[places[at]:places[at + len(wanted) - 1] + 1])
    return list(found.values())


def repeat(store: Store, customer: int | None, product: str, text: str, but: int = 0) -> Repeat | None:
    """The newest complaint of this customer within the set days about the same product.

    The same: the product entered now, or, where none is, one that is named in what happened.
    """
    if customer is None:
        return None
    since = clock.stamp(clock.now() - timedelta(days=store.setting("complaints.repeat_days")))
    rows = store.rows(
        "SELECT id, complaint_no, received_at, product, cause FROM complaints WHERE customer = ? AND received_at >= ?"
        " AND id <> ? AND deleted_at IS NULL AND product IS NOT NULL ORDER BY received_at DESC, id DESC LIMIT 50",
        (customer, since, but))
    wanted, said = hanzi.fold(product.strip()), hanzi.fold(text)
    for row in rows:
        known = hanzi.fold(row["product"])
        if known == wanted if wanted else len(known) >= _SHORTEST and known in said:
            return Repeat(row["id"], row["complaint_no"], row["received_at"], row["cause"] or "")
    return None


def open_ones(store: Store, customer: int, most: int = 3) -> list[int]:
    """The open complaints of a customer, the tightest limit first."""
    return [int(i) for i in store.column(
        "SELECT id FROM complaints WHERE customer = ? AND deleted_at IS NULL AND next_limit_at IS NOT NULL"
        " ORDER BY next_limit_at, id LIMIT ?", (customer, most))]
