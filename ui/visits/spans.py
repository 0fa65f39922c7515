"""The stretch of days the scheduler shows: a day, a week, or a month with the days that fill its weeks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.period import Period
from crm_desktop.kit.values import WEEKDAYS

DAY, WEEK, MONTH, LIST = "day", "week", "month", "list"
VIEWS = {DAY: N_("Day"), WEEK: N_("Week"), MONTH: N_("Month"), LIST: N_("List")}
VIEW_KEYS = {DAY: "D", WEEK: "W", MONTH: "M", LIST: "L"}


@dataclass(frozen=True)
class Span:
    """What is shown around a day."""

    kind: str
    day: date

    @property
    def first(self) -> date:
        """The first day shown; a week and a month begin on a Monday."""
        if self.kind == DAY:
            return self.day
        begin = self.day if self.kind == WEEK else self.day.replace(day=1)
        return begin - timedelta(days=begin.weekday())

    @property
    def days(self) -> list[date]:
        """Every day shown."""
        if self.kind == MONTH:
            last = (self.day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
            count = ((last - self.first).days // 7 + 1) * 7
        else:
            count = 1 if self.kind == DAY else 7
        return [self.first + timedelta(days=n) for n in range(count)]

    @property
    def last(self) -> date:
        """The last day shown."""
        return self.days[-1]

    def holds(self, day: date) -> bool:
        """Whether a day is shown."""
        return self.first <= day <= self.last

    def step(self, by: int) -> Span:
        """The span before (-1) or after (1)."""
        if self.kind == MONTH:
            month = self.day.year * 12 + self.day.month - 1 + by
            return Span(MONTH, date(month // 12, month % 12 + 1, 1))
        return Span(self.kind, self.day + timedelta(days=by * (1 if self.kind == DAY else 7)))

    def text(self, *, short: bool = False) -> str:
        """The span in words, beside the title of the page; short, its days without year and week."""
        if short:
            first, last = f"{self.first:%m-%d}", f"{self.last:%m-%d}"
            return {DAY: first, MONTH: f"{self.day:%Y-%m}"}.get(self.kind, f"{first}–{last}")
        if self.kind == MONTH:
            return Period.of(self.day, "month").title()
        week = self.day.isocalendar().week
        if self.kind == DAY:
            return _("{day} {weekday} · week {week}").format(day=self.day.isoformat(), week=week,
                                                            weekday=_(WEEKDAYS[self.day.weekday()]))
        last = self.last
        return _("{first} to {last} · week {week}").format(first=self.first.isoformat(), week=week,
                                                         last=f"{last:%m-%d}")
