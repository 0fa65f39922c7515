"""Drafts: what is typed but not saved, kept in the encrypted file (decision 13). No audit, no notice."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crm_desktop.kit import clock
from crm_desktop.kit.store import ring

if TYPE_CHECKING:
    from crm_desktop.kit.store.store import Store


@dataclass(frozen=True)
class Draft:
    """A kept draft. `record` is 0 for a new record; `body` is what the form editor had, typed texts included."""

    form: str
    record: int
    title: str
    body: dict[str, Any]
    saved_at: str


def keep(store: Store, form: str, record: int, title: str, body: dict[str, Any]) -> None:
    """Keep what was typed; replaces the earlier draft of the same user, form and record."""
    text = json.dumps(body, ensure_ascii=False)
    sealed = ring.seal_value(store.keys, "drafts", form, f"{store.user.uid}/{record}", text)
    with store.writing():
        store.db.conn.execute(
            "INSERT INTO drafts (user, form, record, title, body, saved_at) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (user, form, record) DO UPDATE SET title = excluded.title, body = excluded.body,"
            " saved_at = excluded.saved_at", (store.user.uid, form, record, title, sealed, clock.stamp()))


def find(store: Store, form: str, record: int = 0) -> Draft | None:
    """This user's draft of a record, if there is one."""
    return next((d for d in every(store) if d.form == form and d.record == record), None)


def every(store: Store) -> list[Draft]:
    """This user's drafts, newest first; a read-only copy has none, as nothing can be gone on with."""
    if store.copied is not None:
        return []
    rows = store.rows("SELECT * FROM drafts WHERE user = ? ORDER BY saved_at DESC, id DESC", (store.user.uid,))
    return [Draft(r["form"], r["record"], r["title"], json.loads(ring.open_value(
        store.keys, "drafts", r["form"], f"{r['user']}/{r['record']}", r["body"])), r["saved_at"]) for r in rows]


def drop(store: Store, form: str, record: int = 0) -> None:
    """Forget a draft: it was saved, or thrown away."""
    with store.writing():
        store.db.conn.execute("DELETE FROM drafts WHERE user = ? AND form = ? AND record = ?",
                              (store.user.uid, form, record))
