"""Days said in a sentence: 三天后, 下周二, 11月24日, in 3 days, tomorrow. What is promised there may become the next step."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

_DIGITS = {"一": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_NUMBER = r"(\d{1,3}|[一二两兩三四五六七八九十]{1,3})"
_WEEKDAY = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_ENGLISH = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ENDS = re.compile(r"[。；;！!？?\n，,]|\.\s|\.$")


class Said(NamedTuple):
    """A day and the sentence that names it."""

    day: date
    sentence: str


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    before, ten, after = text.partition("十")
    tens, ones = (_digit(before) or 1, after) if ten else (0, before)
    return tens * 10 + _digit(ones)


def _digit(text: str) -> int:
    """Of two or three (二三) the first."""
    return _DIGITS.get(text[:1], 0)


def _after(today: date, count: int, unit: str) -> date:
    if unit in ("天", "日", "day", "days"):
        return today + timedelta(days=count)
    if unit in ("周", "週", "星期", "礼拜", "禮拜", "week", "weeks"):
        return today + timedelta(days=7 * count)
    month = today.year * 12 + today.month - 1 + count
    return _real(month // 12, month % 12 + 1, today.day)


def _real(year: int, month: int, day: int) -> date:
    while day > 28:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1
    return date(year, month, day)


def _coming(today: date, month: int, day: int) -> date | None:
    try:
        found = date(today.year, month, day)
    except ValueError:
        return None
    if found >= today:
        return found
    return date(today.year + 1, month, day) if (today - found).days > 180 and (month, day) != (2, 29) else None


_COUNTED = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}
_RULES = (
    (re.compile(_NUMBER + r"\s*个?個?(天|日|周|週|星期|礼拜|禮拜|月)(?:之?[后後]|以?[内內])"),
     lambda m, t: _after(t, _number(m[1]), m[2])),
    (re.compile(r"大后天|大後天"), lambda m, t: t + timedelta(days=3)),
    (re.compile(r"后天|後天"), lambda m, t: t + timedelta(days=2)),
    (re.compile(r"明天|明日"), lambda m, t: t + timedelta(days=1)),
    (re.compile(r"(下|本|这|這)个?個?(?:周|週|星期|礼拜|禮拜)([一二三四五六日天])"),
     lambda m, t: t + timedelta(days=(7 if m[1] == "下" else 0) + _WEEKDAY[m[2]] - t.weekday())),
    (re.compile(r"(\d{1,2})月(\d{1,2})[日号號]"), lambda m, t: _coming(t, int(m[1]), int(m[2]))),
    (re.compile(r"(?<![\d-])(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)"), lambda m, t: _dated(m)),
    (re.compile(r"(?<![\d-])(\d{1,2})-(\d{1,2})(?![\d%-])"), lambda m, t: _coming(t, int(m[1]), int(m[2]))),
    (re.compile(r"\b(?:in|within)\s+(\d{1,3}|" + "|".join(_COUNTED) + r")\s+(days?|weeks?|months?)\b", re.I),
     lambda m, t: _after(t, _COUNTED.get(m[1].lower()) or int(m[1]), m[2].lower())),
    (re.compile(r"\btomorrow\b", re.I), lambda m, t: t + timedelta(days=1)),
    (re.compile(r"\bnext\s+(" + "|".join(_ENGLISH) + r")\b", re.I),
     lambda m, t: t + timedelta(days=7 + _ENGLISH.index(m[1].lower()) - t.weekday())),
)


def _dated(found: re.Match[str]) -> date | None:
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def said(text: str, today: date) -> Said | None:
    """The last part of a text that names a day from today on."""
    best: Said | None = None
    for part in (p.strip() for p in _ENDS.split(text)):
        for pattern, day_of in _RULES:
            match = pattern.search(part)
            day = day_of(match, today) if match else None
            if day is not None and day >= today:
                best = Said(day, part[:120])
                break
    return best
