"""Rows that tell what happened when: date, icon, kind and text, a second line. For timelines and changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from crm_desktop.kit import forms, records, values
from crm_desktop.kit.i18n import N_, _, listed
from crm_desktop.kit.records import HistoryRow
from ui.kit import icons, style, theme, words
from ui.kit.days import day_text, parts
from ui.kit.painting import in_lines, one_line
from ui.kit.theme import color, px

if TYPE_CHECKING:
    from crm_desktop.kit.store import Store

Index = QModelIndex | QPersistentModelIndex
_USER = Qt.ItemDataRole.UserRole
WHEN, ICON, TITLE, TEXT, UNDER, RECORD = (_USER + n for n in range(6))
LINES, NARROW_LINES, WHOLE = 2, 6, 60  # of a text that does not fit beside its title; of that of the current row
_ACTS = {"insert": N_("Entered"), "delete": N_("To the recycle bin"), "restore": N_("Taken from the recycle bin"),
         "update": N_("Changed"), "purge": N_("Destroyed for good")}


class EventModel(QAbstractListModel):
    """What such a list shows. A row answers WHEN (day, time), ICON, TITLE, TEXT, UNDER, RECORD (form, id) or None."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.store = store
        self.ctx = store.context()
        self.rows: list[Any] = []

    def put(self, rows: list[Any]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self.ctx = self.store.context()
        self.rows = rows
        self.endResetModel()

    def clear(self) -> None:
        """Forget everything."""
        self.beginResetModel()
        self.rows = []
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """How many are read."""
        return 0 if parent.isValid() else len(self.rows)

    def part(self, row: Any, role: int) -> Any:
        """One part of a row."""
        raise NotImplementedError

    def when(self, at: str) -> tuple[str, str]:
        """A stored day or instant as two short texts."""
        day, time = parts(at, self.ctx)
        return day_text(day, self.ctx), time

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The parts of a row; all of it as one sentence for a screen reader."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role >= _USER:
            return self.part(row, role)
        if role == Qt.ItemDataRole.ToolTipRole:
            return words.plain_tip(self.part(row, TEXT))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            text = " ".join(str(self.part(row, TEXT) or "").split())
            return listed(" ".join(filter(None, self.part(row, WHEN))), self.part(row, TITLE), text,
                          self.part(row, UNDER))
        return None


class ChangesModel(EventModel):
    """Every change of one record, newest first."""

    def show(self, form_id: str, record: int) -> None:
        """Show the changes of that record."""
        self.form = forms.get(form_id)
        self.put(records.history(self.store, form_id, record))

    def part(self, row: HistoryRow, role: int) -> Any:
        """Which field, from what to what; who below."""
        field = self.form.by_id.get(row.field)
        if role == WHEN:
            return self.when(row.at)
        if role == ICON:
            return {"insert": "plus", "delete": "trash-2", "restore": "undo-2"}.get(row.act, "pencil")
        if role == TITLE:
            return field.text() if field else _(_ACTS.get(row.act, row.act))
        if role == TEXT:
            if field is None:
                return ""
            old, new = (self._shown(field, v) for v in (row.old, row.new))
            return _("{old} → {new}").format(old=old, new=new)
        return row.user if role == UNDER else None

    def _shown(self, field: forms.Field, value: Any) -> str:
        if value is None:
            return "—"
        text = "••••" if field.sensitive else values.show(field, value, self.ctx)
        return " ".join(text.split())[:200] or "—"


class EventDelegate(QStyledItemDelegate):
    """How a row looks; `narrow` leaves out the icon and puts the day below.

    The text stands beside the title. One that is too long for that gets lines of its own; the current row has all.
    """

    def __init__(self, parent: QListView, narrow: bool) -> None:
        super().__init__(parent)
        self._view, self._narrow = parent, narrow

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802, ARG002 - Qt's name
        """Two lines and air; more where the text needs them."""
        own = len(self._own_lines(index, self._room(self._view.viewport().width())))
        first, small = theme.line_height(), theme.line_height("small")
        high = first + max(small, own * first + (small if self._narrow and own else 0))
        return QSize(px(200), high + px(18))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """As in the pictures."""
        rect, chosen = option.rect, bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, color("select" if chosen else "hover"))
        if index.row():
            painter.setPen(QPen(color("line"), 1))
            painter.drawLine(rect.left(), rect.top(), rect.right(), rect.top())
        ink = "on_select" if chosen else "text2"
        if not self._narrow:
            self._when(painter, rect, index, ink)
            side = px(28)
            tile = QRect(rect.left() + px(94), rect.top() + (rect.height() - side) // 2, side, side)
            self._tile(painter, tile, index.data(ICON), chosen)
        self._words(painter, rect, index, ink, "on_select" if chosen else "text")
        painter.restore()
        if option.state & QStyle.StateFlag.State_HasFocus:
            style.focus_ring(painter, rect.adjusted(0, 0, -1, -1), radius=4)

    def _words(self, painter: QPainter, rect: QRect, index: Index, ink: str, strong: str) -> None:
        """Title, text, and what stands under them."""
        first, small, under = theme.line_height(), theme.line_height("small"), index.data(UNDER)
        if self._narrow:
            under = " · ".join(filter(None, (" ".join(filter(None, index.data(WHEN))), under)))
        line = QRect(rect.left() + self._left(), rect.top() + px(8), self._room(rect.width()), first)
        own = self._own_lines(index, line.width())
        used = one_line(painter, line, index.data(TITLE), "body", strong, bold=True) + px(8)
        beside = line.adjusted(used, 0, 0, 0)
        if own and not self._narrow:
            one_line(painter, beside, under, "small", ink)
        elif not own:
            one_line(painter, beside, index.data(TEXT), "body", strong)
        for text in own:
            line.translate(0, first)
            one_line(painter, line, text, "body", strong)
        if self._narrow or not own:
            one_line(painter, QRect(line.left(), line.top() + first, line.width(), small), under, "small", ink)

    def _when(self, painter: QPainter, rect: QRect, index: Index, ink: str) -> None:
        first, (day, time) = theme.line_height(), index.data(WHEN)
        room = QRect(rect.left() + px(4), rect.top() + px(8), px(86), first)
        one_line(painter, room, day, "dense", ink)
        one_line(painter, QRect(room.left(), room.top() + first, px(86), theme.line_height("small")), time, "small",
                 ink)

    def _own_lines(self, index: Index, room: int) -> list[str]:
        """The lines of the text below the title; none where it fits beside."""
        title, text = index.data(TITLE), index.data(TEXT)
        beside = QFontMetrics(theme.font("body", bold=True)).horizontalAdvance(title) + px(8)
        metrics = QFontMetrics(theme.font("body"))
        if not text or "\n" not in text and beside + metrics.horizontalAdvance(text[:room]) <= room:
            return []
        current = index.row() == self._view.currentIndex().row()
        return in_lines(text, "body", room, WHOLE if current else NARROW_LINES if self._narrow else LINES)

    def _left(self) -> int:
        return px(4) if self._narrow else px(132)

    def _room(self, wide: int) -> int:
        return wide - self._left() - px(5)

    def _tile(self, painter: QPainter, tile: QRect, icon: str, chosen: bool) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("surface" if chosen else "sunken"))
        painter.drawRoundedRect(tile, px(4), px(4))
        icons.paint(painter, tile.adjusted(px(6), px(6), -px(6), -px(6)), icon, "text2")


class EventList(QListView):
    """The list itself. `opened(form, id)`: Enter or a double click on a row that stands for a record."""

    opened = Signal(str, int)

    def __init__(self, name: words.Message, *, narrow: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bare", True)
        self.setItemDelegate(EventDelegate(self, narrow))
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMinimumHeight(px(120))
        words.put_name(self, name)
        self.doubleClicked.connect(self._open)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)
        self.scrollTo(self.currentIndex())  # higher, now that it is the current one

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another width, even by a scroll bar that came: other lines."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802 - Qt's name
        """The current row says all of its text."""
        super().currentChanged(current, previous)
        self.scheduleDelayedItemsLayout()

    def _open(self, index: Index) -> None:
        record = index.data(RECORD) if index.isValid() else None
        if record:
            self.opened.emit(*record)
