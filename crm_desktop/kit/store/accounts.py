"""Who may sign in: the accounts of an office, a new one, one that is switched off.

Each account holds its own copy of the office's keys (`ring`). An account that goes leaves its name on what it wrote.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crm_desktop.kit import feature
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.store import layout, ring
from crm_desktop.kit.store.folder import RING
from crm_desktop.kit.store.passwords import password_problem

if TYPE_CHECKING:
    from crm_desktop.kit.store.acts import Acts
    from crm_desktop.kit.store.change import Change


@dataclass(frozen=True)
class Account:
    """One who may sign in. `changed`: when it last wrote something, "" for never; `own`: it is signed in here."""

    uid: str
    name: str
    changed: str
    own: bool


def every(store: Acts) -> list[Account]:
    """The accounts of the office, in the order they were made."""
    newest = dict(store.db.execute("SELECT user, max(at) FROM txns GROUP BY user").fetchall())
    return [Account(uid, name, str(newest.get(uid) or ""), uid == store.user.uid)
            for uid, name in _ring(store).names().items()]


def add(store: Acts, name: str, password: str) -> None:
    """A new account that may do what this one may. Raises Problem for a name or password that can't be used."""
    name = name.strip()
    if sentence := password_problem(password, [name, store.office.name]):
        raise Problem(sentence, field="password")
    with store.turns.keys:
        found = _ring(store)
        uid = ring.add_user(found, store.keys, name, password, secret=store.keys.secret is not None)
        name = found.users[uid]["name"]

        def write(change: Change) -> None:
            staff = _staff(store, change, name, set(found.users))
            change.execute("INSERT INTO users (uid, name, staff) VALUES (?, ?, ?)"
                           " ON CONFLICT (uid) DO UPDATE SET name = excluded.name, staff = excluded.staff",
                           (uid, name, staff))
            change.note("enroll", "user", [uid])
            change.announce("setting", 0, "update")

        store.put_ring(found, N_("New account"), write)


def switch_off(store: Acts, uid: str) -> None:
    """This account signs in no more. Raises Problem for the own one, which is also the last one."""
    if uid == store.user.uid:
        raise Problem(_("This is your own account. Somebody else has to switch it off."))

    def write(change: Change) -> None:
        change.note("switch_off", "user", [uid])
        change.announce("setting", 0, "update")

    with store.turns.keys:
        found = _ring(store)
        if uid not in found.names():
            raise Problem(_("This account is switched off already. Choose another."))
        ring.drop_user(found, store.keys, uid)
        store.put_ring(found, N_("Account switched off"), write)


def _ring(store: Acts) -> ring.Ring:
    place = store.copied.office if store.copied is not None else store.folder
    return ring.Ring.load(place / RING)


def _staff(store: Acts, change: Change, name: str, accounts: set[str]) -> int | None:
    """The record in the staff register: the one of that name that no account has, else a new one."""
    form = layout.TARGETS["user_ref"]
    if form not in feature.entities():
        return None
    table = feature.entity(form).table
    taken = {row["staff"] for row in store.rows("SELECT uid, staff FROM users") if row["uid"] in accounts}
    known = store.column(f'SELECT id FROM "{table}" WHERE name = ? AND deleted_at IS NULL ORDER BY id', (name,))
    free = next((int(record) for record in known if record not in taken), None)
    return free if free is not None else change.insert(form, {"name": name, "active": True})
