"""Days and times as a card says them: today 10:22, 11-16 Mon, 2025-10-28."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from crm_desktop.kit import clock
from crm_desktop.kit.i18n import _, ngettext
from crm_desktop.kit.values import short_day

if TYPE_CHECKING:
    from crm_desktop.kit.values import Context


def parts(at: str, ctx: Context) -> tuple[date | None, str]:
    """A stored day or instant as the office's day and the time of day ("" for a day)."""
    if not at:
        return None, ""
    if len(at) <= 10:
        return date.fromisoformat(at), ""
    here = clock.instant(at).astimezone(ctx.zone)
    return here.date(), f"{here:%H:%M}"


def day_text(day: date | None, ctx: Context) -> str:
    """Today, yesterday, else 11-16 Mon within the year and 2025-10-28 beyond."""
    if day is None:
        return ""
    if day == ctx.today:
        return _("Today")
    if day == ctx.today - timedelta(days=1):
        return _("Yesterday")
    return short_day(day, ctx.today)


def ago(day: date, ctx: Context) -> str:
    """How long ago a day is, or how far ahead."""
    days = (ctx.today - day).days
    if days == 0:
        return _("Today")
    if days < 0:
        return ngettext("in {count} day", "in {count} days", -days).format(count=f"{-days:,}")
    return ngettext("{count} day ago", "{count} days ago", days).format(count=f"{days:,}")
