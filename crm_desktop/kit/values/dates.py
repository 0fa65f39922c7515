"""Days in every notation an office uses."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from crm_desktop.kit import i18n
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.values.text import fold, shorten

FIRST_YEAR, LAST_YEAR = 1800, 2200
WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_NEAR = {"今天": 0, "今日": 0, "today": 0, "昨天": -1, "昨日": -1, "yesterday": -1, "前天": -2, "前日": -2,
         "明天": 1, "明日": 1, "tomorrow": 1, "后天": 2, "後天": 2}
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # as paper says them in English, short by their first three letters
_MONTHS = {name: number for number, names in enumerate((
    ("jan", "january"), ("feb", "february"), ("mar", "march"), ("apr", "april"), ("may",), ("jun", "june"),
    ("jul", "july"), ("aug", "august"), ("sep", "sept", "september"), ("oct", "october"), ("nov", "november"),
    ("dec", "december")), 1) for name in names}
_WEEKDAY = re.compile(r"\s*[(,]?\s*(?:(?:星期|周|週|礼拜|禮拜)[一二三四五六日天]|(?<=\()[一二三四五六日])\s*\)?$")
_WEEKDAY_FIRST = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[,\s]\s*")
CLOCK = re.compile(r"[\st]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:z|[+-]\d{2}:?\d{2})?$")
_SHIFT = re.compile(r"([+-])\s*(\d{1,4})\s*(?:天|日|d|days?)?")
_REPUBLIC = re.compile(r"(?:中华|中華)?(?:民国|民國)\s*(\d{1,3}|元)\s*([年./-].*)")
_YMD = re.compile(r"(\d{2,4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号號]?")
_MD = re.compile(r"(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号號]?")
_DMY = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s-]*([a-z]{3,9})\.?(?:[\s,-]+(\d{2}|\d{4}))?")
_MONTH_DAY = re.compile(r"([a-z]{3,9})\.?\s*(\d{1,2})(?:st|nd|rd|th)?(?:[\s,]+(\d{4}))?")
_Parts = tuple[int | None, int, int]


def _full_year(digits: str, today: date) -> int:
    """A year as written: four digits, Taiwan's three, or two of this century or the last."""
    year = int(digits)
    taiwan = i18n.language() == "zh_TW"
    if len(digits) == 3:
        return year + 1911 if taiwan else year
    if len(digits) == 4:
        return year
    if 2000 + year <= today.year + 20:
        return 2000 + year
    return year + 1911 if taiwan else 1900 + year


def _from_digits(text: str, today: date) -> _Parts | None:
    if len(text) == 4:
        return None, int(text[:2]), int(text[2:])
    if len(text) in (6, 8) or (len(text) == 7 and i18n.language() == "zh_TW"):
        return _full_year(text[:-4], today), int(text[-4:-2]), int(text[-2:])
    return None


def named_month(text: str, today: date) -> _Parts | None:
    """19 Nov 2026 or Nov 19, 2026."""
    match = _DAY_MONTH.fullmatch(text)
    if match and match[2] in _MONTHS:
        return (_full_year(match[3], today) if match[3] else None), _MONTHS[match[2]], int(match[1])
    match = _MONTH_DAY.fullmatch(text)
    if match and match[1] in _MONTHS:
        return (int(match[3]) if match[3] else None), _MONTHS[match[1]], int(match[2])
    return None


def _parts(text: str, today: date) -> _Parts | None:
    """Year (None where it was left out), month and day as written."""
    if text.isdigit() and text.isascii():
        return _from_digits(text, today)
    match = _REPUBLIC.fullmatch(text)
    if match:
        year = 1 if match[1] == "元" else int(match[1])
        rest = _MD.fullmatch(match[2][1:].strip())
        return (year + 1911, int(rest[1]), int(rest[2])) if rest else None
    match = _YMD.fullmatch(text)
    if match:
        return _full_year(match[1], today), int(match[2]), int(match[3])
    match = _MD.fullmatch(text)
    if match:
        return None, int(match[1]), int(match[2])
    match = _DMY.fullmatch(text)
    if match:
        first, second, year = int(match[1]), int(match[2]), int(match[3])
        # 11/19/2026 and 19/11/2026 can be told apart, 11/12/2026 cannot.
        if first > 12 or first == second:
            return year, second, first
        return (year, first, second) if second > 12 else None
    return named_month(text, today)


def _not_a_date(text: str) -> Problem:
    return Problem(_("{text} is not a date. Write it like 2026-11-19 or 11-19.").format(text=shorten(text)))


def make(year: int, month: int, day: int, text: str) -> date:
    """That day. Raises Problem for a day that the calendar lacks."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Problem(_("The year {year} is out of range. Enter one from 1800 to 2200.").format(year=year))
    try:
        return date(year, month, day)
    except ValueError:
        if (month, day) == (2, 29):
            raise Problem(_("{year} has no 29 February. Choose another day.").format(year=year)) from None
        raise _not_a_date(text) from None


def parse(text: str, today: date, *, yearless: bool = False) -> str:
    """A day as it is stored: YYYY-MM-DD, or --MM-DD for a `yearless` birthday. Raises Problem."""
    return _parse(text, today, yearless, i18n.language())


@lru_cache(2048)  # the days of a sheet come again and again; the language decides about Taiwan's years
def _parse(text: str, today: date, yearless: bool, language: str) -> str:
    word = _WEEKDAY_FIRST.sub("", _WEEKDAY.sub("", fold(text).lower()))
    if yearless and word.startswith("--"):
        word = word[2:]
    if word in _NEAR:
        return (today + timedelta(days=_NEAR[word])).isoformat()
    shift = _SHIFT.fullmatch(word)
    if shift:
        return (today + timedelta(days=int(shift[1] + shift[2]))).isoformat()
    parts = _parts(CLOCK.sub("", word).strip(), today)
    if parts is None:
        raise _not_a_date(text)
    year, month, day = parts
    if year is None and yearless:
        return "--" + make(2000, month, day, text).isoformat()[5:]
    return make(today.year if year is None else year, month, day, text).isoformat()


def valid(value: str, *, yearless: bool = False) -> bool:
    """Whether this is a day as it is stored."""
    if yearless and value.startswith("--"):
        value = "2000" + value[1:]
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def screen(value: str, today: date, *, near: bool = False) -> str:
    """2026-11-19; 11-19 for a birthday without its year and, where `near`, within the year."""
    if value.startswith("--"):
        return value[2:]
    return value[5:] if near and value[:5] == f"{today.year}-" else value


def short_day(day: date, today: date) -> str:
    """11-20 Fri; 2025-11-20 in another year."""
    return _with_weekday(day, f"{day:%m-%d}") if day.year == today.year else day.isoformat()


def whole_day(day: date) -> str:
    """2026-11-20 Fri."""
    return _with_weekday(day, day.isoformat())


def _with_weekday(day: date, text: str) -> str:
    return _("{date} {weekday}").format(date=text, weekday=_(WEEKDAYS[day.weekday()]))


def paper(value: str) -> str:
    """2026年11月19日, in English 19 Nov 2026."""
    year, month, day = "" if value.startswith("--") else value[:4], int(value[-5:-3]), int(value[-2:])
    if i18n.language() == "en":
        return f"{day} {MONTHS[month - 1][:3]} {year}".strip()
    return f"{year}年{month}月{day}日" if year else f"{month}月{day}日"
