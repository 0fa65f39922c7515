"""Finds records by number or exact name in tables read once, not by a query a row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from crm_desktop.kit import feature, forms, records
from crm_desktop.kit.records import plain_name
from crm_desktop.kit.store import Store, layout

_LONGEST_NAME = 20
_NOT_IN_NAMES = frozenset("0123456789,，、;；/／|\n\t()（）[]@:：")


@dataclass
class Index:
    """The numbers and names of one form's records; `binned` and `gone` are those of the recycle bin."""

    numbers: dict[str, int] = field(default_factory=dict)
    names: dict[str, list[int]] = field(default_factory=dict)
    binned: set[str] = field(default_factory=set)
    gone: dict[str, list[int]] = field(default_factory=dict)
    owners: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Newcomer:
    """A person named in a sheet whom no register knows yet: comes into it with the import."""

    form: str
    name: str
    customer: int | None = None


def name_field(form_id: str) -> str | None:
    """The text field that names a record of this form, or None where only a number does."""
    entity, form = feature.entity(form_id), forms.get(form_id)
    first = entity.title[0]
    return first if first != form.number_field and form.by_id[first].type == "text" else None


class Lookup:
    """Answers `find` of values.Context from memory. Unknown persons become newcomers, with ids below zero."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._indexes: dict[str, Index] = {}
        self.customer: int | None = None  # whose contacts are meant in the row being read
        self.newcomers: list[Newcomer] = []
        self._places: dict[Newcomer, int] = {}

    def use(self, store: Store) -> None:
        """Go on with another connection: that of a dry run in a thread is closed with it."""
        self._store = store

    def index(self, form_id: str) -> Index:
        """The numbers and names of a form, read at the first call."""
        found = self._indexes.get(form_id)
        if found is None:
            found = self._indexes[form_id] = self._read(form_id)
        return found

    def _read(self, form_id: str) -> Index:
        index = Index()
        entity = feature.entities().get(form_id)
        if entity is None:
            return index
        number, name, owner = forms.get(form_id).number_field, name_field(form_id), entity.customer
        columns = [f'"{c}"' if c else "NULL" for c in (number, name, owner)]
        for record, its_number, its_name, customer, gone in self._store.db.conn.execute(
                f'SELECT id, {", ".join(columns)}, deleted_at FROM "{entity.table}" ORDER BY id').fetchall():
            if its_number:
                if gone:
                    index.binned.add(plain_name(its_number))
                else:
                    index.numbers[plain_name(its_number)] = record
            if its_name:
                (index.gone if gone else index.names).setdefault(plain_name(its_name), []).append(record)
            if customer is not None:
                index.owners[record] = customer
        return index

    def find(self, kind: str, text: str) -> list[int]:
        """The records whose number or name is exactly this text."""
        form_id = layout.TARGETS.get(kind, kind)
        index, wanted = self.index(form_id), plain_name(text)
        if wanted in index.numbers:
            return [index.numbers[wanted]]
        hits = self._mine(kind, index, index.names.get(wanted, []))
        if hits or kind not in ("user_ref", "contact_ref") or not _is_name(wanted):
            return hits
        left = self._mine(kind, index, index.gone.get(wanted, []))  # one who left is still the same person
        if left:
            return left
        if kind == "contact_ref" and self.customer is None:
            return []
        return [self._newcomer(Newcomer(form_id, wanted, self.customer if kind == "contact_ref" else None))]

    def _mine(self, kind: str, index: Index, hits: list[int]) -> list[int]:
        if kind != "contact_ref" or self.customer is None:
            return hits
        return [i for i in hits if index.owners.get(i) == self.customer]

    def _newcomer(self, person: Newcomer) -> int:
        place = self._places.get(person)
        if place is None:
            self.newcomers.append(person)
            place = self._places[person] = -len(self.newcomers)
        return place

    def name_of(self, kind: str, record: int) -> str | None:
        """The name of a record or newcomer."""
        if record < 0:
            return self.newcomers[-record - 1].name
        return records.name_of(self._store, layout.TARGETS.get(kind, kind), record)


def _is_name(text: str) -> bool:
    return 1 < len(text) <= _LONGEST_NAME and not _NOT_IN_NAMES.intersection(text)


def placed(value: Any, ids: dict[int, int]) -> Any:
    """A reference, or list of them, with newcomers' places replaced by their records."""
    if isinstance(value, list):
        return [ids.get(v, v) if isinstance(v, int) else v for v in value]
    return ids.get(value, value)
