"""The period of a report: a year, half, quarter, month or ISO week (decision 25)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from crm_desktop.kit import clock, i18n
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import _
from crm_desktop.kit.values import dates

_FORM = re.compile(r"([0-9]{4})(?:-(?:(H)([12])|(Q)([1-4])|(W)([0-9]{2})|([0-9]{2})))?")
_YEARS = range(1900, 3000)
_MONTHS = {"year": 12, "half": 6, "quarter": 3, "month": 1}


def day_text(day: date) -> str:
    """A day as paper shows it: 19 Nov 2026, 2026年11月19日."""
    return dates.paper(day.isoformat())


def span_text(first: date, last: date) -> str:
    """Two days as paper shows them, the year said once (1 Oct to 31 Oct 2026, 2026年10月1日至10月31日); one as one."""
    if first == last:
        return day_text(first)
    start, end = day_text(first), day_text(last)
    if first.year == last.year:
        start = start.removesuffix(f" {first.year}") if i18n.language() == "en" else start
        end = end.removeprefix(f"{first.year}年")
    return _("{start} to {end}").format(start=start, end=end)


def month_name(month: int) -> str:
    """The short name of a month for a chart or a head: Nov, 11月."""
    return dates.MONTHS[month - 1][:3] if i18n.language() == "en" else f"{month}月"


@dataclass(frozen=True, order=True)
class Period:
    """A stretch of whole days, cut in the office's time zone. `kind` is year, half, quarter, month or week."""

    start: date
    end: date
    kind: str

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read YYYY, YYYY-H1, YYYY-Q4, YYYY-MM or YYYY-Www. Raises Problem for other text."""
        found = _FORM.fullmatch(text.strip().upper())
        if found and int(found[1]) in _YEARS:
            year, half, h, quarter, q, week, w, month = found.groups()
            try:
                if week:
                    return cls._week(date.fromisocalendar(int(year), int(w), 1))
                if half or quarter:
                    kind, number = ("half", int(h)) if half else ("quarter", int(q))
                    return cls._months(int(year), (number - 1) * _MONTHS[kind] + 1, kind)
                return cls._months(int(year), int(month or 1), "month" if month else "year")
            except (ValueError, OverflowError):
                pass
        raise Problem(_("The period {text} is not known. Write 2026, 2026-H1, 2026-Q4, 2026-10 or 2026-W47.")
                      .format(text=text.strip()[:40]))

    @classmethod
    def of(cls, day: date, kind: str) -> Period:
        """The period of that kind a day lies in."""
        if kind == "week":
            return cls._week(day - timedelta(days=day.weekday()))
        length = _MONTHS[kind]
        return cls._months(day.year, (day.month - 1) // length * length + 1, kind)

    @classmethod
    def _months(cls, year: int, month: int, kind: str) -> Period:
        start, after = date(year, month, 1), month - 1 + _MONTHS[kind]
        return cls(start, date(year + after // 12, after % 12 + 1, 1) - timedelta(days=1), kind)

    @classmethod
    def _week(cls, monday: date) -> Period:
        return cls(monday, monday + timedelta(days=6), "week")

    def __str__(self) -> str:
        """The text `parse` takes back."""
        year, month = self.start.year, self.start.month
        if self.kind == "week":
            iso = self.start.isocalendar()
            return f"{iso.year:04}-W{iso.week:02}"
        tail = {"year": "", "half": f"-H{(month + 5) // 6}", "quarter": f"-Q{(month + 2) // 3}"}
        return f"{year:04}{tail.get(self.kind, f'-{month:02}')}"

    def title(self) -> str:
        """Its name in the language in force: October 2026."""
        year, month = self.start.year, self.start.month
        if self.kind == "week":
            iso = self.start.isocalendar()
            return _("Week {week} of {year}").format(week=iso.week, year=iso.year)
        if self.kind == "half":
            return (_("First half of {year}") if month == 1 else _("Second half of {year}")).format(year=year)
        if self.kind == "quarter":
            return _("Quarter {quarter} of {year}").format(quarter=(month + 2) // 3, year=year)
        if self.kind == "month":
            return f"{dates.MONTHS[month - 1]} {year}" if i18n.language() == "en" else f"{year}年{month}月"
        return _("Year {year}").format(year=year)

    def span(self) -> str:
        """Its first and last day: 1 Oct to 31 Oct 2026."""
        return span_text(self.start, self.end)

    def previous(self) -> Period:
        """The period of the same kind before this one. Raises Problem before the first year there is."""
        try:
            return Period.of(self.start - timedelta(days=1), self.kind)
        except (ValueError, OverflowError):
            raise Problem(_("There is no period before {period}. "
                            "Choose a later one.").format(period=str(self))) from None

    def latest(self, count: int) -> list[Period]:
        """So many periods of the same kind up to this one, the oldest first. Raises Problem as `previous`."""
        found = [self]
        while len(found) < count:
            found.insert(0, found[0].previous())
        return found

    def months(self) -> list[Period]:
        """The months inside; of a week the one month that holds its Thursday."""
        if self.kind == "week":
            return [Period.of(self.start + timedelta(days=3), "month")]
        return [Period._months(self.start.year, self.start.month + n, "month") for n in range(_MONTHS[self.kind])]

    def weeks(self) -> list[Period]:
        """The ISO weeks that have a day inside, in order."""
        found, week = [], Period.of(self.start, "week")
        while week.start <= self.end:
            found.append(week)
            week = Period._week(week.start + timedelta(days=7))
        return found

    def instants(self, zone: tzinfo) -> tuple[str, str]:
        """First instant inside and first one after it, as stored (UTC): `at >= first AND at < after`."""
        def cut(day: date) -> str:
            return clock.stamp(datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC))

        return cut(self.start), cut(self.end + timedelta(days=1))

    def holds(self, day: date) -> bool:
        """Whether a day lies inside."""
        return self.start <= day <= self.end
