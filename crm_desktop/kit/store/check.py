"""The full check of an office: file, ring, references, index, audit chain, anchor, and every row's hash."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import _
from crm_desktop.kit.store import anchor, audit
from crm_desktop.kit.store.anchor import Office
from crm_desktop.kit.store.cipher import Damaged, DatabaseError, open_db, problem_of
from crm_desktop.kit.store.folder import ANCHOR, DATABASE, RING
from crm_desktop.kit.store.ring import Ring

if TYPE_CHECKING:
    from sqlite_utils import Database

Rows = Iterable[tuple[str, str, Mapping[str, Any]]]  # form, record uid, row as it is stored
_MOST = 20
_PAGE = 5_000


@dataclass(frozen=True)
class Finding:
    """Something that is not sound: in which file, what, and what to do about it."""

    file: str
    sentence: str
    what_to_do: str


def check(office: Office, *, rows: Callable[[], Rows] | None = None, index: Callable[[], list[str]] | None = None,
          progress: Callable[[str], None] | None = None) -> list[Finding]:
    """Everything, as a list that is empty when all is sound.

    `rows` gives every stored record; `index` says what the search index lacks. Reads on a
    connection of its own: one that met a damaged page stays in error.
    """
    tell = progress or (lambda step: None)
    tell("ring")
    found = _ring(office)
    tell("file")
    damage = file_problems(office.folder / DATABASE, office.keys.dek)
    if damage:
        return found + [Finding(DATABASE, sentence, _restore()) for sentence in damage]
    steps: list[tuple[str, Callable[[], list[Finding]]]] = [
        ("references", lambda: _references(office.db)),
        ("audit", lambda: _chain(office)),
        ("anchor", lambda: _anchor(office)),
    ]
    if rows is not None:
        given = rows
        steps.append(("rows", lambda: _hashes(office, given())))
    if index is not None:
        ask = index
        mend = _("Build the search index anew: crm-desktop check --mend.")
        steps.append(("index", lambda: [Finding(DATABASE, s, mend) for s in ask()]))
    for name, step in steps:
        tell(name)
        try:
            found += step()
        except DatabaseError as error:
            found.append(Finding(DATABASE, problem_of(error).sentence, _restore()))
    return found


def quick(office: Office) -> list[Finding]:
    """What is looked at every time the office is opened (decision 14)."""
    return _ring(office) + _anchor(office)


def file_problems(path: Path, key: bytes) -> list[str]:
    """Damage of the file itself: both integrity checks, as one alone doesn't see a cut file."""
    if not path.is_file():
        return [_("{file} is missing.").format(file=path.name)]
    try:
        db = open_db(path, key, readonly=True)
    except Problem as problem:
        return [problem.sentence]
    try:
        return _damage(db, path.name)
    except DatabaseError as error:
        if isinstance(problem_of(error, path), Damaged):
            return [_("{file} is damaged.").format(file=path.name)]
        return [problem_of(error, path).sentence]
    finally:
        db.close()


def _damage(db: Database, name: str) -> list[str]:
    db.conn.execute("BEGIN").fetchall()  # nobody writes between the pages that are read
    whole = [str(row[0]) for row in db.conn.execute("PRAGMA integrity_check").fetchall()]
    pages = [str(row[0]) for row in db.conn.execute("PRAGMA cipher_integrity_check").fetchall()]
    db.conn.rollback()
    lines = [line for text in pages + ([] if whole == ["ok"] else whole) for line in text.splitlines()
             if not line.startswith("***")]
    return [_("{file} is damaged: {detail}.").format(file=name, detail=line.rstrip(".")) for line in lines[:_MOST]]


def references(db: Database) -> list[str]:
    """References that point nowhere, as sentences."""
    found = db.conn.execute("PRAGMA foreign_key_check").fetchall()
    return [_("A row of {table} points to a row of {other} that is not there.").format(table=row[0], other=row[2])
            for row in found[:_MOST]]


def _references(db: Database) -> list[Finding]:
    return [Finding(DATABASE, sentence, _restore()) for sentence in references(db)]


def _ring(office: Office) -> list[Finding]:
    try:
        ring = Ring.load(office.folder / RING)
    except Problem as problem:
        return [Finding(RING, problem.sentence, _restore())]
    if ring.db != office.keys.db or not ring.sound(office.keys):
        return [Finding(RING, _("The key file was changed outside the program."), _restore())]
    return []


def _chain(office: Office) -> list[Finding]:
    return [Finding(DATABASE, sentence, _("Somebody changed the audit chain. Keep this file and restore a backup."))
            for sentence in audit.verify(office.db.conn, office.keys.audit)]


def _anchor(office: Office) -> list[Finding]:
    if anchor.compare(office) != "older":
        return []
    return [Finding(ANCHOR, _("The database is older than, or another than, the one last closed here."),
                    _("If nobody restored a backup on purpose, look for the newer file, or restore the newest backup.")
                    )]


def _hashes(office: Office, rows: Rows) -> list[Finding]:
    """Rows against the newest audit entry about them: an old page put back passes every other check."""
    known = audit.newest_hashes(office.db.conn)
    found: list[Finding] = []
    for form, uid, row in rows:
        after = known.pop((form, uid), None)
        if after is None or after == "":
            found.append(_row_finding(_("Record {record} ({form}) is in no audit entry."), form, uid, row))
        elif after != audit.row_mac(office.keys.audit, form, row):
            found.append(_row_finding(_("Record {record} ({form}) is not as it was last saved."), form, uid, row))
        if len(found) >= _MOST:
            return found
    gone = [(form, uid) for (form, uid), after in known.items() if after]
    found += [_row_finding(_("Record {record} ({form}) is gone without an audit entry."), form, uid, {})
              for form, uid in gone]
    return found[:_MOST]


def _row_finding(sentence: str, form: str, uid: str, row: Mapping[str, Any]) -> Finding:
    return Finding(DATABASE, sentence.format(record=row.get("id", uid), form=form), _restore())


def _restore() -> str:
    return _("Restore the newest backup.")


def stored_rows(db: Database, form: str, table: str, columns: Iterable[str]
                ) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every row of one table as `check` wants it: read in pages, no cursor is left open."""
    names = ("id", *(name for name in columns if name != "id"))
    listed = ", ".join(f'"{name}"' for name in names)
    last = 0
    while page := db.conn.execute(f'SELECT {listed} FROM "{table}" WHERE id > ? ORDER BY id LIMIT {_PAGE}',
                                  (last,)).fetchall():
        for values in page:
            row = dict(zip(names, values, strict=True))
            yield form, row["uid"], row
        last = page[-1][0]
