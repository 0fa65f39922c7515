"""A month: a cell a day with up to three entries, then how many more."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from crm_desktop.kit.values import WEEKDAYS
from crm_desktop.visits.agenda import Row
from ui.kit import style, theme, words
from ui.kit.painting import one_line
from ui.kit.theme import color, px
from ui.visits.block import Block, Ghost, movable
from ui.visits.board import Board
from ui.visits.hours import lowest
from ui.visits.lanes import Spot, key_of, spot_of
from ui.visits.more_links import MoreLink

if TYPE_CHECKING:
    from crm_desktop.kit.store import Store

LINES = 3
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)


class MonthBoard(Board):
    """Weeks below each other, Monday first."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(store, parent)
        self.ghost = Ghost(self)
        self._target = ""
        self._buttons: dict[str, MoreLink] = {}

    def holder(self, row: Row) -> QWidget:
        """All in one."""
        return self

    def stops(self, day: str) -> list[Spot]:
        """The cell of the day, then the entries drawn in it."""
        return [Spot(day, None), *(spot_of(r) for r in self._drawn(day))]

    def walk(self, days: int, steps: int) -> None:
        """Up and down through the entries of a day, then to the day a week away; sideways by day."""
        if not steps:
            self._to(date.fromisoformat(self.at.day) + timedelta(days=days))
            return
        spots = self.stops(self.at.day)
        here = next((n for n, s in enumerate(spots) if s.key == self.at.key), 0) + steps
        if 0 <= here < len(spots):
            self.go(spots[here])
        else:
            self._to(date.fromisoformat(self.at.day) + timedelta(days=7 * steps))

    def _to(self, day: date) -> None:
        if self.span is not None and self.span.holds(day):
            self.go(Spot(day.isoformat(), None))
        else:
            self.at = Spot(day.isoformat(), None)
            self.left_span.emit()

    # Laying out

    def cell(self, day: date) -> QRect:
        """The cell of a day."""
        assert self.span is not None
        place = self.span.days.index(day)
        weeks, top = len(self.span.days) // 7, self.head_height()
        xs = [round(n * self.width() / 7) for n in range(8)]
        ys = [top + round(n * (self.height() - top) / weeks) for n in range(weeks + 1)]
        line, column = divmod(place, 7)
        return QRect(xs[column], ys[line], xs[column + 1] - xs[column], ys[line + 1] - ys[line])

    def free_rect(self) -> QRect:
        """The cell of the day."""
        return self.cell(date.fromisoformat(self.at.day))

    def head_height(self) -> int:
        """How high the names of the weekdays stand."""
        return theme.line_height("dense") + px(12)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Each week has its line of numbers."""
        weeks = len(self.span.days) // 7 if self.span is not None else 6
        return QSize(px(240), self.head_height() + weeks * (self._number() + px(4)))

    def _room(self) -> int:
        """How many entries a cell has room for."""
        assert self.span is not None
        tall = self.cell(self.span.first).height() - self._number() - px(2)
        return max(0, min(LINES, (tall + 2) // (lowest() + 2)))

    def _number(self) -> int:
        return theme.line_height("dense") + px(6)

    def _drawn(self, day: str) -> list[Row]:
        mine = [r for r in self.rows if r.day == day]
        alone = len(mine) + self.more.get(day, 0) == 1
        return mine[:self._room() or int(alone or self.width() // 7 >= px(96))]

    def place(self) -> None:
        """Put every entry into its day."""
        if self.span is None or self.height() <= self.head_height():
            return
        wanted: set[str] = set()
        for day in self.span.days:
            cell, text = self.cell(day), day.isoformat()
            mine = [r for r in self.rows if r.day == text]
            drawn = self._drawn(text)
            if hidden := len(mine) - len(drawn) + self.more.get(text, 0):
                wanted.add(text)
                self._more(text, hidden, cell)
            for place, row in enumerate(drawn):
                right = self._buttons[text].x() if hidden else cell.right() - px(2)
                below = self._number() + place * (lowest() + 2) if self._room() else 0
                _put(self._blocks[key_of(row)], cell, below, right)
            for row in mine[len(drawn):]:
                self._blocks[key_of(row)].hide()
        for day_text in self._buttons.keys() - wanted:
            button = self._buttons.pop(day_text)
            button.hide()
            button.deleteLater()
        self.update()

    def _more(self, day: str, count: int, cell: QRect) -> None:
        button = self._buttons.get(day)
        if button is None:
            button = self._buttons[day] = MoreLink(self)
            button.clicked.connect(lambda: self.day_asked.emit(day))
        room = cell.width() - px(36) if self._room() else 0  # right of number and entry
        button.say(count, room)
        wide = min(button.sizeHint().width(), room or button.sizeHint().width())
        button.setGeometry(cell.right() - wide - px(5), cell.top() + 1, wide, self._number() - 1)
        button.show()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Cells grow with the window."""
        super().resizeEvent(event)
        self.place()

    # The mouse

    def _day_at(self, at: QPoint) -> date | None:
        return next((d for d in self.span.days if self.cell(d).contains(at)), None) if self.span else None

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Choose a day."""
        if (day := self._day_at(event.position().toPoint())) is not None:
            self.go(Spot(day.isoformat(), None))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Plan on that day."""
        if (day := self._day_at(event.position().toPoint())) is not None:
            self.plan_asked.emit(day.isoformat(), None)

    def drag(self, block: Block, at: QPoint, pulls: bool) -> None:  # noqa: ARG002 - nothing is pulled longer here
        """Show the day it would go to; its time stays."""
        day = self._day_at(self.mapFromGlobal(at))
        if day is None or block.row is None or not movable(block.row):
            return
        self._target = day.isoformat()
        self.ghost.show_at(self.cell(day).adjusted(2, 2, -2, -2), block.row.name)

    def drop(self, block: Block) -> None:
        """It goes to that day."""
        target, row = self._target, block.row
        self.end_drag()
        if target and row is not None and target != row.day:
            self.moved.emit(row, target, row.start)

    def end_drag(self) -> None:
        """Nothing is dragged."""
        self._target = ""
        self.ghost.hide()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name
        """Weekdays, cells, numbers."""
        if self.span is None:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), color("surface"))
        head = self.head_height()
        painter.fillRect(QRect(0, 0, self.width(), head), color("sunken"))
        painter.setFont(theme.font("dense"))
        painter.setPen(color("text2"))
        for place, name in enumerate(WEEKDAYS):
            left = round(place * self.width() / 7)
            painter.drawText(QRect(left + px(8), 0, self.width() // 7 - px(8), head), _MIDDLE, words.said(name))
        for day in self.span.days:
            self._paint_cell(painter, day)

    def _paint_cell(self, painter: QPainter, day: date) -> None:
        assert self.span is not None
        cell, today, inside = self.cell(day), day == self.ctx.today, day.month == self.span.day.month
        if today or day in self.off:
            painter.fillRect(cell, color("today" if today else "sunken"))
        here = self.at.day == day.isoformat() and self.at.key is None
        if here:
            painter.fillRect(cell.adjusted(2, 2, -1, -1), color("select"))
        painter.setPen(QPen(color("line"), 1))
        painter.drawLine(cell.topLeft(), cell.topRight())
        painter.drawLine(cell.topLeft(), cell.bottomLeft())
        painter.setFont(theme.font("dense", bold=today))
        ink = "accent" if today else "text" if inside else "text3"
        painter.setPen(color(ink))
        number = f"{day.day}" if inside or not self._room() else f"{day:%m-%d}"
        room = QRect(cell.left() + px(8), cell.top() + px(2), cell.width() - px(12), theme.line_height("dense") + px(2))
        painter.drawText(room, _MIDDLE, number)
        used = painter.fontMetrics().horizontalAdvance(number) + px(6)
        note = next(iter(self.notes(day)), "")
        more = self._buttons.get(day.isoformat())
        taken = more.width() if more is not None else 0
        if note and (self._room() or not any(r.day == day.isoformat() for r in self.rows)):
            one_line(painter, room.adjusted(used, 0, -taken, 0), note, "small", ink, bold=today)
        if here and self.hasFocus():
            style.focus_ring(painter, cell.adjusted(1, 1, 0, 0), radius=4)


def _put(block: Block, cell: QRect, below: int, right: int) -> None:
    """Its place in a cell: so far below the number, or in a low window beside it, before how many more there are."""
    block.brief, left = not below, cell.left() + px(4 if below else 28)
    wide = cell.width() - px(8) if below else max(px(20), right - left)
    block.setGeometry(left, cell.top() + (below or 2), wide, lowest())
    block.show()
