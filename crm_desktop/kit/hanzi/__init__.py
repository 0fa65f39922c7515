"""Chinese text: folding, pinyin, initials, and the order of each language. Tables load on first use."""

from __future__ import annotations

from crm_desktop.kit.hanzi.folding import fold, fold_with_places
from crm_desktop.kit.hanzi.order import number_key, sort_key
from crm_desktop.kit.hanzi.readings import (
    choices,
    has_surname,
    initials,
    is_ambiguous,
    looks_like_person,
    pinyin,
    plain,
)
from crm_desktop.kit.hanzi.tables import plain_syllables

__all__ = ["choices", "fold", "fold_with_places", "has_surname", "initials", "is_ambiguous", "looks_like_person",
           "number_key", "pinyin", "plain", "plain_syllables", "sort_key"]
