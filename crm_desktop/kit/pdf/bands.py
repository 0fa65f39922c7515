"""Bands: the strips a paper is cut into, each as high as it must be; pages are filled with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from crm_desktop.kit.pdf.pen import INNER, OUTER, Pen
from crm_desktop.kit.pdf.ruler import BODY, DROP, LEADING, SIDES, Line

SHADE = 0.937  # #EFEFEF


@dataclass(eq=False, slots=True)
class Frame:
    """What rows have in common: the thick border round them and the head that comes again on each page.

    A table inside a sheet has a head of its own, while the border is the sheet's: `outer`.
    """

    x: float
    width: float
    head: list[Row] = field(default_factory=list)
    outer: Frame | None = None

    @property
    def border(self) -> Frame:
        """The frame whose border runs round these rows."""
        return self.outer or self


@dataclass(eq=False, slots=True)
class Band:
    """A strip of given height. `keep` holds it on one page with the next, `gap` is room above it within a page."""

    height: float
    keep: bool = False
    gap: float = 0.0
    frame: Frame | None = None

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw it with its left top there."""

    def split(self, room: float) -> tuple[Band, Band] | None:
        """The part that fits into the room, and the rest; None where it can't be cut."""
        return None


@dataclass(eq=False, slots=True)
class TextBand(Band):
    """One line of running text; with a key it is a bookmark."""

    line: Line = ""
    size: float = BODY
    bold: bool = False
    align: str = "l"
    width: float = 0.0
    spacing: float = 0.0
    bookmark: tuple[str, str, int] | None = None

    def draw(self, pen: Pen, x: float, y: float) -> None:
        base = y + self.height / 2 + self.size * DROP
        at = x + {"l": 0.0, "c": self.width / 2, "r": self.width}[self.align]
        if self.spacing and isinstance(self.line, str):
            pen.text(at, base, self.line, self.size, self.bold, self.align, self.spacing)
        else:
            pen.put(at, base, self.line, self.size, self.bold, self.align)
        if self.bookmark:
            title, key, level = self.bookmark
            pen.mark_head(title, key, y - 4, level)


@dataclass(eq=False, slots=True)
class DrawnBand(Band):
    """A strip drawn by a function of its own, such as a chart."""

    paint: Callable[[Pen, float, float], None] | None = None

    def draw(self, pen: Pen, x: float, y: float) -> None:
        if self.paint:
            self.paint(pen, x, y)


@dataclass(eq=False, slots=True)
class BreakBand(Band):
    """Ends the page."""


@dataclass(eq=False, slots=True)
class Columns(Band):
    """Two stacks of bands beside each other."""

    stacks: tuple[tuple[float, list[Band]], ...] = ()

    def draw(self, pen: Pen, x: float, y: float) -> None:
        for dx, bands in self.stacks:
            at = y
            frames: dict[int, tuple[Frame, float, float]] = {}
            for number, band in enumerate(bands):
                at += band.gap if number else 0
                band.draw(pen, x + dx, at)
                if band.frame:
                    border = band.frame.border
                    top = frames[id(border)][1] if id(border) in frames else at
                    frames[id(border)] = (border, top, at + band.height)
                at += band.height
            for border, top, bottom in frames.values():
                pen.box(x + dx + border.x, top, border.width, bottom - top, OUTER)


def stack_height(bands: Sequence[Band]) -> float:
    """How high bands stand below each other."""
    return sum(band.height + (band.gap if number else 0) for number, band in enumerate(bands))


@dataclass(frozen=True, slots=True)
class Column:
    """One cell's place in a row, shared by all rows of a grid."""

    x: float
    width: float
    align: str = "l"
    top: bool = False
    shade: float | None = None
    bold: bool = False
    size: float = BODY
    open_below: bool = False

    @property
    def leading(self) -> float:
        """From base line to base line."""
        return self.size * LEADING


@dataclass(eq=False, slots=True)
class Row(Band):
    """A row of cells between lines. Cells hold broken lines already."""

    columns: tuple[Column, ...] = ()
    cells: Sequence[Sequence[Line]] = ()
    pad: float = 4.0
    top: bool = False

    def draw(self, pen: Pen, x: float, y: float) -> None:
        bottom = y + self.height
        left = x + self.columns[0].x
        shut = [c for c in self.columns if not c.open_below]
        if len(shut) == len(self.columns):
            last = self.columns[-1]
            pen.line([(left, bottom), (x + last.x + last.width, bottom)])
        else:
            for column in shut:
                pen.line([(x + column.x, bottom), (x + column.x + column.width, bottom)])
        for number, (column, lines) in enumerate(zip(self.columns, self.cells, strict=True)):
            at = x + column.x
            if column.shade is not None:
                pen.fill(at, y, column.width, self.height, column.shade)
            if number:
                pen.line([(at, y), (at, bottom)], INNER)
            if lines:
                self._text(pen, column, lines, at, y)

    def _text(self, pen: Pen, column: Column, lines: Sequence[Line], x: float, y: float) -> None:
        leading, size = column.leading, column.size
        if column.align == "r":
            x += column.width - SIDES / 2
        elif column.align == "c":
            x += column.width / 2
        else:
            x += SIDES / 2
        room = 0.0 if column.top or self.top else self.height - 2 * self.pad - len(lines) * leading
        base = y + self.pad + max(room, 0) / 2 + leading / 2 + size * DROP
        for line in lines:
            pen.put(x, base, line, size, column.bold, column.align)
            base += leading

    def split(self, room: float) -> tuple[Band, Band] | None:
        first: list[Sequence[Line]] = []
        rest: list[Sequence[Line]] = []
        for column, lines in zip(self.columns, self.cells, strict=True):
            count = int((room - 2 * self.pad + 0.01) / column.leading)
            if count < 1 or (count < 2 < len(lines)):
                return None
            count -= count > 2 and len(lines) == count + 1  # no single line goes over
            first.append(lines[:count])
            rest.append(lines[count:])
        if not any(rest):
            return None
        below = row_height(self.columns, rest, self.pad)
        return (Row(room, False, self.gap, self.frame, self.columns, first, self.pad, True),
                Row(below, self.keep, 0, self.frame, self.columns, rest, self.pad, True))


def row_height(columns: Sequence[Column], cells: Sequence[Sequence[Line]], pad: float = 4.0) -> float:
    """How high a row must be for its cells."""
    return max(len(lines) * c.leading for c, lines in zip(columns, cells, strict=True)) + 2 * pad
