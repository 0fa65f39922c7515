"""Charts for the screen: the same drawing as on paper, as SVG that Qt can show."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from crm_desktop.kit.pdf.blocks import Chart
from crm_desktop.kit.pdf.chart import chart_height, draw_chart


class _Picture:
    """A Surface that writes SVG. It measures by rule of thumb, so that no font file is read for a screen."""

    def __init__(self, ink: str, ground: str, font: str) -> None:
        self.ink, self.ground, self.font = ink, ground, font
        self.parts: list[str] = []

    def _gray(self, gray: float) -> str:
        return f'fill="{self.ink}" fill-opacity="{1 - gray:.2f}"'

    def fill(self, x: float, y: float, width: float, height: float, gray: float) -> None:
        self.parts.append(f'<rect x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}" '
                          f'{self._gray(gray)}/>')

    def shape(self, points: Sequence[tuple[float, float]], gray: float) -> None:
        self.parts.append(f'<polygon points="{_points(points)}" {self._gray(gray)}/>')

    def line(self, points: Sequence[tuple[float, float]], width: float = 0.75, dash: Sequence[float] = ()) -> None:
        dashes = f' stroke-dasharray="{",".join(f"{d:g}" for d in dash)}"' if dash else ""
        self.parts.append(f'<polyline points="{_points(points)}" fill="none" stroke="{self.ink}" '
                          f'stroke-width="{width:g}"{dashes}/>')

    def text(self, x: float, y: float, text: str, size: float, bold: bool = False, align: str = "l") -> None:
        anchor = {"l": "start", "c": "middle", "r": "end"}[align]
        weight = ' font-weight="bold"' if bold else ""
        self.parts.append(f'<text x="{x:.2f}" y="{y:.2f}" font-size="{size:g}" text-anchor="{anchor}"{weight}>'
                          f"{escape(_plain(text))}</text>")

    def width(self, text: str, size: float) -> float:
        return sum(1.0 if ord(c) > 0x2E7F else 0.58 for c in text) * size

    def wrap(self, text: str, width: float, size: float) -> list[str]:
        lines, line = [], ""
        for char in _plain(text):
            if line and self.width(line + char, size) > width:
                cut = line.rfind(" ") + 1 if char.isascii() and line.isascii() and " " in line else len(line)
                lines.append(line[:cut].rstrip())
                line = line[cut:]
            line += char
        return [*lines, line]


def _plain(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)


def _points(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.2f},{y:.2f}" for x, y in points)


def chart_svg(chart: Chart, width: float = 360, *, ink: str = "#000000", ground: str = "none",
              font: str = "Noto Sans SC") -> str:
    """A chart as an SVG picture of that width; `ink` and `ground` are the theme's colours."""
    picture = _Picture(ink, ground, font)
    top = 20.0 if chart.title else 4.0
    height = chart_height(chart, picture, width - 4) + top + 4
    if chart.title:
        picture.text(2, 13, chart.title, 10.5, True)
    draw_chart(chart, picture, 2, top, width - 4)
    back = "" if ground == "none" else f'<rect width="{width:g}" height="{height:.0f}" fill="{escape(ground)}"/>'
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:.0f}" '
            f'viewBox="0 0 {width:g} {height:.0f}" font-family="{escape(font)}" fill="{escape(ink)}">'
            f'{back}{"".join(picture.parts)}</svg>')
