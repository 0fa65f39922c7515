"""The audit chain: who did what to which record, each entry bound to the one before. It holds no values."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from crm_desktop.kit.i18n import _

SCHEMA = [
    "CREATE TABLE audit (seq INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, host TEXT NOT NULL,"
    " act TEXT NOT NULL, form TEXT NOT NULL, record TEXT NOT NULL, fields TEXT NOT NULL,"
    " before TEXT NOT NULL, after TEXT NOT NULL, prev TEXT NOT NULL, mac TEXT NOT NULL) STRICT",
    "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit"
    " BEGIN SELECT RAISE(ABORT, 'the audit chain is only appended to'); END",
    "CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit"
    " BEGIN SELECT RAISE(ABORT, 'the audit chain is only appended to'); END",
    # also stops INSERT OR REPLACE, which would rewrite an entry past the delete trigger
    "CREATE TRIGGER audit_in_order BEFORE INSERT ON audit"
    " WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit)"
    " BEGIN SELECT RAISE(ABORT, 'the audit chain is only appended to'); END",
]

_COLUMNS = "seq, at, who, host, act, form, record, fields, before, after, prev, mac"
_PAGE = 20_000
_MOST_PROBLEMS = 20
_SIGNS = 32  # HMAC-SHA256 cut to 128 bits, in hex
START = "0" * _SIGNS
_dump = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"), sort_keys=True, default=lambda v: v.hex()).encode


class Entry(NamedTuple):
    """One act: on a record (its uid, the names of changed fields, row hashes) or on none (a print, an export)."""

    act: str
    form: str
    record: str = ""
    fields: Sequence[str] = ()
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Head:
    """The newest entry: its number and MAC."""

    seq: int
    mac: str


def row_mac(key: bytes, form: str, row: Mapping[str, Any]) -> str:
    """The keyed hash of a row as it is stored. Empty columns don't count, so that a new column changes no hash."""
    text = form + _dump({name: value for name, value in row.items() if value is not None})
    return _signed(key, text.encode("ascii", "backslashreplace"))


def head(run: Any) -> Head:
    """The newest entry; number 0 in an empty chain."""
    found = run.execute("SELECT seq, mac FROM audit ORDER BY seq DESC LIMIT 1").fetchall()
    return Head(int(found[0][0]), found[0][1]) if found else Head(0, START)


def mac_at(run: Any, seq: int) -> str | None:
    """The MAC of one entry, or None when the chain doesn't reach so far."""
    if seq == 0:
        return START
    found = run.execute("SELECT mac FROM audit WHERE seq = ?", (seq,)).fetchall()
    return found[0][0] if found else None


def append(run: Any, key: bytes, entries: Iterable[Entry], *, at: str, who: str, host: str) -> Head:
    """Add entries inside the caller's transaction. `run` is the connection. Returns the new head."""
    newest = head(run)
    seq, prev = newest.seq, newest.mac
    bulk = []
    for entry in entries:
        seq += 1
        values = (seq, at, who, host, entry.act, entry.form, entry.record, " ".join(entry.fields),
                  entry.before, entry.after)
        mac = _mac(key, prev, values)
        bulk.append((*values, prev, mac))
        prev = mac
    run.executemany(f"INSERT INTO audit ({_COLUMNS}) VALUES ({', '.join('?' * 12)})", bulk)
    return Head(seq, prev)


def _mac(key: bytes, prev: str, values: tuple[Any, ...]) -> str:
    return _signed(key, (prev + _dump(values)).encode())


def _signed(key: bytes, text: bytes) -> str:
    import hmac  # with OpenSSL behind it: not before the password has been stretched
    return hmac.digest(key, text, "sha256").hex()[:_SIGNS]


def _entries(run: Any) -> Iterator[tuple[Any, ...]]:
    last = 0
    while page := run.execute(f"SELECT {_COLUMNS} FROM audit WHERE seq > ? ORDER BY seq LIMIT {_PAGE}",
                              (last,)).fetchall():
        yield from page
        last = page[-1][0]


def verify(run: Any, key: bytes) -> list[str]:
    """What is wrong with the chain, as sentences. A cut end is seen only against the anchor."""
    import hmac
    problems: list[str] = []
    seq, prev = 0, START
    for row in _entries(run):
        if len(problems) >= _MOST_PROBLEMS:
            break
        if row[0] != seq + 1:
            problems.append(_("Audit entries {first} to {last} are missing.").format(first=seq + 1, last=row[0] - 1))
        elif row[10] != prev:
            problems.append(_("Audit entry {number} does not follow the one before it.").format(number=row[0]))
        if not hmac.compare_digest(_mac(key, row[10], tuple(row[:10])), str(row[11])):
            problems.append(_("Audit entry {number} was changed.").format(number=row[0]))
        seq, prev = row[0], row[11]
    present = {r[0] for r in run.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()}
    if not {"audit_no_update", "audit_no_delete", "audit_in_order"} <= present:
        problems.append(_("The audit chain is no longer protected against changes: a trigger is missing."))
    return problems


def newest_hashes(run: Any) -> dict[tuple[str, str], str]:
    """Form and uid of every record the chain knows -> hash of its row now ("" when it was destroyed)."""
    return {(form, record): after for form, record, after, _seq in run.execute(
        "SELECT form, record, after, max(seq) FROM audit WHERE record <> '' AND (before <> '' OR after <> '')"
        " GROUP BY form, record").fetchall()}
