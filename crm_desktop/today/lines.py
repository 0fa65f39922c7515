"""The lines of Today in words: how late, when, what kind, whose; in groups late, today, the next days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from crm_desktop.kit import clock, due, feature, forms, records
from crm_desktop.kit.due import LATE, NEAR, SOON, Due, Moment
from crm_desktop.kit.i18n import N_, _, ngettext
from crm_desktop.kit.store import Store, layout
from crm_desktop.kit.values import length_text

TODAY = "today"
GROUPS = (LATE, TODAY, SOON)
_PLACES = {LATE: 0, SOON: 2}
GROUP_TITLES = {LATE: N_("Late"), TODAY: N_("Due today"), SOON: N_("Next three days")}
_KINDS = {"clock": (N_("Complaint"), "message-square-warning"), "visit": (N_("Visit"), "map-pin"),
          "callback": (N_("Call-back"), "phone-outgoing"), "promise": (N_("Promise"), "handshake"),
          "reminder": (N_("Reminder"), "bell"), "task": (N_("Task"), "square-check"),
          "survey": (N_("Survey"), "clipboard-list"), "data": (N_("Data"), "database")}
_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_BEGINS = ("visit", "callback")  # what has a beginning rather than an end
_DAYS_FROM = 48 * 60  # minutes late from which on days are counted


@dataclass(frozen=True)
class Line:
    """One line at one moment. What it says is worked out when it is asked for: most lines are never in view."""

    due: Due
    at: Moment
    customer: str
    person: str

    @property
    def key(self) -> tuple[str, int, str, str]:
        """What makes it the same line a minute later."""
        return self.due.kind, self.due.record, self.due.form, self.due.act

    @property
    def group(self) -> str:
        """late, today or soon."""
        return self.due.state if self.due.state in (LATE, SOON) else TODAY

    @property
    def shape(self) -> str:
        """The state of its mark: late, near, running."""
        return self.due.state if self.due.state in (LATE, NEAR) else "running"

    @cached_property
    def mark(self) -> str:
        """How it stands, in few words."""
        return _mark(self.due, self.at)

    @cached_property
    def when(self) -> str:
        """The day and the time, as short as the group allows."""
        return _when(self.due, self.at, self.group)

    @property
    def kind(self) -> str:
        """The word for its kind."""
        return _(_KINDS[self.due.kind][0]) if self.due.kind in _KINDS else forms.get(self.due.form).text()

    @property
    def icon(self) -> str:
        """The picture of its kind."""
        return _KINDS[self.due.kind][1] if self.due.kind in _KINDS else feature.entity(self.due.form).icon

    @cached_property
    def what(self) -> str:
        """What it is about, without the customer's name, which stands beside it."""
        text = " ".join(self.due.what.split())
        return text.removeprefix(self.customer).lstrip(" ·") if self.customer else text

    @property
    def verb(self) -> str:
        """The word on its button."""
        return _(self.due.verb)

    def sentence(self) -> str:
        """All of it, as a screen reader says it."""
        return ", ".join(filter(None, (self.mark, self.when, self.kind, self.customer, self.what, self.person)))


def read(store: Store, at: Moment | None = None, person: int | None = None) -> list[Line]:
    """Everything due until the last day shown, of everybody or of one person, in the order of the page."""
    at = at or due.moment(store)
    return in_words(store, at, due.lines(store, at, person))


def in_words(store: Store, at: Moment, found: Sequence[Due]) -> list[Line]:
    """Those lines, said in the language in force."""
    customers = _names(store, "customer_ref", (d.customer for d in found))
    people = _names(store, "user_ref", (d.person for d in found))
    lines = [Line(one, at, customers.get(one.customer or 0, ""), people.get(one.person or 0, "")) for one in found]
    return sorted(lines, key=lambda line: _PLACES.get(line.due.state, 1))


def counts(store: Store, person: int | None = None) -> tuple[int, int]:
    """How many lines are late, and how many due today."""
    states = [line.state for line in due.lines(store, person=person, age=30)]
    return states.count(LATE), sum(s not in (LATE, SOON) for s in states)


def _names(store: Store, kind: str, ids: Iterable[int | None]) -> dict[int, str]:
    return records.names(store, layout.TARGETS[kind], {i for i in ids if i})


def _mark(one: Due, at: Moment) -> str:
    day = at.day(one.at)
    timed = len(one.at) > 10
    if one.state == LATE:
        return _late(_minutes(one.at, at.now) if timed else None, (at.today - day).days)
    if one.state == NEAR:
        return _("{time} left").format(time=length_text(_minutes(at.now, one.at))) if timed else _("soon over")
    if day > at.today:
        days = (day - at.today).days
        ahead = _("Tomorrow") if days == 1 else ngettext("in {count} day", "in {count} days", days).format(count=days)
        return " ".join(filter(None, (ahead, _time(one.at, at) if timed else "")))
    if not timed:
        return _("Today") if day == at.today else _("Under way")
    if one.at < at.now:
        return _("Since {time}").format(time=_time(one.at, at))
    if one.kind in _BEGINS:
        return _("At {time}").format(time=_time(one.at, at))
    return _("{time} left").format(time=length_text(_minutes(at.now, one.at)))


def _late(minutes: int | None, days: int) -> str:
    if minutes is not None and (minutes < _DAYS_FROM or not days):
        return _("{time} late").format(time=length_text(max(1, minutes)))
    return ngettext("{count} day late", "{count} days late", max(1, days)).format(count=f"{max(1, days):,}")


def _when(one: Due, at: Moment, group: str) -> str:
    day = at.day(one.at)
    time = _time(one.at, at) if len(one.at) > 10 else ""
    if day == at.today:
        return time if time and group == TODAY else _("Today {time}").format(time=time).strip()
    return day_words(day, at.today)


def day_words(day: date, today: date) -> str:
    """11-20 Fri; 2025-11-20 in another year."""
    if day.year != today.year:
        return day.isoformat()
    return _("{date} {weekday}").format(date=f"{day:%m-%d}", weekday=_(_WEEKDAYS[day.weekday()]))


def whole_day(day: date) -> str:
    """2026-11-20 Fri."""
    return _("{date} {weekday}").format(date=day.isoformat(), weekday=_(_WEEKDAYS[day.weekday()]))


def _time(at: str, moment: Moment) -> str:
    return f"{clock.instant(at).astimezone(moment.zone):%H:%M}"


def _minutes(start: str, end: str) -> int:
    return max(0, (clock.instant(end) - clock.instant(start)) // timedelta(minutes=1))
