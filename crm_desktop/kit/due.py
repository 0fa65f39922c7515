"""What is due: every feature offers its lines, Today and the morning sheet show them together.

A feature's service declares DUE, functions (store, moment) -> lines, at most CAP each and the soonest first:

    DUE = (open_clocks, callbacks_due)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from functools import lru_cache
from typing import NamedTuple
from weakref import WeakKeyDictionary

from crm_desktop.kit import clock, feature, i18n
from crm_desktop.kit.store import Store

CAP = 500
AHEAD = 3  # days after today that are shown too
LATE, NEAR, DUE, SOON = "late", "near", "due", "soon"


@dataclass(frozen=True)
class Moment:
    """The instant everything is judged at: UTC as stored, and the office's day and zone."""

    now: str
    today: date
    zone: tzinfo

    @property
    def last(self) -> date:
        """The last day that is shown."""
        return self.today + timedelta(days=AHEAD)

    def state(self, at: str) -> str:
        """late, due or soon: an instant is late once it has passed, a day once it is over."""
        if len(at) > 10:
            return LATE if at < self.now else DUE if self.day(at) == self.today else SOON
        return LATE if at < self.today.isoformat() else DUE if at == self.today.isoformat() else SOON

    def day(self, at: str) -> date:
        """The office's day of an instant or day."""
        return _day(at, self.zone)


class Due(NamedTuple):
    """One line: what is due, of which record, when, how it stands, and the act that comes next.

    `kind` groups and gives the icon: clock, visit, callback, promise, reminder, task, survey, data. `at` is an
    instant (UTC) or a day. `what` is words already in the reader's language. `customer` and `person` are ids of
    customers and staff. `act` is the id of an action of the record's card; `verb` its word on the button (N_).
    """

    kind: str
    form: str
    record: int
    at: str
    state: str
    what: str
    verb: str
    act: str = ""
    customer: int | None = None
    person: int | None = None


@lru_cache(8192)  # the same lines are judged again and again
def _day(at: str, zone: tzinfo) -> date:
    return clock.instant(at).astimezone(zone).date() if len(at) > 10 else date.fromisoformat(at)


def moment(store: Store) -> Moment:
    """This instant in this office."""
    return Moment(clock.stamp(), clock.today(store.zone), store.zone)


def lines(store: Store, at: Moment | None = None, person: int | None = None, *, age: int = 2) -> list[Due]:
    """Everything due until `last`, of everybody or of one person: late first, then by time.

    While nothing was written, what was judged up to `age` seconds before will do.
    """
    at = at or moment(store)
    found = _all(store, at, age)
    if person is not None:
        found = [line for line in found if line.person in (person, None)]
    return found


_kept: WeakKeyDictionary[Store, tuple[object, Moment, list[Due]]] = WeakKeyDictionary()


def _all(store: Store, at: Moment, age: int) -> list[Due]:
    """In order; those read a moment ago while nothing was written since."""
    state = store.written.state()
    asked = None if state is None else (state, i18n.language(), at.today, at.zone)
    if asked is not None and (kept := _kept.get(store)) is not None and kept[0] == asked \
            and timedelta(0) <= clock.instant(at.now) - clock.instant(kept[1].now) <= timedelta(seconds=age):
        return list(kept[2])
    sources: list[Callable[[Store, Moment], list[Due]]] = [
        s for m in feature.modules("service") for s in getattr(m, "DUE", ())]
    found = [line for source in sources for line in source(store, at)]
    found.sort(key=lambda d: (_group(d.state), at.day(d.at), len(d.at) <= 10, d.at, d.form, d.record))
    if asked is not None:
        _kept[store] = asked, at, found
    return list(found)


def _group(state: str) -> int:
    """Near stands among those of today."""
    return {LATE: 0, NEAR: 1, DUE: 1, SOON: 2}[state]
