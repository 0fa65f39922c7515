"""Emptying the recycle bin: what goes for good, and what has to stay because something that stays names it.

A record goes with all its parts or not at all: parts of a record that stays would be missing when it is brought back.
"""

from __future__ import annotations

from crm_desktop.kit import feature
from crm_desktop.kit.i18n import N_
from crm_desktop.kit.store import Store, layout

_Key = tuple[str, int]  # form and record
_ACCOUNT: _Key = ("", 0)  # stands for an account, which never goes


def empty_bin(store: Store) -> int:
    """Destroy for good what lies in the bin, as far as nothing that stays points to it. Returns how many records went,
    parts among them."""
    lying = {(form_id, record) for form_id, entity in feature.entities().items()
             for record in store.column(f'SELECT id FROM "{entity.table}" WHERE deleted_at IS NOT NULL')}
    named_by = {key: _named_by(store, *key) for key in lying}
    wholes: dict[_Key, set[_Key]] = {}
    for key in lying:
        wholes.setdefault(_whole_of(store, key, lying), set()).add(key)
    gone: list[_Key] = []
    with store.change(N_("Empty the recycle bin"), kind="purge") as change:
        before = -1
        while before != len(gone):  # once more: what pointed to a record may have gone after it
            before = len(gone)
            for whole in sorted(wholes.keys() - set(gone)):
                order = _order(wholes[whole], named_by, set(gone))
                for form_id, record in order:
                    change.purge(form_id, record)
                gone += order
    return len(gone)


def _order(members: set[_Key], named_by: dict[_Key, set[_Key]], gone: set[_Key]) -> list[_Key]:
    """A record and its parts, each after all that name it; none where one of them is named by something that stays."""
    order: list[_Key] = []
    left = set(members)
    while ready := sorted(key for key in left if named_by[key] <= gone | set(order)):
        order += ready
        left -= set(ready)
    return [] if left else order


def _whole_of(store: Store, key: _Key, lying: set[_Key]) -> _Key:
    """The record that lies in the bin and that this one is a part of; else itself."""
    entity = feature.entity(key[0])
    if entity.part_of and entity.whose:
        found = store.value(f'SELECT "{entity.whose}" FROM "{entity.table}" WHERE id = ?', (key[1],))
        if found is not None and (above := (entity.part_of, int(found))) in lying:
            return _whole_of(store, above, lying)
    return key


def _named_by(store: Store, form_id: str, record: int) -> set[_Key]:
    found: set[_Key] = set()
    if form_id == layout.TARGETS["user_ref"] and store.value("SELECT 1 FROM users WHERE staff = ?", (record,)):
        found.add(_ACCOUNT)
    for other, entity in feature.entities().items():
        for field in layout.of(other).fields:
            if layout.target_of(field) == form_id and not layout.is_json(field):
                found |= {(other, int(one)) for one in store.column(
                    f'SELECT id FROM "{entity.table}" WHERE "{field.id}" = ?', (record,))}
    return found - {(form_id, record)}
