"""Where the entries of a day stand: side by side where they overlap, and in which order the arrow keys go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from crm_desktop.visits.agenda import Row
from crm_desktop.visits.model import minute

STEP = 15        # minutes: the grid of moving and stretching
SLOT = 30        # minutes: what the arrow keys walk by where nothing is planned
Key = tuple[str, int]


class Placed(NamedTuple):
    """A timed entry in its lane of so many."""

    row: Row
    lane: int
    lanes: int


class Spot(NamedTuple):
    """Where the keyboard is: a day, a minute of it (None: the lane of all day), and the entry there, if any."""

    day: str
    minute: int | None
    key: Key | None = None


def key_of(row: Row) -> Key:
    """What a row is known by."""
    return (row.form, row.id)


def spot_of(row: Row) -> Spot:
    """Where a row stands."""
    return Spot(row.day, begin(row) if row.start else None, key_of(row))


def begin(row: Row) -> int:
    """The first minute of a timed row."""
    return minute(row.start) or 0


def side_by_side(rows: Sequence[Row], least: int) -> list[Placed]:
    """The timed rows of one day in lanes. No row is drawn shorter than `least` minutes."""
    found: list[Placed] = []
    cluster: list[tuple[Row, int]] = []
    ends: list[int] = []  # of each lane of the cluster

    def close() -> None:
        found.extend(Placed(row, lane, len(ends)) for row, lane in cluster)
        cluster.clear()
        ends.clear()

    for row in sorted((r for r in rows if r.start), key=lambda r: (begin(r), -r.minutes, r.id)):
        at = begin(row)
        if ends and at >= max(ends):
            close()
        lane = next((n for n, end in enumerate(ends) if end <= at), len(ends))
        ends[lane:lane + 1] = [at + max(row.minutes, least)]
        cluster.append((row, lane))
    close()
    return found


def stops(day: str, rows: Sequence[Row], first: int, last: int) -> list[Spot]:
    """Where up and down stop in a day: what is all day, then each entry and each free half hour, by time."""
    whole = [spot_of(r) for r in rows if not r.start] or [Spot(day, None)]
    timed = [r for r in rows if r.start]
    taken = [(begin(r), begin(r) + r.minutes) for r in timed]
    free = [Spot(day, at) for at in range(first, last, SLOT)
            if not any(a < at + SLOT and at < b for a, b in taken)]
    return whole + sorted(free + [spot_of(r) for r in timed], key=lambda s: (s.minute or 0, s.key or ("", 0)))


def nearest(spots: Sequence[Spot], at: int | None) -> Spot:
    """The stop of another day that lies beside a minute: an entry that covers it, else the closest one."""
    if at is None:
        return spots[0]
    timed = [s for s in spots if s.minute is not None] or list(spots)
    return min(timed, key=lambda s: (abs((s.minute or 0) - at), s.key is None))
