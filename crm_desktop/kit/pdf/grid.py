"""Lays a Grid out: how wide each column is, how its rows break, which stay together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from crm_desktop.kit.i18n import _
from crm_desktop.kit.pdf.bands import SHADE, Band, Column, Frame, Row, row_height
from crm_desktop.kit.pdf.blocks import Grid, Section
from crm_desktop.kit.pdf.ruler import BODY, SIDES, SMALL, Ruler, units

_SAMPLE = 400  # rows looked at to find how wide columns are
PAD = 2.8
_LOW = 90.0  # rows below this height are held with the next rather than left alone
_AMOUNT = re.compile(r"\D{0,4}[-\d,.:/%+−– ]{1,30}\D{0,5}")
_WHOLE, _HEAD = 16, 4.2  # letters of a number, em of a head that stay on one line
_STEP = 1000  # rows laid out between two looks at whether the user cancelled


def lay_grid(grid: Grid, ruler: Ruler, width: float,
             progress: Callable[[int, int], object] | None = None) -> list[Band]:
    """The bands of a grid. `progress` may raise Cancelled while a long one is laid out."""
    count = len(grid.heads)
    rows = [row if isinstance(row, Section) else ["" if c is None else str(c) for c in row] for row in grid.rows]
    for row in rows:
        if not isinstance(row, Section) and len(row) != count:
            raise ValueError(f"a row of {len(row)} cells below {count} heads")
    size = BODY if count <= 7 else SMALL if count <= 11 else 8.0
    wide = _shares(grid, rows, ruler, width, size)
    plain = columns(wide, (grid.align or "l").ljust(count, (grid.align or "l")[-1]), size)
    bold = tuple(Column(c.x, c.width, c.align, bold=True, size=size) for c in plain)
    frame = Frame(0, width)
    frame.head.append(head_row(grid.heads, wide, ruler, size, frame))
    bands: list[Band] = list(frame.head)
    for number, row in enumerate(rows):
        if progress and number % _STEP == _STEP - 1:
            progress(0, 0)
        last = grid.total and number == len(rows) - 1
        if isinstance(row, Section):
            bands.append(section_row(row.text, width, ruler, frame, size))
        else:
            bands.append(text_row(row, bold if last else plain, ruler, frame))
    _hold(bands, len(frame.head))
    if not rows:
        whole = (Column(0, width, "c", size=size),)
        bands.append(text_row([_("None")], whole, ruler, frame))
    return bands


def _hold(bands: Sequence[Band], heads: int) -> None:
    """No row stands alone below the head or on the last page."""
    for band in (*bands[heads:heads + 1], *bands[max(len(bands) - 2, heads):]):
        band.keep = band.keep or band.height < _LOW
    bands[-1].keep = False


def columns(widths: Sequence[float], align: str, size: float, *, shade: float | None = None) -> tuple[Column, ...]:
    """Columns side by side; `align` has a letter for each."""
    places, x = [], 0.0
    for wide, side in zip(widths, align, strict=True):
        places.append(Column(x, wide, side, shade=shade, size=size))
        x += wide
    return tuple(places)


def text_row(texts: Sequence[str], places: Sequence[Column], ruler: Ruler, frame: Frame, pad: float = PAD,
             least: float = 0) -> Row:
    """A row of plain texts."""
    pad = ruler.pad(pad)
    broken = ruler.balanced if all(c.align == "c" for c in places) else ruler.wrap
    cells = [broken(text, c.width - SIDES, c.size, c.bold) if text else []
             for text, c in zip(texts, places, strict=True)]
    return Row(max(row_height(places, cells, pad), places[0].leading + 2 * pad, least), False, 0, frame,
               tuple(places), cells, pad)


def head_row(heads: Sequence[str], wide: Sequence[float], ruler: Ruler, size: float, frame: Frame) -> Row:
    """The shaded row of heads."""
    row = text_row(heads, columns(wide, "c" * len(wide), size, shade=SHADE), ruler, frame, pad=3.2)
    row.keep = True
    return row


def section_row(text: str, width: float, ruler: Ruler, frame: Frame, size: float = BODY, *, align: str = "l",
                shade: float | None = None) -> Row:
    """A row over the whole width that names what follows."""
    row = text_row([text], (Column(0, width, align, bold=True, size=size, shade=shade),), ruler, frame)
    row.keep = True
    return row


def _shares(grid: Grid, rows: Sequence[Sequence[str] | Section], ruler: Ruler, width: float,
            size: float) -> list[float]:
    """The width of each column: as told, else equal where that is enough, else by what stands in them."""
    count = len(grid.heads)
    step = max(1, len(rows) // _SAMPLE)
    sample = [row for row in rows[::step] if not isinstance(row, Section)]
    if grid.total and rows and not isinstance(rows[-1], Section):
        sample.append(rows[-1])
    least, natural = [], []
    for index, head in enumerate(grid.heads):
        texts = {row[index] for row in sample}
        wish = max(_widest(texts, ruler, size, grid.total), ruler.width(ruler.fit(head, width, size), size)) + SIDES
        natural.append(min(wish + 0.2, width * 0.6))
        least.append(min(longest_word(head, texts, ruler, size, grid.total, width * 0.36), natural[-1]))
    if grid.widths:
        told = widened([width * w / sum(grid.widths) for w in grid.widths], least)
        written = [any(row[index] for row in sample) for index in range(count)]
        return _lent(told, natural, written) if grid.flexible else told
    if max(natural) <= width / count:
        return [width / count] * count
    return _shared(natural, least, width)


def longest_word(head: str, texts: Iterable[str], ruler: Ruler, size: float, bold: bool, most: float) -> float:
    """How wide a column must be for its words, dates and numbers to stay whole; one wider than `most` is cut anyway."""
    pieces = {p for t in texts for p in ([t] if _is_number(t) else units(t[:200]))}
    pieces |= {head} if ruler.width(ruler.fit(head, most, size), size) <= _HEAD * size else set(units(head))
    widths = (ruler.width(ruler.clean(p).replace("\n", " "), size, bold) + SIDES + 0.1 for p in pieces)
    return max((one for one in widths if one <= most), default=0)


def _is_number(text: str) -> bool:
    """Whether a cell is read as one: a number with its unit, a day, a length of time."""
    return len(text) <= _WHOLE and any(c.isdigit() for c in text) or _AMOUNT.fullmatch(text) is not None


def widened(told: Sequence[float], least: Sequence[float]) -> list[float]:
    """Widths as told, save that columns too narrow for their words take what they need from the others."""
    lack = sum(max(need - one, 0) for one, need in zip(told, least, strict=True))
    spare = sum(max(one - need, 0) for one, need in zip(told, least, strict=True))
    if spare < lack:
        return _levelled(least, sum(told))
    if not lack:
        return list(told)
    return [need if need > one else one - (one - need) * lack / spare for one, need in zip(told, least, strict=True)]


def _lent(told: Sequence[float], natural: Sequence[float], written: Sequence[bool]) -> list[float]:
    """Room that columns have above what stands in them goes to those whose texts would be broken.

    One with nothing in it keeps its room: it may be there to be written in by hand.
    """
    spare = [max(one - wish, 0) if has else 0.0 for one, wish, has in zip(told, natural, written, strict=True)]
    lack = [max(wish - one, 0) for one, wish in zip(told, natural, strict=True)]
    moved = min(sum(spare), sum(lack))
    return [one - moved * more / sum(spare) + moved * less / sum(lack) if moved else one
            for one, more, less in zip(told, spare, lack, strict=True)]


def _widest(texts: Iterable[str], ruler: Ruler, size: float, bold: bool) -> float:
    return max((ruler.width(part, size, bold) for t in texts for part in ruler.clean(t[:400]).split("\n")), default=0)


def _levelled(widths: Sequence[float], total: float) -> list[float]:
    """Widths cut to a total: the widest give first, so that short numbers stay whole."""
    left, cap = total, total
    for number, one in enumerate(sorted(widths)):
        cap = left / (len(widths) - number)
        if one > cap:
            break
        left -= one
    return [min(one, cap) for one in widths]


def _shared(natural: Sequence[float], least: Sequence[float], width: float) -> list[float]:
    """Widths that add up to `width`: spare room by what is wished, too little room down to the longest word."""
    if sum(natural) <= width:
        spare = (width - sum(natural)) / sum(natural)
        return [n * (1 + spare) for n in natural]
    if sum(least) >= width:
        return _levelled(least, width)
    wanted = sum(natural) - sum(least)
    room = (width - sum(least)) / wanted
    return [one + (n - one) * room for n, one in zip(natural, least, strict=True)]
