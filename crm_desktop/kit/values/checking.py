"""What a new record begins with, and what must hold before one is kept."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from crm_desktop.kit import clock
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.forms import Field, Form
from crm_desktop.kit.i18n import _
from crm_desktop.kit.values import dates, links, numbers, times
from crm_desktop.kit.values.context import Context
from crm_desktop.kit.values.reading import LINKS, TEXTS, is_birthday, read
from crm_desktop.kit.values.text import shorten

Value = Any
_WRITTEN = TEXTS | {"phone", "email", "id_number"}


def default(field: Field, ctx: Context, user_staff_id: int | None) -> Value | None:
    """What the field holds in a new record. Numbers are given when the record is saved."""
    begins = field.default
    if begins in (None, "auto_number"):
        return None
    if begins == "today":
        return ctx.today.isoformat()
    if begins == "now":
        return times.minute_now()
    if begins == "current_user":
        return [user_staff_id] if field.multiple and user_staff_id is not None else user_staff_id
    if field.type == "multi_choice" and isinstance(begins, str):
        return [begins]
    return int(begins) if field.type == "bool" else begins


def _instant(value: Value) -> bool:
    try:
        return isinstance(value, str) and bool(clock.instant(value))
    except ValueError:
        return False


def _whole(value: Value, largest: int = numbers.LARGEST) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= largest


def _float(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _linked(field: Field, value: Value) -> bool:
    if field.multiple:
        return isinstance(value, list) and all(links.valid(field, one) for one in value)
    return links.valid(field, value)


_SOUND: dict[str, Callable[[Field, Value], bool]] = {
    "date": lambda f, v: isinstance(v, str) and dates.valid(v, yearless=is_birthday(f)),
    "datetime": lambda f, v: _instant(v),
    "duration": lambda f, v: _whole(v, times.LONGEST) and v >= 0,
    "money": lambda f, v: _whole(v),
    "int": lambda f, v: _whole(v),
    "percent": lambda f, v: _float(v),
    "score": lambda f, v: _float(v),
    "bool": lambda f, v: v in (0, 1),
    "choice": lambda f, v: isinstance(v, str) and v in f.by_choice,
    "multi_choice": lambda f, v: isinstance(v, list) and all(isinstance(c, str) and c in f.by_choice for c in v),
    **dict.fromkeys(LINKS, _linked),
}


def _check_table(field: Field, value: Value, ctx: Context) -> None:
    columns = {c.id: c for c in field.columns}
    if not isinstance(value, list) or not all(isinstance(row, dict) and set(row) <= set(columns) for row in value):
        raise Problem(_("{label} holds what the form does not know. Correct it.").format(label=field.text()))
    for row in value:
        for name, cell in row.items():
            _check_value(columns[name], cell, ctx)


def _check_value(field: Field, value: Value, ctx: Context) -> None:
    """Raises Problem for a value that must not be kept."""
    if value is None or not field.stored:
        return
    if field.type == "table":
        _check_table(field, value, ctx)
    elif not (isinstance(value, str) if field.type in _WRITTEN else _SOUND[field.type](field, value)):
        raise Problem(_("{label} holds {text}, which does not fit there. Correct it.").format(
            label=field.text(), text=shorten(str(value))))
    elif field.type in _WRITTEN:
        read(field, value, ctx)


def _missing(field: Field, value: Value) -> bool:
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def check_value(field: Field, value: Value, ctx: Context) -> Problem | None:
    """What is wrong with one value, None where nothing is."""
    try:
        _check_value(field, value, ctx)
    except Problem as problem:
        return Problem(problem.sentence, field=field.id)
    return None


def missing(form: Form, values: Mapping[str, Value]) -> list[Problem]:
    """The required fields left open: all that is to check where `read` made the values."""
    return [Problem(_("{label} is needed.").format(label=field.text()), field=field.id)
            for field in form.required if _missing(field, values.get(field.id))]


def check(form: Form, values: Mapping[str, Value], ctx: Context) -> list[Problem]:
    """Everything that must be mended before the record can be kept, in the form's order."""
    found = missing(form, values)
    open_fields = {problem.field for problem in found}
    for field in form.fields:
        problem = None if field.id in open_fields else check_value(field, values.get(field.id), ctx)
        if problem:
            found.append(problem)
    order = {field.id: place for place, field in enumerate(form.fields)}
    return sorted(found, key=lambda problem: order[problem.field or ""])
