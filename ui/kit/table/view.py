"""The table: a list of records for keyboard and mouse, at home with a million rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QScrollBar, QWidget

from crm_desktop.kit import values
from ui.kit import theme
from ui.kit.editors.base import ctrl, is_enter
from ui.kit.table.cells import Cells, Head
from ui.kit.table.frozen import FrozenColumn
from ui.kit.table.model import Column, Rows, TableModel
from ui.kit.table.picked import Picking
from ui.kit.table.rows import RowPainter
from ui.kit.table.spread import Spread
from ui.kit.theme import px

MOST_COPIED = 5000


class Table(Picking):
    """Signals carry record ids: `opened` (Enter), `previewed` (Space), `edit_asked` (F2), `delete_asked` (Del),
    `menu_asked`; `typed` a letter for the filter box; `sort_asked`, `layout_changed` what the user changed."""

    opened = Signal(int)
    previewed = Signal(int)
    edit_asked = Signal(int)
    delete_asked = Signal(list)
    copied = Signal(str)
    too_many = Signal(int)
    typed = Signal(str)
    sort_asked = Signal(tuple)
    layout_changed = Signal()
    chosen_changed = Signal()
    menu_asked = Signal(list, QPoint)

    def __init__(self, context: Callable[[], values.Context], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hovered, self.by_keyboard, self._laying = -1, False, False
        self._kept: dict[str, int] = {}  # widths changed by hand, at 100 %
        self.rows = TableModel(context, self)
        self.head = Head(self)
        self.setHorizontalHeader(self.head)
        self.setModel(self.rows)
        self.setItemDelegate(Cells(self))
        _behave(self)
        self.frozen = FrozenColumn(self)
        self._painter = RowPainter(self, self)
        self.head.sort_asked.connect(self.ask_sort)
        self.spread = Spread(self)
        self.head.sectionResized.connect(self._told)
        self.head.sectionMoved.connect(lambda: self._told())
        self.doubleClicked.connect(lambda index: self._with(self.opened, index))
        self.selectionModel().selectionChanged.connect(lambda: self.chosen_changed.emit())
        self.customContextMenuRequested.connect(self._menu)

    # What it shows

    def set_columns(self, columns: Sequence[Column], widths: dict[str, int] | None = None) -> None:
        """Show these columns; `widths` at 100 % by column id. The current row stays current."""
        row = self.currentIndex().row()
        self._laying, self._kept = True, dict(widths or {})
        self.verticalHeader().setDefaultSectionSize(theme.row_height(two=any(c.tall for c in columns)))
        self.rows.set_columns(columns)
        metrics, given = self.head.fontMetrics(), dict[str, int]()
        for place, column in enumerate(columns):
            least = metrics.horizontalAdvance(column.head()) + px(40)
            wanted = (widths or {}).get(column.id)
            given[column.id] = px(wanted) if wanted else max(px(column.width), least)
            if self.head.visualIndex(place) != place:
                self.head.moveSection(self.head.visualIndex(place), place)
        self.spread.begin(given, set(widths or ()))
        self._laying = False
        self.frozen.place()
        if 0 <= row < self.rows.rowCount():
            self.choose_row(row)

    def set_listing(self, listing: Rows | None, sort: tuple[str, ...] = (), *, keep: bool = True) -> None:
        """Show this list; the current record stays current, and where it is gone the one that stands there now."""
        current, was = self.current_id(), self.currentIndex().row()
        self.rows.set_listing(listing, sort)
        knows = keep and current is not None and hasattr(listing, "index_of")
        place = listing.index_of(current, was) if knows else -1  # type: ignore[union-attr]
        if self.rows.rowCount():
            gone = min(was, self.rows.rowCount() - 1) if knows else 0
            self.choose_row(place if place >= 0 else max(gone, 0))
        self.by_itself |= place < 0
        self.chosen_changed.emit()

    def layout_now(self) -> dict[str, Any]:
        """Columns in order and their widths at 100 %, to be remembered."""
        order = [self.rows.columns[self.head.logicalIndex(v)].id for v in range(self.head.count())]
        return {"columns": order, "widths": self.spread.widths()}

    def forget(self) -> None:
        """Drop every row."""
        self.rows.set_listing(None)

    # Rows and records

    def current_id(self) -> int | None:
        """The record of the current row."""
        return self.rows.record(self.currentIndex().row()) if self.currentIndex().isValid() else None

    def chosen_rows(self) -> int:
        """How many rows are selected."""
        return sum(r.bottom() - r.top() + 1 for r in self.selectionModel().selection() if r.left() == 0)

    def chosen_ids(self) -> list[int]:
        """The records of the selected rows, in order."""
        found = []
        for spread in sorted(self.selectionModel().selection(), key=lambda r: r.top()):
            found += [self.rows.record(row) for row in range(spread.top(), spread.bottom() + 1)]
        return [i for i in dict.fromkeys(found) if i is not None]

    def choose_row(self, row: int) -> None:
        """Make a row current and the only one selected. It is read now: after a write it may stand elsewhere."""
        self.rows.row(row)
        which = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(
            self.rows.index(row, max(0, self.currentIndex().column())), which.ClearAndSelect | which.Rows)

    def step(self, by: int) -> None:
        """F3, Shift+F3: the next or previous row."""
        if 0 <= (row := self.currentIndex().row() + by) < self.rows.rowCount():
            self.choose_row(row)

    def ask_sort(self, section: int, add: bool) -> None:
        """Sort by a column; once more turns the order; with `add` as one more key."""
        if not 0 <= section < len(self.rows.columns) or not self.rows.columns[section].sortable:
            return
        self.sort_asked.emit(_next_sort(self.rows, self.rows.columns[section].id, add))

    def copy(self) -> None:
        """Ctrl+C: the selected rows as tab-separated text with heads."""
        if self.chosen_rows() > MOST_COPIED:
            self.too_many.emit(self.chosen_rows())
        else:
            self.copied.emit(as_text(self))

    # Keys and mouse

    def event(self, event: QEvent) -> bool:
        """The keys of a list are ours while it has the keyboard."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and (
                event.matches(QKeySequence.StandardKey.Copy) or is_letter(event) or is_enter(event)
                or event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Delete, Qt.Key.Key_F3)):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the guide's list."""
        self.by_keyboard = True
        key, index = event.key(), self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif is_enter(event) and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._with(self.opened, index)
        elif key == Qt.Key.Key_Space and not ctrl(event):
            self._with(self.previewed, index)
        elif key == Qt.Key.Key_F2:
            self._with(self.edit_asked, index)
        elif key == Qt.Key.Key_Delete and self.chosen_rows():
            self.delete_asked.emit(self.chosen_ids())
        elif key == Qt.Key.Key_F3:
            self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and not event.modifiers() and self.rows.rowCount():
            self.choose_row(0 if key == Qt.Key.Key_Home else self.rows.rowCount() - 1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            _sideways(self.horizontalScrollBar(), right=key == Qt.Key.Key_Right)
        elif is_letter(event):
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """By mouse: no ring around the row."""
        self.by_keyboard = self.by_itself = False
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The row under the mouse."""
        self._hover(self.rowAt(event.position().toPoint().y()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """No row under the mouse."""
        self._hover(-1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Only what is exposed."""
        self._painter.paint(event.rect())

    def changeEvent(self, event: QEvent) -> None:
        """Rows and columns follow font and density."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange) and hasattr(self, "frozen"):
            self.set_columns(self.rows.columns, self._kept)

    def _hover(self, row: int) -> None:
        if row != self.hovered:
            before, self.hovered = self.hovered, row
            for part in (self, self.frozen):
                for n in (before, row):
                    part.viewport().update(0, part.rowViewportPosition(n), part.viewport().width(), part.rowHeight(n))

    def _with(self, signal: Any, index: QModelIndex) -> None:
        if index.isValid() and (record := self.rows.record(index.row())) is not None:
            signal.emit(record)

    def _told(self, *resized: int) -> None:
        if not self._laying and (not resized or self.spread.resized(*resized)):
            self._kept = self.layout_now()["widths"]
            self.layout_changed.emit()

    def _menu(self, at: QPoint) -> None:
        inside = self.viewport().rect().contains(at)
        self.menu_asked.emit(self.chosen_ids(), self.viewport().mapToGlobal(at if inside else QPoint(px(40), px(40))))


def open_current(table: Table) -> None:
    """Enter in the search box: the current row."""
    if table.isVisible():
        table._with(table.opened, table.currentIndex())


def take_keyboard(table: Table) -> None:
    """The keyboard comes from the search box or the preview; the row that is chosen stays so."""
    if table.isVisible():
        table.by_keyboard = True
        table.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _next_sort(rows: TableModel, name: str, add: bool) -> tuple[str, ...]:
    place, down = rows.sorted_by(name)
    key = name if place == 0 or down else f"-{name}"
    if not add or not rows.sort:
        return (key,)
    rest = [k for k in rows.sort if k.lstrip("-") != name]
    return (*rest[:place - 1], key, *rest[place - 1:]) if place else (*rest, key)


def _sideways(bar: QScrollBar, *, right: bool) -> None:
    bar.setValue(bar.value() + (px(64) if right else -px(64)))


def _behave(table: Table) -> None:
    """The ways of a list in Qt's words."""
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setMouseTracking(True)
    table.setTabKeyNavigation(False)
    table.setCornerButtonEnabled(False)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
    table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(table.verticalHeader().ResizeMode.Fixed)
    table.verticalHeader().setDefaultSectionSize(theme.row_height())
    QWidget.setTabOrder(table, table.head)


def is_letter(event: QKeyEvent) -> bool:
    """Whether a key types a letter or digit: it goes to the filter box."""
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
    return not event.modifiers() & held and len(event.text()) == 1 and event.text().isalnum()


def as_text(table: Table) -> str:
    """The selected rows as tab-separated text with heads: Excel and WPS take it."""
    model, head = table.rows, table.head
    shown = [model.columns[head.logicalIndex(v)] for v in range(head.count())]
    lines = ["\t".join(c.head() for c in shown)]
    for spread in sorted(table.selectionModel().selection(), key=lambda r: r.top()):
        for number in range(spread.top(), spread.bottom() + 1):
            row = model.row(number)
            if row is not None:
                lines.append("\t".join(_flat(model.text(row, c)) for c in shown))
    return "\n".join(lines) + "\n"


def _flat(text: str) -> str:
    return text.replace("\t", " ").replace("\r", " ").replace("\n", " ")
