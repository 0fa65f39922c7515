"""The head of the audit chain, kept outside the database: an older file put in its place is noticed."""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

from crm_desktop.kit import clock, paths
from crm_desktop.kit.store import audit
from crm_desktop.kit.store.cipher import DatabaseError
from crm_desktop.kit.store.folder import ANCHOR, UNSOUND, write_whole
from crm_desktop.kit.store.sealing import Keys

if TYPE_CHECKING:  # sqlite-utils comes once the keys are there
    from sqlite_utils import Database

Verdict = Literal["ok", "older", "unknown"]
_OWN = "anchors.json"
_MOST = 200  # offices and copies remembered; the longest unused are forgotten first


class Office(Protocol):
    """What is needed of an open store."""

    db: Database
    keys: Keys
    folder: Path


@dataclass(frozen=True)
class Anchor:
    """The newest audit entry of a database when it was last closed."""

    db: str
    seq: int
    mac: str
    at: str
    generation: int


def of(office: Office) -> Anchor:
    """The anchor of the office as it is now."""
    newest = audit.head(office.db.conn)
    return Anchor(office.keys.db, newest.seq, newest.mac, clock.stamp(), office.keys.generation)


def write(office: Office) -> None:
    """Keep the anchor at closing. An office that is older than its anchor leaves it: the alarm stays until accepted."""
    with contextlib.suppress(DatabaseError, OSError):
        if compare(office) != "older":
            accept(office)


def accept(office: Office) -> None:
    """Take the office as it is now for the right one (a new office, a restore, a knowing copy)."""
    found = of(office)
    write_whole(office.folder / ANCHOR, json.dumps(asdict(found)).encode())
    keep_own(office.folder, found)


def compare(office: Office) -> Verdict:
    """ok; older: the database lacks what the anchor has seen; unknown: a copy or a first visit, worth a question."""
    own, elsewhere = _own(office.folder, office.keys.db)
    beside = _anchor(_load(office.folder / ANCHOR))
    known = [anchor for anchor in (own, beside) if anchor and anchor.db == office.keys.db]
    for anchor in known:
        if audit.mac_at(office.db.conn, anchor.seq) != anchor.mac:
            return "older"
    if own is None and (elsewhere or not known):
        return "unknown"
    return "ok"


def _load(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes()) if path.stat().st_size < 1_000_000 else None
    except (OSError, *UNSOUND):
        return None


def _anchor(found: Any) -> Anchor | None:
    try:
        return Anchor(str(found["db"]), int(found["seq"]), str(found["mac"]), str(found["at"]),
                      int(found["generation"]))
    except UNSOUND:
        return None


def _own(folder: Path, db: str) -> tuple[Anchor | None, bool]:
    """The anchor this user's settings keep for the office at this path, and whether they know it at another."""
    kept = _kept().get(db, {})
    here = str(folder.resolve())
    return _anchor(kept.get(here)), any(place != here for place in kept)


def keep_own(folder: Path, anchor: Anchor) -> None:
    """Keep an anchor in the user's own settings, by database and path (decision 21)."""
    kept = _kept()
    places = kept.setdefault(anchor.db, {})
    places[str(folder.resolve())] = asdict(anchor)
    newest = sorted(((db, place) for db, known in kept.items() for place in known),
                    key=lambda at: str(kept[at[0]][at[1]].get("at")))
    for db, place in newest[:-_MOST]:
        del kept[db][place]
    kept = {db: known for db, known in kept.items() if known}
    write_whole(paths.config_dir() / _OWN, json.dumps(kept, ensure_ascii=False).encode("utf-8", "surrogateescape"))


def _kept() -> dict[str, dict[str, Any]]:
    found = _load(paths.config_dir() / _OWN)
    if not isinstance(found, dict):
        return {}
    return {db: {place: anchor for place, anchor in known.items() if _anchor(anchor)}
            for db, known in found.items() if isinstance(known, dict)}
