"""What is due: every feature offers its lines, Today and the morning sheet show them together.

A feature's service declares DUE, functions (store, moment) -> lines. Each gives so many of a group (MOST), the soonest
first, and where there are more a Rest that counts them; `Source` does that:

    DUE = (open_clocks, callbacks_due)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cached_property, lru_cache
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary, ref

from crm_desktop.kit import clock, feature, forms, i18n
from crm_desktop.kit.query import IDS, Condition, Query
from crm_desktop.kit.store import Store

CAP = 500  # lines read by a source that makes no groups
AHEAD = 3  # days after today that are shown too
LATE, NEAR, DUE, SOON = "late", "near", "due", "soon"
MOST = {LATE: 40, DUE: 100, SOON: 40}  # lines of a source by the day they are of: past, today, the next days
_CHUNK = 64  # texts read at once


@dataclass(frozen=True)
class Moment:
    """The instant everything is judged at: UTC as stored, and the office's day and zone; whose lines are asked for."""

    now: str
    today: date
    zone: tzinfo
    person: int | None = None  # None: everybody's

    @property
    def last(self) -> date:
        """The last day that is shown."""
        return self.today + timedelta(days=AHEAD)

    def state(self, at: str) -> str:
        """late, due or soon: an instant is late once it has passed, a day once it is over."""
        today, midnight = self._bounds
        if len(at) > 10:
            return LATE if at < self.now else DUE if at < midnight else SOON
        return LATE if at < today else DUE if at == today else SOON

    @cached_property
    def _bounds(self) -> tuple[str, str]:
        """The day, and the instant it ends."""
        end = datetime.combine(self.today + timedelta(days=1), time(0), self.zone)
        return self.today.isoformat(), clock.stamp(end)

    def day(self, at: str) -> date:
        """The office's day of an instant or day."""
        return _day(at, self.zone)


class Words:
    """What lines are about, read when the first of them is asked for, some that follow it with it."""

    def __init__(self, store: Store, records: Sequence[int],
                 read: Callable[[Store, list[int]], dict[int, str]]) -> None:
        self._store, self._read = ref(store), read  # what is kept of a store does not keep the store
        self._records, self._at = records, {record: n for n, record in enumerate(records)}
        self._said: dict[int, str] = {}

    def of(self, record: int) -> str:
        """The words of a record; none for one that is gone for good."""
        if record not in self._said and (store := self._store()) is not None:
            first = self._at[record]
            some = list(self._records[first:first + _CHUNK])
            self._said |= dict.fromkeys(some, "") | self._read(store, some)
        return self._said.get(record, "")


class Due(NamedTuple):
    """One line: what is due, of which record, when, how it stands, and the act that comes next.

    `kind` groups and gives the icon: clock, visit, callback, promise, reminder, task, survey, data. `at` is an
    instant (UTC) or a day. `words` are what it is about, in the reader's language, or where that is read.
    `customer` and `person` are ids of customers and staff. `act` is the id of an action of the record's card; `verb`
    its word on the button (N_).
    """

    kind: str
    form: str
    record: int
    at: str
    state: str
    words: str | Words
    verb: str
    act: str = ""
    customer: int | None = None
    person: int | None = None

    @property
    def what(self) -> str:
        """What it is about."""
        return self.words if isinstance(self.words, str) else self.words.of(self.record)


@dataclass(frozen=True)
class Rest:
    """Lines of a kind beyond those given, of the days `state` names: how many, and where all of them are found."""

    kind: str
    form: str
    state: str
    count: int
    asks: tuple[tuple[str, tuple[Any, ...]], ...]
    by: str = ""

    def query(self, store: Store) -> Query:
        """The list of all of them, those given too."""
        ids = sorted({i for sql, params in self.asks for i in store.column(sql, params)})
        known = self.by in forms.get(self.form).by_id or self.by in feature.entity(self.form).generated
        return Query(self.form, where=(Condition(IDS, "in", ids),), sort=(self.by,) if known else ())

    def __add__(self, other: Rest) -> Rest:
        return replace(self, count=self.count + other.count, asks=self.asks + other.asks)


@dataclass(frozen=True)
class Source:
    """Where the rows of lines stand. Late ones, those of today and the next days are read apart, each so many.

    All in SQL: `columns` are what is read, `of` what follows FROM, conditions too; `by` the column with the day
    (`instants`: the instant) from which `shift` days lead to the day it is due; `person` whose it is; `order` what
    follows `by` in the order; `group` what rows are grouped by; `id` the column with the record's id.
    """

    kind: str
    form: str
    of: str
    by: str
    columns: str
    person: str = ""
    order: str = ""
    id: str = "id"
    group: str = ""
    shift: int = 0
    instants: bool = False

    def read(self, store: Store, at: Moment, params: Sequence[Any] = ()) -> tuple[list[dict[str, Any]], list[Rest]]:
        """The rows in the order of their days, and what there is beyond them."""
        asked, whose = tuple(params), ""
        if at.person is not None and self.person:
            asked, whose = (*asked, at.person), f" AND ({self.person} = ? OR {self.person} IS NULL)"
        few, spans = min(MOST.values()), self._spans(at)
        rows = self._rows(store, whose, (*asked, spans[SOON][1]), few)
        if len(rows) <= few:  # as most often: no group can have more
            return rows, []
        rows, rests = [], []
        for state, (first, after) in spans.items():
            values = (*asked, after) if first is None else (*asked, after, first)
            found = self._rows(store, whose, values, MOST[state], inside=first is not None)
            if len(found) > MOST[state]:
                ids = f"SELECT {self.id}{self._which(whose, inside=first is not None)}"
                many = int(store.value(f"SELECT count(*) FROM ({ids})", values))
                rests.append(Rest(self.kind, self.form, state, many - MOST[state], ((ids, values),), self.by))
            rows += found[:MOST[state]]
        return rows, rests

    def _rows(self, store: Store, whose: str, values: tuple[Any, ...], most: int, *, inside: bool = False
              ) -> list[dict[str, Any]]:
        """One more than the most."""
        return store.rows(f"SELECT {self.columns}{self._which(whose, inside=inside)} ORDER BY {self.by}"
                          f"{self.order and f', {self.order}'} LIMIT ?", (*values, most + 1))

    def _which(self, whose: str, *, inside: bool) -> str:
        span = f"{self.by} < ? AND {self.by} >= ?" if inside else f"{self.by} < ?"
        return f" FROM {self.of}{whose} AND {span}{self.group and f' GROUP BY {self.group}'}"

    def _spans(self, at: Moment) -> dict[str, tuple[str | None, str]]:
        today, tomorrow, after = (self._start(day, at) for day in (
            at.today, at.today + timedelta(days=1), at.last + timedelta(days=1)))
        return {LATE: (None, today), DUE: (today, tomorrow), SOON: (tomorrow, after)}

    def _start(self, day: date, at: Moment) -> str:
        day -= timedelta(days=self.shift)
        return clock.stamp(datetime.combine(day, time(0), at.zone)) if self.instants else day.isoformat()


Line = Due | Rest  # what a source gives


class Found(NamedTuple):
    """Lines in the order of the page, and what there is beyond them."""

    lines: list[Due]
    rests: list[Rest]


@lru_cache(8192)  # the same lines are judged again and again
def _day(at: str, zone: tzinfo) -> date:
    return clock.instant(at).astimezone(zone).date() if len(at) > 10 else date.fromisoformat(at)


def moment(store: Store) -> Moment:
    """This instant in this office."""
    return Moment(clock.stamp(), clock.today(store.zone), store.zone)


def read(store: Store, at: Moment | None = None, person: int | None = None, *, age: int = 2) -> Found:
    """What is due until `last`, of everybody or of one person, late first, then by time; and how much more there is.

    While nothing was written, what was judged up to `age` seconds before will do.
    """
    at = replace(at or moment(store), person=person)
    state = store.written.state()
    asked = None if state is None else (state, i18n.language(), at.today, at.zone)
    kept = _kept.setdefault(store, {})
    if asked is not None and (before := kept.get(person)) is not None and before[0] == asked \
            and timedelta(0) <= clock.instant(at.now) - clock.instant(before[1].now) <= timedelta(seconds=age):
        return before[2]
    found = _read(store, at)
    if asked is not None:
        kept[person] = asked, at, found
    return found


_kept: WeakKeyDictionary[Store, dict[int | None, tuple[object, Moment, Found]]] = WeakKeyDictionary()
_PLACES = {LATE: 0, NEAR: 1, DUE: 1, SOON: 2}  # near stands among those of today


def _read(store: Store, at: Moment) -> Found:
    found: list[Due] = []
    rests: dict[tuple[str, str, str], Rest] = {}
    for one in _all(store, at):
        if isinstance(one, Rest):
            key = one.kind, one.form, one.state
            rests[key] = rests[key] + one if key in rests else one
        elif at.person is None or one.person is None or one.person == at.person:
            found.append(one)
    found.sort(key=lambda d: (_PLACES[d.state], at.day(d.at), len(d.at) <= 10, d.at, d.form, d.record))
    return Found(found, sorted(rests.values(), key=lambda r: (_PLACES[r.state], -r.count, r.form)))


def _all(store: Store, at: Moment) -> Iterable[Line]:
    for module in feature.modules("service"):
        for source in getattr(module, "DUE", ()):
            yield from source(store, at)
