"""One search over everything: Chinese from one character, pinyin, initials, phone fragments, numbers, Latin.

The store gives documents (`Doc`) inside the transaction that saves a record; pages ask with `find` and
`match`, and show with `highlight` what of a name was matched.
"""

from __future__ import annotations

from crm_desktop.kit.search.grams import Doc
from crm_desktop.kit.search.highlight import highlight
from crm_desktop.kit.search.index import FORMAT, SCHEMA, Hit, Match, all_keys, drop_many, find, index_many, match

__all__ = ["FORMAT", "SCHEMA", "Doc", "Hit", "Match", "all_keys", "drop_many", "find", "highlight", "index_many",
           "match"]
