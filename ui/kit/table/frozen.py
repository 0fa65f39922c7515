"""The first column stays in place when a list scrolls sideways: a second view of it lies on top."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView

from ui.kit.table.cells import Cells, Head
from ui.kit.table.rows import RowPainter
from ui.kit.theme import color

if TYPE_CHECKING:
    from ui.kit.table.view import Table


class FrozenColumn(QTableView):
    """Shows the first column over the table; visible only while the table is scrolled sideways."""

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self.table = table
        self._painter = RowPainter(self, table)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.head = Head(self)
        self.head.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.head.setStretchLastSection(False)
        self.setHorizontalHeader(self.head)
        self.head.sort_asked.connect(lambda column, add: table.ask_sort(column, add))
        self.setItemDelegate(Cells(self))
        self.setVerticalScrollMode(table.verticalScrollMode())
        self.setModel(table.model())
        self.setSelectionModel(table.selectionModel())
        self.doubleClicked.connect(lambda index: table.doubleClicked.emit(index))
        table.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        table.horizontalScrollBar().valueChanged.connect(self.place)
        table.horizontalHeader().sectionResized.connect(self.place)
        table.horizontalHeader().sectionMoved.connect(self.place)
        table.model().modelReset.connect(self.place)
        table.installEventFilter(self)
        self.setAccessibleName(" ")
        self.hide()

    def place(self) -> None:
        """Lie over the first column of the table."""
        table = self.table
        count = table.model().columnCount()
        self.setVisible(table.horizontalScrollBar().value() > 0 and count > 1)
        if not self.isVisible():
            return
        width = table.columnWidth(0)
        for column in range(count):
            self.setColumnHidden(column, column != 0)
        self.setColumnWidth(0, width)
        self.verticalHeader().setDefaultSectionSize(table.verticalHeader().defaultSectionSize())
        frame = table.frameWidth()
        self.setGeometry(frame, frame, width + 1, table.viewport().height() + table.horizontalHeader().height())
        self.verticalScrollBar().setValue(table.verticalScrollBar().value())
        self.raise_()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The table scrolls; this follows."""
        self.table.wheelEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A hairline at the right, so that one sees where it is cut."""
        self._painter.paint(event.rect())
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().width() - 1, 0, 1, self.viewport().height(), color("line"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the table's size."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self.place()
        elif event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.viewport().update()  # the chosen row is pale without the keyboard
        return super().eventFilter(watched, event)
