"""Fills pages with bands: heads again on each page, what belongs together on one, long rows cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from crm_desktop.kit.pdf.bands import Band, BreakBand, Frame, Row, TextBand


@dataclass(eq=False, slots=True)
class Page:
    """Bands with the height they stand at, from the top of the body; borders likewise."""

    placed: list[tuple[float, Band]] = field(default_factory=list)
    borders: list[tuple[Frame, float, float]] = field(default_factory=list)
    used: float = 0.0

    def place(self, band: Band) -> None:
        """Put a band below the last one."""
        if self.placed:
            self.used += band.gap
        self.placed.append((self.used, band))
        top, self.used = self.used, self.used + band.height
        if band.frame is None:
            return
        border = band.frame.border
        if self.borders and self.borders[-1][0] is border and self.borders[-1][2] > top - 0.01:
            top = self.borders.pop()[1]
        self.borders.append((border, top, self.used))


class Filler:
    """Places bands one after the other, page after page."""

    def __init__(self, height: float) -> None:
        self.height = height
        self.pages = [Page()]

    def fill(self, bands: Sequence[Band]) -> list[Page]:
        """All pages. None is left out, none is empty except a paper's only one."""
        chain_until = 0
        for index, band in enumerate(bands):
            if isinstance(band, BreakBand):
                if self.pages[-1].placed:
                    self.pages.append(Page())
                continue
            if index >= chain_until:
                chain_until = self._chain(bands, index)
            self._place(band)
        if len(self.pages) > 1 and not self.pages[-1].placed:
            self.pages.pop()
        return self.pages

    def _chain(self, bands: Sequence[Band], index: int) -> int:
        """Begin a page where bands held together would not fit into this one; gives where they end."""
        end, total = index, 0.0
        while True:
            total += bands[end].height + (bands[end].gap if end > index else 0)
            end += 1
            if not bands[end - 1].keep or end == len(bands) or total > self.height:
                break
        first = bands[index]
        if end - index > 1 and total > self.height - self._head(first):
            if not self._begins(bands[index:end]):
                self._next(first)
        elif end - index > 1 and total + first.gap > self._room():
            self._next(first)
        return end

    def _begins(self, chain: Sequence[Band]) -> bool:
        """Whether a chain longer than a page has, in this one, room for its headings and what they are about."""
        room, headings = self._room(), True
        for band in chain:
            headings = headings and (isinstance(band, TextBand) or band.frame is not None and band in band.frame.head)
            room -= band.gap
            if not headings:
                return band.height <= room or self._cut(band, room) is not None
            room -= band.height
        return room >= 0

    def _cut(self, band: Band, room: float) -> tuple[Band, Band] | None:
        """The two parts of a band that is higher than the room left: not for a little room that a new page has too."""
        fresh = self.height - self._head(band)
        return band.split(room) if band.height > fresh or room > self.height / 3 else None

    def _room(self) -> float:
        return self.height - self.pages[-1].used

    def _head(self, band: Band) -> float:
        """The height of the head that would come again above a band."""
        head = band.frame.head if band.frame else []
        high = sum(row.height for row in head)
        return high if band not in head and high < self.height * 0.4 else 0.0

    def _next(self, band: Band) -> None:
        """A new page, with the head of the table that goes on there."""
        if not self.pages[-1].placed:
            return
        self.pages.append(Page())
        if self._head(band) and band.frame:
            for row in band.frame.head:
                self.pages[-1].place(row)

    def _place(self, band: Band) -> None:
        page = self.pages[-1]
        while band.height + (band.gap if page.placed else 0) > self._room() + 0.01:
            room = self._room() - (band.gap if page.placed else 0)
            halves = self._cut(band, room)
            if halves is None:
                at_top = not page.placed or all(isinstance(b, Row) and b.frame and b in b.frame.head
                                                for _y, b in page.placed) and self._head(band) > 0
                if at_top:
                    break  # nothing more can be gained: it is higher than a page and can't be cut
                self._next(band)
            else:
                page.place(halves[0])
                band = halves[1]
                self._next(band)
            page = self.pages[-1]
        page.place(band)
