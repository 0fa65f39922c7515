"""Drafts: what is typed but not saved, kept in the encrypted file (decision 13). No audit, no notice.

Several may lie beside each other: one of each record, one of each new record that was begun, one of each act
that was asked for in place. `slot` tells them apart: "" for the form of a record, "new:…" for a new one,
"postpone" for that act with a record, "sign_in:…" for an act that makes something new.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crm_desktop.kit import clock
from crm_desktop.kit.store import sealing

if TYPE_CHECKING:
    from crm_desktop.kit.store.store import Store

NEW = "new"


@dataclass(frozen=True)
class Draft:
    """A kept draft. `body` is what the form editor had, typed texts included.

    `record` is 0 for a new record; below zero a feature keeps what is typed beside a record (acts of a case, a note).
    """

    form: str
    record: int
    title: str
    body: dict[str, Any]
    saved_at: str
    slot: str = ""

    @property
    def act(self) -> str:
        """The act it was typed for, asked in place; "" for the form of a record or of a new one."""
        act = self.slot.partition(":")[0]
        return "" if act == NEW else act


def fresh(act: str = NEW) -> str:
    """A slot of its own, for something new."""
    return f"{act}:{secrets.token_hex(6)}"


def keep(store: Store, form: str, record: int, title: str, body: dict[str, Any], slot: str = "") -> None:
    """Keep what was typed; replaces the earlier draft of the same user, form, record and slot."""
    if not store.keeps_drafts:
        return
    text = json.dumps(body, ensure_ascii=False)
    sealed = sealing.seal_value(store.keys, "drafts", form, _whose(store.user.uid, record, slot), text)
    with store.writing():
        store.db.conn.execute(
            "INSERT INTO drafts (user, form, record, slot, title, body, saved_at) VALUES (?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (user, form, record, slot) DO UPDATE SET title = excluded.title, body = excluded.body,"
            " saved_at = excluded.saved_at", (store.user.uid, form, record, slot, title, sealed, clock.stamp()))


def find(store: Store, form: str, record: int = 0, slot: str = "") -> Draft | None:
    """This user's draft of a record, if there is one."""
    return next((d for d in every(store) if (d.form, d.record, d.slot) == (form, record, slot)), None)


def every(store: Store) -> list[Draft]:
    """This user's drafts, newest first; a read-only copy has none, as nothing can be gone on with."""
    if store.copied is not None:
        return []
    rows = store.rows("SELECT * FROM drafts WHERE user = ? ORDER BY saved_at DESC, id DESC", (store.user.uid,))
    opened = (sealing.open_value(store.keys, "drafts", r["form"], _whose(r["user"], r["record"], r["slot"]), r["body"])
              for r in rows)
    return [Draft(r["form"], r["record"], r["title"], json.loads(body), r["saved_at"], r["slot"])
            for r, body in zip(rows, opened, strict=True)]


def drop(store: Store, form: str, record: int = 0, slot: str = "") -> None:
    """Forget a draft: it was saved, or thrown away."""
    if not store.keeps_drafts:
        return
    with store.writing():
        store.db.conn.execute("DELETE FROM drafts WHERE user = ? AND form = ? AND record = ? AND slot = ?",
                              (store.user.uid, form, record, slot))


def _whose(user: str, record: int, slot: str) -> str:
    return f"{user}/{record}/{slot}" if slot else f"{user}/{record}"
