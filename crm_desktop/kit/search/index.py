"""The index itself: one full-text table over everything, and the name and number shown for each hit.

The full-text table keeps no text of its own ("contentless"); a document leaves it by naming its grams
again, which with secure-delete takes them out of the file. Documents are numbered form by form, so that
one form is a range of numbers and customers come before their records.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Protocol

from crm_desktop.kit.search.ask import asked
from crm_desktop.kit.search.grams import Doc, grams, source

FORMAT = 1  # of stretches and grams; the store builds the index anew when it differs from the stored one
FIRST_FORMS = ("customer_master", "contact_person", "staff_record")
_FIRST_OTHER = 16
_SHIFT = 32
_BATCH, _MANY = 500, 4_000

SCHEMA = [
    "CREATE TABLE search_form (no INTEGER PRIMARY KEY, form TEXT NOT NULL UNIQUE) STRICT",
    *(f"INSERT INTO search_form VALUES ({no}, '{form}')" for no, form in enumerate(FIRST_FORMS, 1)),
    """CREATE TABLE search_doc (
        id INTEGER PRIMARY KEY, number TEXT NOT NULL, name TEXT NOT NULL, source TEXT NOT NULL) STRICT""",
    "CREATE VIRTUAL TABLE search_index USING fts5 (grams, content='', columnsize=0, tokenize='ascii')",
    "INSERT INTO search_index (search_index, rank) VALUES ('secure-delete', 1)",
    "INSERT INTO search_index (search_index, rank) VALUES ('hashsize', 16777216)",
    "INSERT INTO search_index (search_index, rank) VALUES ('usermerge', 2)",
]
_OUT = "INSERT INTO search_index (search_index, rowid, grams) VALUES ('delete', ?, ?)"
_IN = "INSERT INTO search_index (rowid, grams) VALUES (?, ?)"
_DOC = "INSERT OR REPLACE INTO search_doc (id, number, name, source) VALUES (?, ?, ?, ?)"
_Row = tuple[int, str, str, str]


class Connection(Protocol):
    """What the search needs of the database: a keyed connection or cursor."""

    def execute(self, sql: str, parameters: Any = ..., /) -> Any:
        """One statement."""

    def executemany(self, sql: str, parameters: Any, /) -> Any:
        """One statement for each of many values."""


@dataclass(frozen=True)
class Hit:
    """A record found."""

    form: str
    record: int
    number: str
    name: str


@dataclass(frozen=True)
class Match:
    """The records of one form a text matches, in the order of their ids; None when no text was given."""

    ids: list[int] | None
    capped: bool = False


def index_many(run: Connection, docs: Iterable[Doc]) -> None:
    """Put documents into the index, in place of what it held of the same records."""
    numbers, count = _Forms(run), 0
    waiting = iter(docs)
    while batch := list(islice(waiting, _BATCH)):
        count += len(batch)
        rows: dict[int, _Row] = {}
        for doc in batch:
            key = numbers.key(doc.form, doc.record)
            rows[key] = (key, doc.number, doc.name, source(doc))
        added = {key: row[3] for key, row in rows.items()}
        removed = []
        for old in _stored(run, sorted(rows)):
            key, new = old[0], added.pop(old[0])
            if rows[key] == old:
                del rows[key]
            if new != old[3]:  # the table counts its rows: whatever goes out must come in, be it nothing
                gone, added[key] = _differing(old[3], new)
                removed.append((key, gone))
        _write(run, _OUT, removed)
        run.executemany(_DOC, list(rows.values()))
        _write(run, _IN, added.items())
    if count > _MANY:  # else the next small save would have to merge what an import has left
        run.execute("INSERT INTO search_index (search_index, rank) VALUES ('merge', ?)", (count // 4,))


def drop_many(run: Connection, keys: Iterable[tuple[str, int]]) -> None:
    """Take records out of the index and out of its file."""
    numbers = _Forms(run)
    waiting = iter(sorted({numbers.key(form, record) for form, record in keys}))
    while batch := list(islice(waiting, _BATCH)):
        rows = _stored(run, batch)
        _write(run, _OUT, [(row[0], row[3]) for row in rows])
        run.executemany("DELETE FROM search_doc WHERE id = ?", [(row[0],) for row in rows])


def _differing(old: str, new: str) -> tuple[str, str]:
    """Both sources without the parts that are equal: taking grams out is dear, and no gram stands in two parts."""
    pairs = [("", "") if was == now else (was, now) for was, now in zip(old.split("\n"), new.split("\n"), strict=True)]
    return "\n".join(was for was, _ in pairs), "\n".join(now for _, now in pairs)


def _write(run: Connection, statement: str, sources: Iterable[tuple[int, str]]) -> None:
    run.executemany(statement, [(key, grams(text)) for key, text in sources])


def _stored(run: Connection, keys: Sequence[int]) -> list[_Row]:
    marks = ",".join("?" * len(keys))
    return [tuple(row) for row in run.execute(
        f"SELECT id, number, name, source FROM search_doc WHERE id IN ({marks})", list(keys)).fetchall()]


class _Forms:
    """The number of each form in the index; a new form gets the next one."""

    def __init__(self, run: Connection) -> None:
        self._run = run
        rows = run.execute("SELECT form, no FROM search_form").fetchall()
        self.numbers: dict[str, int] = {row[0]: row[1] for row in rows}

    def key(self, form: str, record: int) -> int:
        if form not in self.numbers:
            number = max(_FIRST_OTHER, *self.numbers.values()) + 1
            self._run.execute("INSERT INTO search_form (no, form) VALUES (?, ?)", (number, form))
            self.numbers[form] = number
        return self.numbers[form] << _SHIFT | record


def _record(key: int) -> int:
    return key & (1 << _SHIFT) - 1


def _range(number: int) -> tuple[int, int]:
    return number << _SHIFT, (number + 1 << _SHIFT) - 1


def _rows(run: Connection, expression: str, ranges: Sequence[tuple[int, int]], limit: int) -> Iterator[int]:
    for first, last in ranges:
        found = run.execute("SELECT rowid FROM search_index WHERE search_index MATCH ? AND rowid BETWEEN ? AND ?"
                            " LIMIT ?", (expression, first, last, limit)).fetchall()
        limit -= len(found)
        yield from (row[0] for row in found)
        if limit <= 0:
            return


def find(run: Connection, text: str, *, forms: Iterable[str] | None = None, limit: int = 60) -> list[Hit]:
    """The best hits of all forms, or of some, for a text typed into the search box."""
    wanted = asked(text)
    if wanted is None or limit < 1:
        return []
    numbers = _Forms(run).numbers
    chosen = None if forms is None else sorted(numbers[form] for form in set(forms) if form in numbers)
    ranges = [(0, 1 << 62)] if chosen is None else [_range(number) for number in chosen]
    found: dict[int, None] = {}
    for expression in wanted.tiers():
        for key in _rows(run, expression, ranges, limit + len(found)):
            found.setdefault(key)
        if len(found) >= limit:
            break
    return _hits(run, list(found)[:limit], {no: form for form, no in numbers.items()})


def _hits(run: Connection, keys: list[int], forms: dict[int, str]) -> list[Hit]:
    rows = {row[0]: row for row in _stored(run, keys)} if keys else {}
    return [Hit(forms[key >> _SHIFT], _record(key), rows[key][1], rows[key][2])
            for key in keys if key in rows]


def match(run: Connection, text: str, form: str, cap: int = 1000) -> Match:
    """The records of one form that the text matches, at most `cap` of them, for filtering a list."""
    wanted = asked(text)
    if wanted is None:
        return Match(None)
    row = run.execute("SELECT no FROM search_form WHERE form = ?", (form,)).fetchall()
    if not row:
        return Match([])
    first, last = _range(row[0][0])
    found = run.execute("SELECT json_group_array(rowid) FROM (SELECT rowid FROM search_index WHERE search_index MATCH ?"
                        " AND rowid BETWEEN ? AND ? LIMIT ?)", (wanted.everything, first, last, cap + 1)).fetchall()
    keys: list[int] = json.loads(found[0][0])
    return Match([_record(key) for key in keys[:cap]], len(keys) > cap)


def all_keys(run: Connection) -> list[tuple[str, int]]:
    """Form and record of every document in the index: for the check of an office and for building it anew."""
    forms = {no: form for form, no in _Forms(run).numbers.items()}
    return [(forms[key >> _SHIFT], _record(key)) for (key,) in run.execute("SELECT id FROM search_doc").fetchall()]
