"""The list of Today: painted rows, a real button on the current one, walked by the arrow keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from crm_desktop.kit import i18n
from crm_desktop.kit.i18n import N_, _
from crm_desktop.today.lines import Line
from ui.kit import icons, style, theme, words
from ui.kit.actions import key_text
from ui.kit.buttons import Button
from ui.kit.painting import one_line
from ui.kit.theme import color, px
from ui.kit.widgets import paint_mark
from ui.today.model import ENTRY, Head, TodayModel

Index = QModelIndex | QPersistentModelIndex
_MARK, _WHEN, _WHO, _WHO_LATIN = 142, 104, 84, 116
KEY = "Return"
_FROM = {"when": 430, "kind": 560, "who": 700}  # effective pixels of the list from which on a column is shown
_NAMES = 230  # what the customer's name keeps before those columns go, in that order: mark and icon say the same


class TodayDelegate(QStyledItemDelegate):
    """How heads and lines look."""

    def __init__(self, model: TodayModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._room: tuple[object, int] = None, 0
        self._kinds: tuple[object, int] = None, 0

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802, ARG002 - Qt's name
        """All rows are of one height: thousands are laid out at once."""
        return QSize(px(320), max(px(35), theme.small_height() + px(9)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """A head or a line, as in the pictures."""
        entry, rect = index.data(ENTRY), option.rect
        painter.save()
        if isinstance(entry, Head):
            painter.fillRect(rect, color("sunken"))
            one_line(painter, rect.adjusted(px(12), 0, -px(12), 0), index.data(), "body", "text", bold=True)
        else:
            self._line(painter, option, entry)
        painter.setPen(QPen(color("line"), 1))
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        painter.restore()
        if option.state & QStyle.StateFlag.State_HasFocus:
            style.focus_ring(painter, rect.adjusted(0, 0, -1, -1), radius=4)

    def button_room(self, verbs: frozenset[str]) -> int:
        """The width of the widest button, so that what stands before it stands in one column."""
        asked = verbs, i18n.language(), theme.look().factor
        if self._room[0] != asked:
            dense, small = QFontMetrics(theme.font("dense")), QFontMetrics(theme.font("small"))
            widest = max((dense.horizontalAdvance(_(verb)) for verb in verbs), default=0)
            self._room = asked, widest + px(30) + small.horizontalAdvance(key_text(KEY))
        return self._room[1]

    def kind_room(self, kinds: frozenset[str]) -> int:
        """The width of the longest word for a kind."""
        asked = kinds, theme.look().factor
        if self._kinds[0] != asked:
            body = QFontMetrics(theme.font("body"))
            self._kinds = asked, max([body.horizontalAdvance(kind) for kind in kinds], default=0) + 2
        return self._kinds[1]

    def button_rect(self, row: QRect, line: Line, *, current: bool = False) -> QRect:
        """Where the button of a row stands; that of the current row has its key beside the word."""
        width = QFontMetrics(theme.font("dense")).horizontalAdvance(line.verb) + px(22)
        if current:
            width += px(8) + QFontMetrics(theme.font("small")).horizontalAdvance(key_text(KEY))
        height = theme.small_height()
        return QRect(row.right() - width - px(8), row.top() + (row.height() - height) // 2, width, height)

    def _beside(self, wide: int) -> dict[str, int]:
        """The columns beside the name that have room, and how wide they are."""
        who = _WHO if i18n.language().startswith("zh") else _WHO_LATIN
        rooms = {"when": px(_WHEN), "kind": self.kind_room(self._model.kinds) + px(8), "who": px(who)}
        found = {name: room for name, room in rooms.items() if wide / theme.look().factor >= _FROM[name]}
        rest = wide - px(_MARK + 50) - self.button_room(self._model.verbs)
        for name in rooms:
            if rest - sum(found.values()) < px(_NAMES):
                found.pop(name, None)
        return found

    def _line(self, painter: QPainter, option: QStyleOptionViewItem, line: Line) -> None:
        rect, chosen = option.rect, bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, color("select" if chosen else "hover"))
        if chosen:
            active = bool(option.state & QStyle.StateFlag.State_Active)
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), color("accent" if active else "edge"))
        ink, strong = ("on_select", "on_select") if chosen else ("text2", "text")
        shown = self._beside(rect.width())
        left = rect.left() + px(12)
        paint_mark(painter, QRect(left, rect.top(), px(_MARK - 12), rect.height()), line.shape, line.mark)
        left += px(_MARK)
        if "when" in shown:
            one_line(painter, QRect(left, rect.top(), px(_WHEN - 8), rect.height()), line.when, "body", ink)
            left += px(_WHEN)
        side = px(16)
        icons.paint(painter, QRect(left, rect.top() + (rect.height() - side) // 2, side, side), line.icon, ink)
        left += side + px(6)
        if "kind" in shown:
            room = shown["kind"] - px(8)
            one_line(painter, QRect(left, rect.top(), room, rect.height()), line.kind, "body", ink)
            left += room + px(8)
        button = self.button_rect(rect, line, current=chosen)
        if not chosen:
            self._button(painter, button, line.verb)
        right = button.left() - px(8)
        if "who" in shown:
            who = rect.right() - self.button_room(self._model.verbs) - shown["who"] + px(8)
            room = QRect(who, rect.top(), min(shown["who"], right - who) - px(6), rect.height())
            one_line(painter, room, line.person, "body", ink)
            right = who
        room = QRect(left, rect.top(), right - left - px(8), rect.height())
        used = one_line(painter, room, line.customer, "body", strong)
        one_line(painter, room.adjusted(used + px(10) if used else 0, 0, 0, 0), line.what, "body", ink)

    def _button(self, painter: QPainter, rect: QRect, verb: str) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color("edge"), 1))
        painter.setBrush(color("surface"))
        painter.drawRoundedRect(rect.adjusted(0, 0, -1, -1), px(6), px(6))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        one_line(painter, rect, verb, "dense", "text", align=Qt.AlignmentFlag.AlignHCenter)


class TodayList(QListView):
    """The list itself. `pressed_line(line)`: its button, or Enter; `opened(line)`: double click, Ctrl+O."""

    pressed_line = Signal(object)
    opened = Signal(object)
    current_changed = Signal()

    def __init__(self, model: TodayModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._looks = TodayDelegate(model, self)
        self.setItemDelegate(self._looks)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMinimumHeight(px(140))
        words.put_name(self, N_("What is due"))
        self.button = Button(small=True, parent=self.viewport())
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self._press)
        words.put_name(self.button, lambda: self.button.text() or words.said(N_("Next step")))
        self.button.hide()
        self.setModel(model)
        model.modelReset.connect(self._settle)
        for moved in (model.rowsInserted, model.rowsRemoved, model.rowsMoved, model.dataChanged):
            moved.connect(lambda *_what: self._place())
        model.said.connect(self._said)
        self.verticalScrollBar().valueChanged.connect(lambda _to: self._place())

    def line(self) -> Line | None:
        """The current line."""
        return self._model.line(self.currentIndex())

    def choose(self, row: int) -> None:
        """Make the line at that row current; the next one where it is a head or gone, else the last."""
        count = self._model.rowCount()
        found = next((n for n in (*range(max(row, 0), count), *range(min(row, count) - 1, -1, -1))
                      if self._model.line(self._model.index(n)) is not None), None)
        self.setCurrentIndex(QModelIndex() if found is None else self._model.index(found))

    def choose_key(self, key: object, otherwise: int) -> None:
        """Make that line current, or where it is gone the one now in its place."""
        row = self._model.row_of(key)
        self.choose(row if row >= 0 else otherwise)

    def moveCursor(self, action: QListView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:  # noqa: N802
        """Heads are stepped over."""
        found = super().moveCursor(action, modifiers)
        if not found.isValid() or self._model.line(found) is not None:
            return found
        acts = QListView.CursorAction
        up = action in (acts.MoveUp, acts.MovePageUp, acts.MovePrevious, acts.MoveLeft, acts.MoveEnd)
        for row in range(found.row() + (-1 if up else 1), -1 if up else self._model.rowCount(), -1 if up else 1):
            if self._model.line(self._model.index(row)) is not None:
                return self._model.index(row)
        if up:
            self.scrollToTop()
        return self.currentIndex()

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802 - Qt's name
        """The real button goes along."""
        super().currentChanged(current, previous)
        self._place()
        self.current_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter presses the button of the row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) \
                and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._press()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click on a painted button presses it."""
        super().mouseReleaseEvent(event)
        line = self._at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and line is not None:
            self.pressed_line.emit(line)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A double click beside the button opens the record."""
        super().mouseDoubleClickEvent(event)
        line = self._model.line(self.indexAt(event.position().toPoint()))
        if line is not None and self._at(event.position().toPoint()) is None:
            self.opened.emit(line)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The button stays at its row."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Rows follow the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "button"):
            self.scheduleDelayedItemsLayout()
            self._place()

    def _at(self, point: QPoint) -> Line | None:
        """The line whose painted button is at that point."""
        index = self.indexAt(point)
        line = self._model.line(index)
        there = line is not None and self._looks.button_rect(self.visualRect(index), line).contains(point)
        return line if there else None

    def _press(self) -> None:
        if (line := self.line()) is not None:
            self.pressed_line.emit(line)

    def _said(self) -> None:
        self.viewport().update()
        self._place()

    def _settle(self) -> None:
        self.choose(0)
        self._place()

    def _place(self) -> None:
        line = self.line()
        self.button.setVisible(line is not None)
        if line is None:
            return
        self.button.setText(line.verb)
        self.button.setAccessibleName(line.verb)
        self.button.set_key(KEY)
        self.button.setAccessibleDescription(line.sentence())
        self.button.setGeometry(self._looks.button_rect(self.visualRect(self.currentIndex()), line, current=True))
