"""Long texts in a table field: typed and read over several lines, in a row that grows for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.kit import theme
from ui.kit.composing import Composing
from ui.kit.editors.base import passes_on
from ui.kit.theme import px

if TYPE_CHECKING:
    from ui.kit.editors.grid_values import GridValues

LONG = "multiline"
TYPED, READ = 5, 8     # lines one types in, and at most reads
WIDE, SIDES = 360, 14  # how wide one types at least, and what a cell's sides take


class CellText(Composing, QPlainTextEdit):
    """Several lines in a cell. Enter goes on as in every cell, Alt+Enter begins a new line."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("cell", True)

    def put(self, text: str) -> None:
        """What stands in the cell; typing goes on behind it."""
        self.setPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)

    def new_line(self) -> None:
        """Alt+Enter."""
        self.insertPlainText("\n")

    def event(self, event: QEvent) -> bool:
        """Keys of the form go to the form."""
        return False if passes_on(event) else super().event(event)


def place_for(cell: QRect, room: QSize) -> QRect:
    """Where a long text is typed: over its cell, wide and high enough, inside the table."""
    wide = min(room.width(), max(cell.width(), px(WIDE)))
    return QRect(max(0, min(cell.left(), room.width() - wide)), cell.top(), wide, max(cell.height(), high(TYPED)))


def high(lines: int) -> int:
    """How high so many lines stand."""
    return lines * theme.line_height() + px(12)


def fit_rows(grid: GridValues) -> None:
    """Every row as high as its long texts, within a limit; the one typed in as high as one needs to type."""
    longs = [place for place, column in enumerate(grid.columns) if column.type == LONG]
    if not longs:
        return
    metrics, most = grid.fontMetrics(), high(READ)
    for row in range(grid.rowCount()):
        wanted = [theme.row_height(), *(_height(grid, row, place, metrics) for place in longs)]
        grid.setRowHeight(row, max(min(max(wanted), most), high(TYPED) if row == grid.typed else 0))


def _height(grid: GridValues, row: int, column: int, metrics: QFontMetrics) -> int:
    item = grid.item(row, column)
    if item is None or not item.text():
        return 0
    room = QRect(0, 0, max(px(40), grid.columnWidth(column) - px(SIDES)), 1 << 16)
    return metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), item.text()).height() + px(12)
