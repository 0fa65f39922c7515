"""Draws on one page after another. Fills lie below lines, lines below text, so order doesn't matter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crm_desktop.kit.pdf.ruler import MARK, TICK, Line, Mixed, Ruler, Run

INNER, OUTER = 0.75, 1.5
Point = tuple[float, float]


class Pen:
    """Writes page operators over reportlab's canvas: fast, and with no markup to fear."""

    def __init__(self, canvas: Any, ruler: Ruler, height: float) -> None:
        self.canvas, self.ruler, self.height = canvas, ruler, height
        self._document = canvas._doc
        self._names: dict[tuple[bool, int], str] = {}
        self._clear()

    def _clear(self) -> None:
        self._fills: dict[float, list[str]] = {}
        self._lines: dict[tuple[float, tuple[float, ...]], list[str]] = {}
        self._texts: list[str] = []
        self._font = ""

    def fill(self, x: float, y: float, width: float, height: float, gray: float) -> None:
        """A box filled with a gray: 0 is black."""
        self._fills.setdefault(gray, []).append(f"{x:.2f} {self.height - y - height:.2f} {width:.2f} {height:.2f} re f")

    def shape(self, points: Sequence[Point], gray: float) -> None:
        """A filled shape with these corners."""
        self._fills.setdefault(gray, []).append(self._path(points) + " h f")

    def line(self, points: Sequence[Point], width: float = INNER, dash: Sequence[float] = ()) -> None:
        """A line from point to point; `dash` are the lengths drawn and left out."""
        self._lines.setdefault((width, tuple(dash)), []).append(self._path(points))

    def box(self, x: float, y: float, width: float, height: float, line: float = INNER) -> None:
        """An empty box."""
        self._lines.setdefault((line, ()), []).append(
            f"{x:.2f} {self.height - y - height:.2f} {width:.2f} {height:.2f} re")

    def _path(self, points: Sequence[Point]) -> str:
        high = self.height
        return " ".join(f"{x:.2f} {high - y:.2f} {'l' if i else 'm'}" for i, (x, y) in enumerate(points))

    def text(self, x: float, y: float, text: str, size: float, bold: bool = False, align: str = "l",
             spacing: float = 0) -> None:
        """One line of text on its base line; `align` says what x is: its left, right or middle."""
        if align != "l":
            wide = self.ruler.width(text, size, bold) + spacing * (len(text) - 1)
            x -= wide if align == "r" else wide / 2
        if self.ruler.regular.covered.issuperset(text):
            self._show(x, y, text, size, bold, spacing)
            return
        run = ""
        for char in text:
            if char in self.ruler.regular.covered:
                run += char
                continue
            self._show(x, y, run, size, bold, spacing)
            x += self.ruler.width(run, size, bold) + spacing * len(run)
            run = ""
            x += self._uncovered(x, y, char, size) + spacing
        self._show(x, y, run, size, bold, spacing)

    def _uncovered(self, x: float, y: float, char: str, size: float) -> float:
        """The mark of a character the font lacks: its code in a box. Gives its width."""
        code, wide = f"{ord(char):04X}", self.ruler.mark(char) * size
        self.box(x + 0.06 * size, y - 0.72 * size, wide - 0.12 * size, 0.86 * size, 0.5)
        inner = self.ruler.width(code, MARK * size)
        self._show(x + (wide - inner) / 2, y - 0.08 * size, code, MARK * size, False, 0)
        return wide

    def _show(self, x: float, y: float, text: str, size: float, bold: bool, spacing: float,
              hidden: bool = False) -> None:
        if not text:
            return
        font = self.ruler.face(bold).font
        parts = [f"BT 1 0 0 1 {x:.2f} {self.height - y:.2f} Tm"]
        if spacing:
            parts.append(f"{spacing:.2f} Tc")
        if hidden:
            parts.append("3 Tr")
        for subset, codes in font.splitString(text, self._document):
            name = self._names.get((bold, subset))
            if name is None:
                name = self._names[bold, subset] = font.getSubsetInternalName(subset, self._document)
            chosen = f"{name} {size:g} Tf"
            if chosen != self._font:
                parts.append(chosen)
                self._font = chosen
            parts.append(f"<{codes.hex()}> Tj")
        if spacing:
            parts.append("0 Tc")
        if hidden:
            parts.append("0 Tr")
        parts.append("ET")
        self._texts.append(" ".join(parts))

    def put(self, x: float, y: float, line: Line, size: float, bold: bool = False, align: str = "l") -> None:
        """One broken line, with its tick boxes if it has any."""
        if not isinstance(line, Mixed):
            if line:
                self.text(x, y, line, size, bold, align)
            return
        for piece in line.pieces:
            if isinstance(piece, Run):
                self.text(x + piece.dx, y, piece.text, piece.size)
            else:
                self.tick(x + piece.dx, y, piece.ticked, size)

    def tick(self, x: float, y: float, ticked: bool, size: float) -> None:
        """A tick box; □ or √ lies invisibly in it, so that copied text still says what is ticked."""
        side, top = TICK * size, y - 0.76 * size
        self.box(x, top, side, side)
        if ticked:
            self.line([(x + 0.16 * side, top + 0.5 * side), (x + 0.42 * side, top + 0.82 * side),
                       (x + 1.04 * side, top + 0.02 * side)], 0.16 * side)
        self._show(x, y, "√" if ticked else "□", size * 0.8, False, 0, hidden=True)

    def mark_head(self, title: str, key: str, y: float, level: int) -> None:
        """A bookmark at this height of the page."""
        self.canvas.bookmarkPage(key, fit="XYZ", left=0, top=self.height - y, zoom=0)
        self.canvas.addOutlineEntry(title, key, level, closed=False)

    def finish_page(self) -> None:
        """Write what was drawn and begin the next page."""
        code = self.canvas._code
        for gray, shapes in self._fills.items():
            code.append(f"{gray:g} g {' '.join(shapes)}")
        code.append("0 G 0 g 0 J 0 j")
        for (width, dash), paths in self._lines.items():
            code.append(f"{width:g} w [{' '.join(f'{d:g}' for d in dash)}] 0 d {' '.join(paths)} S")
        code.extend(self._texts)
        self._clear()
        self.canvas.showPage()
