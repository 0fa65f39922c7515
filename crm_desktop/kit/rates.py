"""Shares and their changes in words: one rule of rounding, the same on every page and paper."""

from __future__ import annotations

from crm_desktop.kit.i18n import _

NONE = "—"


def percent(value: float | None, digits: int = 1) -> str:
    """85.8%, 90.0%; a dash where nothing is known. `digits` is 2 for rates that lie near zero."""
    return NONE if value is None else f"{value:,.{digits}f}%"


def in_percent(part: float, whole: float) -> float | None:
    """A part of a whole in percent; None where there is no whole."""
    return 100.0 * part / whole if whole else None


def share(part: int, whole: int) -> str:
    """A part of a whole in percent; a dash where there is no whole."""
    return percent(in_percent(part, whole))


def out_of(part: int, whole: int, *, rate: bool = True) -> str:
    """9/10  90.0%; a dash where there is no whole."""
    if not whole:
        return NONE
    return f"{part:,}/{whole:,}" + (f"  {share(part, whole)}" if rate else "")


def step(value: float | None, digits: int = 1) -> str:
    """A difference with its sign: +1.4, −2.3, 0."""
    if value is None:
        return NONE
    found = f"{abs(value):,.{digits}f}"
    return "0" if not float(found.replace(",", "")) else ("+" if value > 0 else "−") + found


def difference(now: float | None, before: float | None) -> float | None:
    """Now less before as they are printed, so that whoever reckons after gets the same."""
    return None if now is None or before is None else round(round(now, 1) - round(before, 1), 1)


def points(value: float | None) -> str:
    """The difference of two percentages, which is no percentage itself: −4.5 points."""
    found = step(value)
    return found if found in ("0", NONE) else _("{points} points").format(points=found)


def grown(value: float | None) -> str:
    """By how many percent a number grew: +71.4%, 0."""
    found = step(value)
    return found if found in ("0", NONE) else found + "%"
