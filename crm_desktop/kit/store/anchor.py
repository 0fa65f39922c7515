"""The head of the audit chain, kept outside the database: an older file put in its place is noticed."""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

from crm_desktop.kit import clock, paths
from crm_desktop.kit.store import audit
from crm_desktop.kit.store.cipher import Database, DatabaseError
from crm_desktop.kit.store.folder import ANCHOR, write_whole
from crm_desktop.kit.store.sealing import Keys

Verdict = Literal["ok", "older", "unknown"]
_OWN = "anchors.json"


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
    """Keep the anchor beside the database and in the user's own settings. Never stands in the way of closing."""
    with contextlib.suppress(DatabaseError, OSError):
        found = of(office)
        keep_own(office.folder, found)
        write_whole(office.folder / ANCHOR, json.dumps(asdict(found)).encode())


def compare(office: Office) -> Verdict:
    """ok; older: the database lacks what the anchor has seen; unknown: a copy or a first visit, worth a question."""
    own, elsewhere = _own(office.folder, office.keys.db)
    beside = _read(office.folder / ANCHOR)
    known = [anchor for anchor in (own, beside) if anchor and anchor.db == office.keys.db]
    for anchor in known:
        if audit.mac_at(office.db.conn, anchor.seq) != anchor.mac:
            return "older"
    if own is None and (elsewhere or not known):
        return "unknown"
    return "ok"


def read(folder: Path) -> Anchor | None:
    """The anchor that lies beside the database."""
    return _read(folder / ANCHOR)


def _read(path: Path) -> Anchor | None:
    return _anchor(_load(path))


def _load(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes()) if path.stat().st_size < 1_000_000 else None
    except (OSError, ValueError, RecursionError):
        return None


def _anchor(found: Any) -> Anchor | None:
    try:
        return Anchor(str(found["db"]), int(found["seq"]), str(found["mac"]), str(found["at"]),
                      int(found["generation"]))
    except (TypeError, KeyError, ValueError):
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
    write_whole(paths.config_dir() / _OWN, json.dumps(kept, ensure_ascii=False).encode("utf-8", "surrogateescape"))


def _kept() -> dict[str, dict[str, Any]]:
    found = _load(paths.config_dir() / _OWN)
    if not isinstance(found, dict):
        return {}
    return {db: places for db, places in found.items() if isinstance(places, dict)}
