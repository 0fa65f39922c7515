"""Instants and lengths of time: 9:20, 0920, 下午2点半, 1小时30分."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from crm_desktop.kit import clock
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import _
from crm_desktop.kit.values import dates
from crm_desktop.kit.values.text import fold, shorten

_HALVES = r"上午|下午|凌晨|早上|早晨|中午|傍晚|晚上|[ap]\.?m\.?"
_TIME = re.compile(
    rf"(?P<day>.*?)(?:(?<=\d)t)?[ ,]*(?P<half>{_HALVES})?\s*(?P<hour>\d{{1,2}})\s*"
    r"(?:[:点點时時]\s*(?:(?P<minute>\d{1,2}|半|[一1]刻|[三3]刻)\s*分?)?"
    r"(?:(?::|(?<=分))(?P<second>\d{1,2})(?:\.\d+)?秒?)?)?"
    rf"\s*(?P<tail>[ap]\.?m\.?)?")
_QUARTERS = {"半": 30, "一刻": 15, "1刻": 15, "三刻": 45, "3刻": 45}
_AFTERNOON = ("下午", "傍晚", "晚上")
_ZONED = re.compile(r"(\d{4}-\d\d-\d\d)[t ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s*(z|[+-]\d\d:?\d\d)")
_HOURS = r"(?:个|個)?(?:小时|小時|钟头|鐘頭|时|時|hours?|hrs?|h)"
_MINUTES = r"(?:分钟|分鐘|分|minutes?|mins?|m)"
_LENGTH = re.compile(rf"(?:(\d+(?:\.\d+)?)(?:天|日|days?|d))?(?:(\d+(?:\.\d+)?){_HOURS})?(?:(\d+(?:\.\d+)?){_MINUTES}?)?")
_HALF_HOURS = re.compile(rf"(\d*)(?:个|個)?半{_HOURS}|(\d+){_HOURS}半")
_COLON = re.compile(r"(\d{1,4}):([0-5]\d)(?::[0-5]\d)?")
LONGEST = 10 * 366 * 24 * 60


def _hour(hour: int, half: str) -> int:
    """The hour of the day from a clock of twelve hours. Raises ValueError for 晚上12点 and the like."""
    if not half or hour > 12:
        return hour
    if half in _AFTERNOON and hour == 12 and half != "下午":
        raise ValueError(half)
    late = half in _AFTERNOON or half.startswith("p") or (half == "中午" and hour < 3)
    if late:
        return hour % 12 + 12
    return hour if half == "中午" else hour % 12


def _digits(word: str) -> time | None:
    """0920, 920 or 092030 as a time of day."""
    if not (word.isascii() and word.isdigit() and len(word) in (3, 4, 6)):
        return None
    word = word.zfill(4)
    try:
        return time(int(word[:2]), int(word[2:4]), int(word[4:] or 0))
    except ValueError:
        return None


def _split(text: str) -> tuple[str, time] | None:
    """The day part (may be empty) and the time of day."""
    head, _gap, last = text.rpartition(" ")
    bare = _digits(last)
    if bare and not dates.named_month(text, date.min):
        return head.strip(), bare
    if text.isascii() and text.isdigit() and len(text) in (12, 14):
        bare = _digits(text[8:])
        return (text[:8], bare) if bare else None
    match = _TIME.fullmatch(text)
    if not match:
        return None
    half = (match["half"] or match["tail"] or "").replace(".", "")
    # A lone number is a time only where something says so: a colon, 点, 上午, pm.
    if not half and not re.search("[:点點时時]", text[match.start("hour"):]):
        return None
    minute = match["minute"] or "0"
    try:
        found = time(_hour(int(match["hour"]), half), _QUARTERS.get(minute) or int(minute), int(match["second"] or 0))
    except ValueError:
        return None
    return match["day"].strip(), found


def parse_clock(text: str) -> str:
    """A time of day as HH:MM. Raises Problem."""
    found = _split(" ".join(fold(text).lower().split()))
    if found is None or found[0]:
        raise Problem(_("{text} is not a time of day. Write it like 09:20.").format(text=shorten(text)))
    return found[1].strftime("%H:%M")


def parse(text: str, today: date, zone: ZoneInfo) -> str:
    """An instant as it is stored, from a day, a time of day, or both. Raises Problem."""
    word = " ".join(fold(text).lower().split())
    zoned = _ZONED.fullmatch(word)
    if zoned:
        try:
            return store(datetime.fromisoformat(f"{zoned[1]}T{zoned[2]}{zoned[3].replace('z', '+00:00')}"), zone)
        except ValueError:
            raise _not_an_instant(text) from None
    found = _split(word)
    if found is None and dates.CLOCK.search(word):
        raise _not_an_instant(text)
    day, at = found if found else (word, time())
    try:
        stored = dates.parse(day, today) if day else today.isoformat()
    except Problem as problem:
        raise (_not_an_instant(text) if found is None else problem) from None
    return store(datetime.combine(date.fromisoformat(stored), at), zone)


def _not_an_instant(text: str) -> Problem:
    return Problem(_("{text} is not a date and time. Write it like 2026-11-19 09:20.").format(text=shorten(text)))


def store(at: datetime, zone: ZoneInfo) -> str:
    """An instant as it is stored; without a zone of its own it is the office's time. Raises Problem."""
    if not dates.FIRST_YEAR <= at.year <= dates.LAST_YEAR:
        raise Problem(_("The year {year} is out of range. Enter one from 1800 to 2200.").format(year=at.year))
    return clock.stamp(at if at.tzinfo else at.replace(tzinfo=zone))


def local(value: str, zone: ZoneInfo) -> datetime:
    """A stored instant on the office's clock, without zone. Raises ValueError for other text."""
    return clock.instant(value).astimezone(zone).replace(tzinfo=None)


def minute_now() -> str:
    """This minute as it is stored: what a form shows is what it keeps."""
    return clock.stamp(clock.now().astimezone(UTC).replace(second=0, microsecond=0))


def clock_text(at: datetime) -> str:
    """09:20, with seconds only where there are any."""
    return at.strftime("%H:%M:%S" if at.second else "%H:%M")


def parse_length(text: str) -> int:
    """A length of time in minutes. Raises Problem."""
    word = re.sub(r"\s+", "", fold(text).lower())
    colon, halves, match = _COLON.fullmatch(word), _HALF_HOURS.fullmatch(word), _LENGTH.fullmatch(word)
    if colon:
        minutes = int(colon[1]) * 60.0 + int(colon[2])
    elif halves:
        minutes = int(halves[1] or halves[2] or 0) * 60.0 + 30
    elif match and word:
        minutes = float(match[1] or 0) * 1440 + float(match[2] or 0) * 60 + float(match[3] or 0)
    else:
        raise Problem(_("{text} is not a length of time. Write it like 1:30 or 90 (minutes).").format(
            text=shorten(text)))
    if minutes > LONGEST:
        raise Problem(_("{text} is too long a time. Enter a shorter one.").format(text=shorten(text)))
    return round(minutes)


def length_text(minutes: int) -> str:
    """1小时06分, 1 h 06 min."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("{minutes} min").format(minutes=rest)
    if not rest:
        return _("{hours} h").format(hours=hours)
    return _("{hours} h {minutes} min").format(hours=hours, minutes=f"{rest:02}")
