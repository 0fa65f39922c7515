"""Brings an older file up to this program, after a checked backup; refuses a newer one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from crm_desktop.kit import feature
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.store import cipher
from crm_desktop.kit.store.lock import Held, OfficeLock

if TYPE_CHECKING:
    from sqlite_utils.migrations import Migrations

    from crm_desktop.kit.store.store import Store


def every() -> list[Migrations]:
    """All sets of steps: the kit's first, the features' in the order in which they stand on each other, numbers."""
    from crm_desktop.kit.store import schema, sorting
    return [schema.MIGRATIONS, *(m.MIGRATIONS for m in feature.modules("schema")), sorting.steps()]


def due(store: Store) -> bool:
    """Whether the file has to be brought up to this program. Raises Problem for one that a newer one has written."""
    sets = every()
    _refuse_newer(store, sets)
    return any(m.pending(store.db) for m in sets) or not _index_fits(store)


@contextmanager
def alone(lock: OfficeLock) -> Iterator[None]:
    """Nobody else is inside while the file is brought up: a window of an older program would stand on other tables."""
    with ExitStack() as inside:
        try:
            inside.enter_context(lock.alone())
        except Held as held:
            raise Held(held.holder, _("This program must first bring the office up to its version, but {user} has it "
                                      "open on {host} since {since}. Close it there first.")) from held
        yield


def migrate(store: Store, *, spare: bool = True) -> None:
    """Apply what is pending, after a backup. Raises Problem for a file that a newer program has written.

    `spare` False makes no backup: the file is a copy already.
    """
    sets = every()
    _refuse_newer(store, sets)
    if not any(m.pending(store.db) for m in sets):
        _index_format(store)
        return
    fresh = store.value("SELECT count(*) FROM sqlite_master") == 0
    if spare and not fresh:
        _backup_first(store)
    store.db.execute("PRAGMA foreign_keys=OFF").fetchall()
    try:
        for one in sets:
            one.apply(store.db)
        if store.db.execute("PRAGMA foreign_key_check").fetchall():
            raise RuntimeError("a migration left a reference that points nowhere")
    except cipher.DatabaseError as error:
        raise cipher.problem_of(error) from error
    finally:
        store.db.execute("PRAGMA foreign_keys=ON").fetchall()
    _index_format(store)


def _refuse_newer(store: Store, sets: list[Migrations]) -> None:
    if not store.value("SELECT count(*) FROM sqlite_master WHERE name = '_sqlite_migrations'"):
        return
    known = {(s.name, m.name) for s in sets for m in s._migrations}
    there = {(r["migration_set"], r["name"]) for r in store.rows("SELECT migration_set, name FROM _sqlite_migrations")}
    if there - known:
        store.db.close()
        raise Problem(_("This office was opened with a newer version of the program. Install that version here too."))


def _index_format(store: Store) -> None:
    """Build the search index anew where another version of the program built it differently."""
    from crm_desktop.kit import search
    from crm_desktop.kit.store import office, sound
    if _index_fits(store):
        return
    sound.rebuild_index(store)
    with store.change(N_("Search index"), kind="setting") as change:
        office.put(change, "search.format", search.FORMAT)


def _index_fits(store: Store) -> bool:
    from crm_desktop.kit import search
    return bool(store.value("SELECT value FROM settings WHERE id = 'search.format'") == str(search.FORMAT))


def _backup_first(store: Store) -> None:
    from crm_desktop.kit.store import backup
    backup.backup(store)
