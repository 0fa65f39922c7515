"""How the rows of a list are painted: all in one go, because a call for each cell costs more than its letters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QTableView

from ui.kit import theme
from ui.kit.table.cells import PAD, RIGHT
from ui.kit.theme import color, px
from ui.kit.widgets import paint_mark

if TYPE_CHECKING:
    from ui.kit.table.model import Drawn
    from ui.kit.table.view import Table

_FITS_KEPT = 20_000
_INKS = ("surface", "hover", "select", "line", "accent", "edge", "text", "text2", "text3", "on_select")
# Letters none of which is wider than high: so many of them fit without being measured.
_SQUARE = re.compile("[ -~\u2014\u3001-\u303d\u3400-\u9fff\uff01-\uffee]*").fullmatch
Place = tuple[int, int, int]  # column, left edge, width


class RowPainter:
    """Paints the rows of a list, or of the column that stays in place over it (`view`)."""

    def __init__(self, view: QTableView, table: Table) -> None:
        self.view, self.table = view, table
        self._fits: dict[tuple[str, int], str] = {}
        self._letters = ("", 0)
        self._inks: dict[str, QColor] = {}
        self._firm = True

    def paint(self, exposed: QRect) -> None:
        """Ground, bar, texts and marks of every row that is to be painted anew."""
        view, rows = self.view, self.table.rows
        columns = self._columns(exposed)
        first, last = view.rowAt(exposed.top()), view.rowAt(exposed.bottom())
        if first < 0 or not columns:
            return
        painter = QPainter(view.viewport())
        font = theme.font("body")
        painter.setFont(font)
        own = [c for c in columns if c[0] in rows.own] if rows.own else []
        plain = [c for c in columns if c not in own] if own else columns
        self._measure(painter, font.families()[0])
        self._inks = {token: color(token) for token in _INKS}
        # pale while the keyboard is elsewhere in the window: Del, say, is not for the chosen row then
        self._firm = self.table.hasFocus() or not self.table.isActiveWindow()
        chosen = [(r.top(), r.bottom()) for r in view.selectionModel().selection()]
        for row in range(first, (last if last >= 0 else rows.rowCount() - 1) + 1):
            here = any(top <= row <= bottom for top, bottom in chosen)
            line = QRect(columns[0][1], view.rowViewportPosition(row),
                         columns[-1][1] + columns[-1][2] - columns[0][1], view.rowHeight(row))
            painter.setClipRect(line)
            self._ground(painter, line, row, here, columns[0])
            self._cells(painter, line, rows.line(row), here, plain)
            if own:
                self._own(painter, line, row, here and self._firm, own)
        painter.end()

    def _columns(self, exposed: QRect) -> list[Place]:
        """The columns seen, from left to right."""
        view, head = self.view, self.view.horizontalHeader()
        shown = [head.logicalIndex(n) for n in range(head.count())]
        places = [(c, view.columnViewportPosition(c), view.columnWidth(c)) for c in shown if not view.isColumnHidden(c)]
        return [(c, x, width) for c, x, width in places if x <= exposed.right() and x + width > exposed.left()]

    def _measure(self, painter: QPainter, family: str) -> None:
        """What was measured holds for one face in one size."""
        metrics = painter.fontMetrics()
        letters = (family, painter.font().pixelSize())
        if letters != self._letters or len(self._fits) > _FITS_KEPT:
            self._letters = letters
            self._fits.clear()
        # where the letters of one line stand in a row
        self._base = (self.view.verticalHeader().defaultSectionSize() - metrics.height()) // 2 + metrics.ascent()

    def _ground(self, painter: QPainter, line: QRect, row: int, chosen: bool, first: Place) -> None:
        table, inks = self.table, self._inks
        ground = "hover" if chosen or table.hovered == row else "surface"
        painter.fillRect(line, inks["select" if chosen and self._firm else ground])
        painter.fillRect(QRect(line.left(), line.bottom(), line.width(), 1), inks["line"])
        if chosen and first[0] == 0:
            bar = "accent" if table.hasFocus() else "edge"
            painter.fillRect(QRect(line.left(), line.top(), px(3), line.height()), inks[bar])
        if table.by_keyboard and row == self.view.currentIndex().row() and table.hasFocus():
            for y in (line.top(), line.bottom() - 1):
                painter.fillRect(QRect(line.left(), y, line.width(), 2), inks["accent"])

    def _cells(self, painter: QPainter, line: QRect, drawn: Sequence[Drawn], chosen: bool,
               columns: list[Place]) -> None:
        pad, more, base = px(PAD), px(4), line.top() + self._base
        metrics, size = painter.fontMetrics(), painter.font().pixelSize()
        plain = self._inks["on_select" if chosen and self._firm else "text"]
        quietly = self._inks["text2" if chosen else "text3"]
        ink, marks = None, []
        for (column, x, width), (mark, said, quiet, right) in ((p, drawn[p[0]]) for p in columns):
            left = x + pad + (more if column == 0 else 0)
            room = x + width - pad - left
            if mark:
                marks.append((QRect(left, line.top(), room, line.height() - 1), mark))
                continue
            if ink is not (wanted := quietly if quiet else plain):
                ink = wanted
                painter.setPen(ink)
            if len(said) * size > room or not _SQUARE(said):
                said = self._fitted(metrics, said, room)
            if right:
                painter.drawText(QRect(left, line.top(), room, line.height() - 1), RIGHT, said)
            else:
                painter.drawText(QPoint(left, base), said)
        for place, (state, word) in marks:
            paint_mark(painter, place, state, word)
        if marks:
            painter.setFont(theme.font("body"))

    def _own(self, painter: QPainter, line: QRect, row: int, chosen: bool, columns: list[Place]) -> None:
        """The cells of columns that paint themselves."""
        values, rows = self.table.rows.row(row), self.table.rows
        for column, x, width in columns if values is not None else ():
            left = x + px(PAD) + (px(4) if column == 0 else 0)
            rows.own[column](painter, QRect(left, line.top(), x + width - px(PAD) - left, line.height() - 1), values,
                             chosen)
        painter.setFont(theme.font("body"))

    def _fitted(self, metrics: QFontMetrics, text: str, room: int) -> str:
        """The text, or as much of it as there is room for; measured once a width and size of letters."""
        key = (text, room)
        if key not in self._fits:
            self._fits[key] = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        return self._fits[key]
