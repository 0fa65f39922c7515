"""How cells and heads are painted: hairlines, marks, quiet dashes, the bar of the selected row."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from crm_desktop.kit.i18n import N_
from ui.kit import icons, style, theme, words
from ui.kit.editors.base import is_enter
from ui.kit.table.model import MARK, TableModel
from ui.kit.theme import color, px

Index = QModelIndex | QPersistentModelIndex
PAD = 8
_LINE = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
LEFT, RIGHT = _LINE | int(Qt.AlignmentFlag.AlignLeft), _LINE | int(Qt.AlignmentFlag.AlignRight)


class Cells(QStyledItemDelegate):
    """Paints the cells of a short list that has a model of its own, and knows which row is under the mouse and whether
    the keyboard is in use (`hovered`, `by_keyboard`). A Table paints its rows itself: it asks only for the widths."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self.view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, hairline, text."""
        rect: QRect = option.rect  # type: ignore[attr-defined]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        self._ground(painter, rect, index, chosen)
        inner = rect.adjusted(px(PAD) + (px(4) if index.column() == 0 else 0), 0, -px(PAD), -1)
        painter.setFont(theme.font())
        painter.setPen(color("on_select" if chosen else "text"))
        side = Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole) or 0)
        shown = painter.fontMetrics().elidedText(str(index.data() or ""), Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, RIGHT if side & Qt.AlignmentFlag.AlignRight else LEFT, shown)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """What the whole text would like: double-click on a head's edge fits it."""
        width = self.view.fontMetrics().horizontalAdvance(str(index.data())) + 2 * px(PAD) + px(8)
        return QSize(width + (px(20) if index.data(MARK) else 0), theme.row_height())

    def _ground(self, painter: QPainter, rect: QRect, index: Index, chosen: bool) -> None:
        hover = self.view.hovered == index.row()  # type: ignore[attr-defined]
        painter.fillRect(rect, color("select" if chosen else "hover" if hover else "surface"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), color("line"))
        if chosen and index.column() == 0:
            bar = "accent" if self.view.isActiveWindow() else "edge"
            painter.fillRect(QRect(rect.left(), rect.top(), px(3), rect.height()), color(bar))
        if self.view.by_keyboard and index.row() == self.view.currentIndex().row() \
                and self.view.hasFocus():  # type: ignore[attr-defined]
            for y in (rect.top(), rect.bottom() - 1):
                painter.fillRect(QRect(rect.left(), y, rect.width(), 2), color("accent"))


class Head(QHeaderView):
    """The heads: a click or Enter sorts, with Shift as one more key; arrows move while it has the keyboard."""

    sort_asked = Signal(int, bool)   # column, add to the order
    _HINT = N_("Enter sorts, Shift+Enter adds a second order, arrows move, Ctrl+arrows change the width")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.here = 0
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setFirstSectionMovable(False)
        self.setHighlightSections(False)
        self.setStretchLastSection(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumSectionSize(px(48))
        words.put_name(self, N_("Column heads"))
        words.put_about(self, self._HINT)
        self._pressed: tuple[int, int] | None = None

    def sizeHint(self) -> QSize:
        """As high as a row; how wide its columns decide. Qt would measure every head each time it is asked."""
        return QSize(self.minimumSectionSize(), max(px(32), theme.line_height("dense") + px(12)))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        """Title, and how it is sorted."""
        model = self.model()
        if not isinstance(model, TableModel) or not 0 <= logicalIndex < len(model.columns):
            return
        column = model.columns[logicalIndex]
        place, down = model.sorted_by(column.id)
        painter.save()
        painter.fillRect(rect, color("sunken"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), color("line"))
        painter.setFont(theme.font("dense", bold=bool(place)))
        painter.setPen(color("text" if place else "text2"))
        inner = rect.adjusted(px(PAD) + (px(4) if self.visualIndex(logicalIndex) == 0 else 0), 0, -px(PAD), 0)
        room = inner.width() - (px(20) if place else 0)
        text = painter.fontMetrics().elidedText(column.head(), Qt.TextElideMode.ElideRight, room)
        width = painter.fontMetrics().horizontalAdvance(text)
        left = inner.right() - width - (px(18) if place else 0) if column.right else inner.left()
        painter.drawText(QRect(left, inner.top(), width + 2, inner.height()), _LINE, text)
        if place:
            side = px(14)
            arrow = QRect(left + width + px(3), rect.center().y() - side // 2, side, side)
            icons.paint(painter, arrow, "arrow-down" if down else "arrow-up", "text")
            if place > 1:
                painter.setFont(theme.font("small"))
                painter.drawText(arrow.translated(px(12), -px(3)), _LINE, str(place))
        if self.hasFocus() and logicalIndex == self.here:
            style.focus_ring(painter, rect, radius=4)
        painter.restore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where, to tell a click from a drag."""
        self._pressed = (event.position().toPoint().x(), self.logicalIndexAt(event.position().toPoint()))
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click without a drag sorts."""
        resizing = self.cursor().shape() == Qt.CursorShape.SplitHCursor
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        if self._pressed and not resizing and abs(at.x() - self._pressed[0]) < 4 \
                and self.logicalIndexAt(at) == self._pressed[1] and event.button() == Qt.MouseButton.LeftButton:
            self.sort_asked.emit(self._pressed[1], bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        self._pressed = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move from head to head, Enter and Space sort."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if is_enter(event) or event.key() == Qt.Key.Key_Space:
            self.sort_asked.emit(self.here, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif step and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.resizeSection(self.here, max(self.minimumSectionSize(), self.sectionSize(self.here) + step * px(16)))
        elif step:
            place = max(0, min(self.count() - 1, self.visualIndex(self.here) + step))
            self.here = self.logicalIndex(place)
            self.viewport().update()
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.here = min(self.here, max(0, self.count() - 1))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """And when it left."""
        super().focusOutEvent(event)
        self.viewport().update()
