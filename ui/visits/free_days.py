"""Days on which nobody works: holidays with their names. Days made up for count as working days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

_MADE_UP = re.compile(r"(\d\d)/(\d\d)/(\d{4})|(\d{4})-(\d\d)-(\d\d)")


@lru_cache(maxsize=8)
def _year(home: str, year: int) -> tuple[dict[date, str], frozenset[date]]:
    from ui.kit.editors.calendar import days_off as of_year
    found = of_year(home, year)
    made_up = set()
    for name in found.values():
        if (hit := _MADE_UP.search(name)) is not None:
            month, day, at, year_, month_, day_ = hit.groups()
            made_up.add(date(int(at or year_), int(month or month_), int(day or day_)))
    return found, frozenset(made_up)


def days_off(home: str, days: Sequence[date]) -> dict[date, str]:
    """The days off among these, with the holiday's name ("" for a weekend)."""
    found = {}
    for day in days:
        named, made_up = _year(home, day.year)
        if day in named:
            found[day] = named[day]
        elif day.weekday() > 4 and day not in made_up:
            found[day] = ""
    return found
