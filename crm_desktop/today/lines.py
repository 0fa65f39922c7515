"""The lines of Today in words: how late, when, what kind, whose; in groups late, today, the next days."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from functools import cached_property

from crm_desktop.kit import clock, due, feature, forms, records
from crm_desktop.kit.due import DUE, LATE, NEAR, SOON, Due, Moment, Rest
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import N_, _, listed, ngettext
from crm_desktop.kit.store import Store, layout
from crm_desktop.kit.values import length_text, short_day

TODAY = "today"
GROUPS = (LATE, TODAY, SOON)
_CHUNK = 64  # names read at once
GROUP_TITLES = {LATE: N_("Late"), TODAY: N_("Due today"), SOON: N_("Next three days")}
_KINDS = {"clock": (N_("Complaint"), "message-square-warning"), "visit": (N_("Visit"), "map-pin"),
          "callback": (N_("Call-back"), "phone-outgoing"), "promise": (N_("Promise"), "handshake"),
          "reminder": (N_("Reminder"), "bell"), "task": (N_("Task"), "square-check"),
          "survey": (N_("Survey"), "clipboard-list"), "data": (N_("Data"), "database")}
_BEGINS = ("visit", "callback")  # what has a beginning rather than an end
_DAYS_FROM = 48 * 60  # minutes late from which on days are counted


class Names:
    """What the customers and people of lines are called, read when the first of them is asked for.

    `quiet`: where the file is busy just then nothing is said, and it is asked again the next time.
    """

    def __init__(self, store: Store, found: Sequence[Due], *, quiet: bool = False) -> None:
        self._store, self._found, self.quiet = store, found, quiet
        self._read: set[int] = set()
        self._customers: dict[int, str] = {}
        self._people: dict[int, str] = {}

    def of(self, place: int) -> tuple[str, str]:
        """Customer and person of the line at that place."""
        part = place // _CHUNK
        if part not in self._read:
            some = self._found[part * _CHUNK:(part + 1) * _CHUNK]
            self._customers |= _names(self._store, "customer_ref", (d.customer for d in some))
            self._people |= _names(self._store, "user_ref", (d.person for d in some))
            self._read.add(part)
        one = self._found[place]
        return self._customers.get(one.customer or 0, ""), self._people.get(one.person or 0, "")


class Line:
    """One line at one moment. What it says is worked out when it is asked for: most lines are never in view."""

    count = 1

    def __init__(self, due: Due, at: Moment, names: Names, place: int) -> None:
        self.due, self.at, self._names, self._place = due, at, names, place
        self.group = due.state if due.state in (LATE, SOON) else TODAY
        self.key: tuple[object, ...] = due.kind, due.record, due.form, due.act  # the same line a minute later

    @property
    def customer(self) -> str:
        """Whom it is about."""
        return self._said(lambda: self._names.of(self._place)[0])

    @property
    def person(self) -> str:
        """Whose it is."""
        return self._said(lambda: self._names.of(self._place)[1])

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

    @property
    def what(self) -> str:
        """What it is about, without the customer's name, which stands beside it."""
        text = " ".join(self._said(lambda: self.due.what).split())
        return text.removeprefix(self.customer).lstrip(" ·") if self.customer else text

    @property
    def verb(self) -> str:
        """The word on its button."""
        return _(self.due.verb)

    def sentence(self) -> str:
        """All of it, as a screen reader says it."""
        return listed(self.mark, self.when, self.kind, self.customer, self.what, self.person)

    def _said(self, read: Callable[[], str]) -> str:
        try:
            return read()
        except Problem:
            if self._names.quiet:
                return ""
            raise


class More(Line):
    """Lines of a kind that are not given one by one: how many, and the list of all of them."""

    customer = person = when = ""

    def __init__(self, rest: Rest, at: Moment, names: Names) -> None:
        super().__init__(Due(rest.kind, rest.form, 0, "", rest.state, "", N_("Show all")), at, names, 0)
        self.rest, self.count = rest, rest.count
        self.key = ("more", rest.kind, rest.form, rest.state)

    @property
    def mark(self) -> str:
        """How many."""
        return ngettext("{count} more line", "{count} more lines", self.count).format(count=f"{self.count:,}")

    @property
    def what(self) -> str:
        """Where they are."""
        return _("The list has all of them.")


def read(store: Store, at: Moment | None = None, person: int | None = None, *, quiet: bool = False) -> list[Line]:
    """What is due until the last day shown, of everybody or of one person, in the order of the page.

    Each group ends with what there is more of it. `quiet`: see Names.
    """
    at = at or due.moment(store)
    found = due.read(store, at, person)
    lines = in_words(store, at, found.lines, quiet=quiet)
    for rest in found.rests:
        more = More(rest, at, Names(store, (), quiet=quiet))
        lines.insert(bisect_right(lines, GROUPS.index(more.group), key=lambda line: GROUPS.index(line.group)), more)
    return lines


def in_words(store: Store, at: Moment, found: Sequence[Due], *, quiet: bool = False) -> list[Line]:
    """Those lines, said in the language in force."""
    names = Names(store, found, quiet=quiet)
    return [Line(one, at, names, place) for place, one in enumerate(found)]


def counts(store: Store, person: int | None = None) -> tuple[int, int]:
    """How many lines are late, and how many due today."""
    found = due.read(store, person=person, age=30)
    many = Counter(line.state for line in found.lines)
    for rest in found.rests:
        many[rest.state] += rest.count
    return many[LATE], many[DUE] + many[NEAR]


def nobody(store: Store) -> bool:
    """Whether the office has no customer yet."""
    table = feature.entity(layout.TARGETS["customer_ref"]).table
    return store.value(f'SELECT 1 FROM "{table}" WHERE deleted_at IS NULL LIMIT 1') is None


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
    return short_day(day, at.today)


def _time(at: str, moment: Moment) -> str:
    return f"{clock.instant(at).astimezone(moment.zone):%H:%M}"


def _minutes(start: str, end: str) -> int:
    return max(0, (clock.instant(end) - clock.instant(start)) // timedelta(minutes=1))
