"""The one clock. Instants are UTC; days are cut in the office's time zone (decision 9)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, tzinfo

_frozen: datetime | None = None
_own: ContextVar[datetime | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """This instant, in UTC, with zone."""
    return _own.get() or _frozen or datetime.now(UTC)


def stamp(at: datetime | None = None) -> str:
    """An instant as it is stored: 2026-11-19T02:26:00Z."""
    at = at or now()
    return (at if at.tzinfo is UTC else at.astimezone(UTC)).isoformat()[:19] + "Z"


def instant(text: str) -> datetime:
    """A stored instant as a datetime in UTC. Raises ValueError for other text."""
    if len(text) == 20 and (text[4], text[7], text[10], text[13], text[16], text[19]) == ("-", "-", "T", ":", ":", "Z"):
        return datetime.fromisoformat(text)  # takes more than this, but a fortieth of the time
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def today(zone: tzinfo) -> date:
    """The day it is in that zone."""
    return now().astimezone(zone).date()


@contextmanager
def frozen(at: datetime) -> Iterator[None]:
    """Stop the clock of the whole process at an instant: for tests."""
    global _frozen
    before, _frozen = _frozen, _with_zone(at)
    try:
        yield
    finally:
        _frozen = before


@contextmanager
def as_of(at: datetime) -> Iterator[None]:
    """What runs inside believes it is that instant; everything else in the program keeps the real time."""
    token = _own.set(_with_zone(at))
    try:
        yield
    finally:
        _own.reset(token)


def _with_zone(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("a stopped clock needs a time zone")
    return at
