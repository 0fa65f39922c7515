"""Days on which nobody works: weekends and holidays. Days made up for count as working days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from crm_desktop.kit import i18n

_MADE_UP = re.compile(r"(\d\d)/(\d\d)/(\d{4})|(\d{4})-(\d\d)-(\d\d)")


def holidays_of(home: str, year: int) -> dict[date, str]:
    """The holidays of a year in a country (CN, TW), where they are known, in the language in force."""
    return _named(home, year, {"en": "en_US"}.get(i18n.language(), i18n.language()))


def are_loaded() -> bool:
    """Whether the tables are there; to load them takes a second."""
    return bool(_named.cache_info().currsize)


@lru_cache(maxsize=64)
def _named(home: str, year: int, language: str) -> dict[date, str]:
    import holidays
    return dict(holidays.country_holidays(home, years=year, language=language))


@lru_cache(maxsize=64)
def _made_up(home: str, year: int) -> frozenset[date]:
    """The weekend days that are worked instead of a day off; the name of that one says so."""
    found = set()
    for name in holidays_of(home, year).values():
        if (hit := _MADE_UP.search(name)) is not None:
            month, day, at, year_, month_, day_ = hit.groups()
            found.add(date(int(at or year_), int(month or month_), int(day or day_)))
    return frozenset(found)


def days_off(home: str, days: Sequence[date]) -> dict[date, str]:
    """The days off among these, with the holiday's name ("" for a weekend)."""
    found = {}
    for day in days:
        named = holidays_of(home, day.year)
        if day in named:
            found[day] = named[day]
        elif day.weekday() > 4 and day not in _made_up(home, day.year):
            found[day] = ""
    return found


def is_workday(home: str, day: date) -> bool:
    """Whether the office works on a day."""
    return not days_off(home, (day,))
