"""Cells to be signed: who, and room for name and date."""

from __future__ import annotations

from collections.abc import Sequence

from crm_desktop.kit.i18n import _
from crm_desktop.kit.pdf.bands import Band, Frame
from crm_desktop.kit.pdf.blocks import Sign
from crm_desktop.kit.pdf.pen import INNER, Pen
from crm_desktop.kit.pdf.ruler import BODY, DROP, LEADING, Ruler

_ACROSS, _ROOM, _LEAST, _LINE = 3, 50.0, 40.0, BODY * LEADING


class SignBand(Band):
    """A row of cells to be signed."""

    def __init__(self, height: float, frame: Frame, wide: float, cells: Sequence[tuple[list[str], str]]) -> None:
        super().__init__(height, False, 0, frame)
        self.wide, self.cells = wide, cells

    def draw(self, pen: Pen, x: float, y: float) -> None:
        bottom = y + self.height
        pen.line([(x, bottom), (x + self.wide * len(self.cells), bottom)])
        for number, (lines, date) in enumerate(self.cells):
            left = x + number * self.wide
            if number:
                pen.line([(left, y), (left, bottom)], INNER)
            for count, line in enumerate(lines):
                pen.put(left + 6, y + 6 + _LINE * (count + 0.5) + BODY * DROP, line, BODY)
            pen.put(left + self.wide - 6, bottom - 8, date, BODY, False, "r")


def sign_rows(cells: Sequence[Sign], ruler: Ruler, width: float, frame: Frame | None = None) -> list[Band]:
    """The rows of cells, at most three side by side; with a frame they stand inside that sheet's border."""
    bands: list[Band] = []
    frame = frame or Frame(0, width)
    for start in range(0, len(cells), _ACROSS):
        group = cells[start:start + _ACROSS]
        wide = width / len(group)
        broken = []
        for cell in group:
            text = _("{label}: {name}").format(label=cell.label, name=cell.name) if cell.name else cell.label
            broken.append((ruler.wrap(text, wide - 12, BODY)[:12], ruler.fit(
                cell.date or _("____ / ____ / ______"), wide - 12, BODY)))
        high = max(ruler.pad(_ROOM - _LEAST) + _LEAST, max(len(lines) for lines, _date in broken) * _LINE + 32)
        bands.append(SignBand(high, frame, wide, broken))
    return bands
