"""From the value that is kept to screen, paper and export."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from crm_desktop.kit import rates
from crm_desktop.kit.forms import Field
from crm_desktop.kit.i18n import _
from crm_desktop.kit.values import contacts, dates, links, numbers, times, words
from crm_desktop.kit.values.context import Context
from crm_desktop.kit.values.reading import LINKS

Value = Any
_COVERED = "••••••"
# What a value of another version of the form, or a damaged one, can raise here.
_UNSOUND = (TypeError, ValueError, AttributeError, ArithmeticError, LookupError)
Cell = str | int | float | date | datetime | None


def _moment(value: str, ctx: Context, near: bool) -> str:
    at = times.local(value, ctx.zone)
    return f"{dates.screen(at.date().isoformat(), ctx.today, near=near)} {times.clock_text(at)}"


def _table(field: Field, rows: list[dict[str, Value]], ctx: Context) -> str:
    """One line a row, its filled cells side by side; what is sensitive in it stays covered."""
    lines = ([_COVERED if c.sensitive and row.get(c.id) is not None else show(c, row.get(c.id), ctx)
              for c in field.columns] for row in rows)
    return "\n".join("  ".join(filter(None, line)) for line in lines)


def _links(field: Field, value: Value, ctx: Context) -> str:
    if isinstance(value, list):
        return words.joiner().join(links.name(field, link, ctx) for link in value)
    return links.name(field, value, ctx)


_SHOWN: dict[str, Callable[[Field, Any, Context], str]] = {
    "phone": lambda f, v, c: contacts.phone_text(v, c.home),
    "duration": lambda f, v, c: times.length_text(round(v)),
    "money": lambda f, v, c: numbers.money_text(round(v), c.currency),
    "percent": lambda f, v, c: rates.percent(v) if f.type == "computed" else numbers.decimal_text(v) + "%",
    "score": lambda f, v, c: numbers.decimal_text(v, 2 if f.type == "computed" else 4),
    "int": lambda f, v, c: f"{v:,}",
    "bool": lambda f, v, c: _("Yes") if v else _("No"),
    "choice": lambda f, v, c: words.choice_text(f, v),
    "multi_choice": lambda f, v, c: words.joiner().join(words.choice_text(f, one) for one in v),
    "table": lambda f, v, c: _table(f, v, c),
    **dict.fromkeys(LINKS, _links),
}


def show(field: Field, value: Value | None, ctx: Context, *, near: bool = False) -> str:
    """The value on the screen, "" for None. `near` leaves out the year within the year."""
    if value is None:
        return ""
    kind = field.result.type
    try:
        if kind == "date":
            return str(dates.screen(value, ctx.today, near=near))
        if kind == "datetime":
            return _moment(value, ctx, near)
        shown = _SHOWN.get(kind)
        return str(shown(field, value, ctx) if shown else value)
    except _UNSOUND:
        # A value of another version of the form is shown as it is rather than not at all.
        return str(value)


def paper(field: Field, value: Value | None, ctx: Context) -> str:
    """The value on paper: 2026年11月19日 09:20, in English 19 Nov 2026 09:20."""
    kind = field.result.type
    if value is None or kind not in ("date", "datetime"):
        return show(field, value, ctx)
    try:
        if kind == "date":
            return dates.paper(value)
        at = times.local(value, ctx.zone)
        return f"{dates.paper(at.date().isoformat())} {times.clock_text(at)}"
    except _UNSOUND:
        return str(value)


def plain(field: Field, value: Value | None, ctx: Context) -> Cell:
    """The value as an export's cell; read_cell takes it back.

    Money and lengths of time are numbers (major units, minutes) so that a spreadsheet can count
    with them; a percentage is text with its sign, because a bare 0.5 could be 50% or half of one.
    """
    kind = field.result.type
    if value is None or kind == "signature":
        return None
    try:
        if kind == "date":
            return str(value[2:]) if value.startswith("--") else date.fromisoformat(value)
        if kind == "datetime":
            return times.local(value, ctx.zone)
        if kind == "money":
            return round(float(value)) / float(10 ** numbers.minor_digits(ctx.currency))
    except _UNSOUND:
        return str(value)
    if kind == "table":
        return _table_json(field, value, ctx)
    if kind in ("int", "duration", "score") and isinstance(value, int | float):
        return value
    if kind == "phone":
        return str(value)
    return show(field, value, ctx)


def _table_json(field: Field, rows: Value, ctx: Context) -> str:
    if not isinstance(rows, list) or not field.columns:
        return str(rows)
    columns = {c.id: c for c in field.columns}
    cells = [{name: plain(columns[name], value, ctx) for name, value in row.items() if name in columns}
             for row in rows if isinstance(row, dict)]
    return json.dumps(cells, ensure_ascii=False, default=lambda moment: moment.isoformat())
