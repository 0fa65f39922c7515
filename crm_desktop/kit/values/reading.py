"""From what was typed or stood in a cell to the value that is kept."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from crm_desktop.kit.errors import Problem
from crm_desktop.kit.forms import Field
from crm_desktop.kit.i18n import _
from crm_desktop.kit.values import contacts, dates, links, numbers, times, words
from crm_desktop.kit.values.context import Context
from crm_desktop.kit.values.text import clean, fold, read_text, shorten, shortened

Value = Any
TEXTS = frozenset(("text", "multiline", "address"))
LINKS = frozenset(("customer_ref", "contact_ref", "user_ref", "form_ref"))
# Text fields that hold a time of day: the scheduler needs one notation.
CLOCKS = frozenset(("start_time", "next_action_time", "next_attempt_time", "due_time"))
_EMPTY_TYPES = frozenset(("date", "datetime", "duration", "money", "percent", "int", "score", "phone", "email",
                          "id_number"))
_EMPTY = frozenset(("-", "--", "---", "/", "\\", "n/a", "na", "none", "null", "nil", "无", "無", "暂无", "暫無", "没有", "沒有",
                    "未知", "不详", "不詳"))
_EXCEL_DAY_ZERO = datetime(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 10_000, 100_000
_EXACT = 10**15


def is_birthday(field: Field) -> bool:
    """Whether the field's year may be left out."""
    return field.id == "birthday" or field.id.endswith("_birthday")


def _text(field: Field, text: str, ctx: Context) -> Value:
    if field.id in CLOCKS:
        return times.parse_clock(text)
    if field.id == "registration_code":
        return contacts.parse_registration(text)
    return read_text(field, text)


def _choices(field: Field, text: str, ctx: Context) -> Value:
    return words.parse_choices(field, text) or None


def _links(field: Field, text: str, ctx: Context) -> Value:
    return links.parse(field, text, ctx) or None


def _table(field: Field, text: str, ctx: Context) -> Value:
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError):
        rows = None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Problem(_("{label} is a table. Open the form to fill it in.").format(label=field.text()))
    columns = {c.id: c for c in field.columns}
    found = []
    for row in rows:
        strange = set(row) - set(columns)
        if strange:
            raise Problem(_("{label} has no column {name}. "
                            "Correct the name of the column.").format(label=field.text(), name=shorten(min(strange))))
        values = {name: read_cell(columns[name], cell, ctx) for name, cell in row.items()}
        found.append({name: value for name, value in values.items() if value is not None})
    return [row for row in found if row] or None


_READERS: dict[str, Callable[[Field, str, Context], Value]] = {
    "text": _text, "multiline": _text, "address": _text, "table": _table,
    "date": lambda f, t, c: dates.parse(t, c.today, yearless=is_birthday(f)),
    "datetime": lambda f, t, c: times.parse(t, c.today, c.zone),
    "duration": lambda f, t, c: times.parse_length(t),
    "money": lambda f, t, c: numbers.parse_money(t, c.currency),
    "percent": lambda f, t, c: numbers.parse_percent(t),
    "score": lambda f, t, c: numbers.parse_score(t),
    "int": lambda f, t, c: numbers.parse_int(t),
    "bool": lambda f, t, c: words.parse_bool(t),
    "choice": lambda f, t, c: words.parse_choice(f, t),
    "multi_choice": _choices,
    "phone": lambda f, t, c: contacts.parse_phone(f, t, c.home) or None,
    "email": lambda f, t, c: contacts.parse_email(t) or None,
    "id_number": lambda f, t, c: contacts.parse_id_number(t),
    **dict.fromkeys(LINKS, _links),
}


def read(field: Field, text: str, ctx: Context) -> Value | None:
    """The value of what was typed, None for nothing. Raises Problem (with the field's id)."""
    try:
        word = clean(field, text)
        reader = _READERS.get(field.type)
        return reader(field, word, ctx) if reader and word else None
    except Problem as problem:
        problem.field = field.id
        raise


def read_cell(field: Field, cell: object, ctx: Context) -> Value | None:
    """The value of a spreadsheet's cell: text, number, date. Raises Problem (with the field's id)."""
    if cell is None or not field.stored:
        return None
    if isinstance(cell, str):
        empty = field.type in _EMPTY_TYPES or field.id == "registration_code"
        return None if empty and fold(cell).lower() in _EMPTY else read(field, cell, ctx)
    try:
        if isinstance(cell, bool):
            return int(cell) if field.type == "bool" else read(field, str(cell), ctx)
        if isinstance(cell, datetime | date | time | timedelta):
            return _moment_cell(field, cell, ctx)
        if isinstance(cell, int | float | Decimal):
            return _number_cell(field, cell, ctx)
    except Problem as problem:
        problem.field = field.id
        raise
    return read(field, str(cell), ctx)


def _moment_cell(field: Field, cell: datetime | date | time | timedelta, ctx: Context) -> Value:
    if isinstance(cell, timedelta | time):
        seconds = cell.total_seconds() if isinstance(cell, timedelta) else cell.hour * 3600 + cell.minute * 60
        minutes = round(seconds / 60)
        return read(field, f"{minutes // 60}:{minutes % 60:02}" if minutes >= 0 else str(cell), ctx)
    at = cell if isinstance(cell, datetime) else datetime.combine(cell, time())
    if field.type == "datetime":
        return times.store(at, ctx.zone)
    day = at if at.tzinfo is None else at.astimezone(ctx.zone)
    if field.type == "date" or (day.hour, day.minute, day.second) == (0, 0, 0):
        return read(field, day.date().isoformat(), ctx)
    return read(field, f"{day.date().isoformat()} {times.clock_text(day)}", ctx)


def _number_cell(field: Field, cell: float | Decimal, ctx: Context) -> Value:
    if isinstance(cell, float | Decimal) and not math.isfinite(cell):
        raise Problem(_("{label} holds no number. Enter one.").format(label=field.text()))
    whole, size = cell == int(cell), float(cell)
    if field.type in ("date", "datetime") and _FIRST_SERIAL <= size < _LAST_SERIAL:
        return _moment_cell(field, _from_serial(size), ctx)
    if field.type == "percent" and -1 <= size <= 1 and size:
        # A percent cell of a spreadsheet holds 0.858 for 85.8%.
        return numbers.parse_percent(f"{Decimal(repr(size)) * 100:f}")
    if not whole and field.type in ("date", "datetime"):
        # 11.2 may have been 11-20 once: the sheet dropped the zero, so nobody can tell.
        raise Problem(_("{text} is not a date. Write it like 2026-11-19 or 11-19.").format(text=shorten(str(cell))))
    if not whole:
        return read(field, f"{Decimal(repr(size)):f}", ctx)
    digits = str(int(cell))
    if field.type in TEXTS | {"phone", "id_number"} and abs(size) >= _EXACT and isinstance(cell, float):
        raise shortened(digits)
    return read(field, _with_zeros(field, digits, ctx), ctx)


def _with_zeros(field: Field, digits: str, ctx: Context) -> str:
    """The digits with the leading zeros that a number cell drops."""
    if field.type == "date" and len(digits) == 3:
        return digits.zfill(4)
    if field.id == "registration_code" and len(digits) < 8:
        return digits.zfill(8)
    if field.id == "postal_code" and len(digits) == 5 and ctx.home == "CN":
        return digits.zfill(6)
    return digits


def _from_serial(serial: float) -> datetime:
    """A spreadsheet's day number as a moment, to the second."""
    return _EXCEL_DAY_ZERO + timedelta(seconds=round(serial * 86_400))
