"""The grid of a table field: cells typed in any notation, Enter or Tab onward, rows added by themselves."""

from __future__ import annotations

import io
from itertools import groupby

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QWidget

from crm_desktop.kit.forms import Field
from crm_desktop.kit.i18n import N_
from ui.kit import theme, words
from ui.kit.editors.base import Surroundings, ctrl, is_enter, is_form_key, passes_on
from ui.kit.editors.grid_cells import CellDelegate
from ui.kit.editors.grid_text import LONG, fit_rows
from ui.kit.editors.grid_values import PROBLEM, RIGHT, VALUE, GridValues
from ui.kit.theme import px

_WIDTHS = {"int": 80, "score": 80, "percent": 80, "money": 120, "date": 116, "datetime": 150, "bool": 80, "choice": 130,
           "user_ref": 110, "multiline": 220, "text": 150, "customer_ref": 200, "contact_ref": 130}
_Hint = QAbstractItemDelegate.EndEditHint


class Grid(GridValues):
    """Rows and columns of a table field. The last row is always empty, ready for the next entry."""

    next_asked = Signal()
    left_by_tab = Signal(bool)  # onward or back
    grown = Signal()            # rows are higher or lower

    def __init__(self, field: Field, around: Surroundings) -> None:
        super().__init__(field, around)
        self.cells = CellDelegate(self)
        self.setItemDelegate(self.cells)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.EditKeyPressed | trigger.DoubleClicked
                             | trigger.SelectedClicked)
        self.setTabKeyNavigation(True)
        self.setShowGrid(True)
        self.setWordWrap(any(c.type == LONG for c in self.columns))
        _dress_heads(self)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        words.put_name(self, field.text)
        self.retranslate()
        fit_columns(self)

    # Keys

    def closeEditor(self, editor: QWidget, hint: _Hint) -> None:
        """After Enter or Tab the next cell is ready to type."""
        super().closeEditor(editor, _Hint.NoHint)
        self.give_room()
        if hint in (_Hint.EditNextItem, _Hint.SubmitModelCache):
            self.step(1)
        elif hint == _Hint.EditPreviousItem:
            self.step(-1)

    def give_room(self, typed: int = -1) -> None:
        """Rows as high as their long texts; the one typed in higher."""
        self.typed = typed
        fit_rows(self)
        self.grown.emit()

    def step(self, by: int, *, tab: bool = False) -> bool:
        """To the next or previous cell that can be typed in; at the ends, out of the table."""
        wide = len(self.columns)
        place = self.currentRow() * wide + self.currentColumn() + by
        while 0 <= place < self.rowCount() * wide:
            row, column = divmod(place, wide)
            if by > 0 and column == 0 and self.is_row_empty(self.currentRow()) and self.currentRow() == row - 1:
                break
            if self.typable(column):
                self.setCurrentCell(row, column)
                self.setFocus()
                return True
            place += by
        self.left_by_tab.emit(by > 0) if tab or by < 0 else self.next_asked.emit()
        return False

    def event(self, event: QEvent) -> bool:
        """Keys of the form go to the form."""
        return False if passes_on(event) else super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the guide's table field."""
        key = event.key()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.around.clip(selected_text(self))
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QGuiApplication.clipboard().text())
        elif ctrl(event) and key == Qt.Key.Key_D:
            self.copy_from_above()
        elif ctrl(event) and key == Qt.Key.Key_Delete:
            self.delete_row()
        elif is_enter(event):
            self.next_asked.emit() if ctrl(event) else self.step(1)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.step(1 if key == Qt.Key.Key_Tab else -1, tab=True)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._clear_cells()
        elif is_form_key(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def copy_from_above(self) -> None:
        """Ctrl+D: the cell above once more."""
        row, column = self.currentRow(), self.currentColumn()
        if (above := self.item(row - 1, column)) is not None and self.typable(column):
            self.put(row, column, above.data(VALUE), above.text(), str(above.data(PROBLEM) or ""))

    def delete_row(self) -> None:
        """Ctrl+Del: the whole row; of a fixed row only what was entered."""
        row = self.currentRow()
        if self.field.rows and row >= 0 and not self.locked:
            with self.many():
                for column in range(1, len(self.columns)):
                    self.put(row, column, None, "", "")
        elif row >= 0 and not self.locked:
            self.removeRow(row)
            self.told()

    def paste(self, text: str) -> None:
        """Tab-separated text, as Excel and WPS put it on the clipboard, from the current cell on."""
        row, column = max(0, self.currentRow()), max(0, self.currentColumn())
        lines = pasted(text)[:self.rowCount() - row if self.field.rows else None]
        with self.many():
            for down, line in enumerate(lines):
                for across, cell in enumerate(line[:len(self.columns) - column]):
                    if self.typable(column + across):
                        self.put_text(row + down, column + across, cell)

    def _clear_cells(self) -> None:
        with self.many():
            for index in self.selectedIndexes():
                if self.typable(index.column()):
                    self.put(index.row(), index.column(), None, "", "")

    # Look

    def retranslate(self) -> None:
        """Heads and values in the language in force."""
        self.setHorizontalHeaderLabels([c.text() + (" *" if c.required else "") for c in self.columns])
        for place, field in enumerate(self.columns):
            if field.type in RIGHT:
                self.horizontalHeaderItem(place).setTextAlignment(
                    Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for row in range(self.rowCount()):
            for column in range(len(self.columns)):
                item = self.item(row, column)
                if item is not None and item.data(VALUE) is not None:
                    item.setText(self.said(self.columns[column], item.data(VALUE)))

    def height_wanted(self) -> int:
        """Head, rows (at most ten) and, where needed, the scroll bar."""
        one = theme.row_height()
        rows = sum(self.rowHeight(row) or one for row in range(min(self.rowCount(), 10)))
        return self.horizontalHeader().sizeHint().height() + min(max(rows, 2 * one), 10 * one) + px(12)


def _dress_heads(grid: Grid) -> None:
    """Heads that one can drag, the last as wide as there is room."""
    grid.verticalHeader().hide()
    heads = grid.horizontalHeader()
    heads.setHighlightSections(False)
    heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    heads.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    heads.setStretchLastSection(True)
    words.put_name(heads, N_("Column heads"))


def fit_columns(grid: Grid) -> None:
    """Every column at least as wide as its head."""
    metrics = grid.horizontalHeader().fontMetrics()
    for place, column in enumerate(grid.columns):
        head = metrics.horizontalAdvance(column.text() + " *") + px(24)
        grid.setColumnWidth(place, max(head, px(_WIDTHS.get(column.type, 120))))
    grid.verticalHeader().setDefaultSectionSize(theme.row_height())
    fit_rows(grid)


def selected_text(grid: Grid) -> str:
    """The selected cells as tab-separated text."""
    cells = sorted((i.row(), i.column()) for i in grid.selectedIndexes())
    return "\n".join("\t".join(grid.cell(*place).text() for place in line)
                     for _row, line in groupby(cells, key=lambda place: place[0]))


def pasted(text: str) -> list[list[str]]:
    """The cells of tab-separated text, as Excel puts it on the clipboard: quoted where a cell has lines."""
    import csv
    lines = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    try:
        found = list(csv.reader(io.StringIO(lines), delimiter="\t", strict=True))
    except csv.Error:  # a quote that never ends, or a cell longer than any in a sheet: no quotes then
        found = [line.split("\t") for line in lines.split("\n")]
    return [[cell.strip() for cell in line] for line in found]
