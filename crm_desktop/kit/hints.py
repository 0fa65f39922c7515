"""Which hints of the first days a user has still to see: kept with the office, by account.

An office says when it is founded that its accounts are offered the hints; one made by hand or before says
nothing, and nobody is disturbed there. What an account has left is kept as she goes on, so that none comes back by
itself. The hints are declared by the windows (`HINTS`); here they are names.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from crm_desktop.kit.i18n import N_
from crm_desktop.kit.store import office
from crm_desktop.kit.store.ring import RECOVERY

if TYPE_CHECKING:
    from crm_desktop.kit.store import Store

_OFFERED, _LEFT = "hints.offered", "hints.left."


def offer(store: Store) -> None:
    """Every account of this office is to see them, each for itself."""
    _put(store, _OFFERED, True)


def left(store: Store, every: Sequence[str]) -> tuple[str, ...]:
    """Those of `every` that this user has still to see, in their order; none in a read-only copy."""
    if store.copied is not None or store.user.uid == RECOVERY:
        return ()
    kept = _value(store, _LEFT + store.user.uid)
    if kept is None:
        kept = every if _value(store, _OFFERED) else ()
    return tuple(one for one in every if one in kept)


def keep(store: Store, still: Sequence[str]) -> None:
    """Only these are left for this user; with none they are over. Raises Problem where it can't be written."""
    _put(store, _LEFT + store.user.uid, list(still))


def _put(store: Store, name: str, value: Any) -> None:
    with store.change(N_("Hints"), kind="setting") as change:
        office.put(change, name, value)


def _value(store: Store, name: str) -> Any:
    text = store.value("SELECT value FROM settings WHERE id = ?", (name,))
    return json.loads(text) if text else None
