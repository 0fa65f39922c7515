"""Numbers (编号): one counter a form and office year, taken inside the saving transaction, never reused."""

from __future__ import annotations

import re
from typing import Any

from crm_desktop.kit.forms import Form


def take(db: Any, form: Form, year: int, count: int = 1) -> list[str]:
    """The next `count` numbers of a form (decision 5). Runs in the caller's transaction."""
    year = year if form.numbering == "year" else 0
    row = db.execute(
        "INSERT INTO counters (form, year, last) VALUES (?, ?, ?)"
        " ON CONFLICT (form, year) DO UPDATE SET last = last + excluded.last RETURNING last",
        (form.id, year, count)).fetchall()[0]
    first = int(row[0]) - count + 1
    return [write(form, year, n) for n in range(first, first + count)]


def write(form: Form, year: int, n: int) -> str:
    """TS-2026-0142 for a form counted by year, KH-0007 for one counted for good."""
    return f"{form.prefix}-{year}-{n:04d}" if form.numbering == "year" else f"{form.prefix}-{n:04d}"


def keep(db: Any, form: Form, numbers: list[str]) -> None:
    """Move the counters past numbers that came from outside, so that none is given twice."""
    best: dict[int, int] = {}
    shape = re.compile(rf"{re.escape(form.prefix)}-(?:(\d{{4}})-)?(\d{{1,12}})")
    for number in numbers:
        if found := shape.fullmatch(number):
            year = int(found[1] or 0)
            if bool(year) == (form.numbering == "year"):
                best[year] = max(best.get(year, 0), int(found[2]))
    for year, last in best.items():
        db.execute("INSERT INTO counters (form, year, last) VALUES (?, ?, ?) ON CONFLICT (form, year)"
                   " DO UPDATE SET last = max(last, excluded.last)", (form.id, year, last))
