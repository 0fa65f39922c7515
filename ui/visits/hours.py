"""The measures of a week or a day on the screen: where each day and each minute stands, all from the font."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from PySide6.QtGui import QFontMetrics

from ui.kit import theme
from ui.kit.theme import px

STEADY = 72   # pixels a message and its margins take
NARROW = 0.5  # of a day off, beside a working day


@dataclass
class Hours:
    """Columns by day, minutes by hour."""

    days: list[date] = field(default_factory=list)
    off: dict[date, str] = field(default_factory=dict)
    lunch: tuple[int, int] = (0, 0)   # minutes
    first: int = 8    # hour
    last: int = 18
    left: int = 0
    edges: list[int] = field(default_factory=list)   # of the columns, one more than days
    hour: int = 48

    def fit(self, width: int, height: int, head: int = 0) -> None:
        """The measures for a place of that size; an hour is never lower than the guide says.

        A day off is narrow, but as wide as its head, unless working days would be narrower then.
        """
        self.left = max(px(46), _width("00:00") + px(12))
        free = [len(self.days) > 1 and d in self.off for d in self.days]
        room, at = float(width - self.left), float(self.left)
        narrow = max(NARROW * room / (len(free) - NARROW * sum(free) or 1), min(head, room / (len(free) or 1)))
        wide = (room - narrow * sum(free)) / (len(free) - sum(free)) if not all(free) else room / (len(free) or 1)
        self.edges = [round(at)]
        for is_off in free:
            at += narrow if is_off and not all(free) else wide
            self.edges.append(round(at))
        least, count = max(px(48), 2 * theme.line_height("small")), max(1, self.last - self.first)
        wanted = max(least, height // count)
        if not (wanted < self.hour <= wanted * 1.2 and self.hour * count <= height + px(STEADY)):
            self.hour = wanted  # but nothing moves under the mouse because a message came: it scrolls for a while

    @property
    def height(self) -> int:
        """How high all hours are."""
        return self.hour * (self.last - self.first)

    def column(self, day: date) -> tuple[int, int]:
        """Left edge and width of a day."""
        place = self.days.index(day)
        return self.edges[place], self.edges[place + 1] - self.edges[place]

    def day_at(self, x: int) -> date:
        """The day at a place, the nearest where it lies outside."""
        place = sum(1 for edge in self.edges[1:-1] if x >= edge)
        return self.days[place]

    def y(self, minute: int) -> int:
        """Where a minute of the day begins."""
        return round((minute - self.first * 60) * self.hour / 60)

    def minute(self, y: float, step: int) -> int:
        """The minute at a height, on the grid of so many minutes."""
        return self.first * 60 + round(y * 60 / self.hour / step) * step

    def least(self) -> int:
        """How many minutes the lowest block covers."""
        return -(-lowest() * 60 // self.hour)


def between_hours(first: int, last: int) -> int:
    """The minute of a stretch where a word stands clear of the hours: the half hour nearest to its middle."""
    middle = (first + last) // 2
    halves = [m for m in range(30, 24 * 60, 60) if first < m < last]
    return min(halves, key=lambda m: abs(m - middle), default=middle)


def lowest() -> int:
    """How low a block may be: one line of words."""
    return theme.line_height("dense") + 2


def _width(text: str) -> int:
    return QFontMetrics(theme.font("small")).horizontalAdvance(text)
