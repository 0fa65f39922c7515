"""How a declared form lies in its typed table: which columns, and how each value is written and read."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from crm_desktop.kit import feature, forms
from crm_desktop.kit.forms import Field, Form

Record = dict[str, Any]

# Every typed table carries these beside its declared fields (decision 1).
BOOKKEEPING = ("uid", "form_version", "extra", "created_at", "created_by", "changed_at", "changed_by", "deleted_at")
# What a reference field points to.
TARGETS = {"customer_ref": "customer_master", "contact_ref": "contact_person", "user_ref": "staff_record"}


def is_json(field: Field) -> bool:
    """Whether the column holds JSON: several choices, a table, a reference to any form."""
    return field.type in ("multi_choice", "table") or field.multiple or (field.type == "form_ref" and not field.ref)


def target_of(field: Field) -> str | None:
    """The form a reference field points to, or None for a field that is no single reference."""
    if field.type == "form_ref":
        return field.ref
    return TARGETS.get(field.type)


def _dump(value: Any) -> Any:
    return None if value is None or value == [] else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _load(value: Any) -> Any:
    return None if value is None else json.loads(value)


def _as_int(value: Any) -> Any:
    return None if value is None else int(value)


@dataclass(frozen=True)
class Layout:
    """The columns of one entity's table, in the form's order, with the writers and readers they need.

    `sealed` are the sensitive fields, `sealed_cells` the sensitive columns of a table field.
    """

    entity: feature.Entity
    form: Form
    fields: tuple[Field, ...]
    write: dict[str, Callable[[Any], Any]]
    read: dict[str, Callable[[Any], Any]]
    sealed: frozenset[str]
    sealed_cells: dict[str, frozenset[str]]

    @property
    def columns(self) -> tuple[str, ...]:
        """The declared columns."""
        return tuple(f.id for f in self.fields)

    @cached_property
    def sorted_fields(self) -> tuple[str, ...]:
        """The fields with a stored sort key: the number, and names."""
        return tuple(dict.fromkeys((self.form.number_field, *self.entity.sorted_text)))

    @cached_property
    def sort_columns(self) -> tuple[str, ...]:
        """The stored sort keys."""
        return tuple(f"{f}_sort" for f in self.sorted_fields)

    def insert_sql(self) -> str:
        """The statement that inserts one row: id, bookkeeping, declared columns, sort keys."""
        names = ("id", *BOOKKEEPING, *self.columns, *self.sort_columns)
        quoted = ", ".join(f'"{n}"' for n in names)
        return f'INSERT INTO "{self.entity.table}" ({quoted}) VALUES ({", ".join("?" * len(names))})'


@cache
def of(form_id: str) -> Layout:
    """The layout of a form's typed table. Raises KeyError for a form without one."""
    entity, form = feature.entity(form_id), forms.get(form_id)
    stored = tuple(f for f in form.fields if f.stored)
    write: dict[str, Callable[[Any], Any]] = {}
    read: dict[str, Callable[[Any], Any]] = {}
    for field in stored:
        if is_json(field):
            write[field.id], read[field.id] = _dump, _load
        elif field.type == "bool":
            write[field.id] = _as_int
    sealed = frozenset(f.id for f in stored if f.sensitive)
    cells = {f.id: frozenset(c.id for c in f.columns if c.sensitive) for f in stored if f.type == "table"}
    return Layout(entity, form, stored, write, read, sealed, {name: some for name, some in cells.items() if some})
