"""The grid of a table field: cells typed in any notation, Enter or Tab onward, rows added by themselves."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from crm_desktop.kit import values
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.forms import Field
from crm_desktop.kit.i18n import _
from crm_desktop.kit.values.links import kind_of
from ui.kit import theme, words
from ui.kit.editors.base import Suggestion, Surroundings, ctrl, is_enter, is_form_key, passes_on
from ui.kit.editors.choices import Combo
from ui.kit.editors.lines import Line
from ui.kit.editors.suggest import Suggester
from ui.kit.theme import color, px

VALUE = Qt.ItemDataRole.UserRole
LINKS = ("customer_ref", "contact_ref", "user_ref", "form_ref")
_WIDTHS = {"int": 80, "score": 80, "percent": 80, "money": 120, "date": 116, "datetime": 150, "bool": 80, "choice": 130,
           "user_ref": 110, "multiline": 220, "text": 150, "customer_ref": 200, "contact_ref": 130}
RIGHT = ("int", "score", "percent", "money")
Index = QModelIndex | QPersistentModelIndex
_Hint = QAbstractItemDelegate.EndEditHint


class CellDelegate(QStyledItemDelegate):
    """Makes the small editor of a cell: a line, a line that finds records, or a list."""

    def __init__(self, grid: Grid) -> None:
        super().__init__(grid)
        self.grid = grid
        self.open_editor: QWidget | None = None

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: N802
        """The editor for the column's type."""
        column = self.grid.columns[index.column()]
        editor: QWidget
        if column.type in ("choice", "bool"):
            editor = self._combo(parent, column)
        else:
            line = Line(parent)
            line.setProperty("cell", True)
            if column.type in LINKS:
                suggester = Suggester(line, kind_of(column), self.grid.around)
                suggester.chosen.connect(lambda found: self._chosen(line, found))
                line.setProperty("suggester", suggester)
            editor = line
        editor.setAccessibleName(_("{column}, row {row}").format(column=column.text(), row=index.row() + 1))
        self.open_editor = editor
        editor.destroyed.connect(self._closed)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802 - Qt's name
        """What stands in the cell."""
        if isinstance(editor, Combo):
            editor.setCurrentIndex(max(0, editor.findData(index.data(VALUE))))
        elif isinstance(editor, Line):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:  # noqa: N802 - Qt's name
        """Take over what was typed or chosen."""
        if isinstance(editor, Combo):
            self.grid.put_value(index.row(), index.column(), editor.currentData())
        elif isinstance(editor, Line):
            chosen = editor.property("chosen")
            if chosen is not None:
                self.grid.put_value(index.row(), index.column(), chosen)
            elif editor.text() != (index.data(Qt.ItemDataRole.EditRole) or ""):
                self.grid.put_text(index.row(), index.column(), editor.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """While composing or while a list is open, keys belong there; Enter takes and goes on."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if isinstance(watched, Line) and watched.composing():
                return False
            suggester = watched.property("suggester") if isinstance(watched, Line) else None
            if isinstance(suggester, Suggester) and suggester.showing() and event.key() != Qt.Key.Key_Tab:
                return False
            if is_enter(event) and isinstance(watched, QWidget):
                self._finish(watched, _Hint.EditNextItem)
                if ctrl(event):
                    self.grid.next_asked.emit()
                return True
        return super().eventFilter(watched, event)

    def commit(self) -> None:
        """Take over an open editor's text without closing it."""
        if self.open_editor is not None:
            self.commitData.emit(self.open_editor)

    def _finish(self, editor: QWidget, hint: _Hint) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, hint)

    def _combo(self, parent: QWidget, column: Field) -> Combo:
        combo = Combo(parent)
        combo.addItem("", None)
        if column.type == "bool":
            combo.addItem(_("Yes"), 1)
            combo.addItem(_("No"), 0)
        for choice in column.choices:
            combo.addItem(choice.text(), choice.id)
        combo.entered.connect(lambda: self._finish(combo, _Hint.EditNextItem))
        return combo

    def _chosen(self, line: Line, found: Suggestion) -> None:
        line.setProperty("chosen", found[0])
        line.setText(found[2])
        self._finish(line, _Hint.EditNextItem)

    def _closed(self) -> None:
        self.open_editor = None


class Grid(QTableWidget):
    """Rows and columns of a table field. The last row is always empty, ready for the next entry."""

    edited = Signal()
    next_asked = Signal()
    previous_asked = Signal()

    def __init__(self, field: Field, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(0, len(field.columns), parent)
        self.field, self.around, self.columns = field, around, field.columns
        self.locked = False
        self.cells = CellDelegate(self)
        self.setItemDelegate(self.cells)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.EditKeyPressed | trigger.DoubleClicked
                             | trigger.SelectedClicked)
        self.setTabKeyNavigation(True)
        self.setShowGrid(True)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setStretchLastSection(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        words.put_name(self, field.text)
        self.retranslate()
        self.resize_columns()

    # Cells

    def cell(self, row: int, column: int) -> QTableWidgetItem:
        """The item of a cell, made where there is none yet."""
        item = self.item(row, column)
        if item is None:
            item = QTableWidgetItem()
            field = self.columns[column]
            if field.type in RIGHT:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if not self._typable(column):
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
        shown = text if found is None else values.show(field, found, self.around.context())
        self._put(row, column, found, shown if problem or found is not None else "", problem)

    def put_value(self, row: int, column: int, value: Any) -> None:
        """A kept value into a cell."""
        field = self.columns[column]
        self._put(row, column, value, values.show(field, value, self.around.context()), "")

    def cell_problem(self, row: int, column: int) -> str:
        """Why a cell is not understood."""
        item = self.item(row, column)
        return str(item.data(VALUE + 1) or "") if item is not None else ""

    def is_row_empty(self, row: int) -> bool:
        """Whether nothing was entered in a row (what a fixed row names does not count)."""
        first = 1 if self.field.rows else 0
        return all(not (i := self.item(row, c)) or not i.text() for c in range(first, len(self.columns)))

    def _put(self, row: int, column: int, value: Any, shown: str, problem: str) -> None:
        while row >= self.rowCount():
            self.insertRow(self.rowCount())
        item = self.cell(row, column)
        item.setText(shown)
        item.setData(VALUE, value)
        item.setData(VALUE + 1, problem)
        item.setForeground(color("late") if problem else color("text"))
        item.setBackground(color("late_soft") if problem else QColor(0, 0, 0, 0))
        item.setToolTip(words.plain_tip(problem or shown))
        item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, problem)
        self.keep_room()
        self.edited.emit()

    def keep_room(self) -> None:
        """One empty row at the end, unless the rows are fixed."""
        if not self.field.rows and not self.locked and (
                self.rowCount() == 0 or not self.is_row_empty(self.rowCount() - 1)):
            self.insertRow(self.rowCount())
            for column in range(len(self.columns)):
                self.cell(self.rowCount() - 1, column)
        self.updateGeometry()

    def _typable(self, column: int) -> bool:
        field = self.columns[column]
        fixed = bool(self.field.rows) and column == 0
        return field.type not in ("computed", "signature") and not fixed and not self.locked

    # Keys

    def closeEditor(self, editor: QWidget, hint: _Hint) -> None:  # noqa: N802 - Qt's name
        """After Enter or Tab the next cell is ready to type."""
        super().closeEditor(editor, _Hint.NoHint)
        if hint in (_Hint.EditNextItem, _Hint.SubmitModelCache):
            self.step(1)
        elif hint == _Hint.EditPreviousItem:
            self.step(-1)

    def step(self, by: int) -> bool:
        """To the next or previous cell that can be typed in; at the ends, out of the table."""
        wide = len(self.columns)
        place = self.currentRow() * wide + self.currentColumn() + by
        while 0 <= place < self.rowCount() * wide:
            row, column = divmod(place, wide)
            if by > 0 and column == 0 and self.is_row_empty(self.currentRow()) and self.currentRow() == row - 1:
                break
            if self._typable(column):
                self.setCurrentCell(row, column)
                self.setFocus()
                return True
            place += by
        (self.next_asked if by > 0 else self.previous_asked).emit()
        return False

    def event(self, event: QEvent) -> bool:
        """Keys of the form go to the form."""
        return False if passes_on(event) else super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """The keys of the guide's table field."""
        key = event.key()
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.selected_text())
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QGuiApplication.clipboard().text())
        elif ctrl(event) and key == Qt.Key.Key_D:
            self.copy_from_above()
        elif ctrl(event) and key == Qt.Key.Key_Delete:
            self.delete_row()
        elif is_enter(event):
            self.next_asked.emit() if ctrl(event) else self.step(1)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.step(1 if key == Qt.Key.Key_Tab else -1)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._clear_cells()
        elif is_form_key(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def copy_from_above(self) -> None:
        """Ctrl+D: the cell above once more."""
        row, column = self.currentRow(), self.currentColumn()
        above = self.item(row - 1, column) if row > 0 else None
        if above is not None and self._typable(column):
            self._put(row, column, above.data(VALUE), above.text(), str(above.data(VALUE + 1) or ""))

    def delete_row(self) -> None:
        """Ctrl+Del: the whole row; of a fixed row only what was entered."""
        row = self.currentRow()
        if row < 0 or self.locked:
            return
        if self.field.rows:
            for column in range(1, len(self.columns)):
                self._put(row, column, None, "", "")
        else:
            self.removeRow(row)
            self.keep_room()
            self.edited.emit()

    def paste(self, text: str) -> None:
        """Tab-separated text, as Excel and WPS put it on the clipboard, from the current cell on."""
        row, column = max(0, self.currentRow()), max(0, self.currentColumn())
        for down, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")):
            for across, cell in enumerate(line.split("\t")):
                inside = column + across < len(self.columns) and (not self.field.rows or row + down < self.rowCount())
                if inside and self._typable(column + across):
                    self.put_text(row + down, column + across, cell.strip().strip('"'))

    def selected_text(self) -> str:
        """The selected cells as tab-separated text."""
        cells = sorted((i.row(), i.column()) for i in self.selectedIndexes())
        rows = sorted({r for r, _c in cells})
        return "\n".join("\t".join(self.cell(r, c).text() for rr, c in cells if rr == r) for r in rows)

    def _clear_cells(self) -> None:
        for index in self.selectedIndexes():
            if self._typable(index.column()):
                self._put(index.row(), index.column(), None, "", "")

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
                    item.setText(values.show(self.columns[column], item.data(VALUE), self.around.context()))

    def resize_columns(self) -> None:
        """Every column at least as wide as its head."""
        metrics = self.horizontalHeader().fontMetrics()
        for place, column in enumerate(self.columns):
            head = metrics.horizontalAdvance(column.text() + " *") + px(24)
            self.setColumnWidth(place, max(head, px(_WIDTHS.get(column.type, 120))))
        self.verticalHeader().setDefaultSectionSize(theme.row_height())

    def height_wanted(self) -> int:
        """Head, rows (at most ten) and, where needed, the scroll bar."""
        rows = min(max(self.rowCount(), 2), 10)
        return self.horizontalHeader().sizeHint().height() + rows * theme.row_height() + px(12)


