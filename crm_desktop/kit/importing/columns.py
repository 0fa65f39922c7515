"""Reads the mapped columns of a row into values; what can be prepared once a column is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crm_desktop.kit import values
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.forms import Field, Form
from crm_desktop.kit.i18n import _
from crm_desktop.kit.sheets import column_name
from crm_desktop.kit.values.reading import CLOCKS, TEXTS

Cell = object
Reader = Callable[[Cell], Any]
_KNOWN = 5000  # values remembered a column: grades and regions repeat, names do not
_SHORT = 16  # below it a text can't hold a bank card number
_PLAIN = 200  # below it no limit on the length of a text is near
_MANY_DIGITS = re.compile(r"\d[\d -]{10}")
_BY_ROW = frozenset(("contact_ref",))  # what it means depends on the row's customer


@dataclass(frozen=True)
class Column:
    """One mapped column: where it stands, its field, the text over it and how its cells are read."""

    index: int
    field: Field
    head: str
    read: Reader

    def at(self, row: int) -> str:
        """Row and column as Excel names them, to stand before a reason."""
        return _("Row {row}, column {column} ({head}):").format(
            row=row, column=column_name(self.index), head=self.head or self.field.text())


def columns(
    form: Form, mapping: Mapping[int, str], names: Sequence[str], ctx: values.Context, *, damaged: bool
) -> list[Column]:
    """The columns in reading order: the customer first, because contacts are looked up among hers."""
    found = []
    for index, field_id in mapping.items():
        field = form.by_id[field_id]
        head = names[index] if index < len(names) else ""
        found.append(Column(index, field, head[:40], _reader(field, ctx, damaged)))
    return sorted(found, key=lambda c: (c.field.type != "customer_ref", c.index))


def _reader(field: Field, ctx: values.Context, damaged: bool) -> Reader:
    slow = _careful(field, ctx) if damaged else lambda cell: values.read_cell(field, cell, ctx)
    if field.type in _BY_ROW:
        return slow
    if field.type in TEXTS and field.id not in CLOCKS and field.id != "registration_code":
        return _text(slow)
    return _remembering(slow)


def _careful(field: Field, ctx: values.Context) -> Reader:
    """Refuses signs that the file's encoding could not read."""
    def read(cell: Cell) -> Any:
        if isinstance(cell, str) and "\ufffd" in cell:
            raise Problem(_("{label} holds signs that cannot be read. Choose another encoding or correct the cell.")
                          .format(label=field.text()), field=field.id)
        return values.read_cell(field, cell, ctx)
    return read


def _text(slow: Reader) -> Reader:
    """Plain text needs no more than a trim."""
    def read(cell: Cell) -> Any:
        if type(cell) is str and cell.isprintable() and cell[:1] != "#" and "\ufffd" not in cell and (
                len(cell) < _SHORT or len(cell) < _PLAIN and not _MANY_DIGITS.search(cell)):
            return cell.strip() or None
        return slow(cell)
    return read


def _remembering(slow: Reader) -> Reader:
    """The same cell is read once."""
    known: dict[Any, Any] = {}

    def read(cell: Cell) -> Any:
        key = cell if type(cell) is str else (type(cell), cell)
        if key in known:
            return known[key]
        value = slow(cell)
        if len(known) < _KNOWN:
            known[key] = value
        return value
    return read
