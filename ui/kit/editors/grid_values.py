"""What stands in the cells of a table field: values, texts that are not understood, and why."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QTableWidget, QTableWidgetItem

from crm_desktop.kit import values
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.forms import Field
from ui.kit import words
from ui.kit.editors.base import Surroundings
from ui.kit.editors.lines import masked
from ui.kit.theme import color

VALUE = Qt.ItemDataRole.UserRole
PROBLEM = Qt.ItemDataRole.UserRole + 1
RIGHT = ("int", "score", "percent", "money")


class GridValues(QTableWidget):
    """The cells of a grid, put and read. Grid adds the keys and the look."""

    edited = Signal()

    def __init__(self, field: Field, around: Surroundings) -> None:
        super().__init__(0, len(field.columns))
        self.field, self.around, self.columns = field, around, field.columns
        self.locked = self._many = False
        self.typed = -1   # the row in which a long text is being typed

    def cell(self, row: int, column: int) -> QTableWidgetItem:
        """The item of a cell, made where there is none yet."""
        item = self.item(row, column)
        if item is None:
            item = QTableWidgetItem()
            field = self.columns[column]
            if field.type in RIGHT:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if not self.typable(column):
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            self.setItem(row, column, item)
        return item

    def put_text(self, row: int, column: int, text: str) -> None:
        """Type into a cell: understood now, else kept and marked."""
        field = self.columns[column]
        try:
            found, problem = values.read(field, text, self.around.context()), ""
        except Problem as wrong:
            found, problem = None, wrong.sentence
        shown = text if found is None else self.said(field, found)
        self.put(row, column, found, shown if problem or found is not None else "", problem)

    def put_value(self, row: int, column: int, value: Any) -> None:
        """A kept value into a cell."""
        field = self.columns[column]
        self.put(row, column, value, self.said(field, value), "")

    def said(self, field: Field, value: Any) -> str:
        """A value as the cell shows it."""
        text = values.show(field, value, self.around.context())
        return masked(text) if field.sensitive else text

    def cell_problem(self, row: int, column: int) -> str:
        """Why a cell is not understood."""
        item = self.item(row, column)
        return str(item.data(PROBLEM) or "") if item is not None else ""

    def is_row_empty(self, row: int) -> bool:
        """Whether nothing was entered in a row (what a fixed row names does not count)."""
        first = 1 if self.field.rows else 0
        return all(not (i := self.item(row, c)) or not i.text() for c in range(first, len(self.columns)))

    def put(self, row: int, column: int, value: Any, shown: str, problem: str) -> None:
        """A value, what stands there for it, and what is wrong with that."""
        while row >= self.rowCount():
            self.insertRow(self.rowCount())
        item = self.cell(row, column)
        item.setText(shown)
        item.setData(VALUE, value)
        item.setData(PROBLEM, problem)
        item.setForeground(color("late") if problem else color("text"))
        item.setBackground(color("late_soft") if problem else QColor(0, 0, 0, 0))
        item.setToolTip(words.plain_tip(problem or shown))
        item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, problem)
        if not self._many:
            self.told()

    def told(self) -> None:
        """Something was entered or taken out."""
        self.keep_room()
        self.edited.emit()

    @contextmanager
    def many(self) -> Iterator[None]:
        """Several cells at once: what stands below the table is worked out when all are there."""
        self._many = True
        try:
            yield
        finally:
            self._many = False
            self.told()

    def keep_room(self) -> None:
        """One empty row at the end, unless the rows are fixed."""
        if not self.field.rows and not self.locked and (
                self.rowCount() == 0 or not self.is_row_empty(self.rowCount() - 1)):
            self.insertRow(self.rowCount())
            for column in range(len(self.columns)):
                self.cell(self.rowCount() - 1, column)
        self.updateGeometry()

    def typable(self, column: int) -> bool:
        """Whether one can type in a column."""
        field = self.columns[column]
        fixed = bool(self.field.rows) and column == 0
        return field.type not in ("computed", "signature") and not fixed and not self.locked
