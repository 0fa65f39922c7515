"""A short list of two lines a row, with the shape of a state: name, and below what is to be said of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem

from crm_desktop.kit.i18n import listed
from ui.kit import icons, style, theme, words
from ui.kit.editors.base import is_enter
from ui.kit.theme import color, px

_LINE = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
_DATA = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class TwoLines(NamedTuple):
    """A row: state (late, near, running, done, …), name, the line below, and what only the tooltip says."""

    state: str
    name: str
    below: str
    more: str = ""


class TwoLineList(QListWidget):
    """Enter or a double click takes the current row."""

    taken = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("bare", True)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Rows(self))
        self.itemDoubleClicked.connect(lambda _item: self.taken.emit())

    def show_rows(self, rows: Sequence[TwoLines]) -> None:
        """Show these; the current place stays."""
        at = self.currentRow()
        self.clear()
        for one in rows:
            item = QListWidgetItem(one.name)
            item.setData(_DATA, (one.state, one.below))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, listed(one.name, one.below))
            item.setToolTip(words.plain_tip("\n".join(filter(None, (one.name, one.below, one.more)))))
            self.addItem(item)
        if rows:
            self.setCurrentRow(max(0, min(at, len(rows) - 1)))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter takes it."""
        if is_enter(event):
            self.taken.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another font: other heights."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.scheduleDelayedItemsLayout()


class _Rows(QStyledItemDelegate):
    """Shape and name, below it the rest."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One row."""
        painter.save()
        rect: QRect = option.rect  # type: ignore[attr-defined]
        view = self.parent()
        assert isinstance(view, QListWidget)
        state, below = index.data(_DATA) or ("running", "")
        if index.row() == view.currentRow() and view.hasFocus():
            painter.fillRect(rect, color("select"))
            style.focus_ring(painter, rect, radius=4)
        tall, left = theme.line_height("dense"), rect.left() + px(4)
        icons.paint(painter, QRect(left, rect.top() + px(4) + (tall - px(14)) // 2, px(14), px(14)),
                    *icons.state_icon(state))
        room = QRect(left + px(20), rect.top() + px(4), rect.width() - px(26), tall)
        for text, role, tint in ((str(index.data()), "dense", "text"), (below, "small", "text2")):
            painter.setPen(color(tint))
            painter.setFont(theme.font(role))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, _LINE, shown)
            room.translate(0, tall)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802, ARG002 - Qt's name
        """Two lines."""
        return QSize(px(120), theme.line_height("dense") + theme.line_height("small") + px(8))
