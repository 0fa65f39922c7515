"""Undo and redo: each is a new, audited change that writes back what the history kept (decision 12)."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from crm_desktop.kit import feature
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import _
from crm_desktop.kit.store import layout
from crm_desktop.kit.store.change import Change
from crm_desktop.kit.store.notice import Notice
from crm_desktop.kit.store.rows import BULK

if TYPE_CHECKING:
    from crm_desktop.kit.store.store import Store

Progress = Callable[[int, int], None]
_STEP = 100  # records between two words about how far it is


def last(store: Store) -> dict[str, Any] | None:
    """The change that undo would take back: this user's newest that still stands."""
    return store.row("SELECT * FROM txns WHERE user = ? AND kind IN ('change', 'redo') AND undone = 0"
                     " ORDER BY id DESC LIMIT 1", (store.user.uid,))


def next_redo(store: Store) -> dict[str, Any] | None:
    """The undo that redo would take back: the newest, if nothing was changed since."""
    return store.row(
        "SELECT * FROM txns t WHERE user = ? AND kind = 'undo' AND undone = 0 AND NOT EXISTS (SELECT 1 FROM txns n"
        " WHERE n.user = t.user AND n.kind = 'change' AND n.id > t.id) ORDER BY id DESC LIMIT 1", (store.user.uid,))


def undo(store: Store, txn: int | None = None, progress: Progress | None = None) -> Notice | None:
    """Take back a change (the last one of this user when none is named). Raises Problem when it can't be."""
    target = last(store) if txn is None else _named(store, txn)
    if target is None or target["undone"]:
        raise Problem(_("There is nothing to undo."))
    return _reverse(store, target, "undo", progress)


def redo(store: Store, progress: Progress | None = None) -> Notice | None:
    """Do again what was undone last. Raises Problem when there is nothing or it has changed since."""
    target = next_redo(store)
    if target is None:
        raise Problem(_("There is nothing to redo."))
    return _reverse(store, target, "redo", progress)


def stands(store: Store, txn: int) -> bool:
    """Whether a change was not taken back."""
    target = _named(store, txn)
    return target is not None and not target["undone"]


def size(store: Store, txn: int | None = None, *, again: bool = False) -> int | None:
    """How many records undo would write: of the last change, or of that one; `again`: those of redo. None for none."""
    target = next_redo(store) if again else last(store) if txn is None else _named(store, txn)
    if target is None or target["undone"]:
        return None
    return int(store.value("SELECT count(*) FROM history WHERE txn = ?", (target["id"],)))


def _named(store: Store, txn: int) -> dict[str, Any] | None:
    return store.row("SELECT * FROM txns WHERE id = ? AND kind IN ('change', 'redo')", (txn,))


def _reverse(store: Store, target: dict[str, Any], kind: str, progress: Progress | None) -> Notice | None:
    with store.change(target["label"], kind=kind, target=target["id"]) as change:  # what is read here nobody changes
        rows = store.rows("SELECT * FROM history WHERE txn = ? ORDER BY seq DESC", (target["id"],))
        later = _changed_later(store, target["id"], ("change",) if kind == "redo" else ("change", "redo"))
        if kind == "undo":
            later |= _leaned_on(store, target["id"])
        if later and len(rows) <= BULK:
            raise Problem(_("This was changed again afterwards, so it can't be undone on its own. "
                            "Undo the later change first."))
        for done, row in enumerate(rows):
            if progress is not None and done % _STEP == 0:
                progress(done, len(rows))
            key = (row["form"], row["record"])
            if key in later or store.raw(*key) is None:
                if key not in change.skipped:
                    change.skipped.append(key)
            else:
                _put_back(change, row)
        change.execute("UPDATE txns SET undone = 1 WHERE id = ?", (target["id"],))
    return store.last_notice


def _changed_later(store: Store, txn: int, kinds: tuple[str, ...]) -> set[tuple[str, int]]:
    """The records of a transaction that were changed after it by something that still stands.

    What was undone since is back as it was; a redo is held up by new changes alone.
    """
    marks = ", ".join("?" * len(kinds))
    return {(r["form"], r["record"]) for r in store.rows(
        "SELECT DISTINCT h.form, h.record FROM history o JOIN history h ON h.form = o.form AND h.record = o.record"
        f" AND h.txn > o.txn JOIN txns t ON t.id = h.txn AND t.undone <> 1 AND t.kind IN ({marks}) WHERE o.txn = ?",
        (*kinds, txn))}


def _leaned_on(store: Store, txn: int) -> set[tuple[str, int]]:
    """New records of a transaction that others have come to point to since: a complaint of an imported customer."""
    found: set[tuple[str, int]] = set()
    for form_id in store.column("SELECT DISTINCT form FROM history WHERE txn = ? AND act = 'insert'", (txn,)):
        for other, entity in feature.entities().items():
            for field in layout.of(other).fields:
                if layout.target_of(field) == form_id and not layout.is_json(field):
                    found |= {(form_id, r) for r in store.column(
                        f'SELECT DISTINCT o.record FROM history o JOIN "{entity.table}" t ON t."{field.id}" = o.record'
                        " WHERE o.txn = ? AND o.form = ? AND o.act = 'insert' AND t.deleted_at IS NULL AND NOT EXISTS"
                        " (SELECT 1 FROM history h WHERE h.form = ? AND h.record = t.id AND h.txn = o.txn)",
                        (txn, form_id, other))}
    return found


def _put_back(change: Change, row: dict[str, Any]) -> None:
    act, form, record = row["act"], row["form"], row["record"]
    if act == "insert":
        change.put_back(form, record, {"deleted_at": change.at}, "delete")
    elif row["old"] is None:
        raise Problem(_("This was destroyed for good and can't be undone. Look for it in a backup."))
    else:
        old = json.loads(row["old"])
        moved = "delete" if old.get("deleted_at") else "restore"
        change.put_back(form, record, old, moved if "deleted_at" in old else "update")
