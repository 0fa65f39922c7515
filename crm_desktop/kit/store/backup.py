"""Backups: made in one step from the open office, proved before they count, thinned with age."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Hashable, Iterable
from datetime import datetime, timedelta
from pathlib import Path

from crm_desktop import __version__
from crm_desktop.kit import clock
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import _
from crm_desktop.kit.store import audit
from crm_desktop.kit.store.anchor import Office
from crm_desktop.kit.store.cipher import DatabaseError, open_db, problem_of
from crm_desktop.kit.store.copies import (
    FILES,
    PREFIX,
    Copy,
    Manifest,
    all_copies,
    check_files,
    copy_files,
    counts,
    last_backup,
    newest_verified,
    prove,
    read_manifest,
    room_problem,
    sha256,
    verify_backup,
)
from crm_desktop.kit.store.folder import BACKUPS, DATABASE, MANIFEST, RING, private, sync_folder, write_whole
from crm_desktop.kit.store.places import unsafe_place
from crm_desktop.kit.store.restore import restore

__all__ = ["Copy", "Manifest", "backup", "due", "keep", "last_backup", "newest_verified", "restore", "thin",
           "verify_backup"]

# Acts that leave the office as it was: no reason for another backup (decision 28).
QUIET = ("export", "look", "print", "save")
_NEWEST, _DAILY, _WEEKLY, _MONTHLY = 3, 12, 10, 9
_ABANDONED = timedelta(days=1)
_STEPS = 3  # of a backup: copied, proved, in its place
_PATIENCE = 100  # pauses while another program writes, and beginnings anew
_PAGES, _PAUSE = 256, 0.1  # pages of 4 KiB copied at once; seconds
_WENT_ON = (0, 101)  # OK, DONE


def backup(office: Office, out_dir: Path | None = None, progress: Callable[[int, int], object] | None = None) -> Path:
    """Back the open office up into a new folder below `out_dir` (else its own backups). Returns that folder.

    Raises Problem, and leaves nothing, when the place is full, may not be written, or the copy isn't sound.
    `progress(steps done, steps)` may raise Cancelled; then nothing is left either.
    """
    if office.db.conn.in_transaction:  # the copy would wait for this very transaction for ever
        raise RuntimeError("a backup needs a connection without an open transaction")
    own = office.folder / BACKUPS
    place = out_dir or own
    try:
        made = _make(office, own if unsafe_place(place) else place, progress or (lambda _done, _of: None))
        if unsafe_place(place):  # a database is never written over a network; a finished copy may be
            made = copy_to(made, place)
    except OSError as error:
        raise problem_of(error, place) from error
    if place == own:
        thin(own, office.keys.db, made)
        _sweep(own)
    return made


def _make(office: Office, place: Path, progress: Callable[[int, int], object]) -> Path:
    progress(0, _STEPS)
    _ready(place, (office.folder / DATABASE).stat().st_size)
    part = _new_name(place, clock.now())
    part.mkdir()
    try:
        private(part)
        _copy_database(office, part / DATABASE)
        progress(1, _STEPS)
        copy_files(office.folder, part, [RING])
        manifest = _describe(office, part)
        prove(part / DATABASE, office.keys, manifest)
        progress(2, _STEPS)
        write_whole(part / MANIFEST, manifest.data())
        return _finish(part)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def _ready(place: Path, size: int) -> None:
    if place.exists() and not place.is_dir():
        raise Problem(_("{path} is a file. Choose a folder for the backups.").format(path=place))
    place.mkdir(parents=True, exist_ok=True)
    sentence = room_problem(place, size)
    if sentence:
        raise Problem(sentence)


def _new_name(place: Path, at: datetime) -> Path:
    stem = f"{PREFIX}{at:%Y%m%d-%H%M%S}"
    number = 1
    while True:
        name = stem if number == 1 else f"{stem}-{number}"
        if not (place / name).exists() and not (place / f"{name}.part").exists():
            return place / f"{name}.part"
        number += 1


def _finish(part: Path) -> Path:
    made = part.with_suffix("")
    sync_folder(part)
    part.rename(made)
    sync_folder(made.parent)
    return made


def _copy_database(office: Office, target: Path) -> None:
    """Some pages at a time, so that a save need not wait for all of them; after one it begins anew."""
    copy = open_db(target, office.keys.dek)
    turns, before = 0, 0

    def patience(status: int, remaining: int, _total: int) -> None:
        nonlocal turns, before
        turns += status not in _WENT_ON or remaining > before > 0
        before = remaining
        if turns > _PATIENCE:
            raise Problem(_("Another program is writing to {file} all the time. Try the backup again later.").format(
                file=DATABASE))

    try:
        office.db.conn.backup(copy.conn, pages=_PAGES, progress=patience, sleep=_PAUSE)
        # the copy carries the mode of the original; a backup must open on a medium that can't be written
        copy.conn.execute("PRAGMA journal_mode=DELETE").fetchall()
    except DatabaseError as error:
        raise problem_of(error, target) from error
    finally:
        with contextlib.suppress(DatabaseError):
            copy.close()
    private(target)


def _describe(office: Office, part: Path) -> Manifest:
    db = open_db(part / DATABASE, office.keys.dek, readonly=True)
    try:
        head = audit.head(db.conn)
        rows = counts(db.conn)
        schema = int(db.conn.execute("PRAGMA user_version").fetchall()[0][0])
    except DatabaseError as error:
        raise problem_of(error, part / DATABASE) from error
    finally:
        db.close()
    files = {name: {"size": (part / name).stat().st_size, "sha256": sha256(part / name)} for name in FILES}
    return Manifest(office.keys.db, clock.stamp(), __version__, office.keys.generation, schema, head.seq, head.mac,
                    rows, files).signed(office.keys)


def copy_to(made: Path, place: Path) -> Path:
    """Copy a finished backup to another place (a stick, a network folder) and compare it there."""
    size = sum((made / name).stat().st_size for name in FILES)
    _ready(place, size)
    part = _new_name(place, clock.now())
    part.mkdir()
    try:
        copy_files(made, part, (*FILES, MANIFEST))
        check_files(part, read_manifest(made))
        return _finish(part)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def due(office: Office) -> bool:
    """Whether anything that matters changed since the newest backup."""
    newest = last_backup(office.folder)
    if newest is None or newest.manifest.db != office.keys.db:
        return True
    marks = ", ".join("?" * len(QUIET))
    return bool(office.db.conn.execute(f"SELECT 1 FROM audit WHERE seq > ? AND act NOT IN ({marks}) LIMIT 1",
                                       (newest.manifest.seq, *QUIET)).fetchall())


def keep(instants: Iterable[datetime]) -> set[datetime]:
    """Which backups stay: the newest 3, and the newest of each of 12 days, 10 weeks and 9 months."""
    ordered = sorted(instants, reverse=True)
    stay = set(ordered[:_NEWEST])
    rules: tuple[tuple[int, Callable[[datetime], Hashable]], ...] = (
        (_DAILY, lambda at: at.date()),
        (_WEEKLY, lambda at: at.isocalendar()[:2]),
        (_MONTHLY, lambda at: (at.year, at.month)),
    )
    for many, span in rules:
        seen: set[Hashable] = set()
        for at in ordered:
            if span(at) not in seen and len(seen) < many:
                seen.add(span(at))
                stay.add(at)
    return stay


def thin(place: Path, db: str, made: Path | None = None) -> list[Path]:
    """Remove what the rule doesn't keep of this office's backups, never the newest sound one. Returns the removed.

    The one just `made` stays, though a clock that was set back makes it the oldest.
    """
    found = [copy for copy in all_copies(place) if copy.manifest.db == db]
    stay = keep(copy.at for copy in found)
    doomed = [copy for copy in found if copy.at not in stay and copy.path != made]
    safe = next((c.path for c in reversed(found) if c not in doomed and _whole(c)), None)
    if safe is None:
        return []
    for copy in doomed:
        _remove(copy.path)
    return [copy.path for copy in doomed]


def _remove(path: Path) -> None:
    """Half of it is never taken for a backup, whatever ends the program meanwhile."""
    part = path.with_name(f"{path.name}.part")
    with contextlib.suppress(OSError):
        path.rename(part)
    shutil.rmtree(part, ignore_errors=True)


def _sweep(place: Path) -> None:
    """Take away what a killed program left half made or half removed, once it is surely nobody's work any more."""
    for part in place.glob(f"{PREFIX}*.part"):
        with contextlib.suppress(OSError):
            if part.stat().st_mtime < (clock.now() - _ABANDONED).timestamp():
                shutil.rmtree(part, ignore_errors=True)


def _whole(copy: Copy) -> bool:
    try:
        check_files(copy.path, copy.manifest)
    except Problem:
        return False
    return True
