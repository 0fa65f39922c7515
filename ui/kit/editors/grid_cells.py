"""The small editors inside the cells of a table field."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from crm_desktop.kit.forms import Field
from crm_desktop.kit.i18n import _
from crm_desktop.kit.values.links import kind_of
from ui.kit.editors.base import Suggestion, ctrl, is_enter
from ui.kit.editors.combo import Combo
from ui.kit.editors.grid_text import LONG, CellText, place_for
from ui.kit.editors.grid_values import VALUE
from ui.kit.editors.lines import Line
from ui.kit.editors.suggest import Suggester

if TYPE_CHECKING:
    from ui.kit.editors.grid import Grid

_ALT, _SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
LINKS = ("customer_ref", "contact_ref", "user_ref", "form_ref")
Index = QModelIndex | QPersistentModelIndex
_Hint = QAbstractItemDelegate.EndEditHint


class CellDelegate(QStyledItemDelegate):
    """Makes the small editor of a cell: a line, a line that finds records, or a list."""

    def __init__(self, grid: Grid) -> None:
        super().__init__(grid)
        self.grid = grid
        self.open_editor: QWidget | None = None

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """The editor for the column's type."""
        column = self.grid.columns[index.column()]
        editor: QWidget
        if column.type in ("choice", "bool"):
            editor = self._combo(parent, column)
        elif column.type == LONG:
            editor = CellText(parent)
            self.grid.give_room(index.row())
        else:
            line = Line(parent)
            line.setProperty("cell", True)
            if column.type in LINKS:
                suggester = Suggester(line, kind_of(column), replace(self.grid.around, create=None))
                suggester.chosen.connect(lambda found: self._chosen(line, found))
                line.setProperty("suggester", suggester)
            editor = line
        editor.setAccessibleName(_("{column}, row {row}").format(column=column.text(), row=index.row() + 1))
        self.open_editor = editor
        editor.destroyed.connect(lambda: self._closed(editor))
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """A long text takes more room than its cell has."""
        if isinstance(editor, CellText):
            editor.setGeometry(place_for(self.grid.visualRect(index), self.grid.viewport().size()))
        else:
            super().updateEditorGeometry(editor, option, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """What stands in the cell."""
        if isinstance(editor, Combo):
            editor.setCurrentIndex(max(0, editor.findData(index.data(VALUE))))
        elif isinstance(editor, Line):
            if not self._hidden(index):  # a masked value is typed anew or stays
                editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
                editor.selectAll()
        elif isinstance(editor, CellText):
            editor.put(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Take over what was typed or chosen."""
        if isinstance(editor, Combo):
            self.grid.put_value(index.row(), index.column(), editor.currentData())
        elif isinstance(editor, Line):
            chosen = editor.property("chosen")
            if chosen is not None:
                self.grid.put_value(index.row(), index.column(), chosen)
            elif self._hidden(index) and not editor.text():
                return
            elif editor.text() != (index.data(Qt.ItemDataRole.EditRole) or ""):
                self.grid.put_text(index.row(), index.column(), editor.text())
        elif isinstance(editor, CellText) and editor.toPlainText() != (index.data(Qt.ItemDataRole.EditRole) or ""):
            self.grid.put_text(index.row(), index.column(), editor.toPlainText())

    def _hidden(self, index: Index) -> bool:
        """Whether a sensitive value stands masked in the cell."""
        return self.grid.columns[index.column()].sensitive and index.data(VALUE) is not None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While composing or while a list is open, keys belong there; Enter takes and goes on."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if isinstance(watched, (Line, CellText)) and watched.composing():
                return False
            if isinstance(watched, CellText) and is_enter(event) and event.modifiers() & (_ALT | _SHIFT):
                watched.new_line()
                return True
            if isinstance(watched, CellText) and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                self._finish(watched, _Hint.EditNextItem if event.key() == Qt.Key.Key_Tab else _Hint.EditPreviousItem)
                return True
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

    def _closed(self, editor: QWidget) -> None:
        if self.open_editor is editor:  # else the next cell is open already
            self.open_editor = None
