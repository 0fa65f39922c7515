"""The full check with what only the store knows: every record's row, and what the search index should hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from crm_desktop.kit import feature, search
from crm_desktop.kit.i18n import N_, ngettext
from crm_desktop.kit.store import check as checks
from crm_desktop.kit.store import index, layout, sorting

if TYPE_CHECKING:
    from crm_desktop.kit.store.store import Store


def check(store: Store, progress: Callable[[str], None] | None = None) -> list[checks.Finding]:
    """Everything that is not sound; empty when all is."""
    return checks.check(store, rows=lambda: _rows(store), index=lambda: _lacking(store), progress=progress)


def _rows(store: Store) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    for form_id, entity in feature.entities().items():
        columns = ("id", *layout.BOOKKEEPING, *layout.of(form_id).columns)
        yield from checks.stored_rows(store.db, form_id, entity.table, columns)


def _lacking(store: Store) -> list[str]:
    wanted, there = set(index.all_keys(store)), set(search.all_keys(store.db.conn))
    found = []
    if lacking := len(wanted - there):
        found.append(ngettext("{count} record is missing in the search index.",
                              "{count} records are missing in the search index.", lacking).format(count=lacking))
    if gone := len(there - wanted):
        found.append(ngettext("The search index holds {count} record that is gone.",
                              "The search index holds {count} records that are gone.", gone).format(count=gone))
    language = store.office.language
    wrong = sum(1 for form in feature.entities() for _keys in sorting.wrong(store, form, language))
    if wrong:
        found.append(ngettext("{count} record stands in the wrong place in the lists.",
                              "{count} records stand in the wrong place in the lists.", wrong).format(count=wrong))
    return found


def rebuild_index(store: Store) -> None:
    """Make the search index anew from the records."""
    keys = sorted(index.all_keys(store))
    with store.change(N_("Search index"), kind="setting") as change:
        gone = set(search.all_keys(store.db.conn)) - set(keys)
        search.drop_many(store.db.conn, sorted(gone))
        index.index_records(store, keys)
        change.note("reindex", "search")


def mend(store: Store) -> None:
    """Make anew what is worked out from the records: the search index and the sort keys."""
    with store.change(N_("Search index"), kind="setting"):
        rebuild_index(store)
        sorting.resort(store, store.office.language)
