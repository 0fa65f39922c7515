"""Watches what a paper draws: texts leave neither the margins nor their cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from crm_desktop.kit.pdf.bands import Column, Row
from crm_desktop.kit.pdf.draw import _FOOT_LINE, _SIDE
from crm_desktop.kit.pdf.pen import Pen
from crm_desktop.kit.pdf.ruler import MM, SIDES, Mixed

SLACK = 0.6


@dataclass
class Drawn:
    """The texts of one paper, by the place their lines begin at, and what went wrong."""

    columns: dict[float, list[str]] = field(default_factory=dict)
    uncovered: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        """All texts, without spaces."""
        return "".join("".join("".join(lines).split()) for lines in self.columns.values())

    def holds(self, text: str) -> bool:
        """Whether one column shows the whole text, from its first sign to its last."""
        wanted = "".join(text.split())
        return any(wanted in "".join("".join(lines).split()) for lines in self.columns.values())

    def text(self, pen: Pen, x: float, y: float, text: str, size: float, bold: bool, align: str,
             spacing: float) -> None:
        """One line of text."""
        wide = pen.ruler.width(text, size, bold) + spacing * max(len(text) - 1, 0)
        left = x - {"l": 0.0, "c": wide / 2, "r": wide}[align]
        page = pen.canvas._pagesize
        if left < _SIDE - SLACK or left + wide > page[0] - _SIDE + SLACK:
            self.wrong.append(f"beside the margins: {text[:60]}")
        if y - size < 8 * MM or y > page[1] - _FOOT_LINE + 14:
            self.wrong.append(f"above or below the page's text: {text[:60]}")
        self.uncovered |= set(text) - pen.ruler.regular.covered
        self.columns.setdefault(round(left if align == "l" else x, 1), []).append(text)

    def cell(self, pen: Pen, row: Row, column: Column, lines: Sequence[Any]) -> None:
        """The lines of one cell."""
        for line in lines:
            wide = line.width - 1.05 * column.size if isinstance(line, Mixed) else pen.ruler.width(
                line, column.size, column.bold)
            if wide > column.width - SIDES + SLACK:
                self.wrong.append(f"wider than its cell: {str(line)[:60]}")
        if len(lines) * column.leading > row.height + SLACK:
            self.wrong.append(f"higher than its cell: {str(lines[0])[:60]}")


def watch(monkeypatch: pytest.MonkeyPatch) -> Drawn:
    """From now on everything drawn is noted here."""
    drawn, text, cell = Drawn(), Pen.text, Row._text

    def noted(pen: Pen, x: float, y: float, said: str, size: float, bold: bool = False, align: str = "l",
              spacing: float = 0) -> None:
        drawn.text(pen, x, y, said, size, bold, align, spacing)
        text(pen, x, y, said, size, bold, align, spacing)

    def noted_cell(row: Row, pen: Pen, column: Column, lines: Sequence[Any], x: float, y: float) -> None:
        drawn.cell(pen, row, column, lines)
        cell(row, pen, column, lines, x, y)

    monkeypatch.setattr(Pen, "text", noted)
    monkeypatch.setattr(Row, "_text", noted_cell)
    return drawn
