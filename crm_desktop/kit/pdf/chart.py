"""Charts that stay readable in black and white: patterns instead of colours, the number at every bar.

Patterns are plain lines and dots, because printers render pattern fills unevenly.
"""

from __future__ import annotations

from collections.abc import Sequence

from crm_desktop.kit.pdf.blocks import Chart
from crm_desktop.kit.pdf.pen import Pen
from crm_desktop.kit.pdf.ruler import DROP, MM, SMALL, Ruler

_LINE, _SIDE = SMALL * 1.35, 12.0
_PATTERNS = ("black", "hatch", "white", "dots", "gray", "back", "lines", "light")
_DASHES: tuple[tuple[float, ...], ...] = ((), (4, 2), (1, 2), (6, 2, 1, 2))


def chart_height(chart: Chart, ruler: Ruler, width: float) -> float:
    """How high a chart stands in that width, without its title."""
    legend = _legend_height(chart, ruler, width)
    if chart.height:
        return chart.height * MM + legend
    if chart.kind == "stack":
        return len(chart.labels) * 44 + 8 + legend
    if chart.kind == "hbars":
        return len(chart.labels) * (max(len(chart.series), 1) * 13 + 7) + 4 + legend
    return 42 * MM + legend


def draw_chart(chart: Chart, pen: Pen, x: float, y: float, width: float) -> None:
    """Draw a chart with its left top there."""
    height = chart_height(chart, pen.ruler, width) - _legend_height(chart, pen.ruler, width)
    if chart.labels and chart.series:
        draw = {"bars": _bars, "hbars": _lying, "stack": _stack, "line": _course}[chart.kind]
        draw(chart, pen, x, y, width, height)
    if _has_legend(chart):
        _legend(chart, pen, x, y + height + 4, width)


def pattern(pen: Pen, x: float, y: float, width: float, height: float, kind: str) -> None:
    """A box filled with a pattern, with a thin border."""
    if kind in ("black", "gray", "light"):
        pen.fill(x, y, width, height, {"black": 0.0, "gray": 0.45, "light": 0.8}[kind])
    if kind in ("hatch", "back"):
        _hatch(pen, x, y, width, height, kind == "back")
    if kind == "lines":
        for n in range(1, int(height / 4) + 1):
            pen.line([(x, y + 4 * n), (x + width, y + 4 * n)], 0.5)
    if kind == "dots":
        for row in range(int((height - 1) / 4) + 1):
            for column in range(int((width - 1) / 4) + 1):
                pen.fill(x + 1.4 + column * 4, y + 1.4 + row * 4, 1.2, 1.2, 0.0)
    edge = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
    pen.line(edge, 0.75)


def _hatch(pen: Pen, x: float, y: float, width: float, height: float, back: bool) -> None:
    """Slanting lines, cut at the box's edges."""
    step, shift = 5.0, 5.0
    while shift < width + height:
        a = (min(shift, width), max(0.0, shift - width))
        b = (max(0.0, shift - height), min(shift, height))
        line = [(x + px, y + (py if not back else height - py)) for px, py in (a, b)]
        pen.line(line, 0.6)
        shift += step


def _ceiling(chart: Chart) -> tuple[float, float]:
    """The lowest and the highest number to make room for; zero is always inside."""
    known = [v for s in chart.series for v in s.values if v is not None]
    low, high = min([0, *known]), max([0, *known])
    return (low, high) if high > low else (0, 1)


def _kind(chart: Chart, series: int, index: int) -> str:
    if len(chart.series) == 1:
        return "black" if chart.emphasis in (index, index - len(chart.labels)) else "hatch"
    return _PATTERNS[series % len(_PATTERNS)]


def _label(pen: Pen, text: str, x: float, y: float, width: float) -> None:
    """A label under a bar, in at most two lines."""
    lines = pen.ruler.wrap(text, max(width, SMALL), SMALL)
    if len(lines) > 2:
        lines = [lines[0], lines[1][:-1] + "…"]
    for number, line in enumerate(lines):
        pen.text(x, y + number * _LINE, line, SMALL, align="c")


def _wide(pen: Pen, text: str) -> float:
    """How wide a label or number stands."""
    return pen.ruler.width(pen.ruler.clean(text), SMALL)


def _label_lines(chart: Chart, pen: Pen, slot: float) -> int:
    return min(2, max((len(pen.ruler.wrap(t, max(slot, SMALL), SMALL)) for t in chart.labels), default=1))


def _bars(chart: Chart, pen: Pen, x: float, y: float, width: float, height: float) -> None:
    low, high = _ceiling(chart)
    slot = width / len(chart.labels)
    below = _label_lines(chart, pen, slot - 3) * _LINE + 4
    scale = (height - below - 2 * _LINE * (1 if low < 0 else 0.75)) / (high - low)
    zero = y + _LINE * 1.2 + high * scale
    thick = min(slot * 0.72 / len(chart.series), 34.0)
    for index, label in enumerate(chart.labels):
        middle = x + slot * (index + 0.5)
        for number, series in enumerate(chart.series):
            value = series.values[index]
            left = middle + thick * (number - len(chart.series) / 2)
            tall = abs(value or 0) * scale
            top = zero - tall if (value or 0) >= 0 else zero
            if tall:
                pattern(pen, left, top, thick, tall, _kind(chart, number, index))
            at = top - 3.5 if (value or 0) >= 0 else top + tall + SMALL
            size = min(SMALL, SMALL * max(thick + 4, slot / len(chart.series) - 2)
                       / max(_wide(pen, series.text(index)), 1))
            pen.text(left + thick / 2, at, series.text(index), max(size, 5), align="c")
        _label(pen, label, middle, y + height - below + SMALL + 3, slot - 3)
    pen.line([(x, zero), (x + width, zero)], 0.9)


def _lying(chart: Chart, pen: Pen, x: float, y: float, width: float, _height: float) -> None:
    low, high = _ceiling(chart)
    names = min(max(_wide(pen, t) for t in chart.labels) + 8, width * 0.45)
    numbers = max(_wide(pen, s.text(i)) for s in chart.series for i in range(len(chart.labels))) + 8
    scale = max(width - names - numbers * (2 if low < 0 else 1), 10) / (high - low)
    zero = x + names + (numbers if low < 0 else 0) - low * scale
    row = len(chart.series) * 13 + 7
    for index, label in enumerate(chart.labels):
        top = y + 2 + index * row
        pen.text(x + names - 6, top + (row - 7) / 2 + SMALL * DROP, pen.ruler.fit(label, names - 8, SMALL),
                 SMALL, align="r")
        for number, series in enumerate(chart.series):
            value = series.values[index] or 0
            long = abs(value) * scale
            if long:
                pattern(pen, zero if value >= 0 else zero - long, top + number * 13 + 1, long, 11,
                        _kind(chart, number, index))
            end, align = (zero + long + 4, "l") if value >= 0 else (zero - long - 4, "r")
            pen.text(end, top + number * 13 + 6.5 + SMALL * DROP, series.text(index), SMALL, align=align)
    pen.line([(zero, y), (zero, y + row * len(chart.labels) + 2)], 0.9)


def _stack(chart: Chart, pen: Pen, x: float, y: float, width: float, height: float) -> None:
    row = height / len(chart.labels)
    for index, label in enumerate(chart.labels):
        total = sum(max(s.values[index] or 0, 0) for s in chart.series) or 1
        left, top = x, y + index * row + _LINE + (0 if not label else 2)
        if label:
            pen.text(x, y + index * row + SMALL, pen.ruler.wrap(label, width * 0.3, SMALL)[0], SMALL)
        free_from = x + (width * 0.3 if label else 0)
        for number, series in enumerate(chart.series):
            wide = max(series.values[index] or 0, 0) / total * width
            if not wide:
                continue
            pattern(pen, left, top + 3, wide, row - _LINE - 12, _PATTERNS[number % len(_PATTERNS)])
            text = series.text(index)
            half = _wide(pen, text) / 2
            if left + wide / 2 - half >= free_from:  # a number too near to the one before stands in the legend
                pen.text(left + wide / 2, top, text, SMALL, align="c")
                free_from = left + wide / 2 + half + 3
            left += wide


def _course(chart: Chart, pen: Pen, x: float, y: float, width: float, height: float) -> None:
    low, high = _ceiling(chart)
    slot = width / len(chart.labels)
    below = _label_lines(chart, pen, slot - 3) * _LINE + 4
    scale = (height - below - 2 * _LINE) / (high - low)
    zero = y + _LINE * 1.6 + high * scale
    pen.line([(x, zero), (x + width, zero)], 0.9)
    for number, series in enumerate(chart.series):
        piece: list[tuple[float, float]] = []
        for index, value in enumerate(series.values):
            at = x + slot * (index + 0.5)
            if value is None:
                _course_piece(pen, piece, number)
                piece = []
                continue
            piece.append((at, zero - value * scale))
            over = -5 if _is_upper(chart, number, index) else SMALL + 4
            pen.text(at, zero - value * scale + over, series.text(index), SMALL, align="c")
        _course_piece(pen, piece, number)
    for index, label in enumerate(chart.labels):
        _label(pen, label, x + slot * (index + 0.5), y + height - below + SMALL + 3, slot - 3)


def _is_upper(chart: Chart, number: int, index: int) -> bool:
    """Whether a series' number stands above its point: the highest there does, so that two don't cover each other."""
    known = [(-v, n) for n, s in enumerate(chart.series) if (v := s.values[index]) is not None]
    return min(known)[1] == number


def _course_piece(pen: Pen, points: Sequence[tuple[float, float]], number: int) -> None:
    if len(points) > 1:
        pen.line(points, 1.2, _DASHES[number % len(_DASHES)])
    for x, y in points:
        _point(pen, x, y, number)


def _point(pen: Pen, x: float, y: float, number: int) -> None:
    """The mark of a series at a number: square, diamond, triangle."""
    if number % 3 == 0:
        pen.fill(x - 2, y - 2, 4, 4, 0.0)
    elif number % 3 == 1:
        pen.shape([(x, y - 3), (x + 3, y), (x, y + 3), (x - 3, y)], 0.0)
    else:
        pen.shape([(x, y - 3), (x + 3, y + 2.4), (x - 3, y + 2.4)], 0.0)


def _has_legend(chart: Chart) -> bool:
    return any(s.name for s in chart.series) and (len(chart.series) > 1 or chart.kind == "stack")


def _legend_places(chart: Chart, ruler: Ruler, width: float) -> list[tuple[float, int, list[str]]]:
    """Where each series' name stands: x, line, its text."""
    places, x, row = [], 0.0, 0
    for series in chart.series:
        name = f"{series.name} {series.text(0)}" if len(chart.labels) == 1 else series.name
        lines = ruler.wrap(name, width - _SIDE - 4, SMALL)
        wide = _SIDE + 4 + max(ruler.width(one, SMALL) for one in lines) + 12
        if x and x + wide - 12 > width:
            x, row = 0.0, row + 1
        places.append((x, row, lines))
        row += len(lines) - 1
        x += wide
    return places


def _legend_height(chart: Chart, ruler: Ruler, width: float) -> float:
    if not _has_legend(chart):
        return 0.0
    _x, row, _lines = _legend_places(chart, ruler, width)[-1]
    return (row + 1) * 16.0 + 6


def _legend(chart: Chart, pen: Pen, x: float, y: float, width: float) -> None:
    for number, (dx, row, lines) in enumerate(_legend_places(chart, pen.ruler, width)):
        top = y + (row - len(lines) + 1) * 16
        if chart.kind == "line":
            middle = top + 5.5
            pen.line([(x + dx, middle), (x + dx + _SIDE, middle)], 1.2, _DASHES[number % len(_DASHES)])
            _point(pen, x + dx + _SIDE / 2, middle, number)
        else:
            pattern(pen, x + dx, top, _SIDE - 2, _SIDE - 2, _PATTERNS[number % len(_PATTERNS)])
        for count, line in enumerate(lines):
            pen.text(x + dx + _SIDE + 3, top + 5 + SMALL * DROP + count * 16, line, SMALL)
