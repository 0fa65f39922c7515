"""What lies below the blocks of a day or week: names of days, hours, lunch, today, now, the free place chosen."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from crm_desktop.kit import clock
from crm_desktop.kit.i18n import _
from crm_desktop.kit.values import WEEKDAYS
from ui.kit import style, theme, words
from ui.kit.theme import color, px
from ui.visits.hours import between_hours, lowest
from ui.visits.lanes import SLOT, Spot

if TYPE_CHECKING:
    from ui.visits.time_board import TimeBoard

_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)


class Heads(QWidget):
    """The names of the days, and below them what takes the whole day."""

    def __init__(self, board: TimeBoard) -> None:
        super().__init__(board)
        self._board = board

    def head_height(self) -> int:
        """How high the names stand."""
        return max(px(34), theme.line_height() + px(12))

    def lane_top(self) -> int:
        """Where the lane of all day begins."""
        return self.head_height() + px(3)

    def name_width(self, day: date) -> int:
        """How much of a head the name of its day takes."""
        return px(8) + QFontMetrics(theme.font("dense", bold=True)).horizontalAdvance(_name(day))

    def note_width(self, day: date) -> int:
        """How much of a head the least that is to be known of its day takes."""
        notes = self._board.notes(day)
        return QFontMetrics(theme.font("small", bold=True)).horizontalAdvance(notes[-1]) + px(6) if notes else 0

    def width_off(self) -> int:
        """How wide the head of a day off is."""
        off = [d for d in self._board.hours.days if d in self._board.off]
        return max((self.name_width(d) + self.note_width(d) + px(6) for d in off), default=0)

    def fit(self, lines: int) -> None:
        """Room for so many entries of all day."""
        self.setFixedHeight(self.lane_top() + lines * (lowest() + 2) + px(3))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name
        """Ground, names, lines."""
        paint_heads(QPainter(self), self.rect(), self._board)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click on a name or in the lane chooses the day as a whole."""
        if (day := self._day(event)) is not None:
            self._board.go(Spot(day, None))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """On a name: that day alone. In the lane: plan for the whole day."""
        day = self._day(event)
        if day is None:
            return
        if event.position().y() < self.head_height():
            self._board.day_asked.emit(day)
        else:
            self._board.plan_asked.emit(day, None)

    def _day(self, event: QMouseEvent) -> str | None:
        at, hours = int(event.position().x()), self._board.hours
        return hours.day_at(at).isoformat() if at >= hours.left else None


class Ground(QWidget):
    """The hours below the blocks."""

    def __init__(self, board: TimeBoard) -> None:
        super().__init__()
        self._board = board

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name
        """Days, hours, lunch, now, and where the keyboard is."""
        paint_ground(QPainter(self), self.rect(), self._board)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Choose a free place, also for the menu of the right button."""
        if event.button() != Qt.MouseButton.MiddleButton and event.position().x() >= self._board.hours.left:
            self._board.go(self._board.spot_at(event.position().toPoint()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Plan there."""
        if event.button() == Qt.MouseButton.LeftButton and event.position().x() >= self._board.hours.left:
            self._board.plan_here()


def paint_heads(painter: QPainter, rect: QRect, board: TimeBoard) -> None:
    """The names of the days and the lane of all day."""
    hours, tall = board.hours, board.heads.head_height()
    painter.fillRect(rect, color("surface"))
    painter.fillRect(QRect(0, 0, rect.width(), tall), color("sunken"))
    if not hours.edges:
        return
    for day in hours.days:
        left, width = hours.column(day)
        lane = QRect(left, tall, width, rect.height() - tall)
        if day == board.ctx.today:
            painter.fillRect(QRect(left, 0, width, tall), color("select"))
            painter.fillRect(QRect(left, 0, width, px(3)), color("accent"))
            painter.fillRect(lane, color("today"))
        elif day in hours.off:
            painter.fillRect(lane, color("sunken"))
        _head(painter, QRect(left + px(7), 0, width - px(8), tall), day, board)
        _line(painter, QPoint(left, 0), QPoint(left, rect.height()))
    painter.setFont(theme.font("small"))
    painter.setPen(color("text2"))
    painter.drawText(QRect(px(4), board.heads.lane_top(), hours.left - px(8), lowest()), _MIDDLE,
                     painter.fontMetrics().elidedText(_("All day"), Qt.TextElideMode.ElideRight, hours.left - px(6)))
    _line(painter, QPoint(0, tall), QPoint(rect.width(), tall))
    _line(painter, QPoint(0, rect.height() - 1), QPoint(rect.width(), rect.height() - 1))
    if board.at.key is None and board.at.minute is None and board.at.day and board.hasFocus():
        left, width = hours.column(_day(board))
        style.focus_ring(painter, QRect(left + px(2), tall + 2, width - px(4), rect.height() - tall - 4), radius=4)


def _head(painter: QPainter, room: QRect, day: date, board: TimeBoard) -> None:
    today = day == board.ctx.today
    text = _name(day)
    painter.setFont(theme.font("dense", bold=today))
    if painter.fontMetrics().horizontalAdvance(text) > room.width():
        text = str(day.day)  # of a narrow day the number is worth more than half a weekday
    painter.setPen(color("accent" if today else "text2"))
    painter.drawText(room, _MIDDLE, painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width()))
    room.setLeft(room.left() + painter.fontMetrics().horizontalAdvance(text) + px(6))
    room.setRight(room.right() - board.more_links.width(day))
    painter.setFont(theme.font("small", bold=today))
    for note in board.notes(day):
        if painter.fontMetrics().horizontalAdvance(note) <= room.width():
            painter.drawText(room, _MIDDLE, note)
            break


def _name(day: date) -> str:
    return _("{weekday} {day}").format(weekday=words.said(WEEKDAYS[day.weekday()]), day=day.day)


def paint_ground(painter: QPainter, rect: QRect, board: TimeBoard) -> None:
    """The hours of the days."""
    hours = board.hours
    painter.fillRect(rect, color("surface"))
    if not hours.edges:
        return
    for day in hours.days:
        left, width = hours.column(day)
        ground = "today" if day == board.ctx.today else "sunken" if day in hours.off else ""
        if ground:
            painter.fillRect(QRect(left, 0, width, rect.height()), color(ground))
    _lunch(painter, rect, board)
    painter.setFont(theme.font("small"))
    for hour in range(hours.first, hours.last):
        y = hours.y(hour * 60)
        if y:
            _line(painter, QPoint(hours.left, y), QPoint(rect.width(), y))
        painter.setPen(color("text2"))
        tall = theme.line_height("small")
        painter.drawText(QRect(0, max(0, y - tall // 2), hours.left - px(8), tall), _RIGHT, f"{hour:02d}:00")
    for edge in hours.edges:
        _line(painter, QPoint(edge, 0), QPoint(edge, rect.height()))
    _chosen(painter, board)
    _now(painter, board)


def _lunch(painter: QPainter, rect: QRect, board: TimeBoard) -> None:
    hours = board.hours
    top, bottom = (hours.y(max(hours.first * 60, min(hours.last * 60, m))) for m in hours.lunch)
    if bottom <= top:
        return
    shade = QColor(color("text"))
    shade.setAlphaF(0.05)
    painter.fillRect(QRect(hours.left, top, rect.width() - hours.left, bottom - top), shade)
    painter.setFont(theme.font("small"))
    painter.setPen(color("text3"))
    tall = theme.line_height("small")
    at = hours.y(between_hours(*hours.lunch)) - tall // 2
    painter.drawText(QRect(0, at, hours.left - px(8), tall), _RIGHT, painter.fontMetrics().elidedText(
        _("Lunch"), Qt.TextElideMode.ElideRight, hours.left - px(9)))


def _chosen(painter: QPainter, board: TimeBoard) -> None:
    """The free half hour where the keyboard is."""
    if board.at.key is not None or board.at.minute is None or not board.at.day:
        return
    hours = board.hours
    left, width = hours.column(_day(board))
    room = QRect(left + px(2), hours.y(board.at.minute) + 1, width - px(4), hours.hour * SLOT // 60 - 2)
    painter.fillRect(room, color("select"))
    if board.hasFocus():
        style.focus_ring(painter, room, radius=4)


def _now(painter: QPainter, board: TimeBoard) -> None:
    """A line across today, where the day has come to."""
    hours, today = board.hours, board.ctx.today
    here = clock.now().astimezone(board.store.zone)
    minute = here.hour * 60 + here.minute
    if today not in hours.days or not hours.first * 60 <= minute < hours.last * 60:
        return
    left, width = hours.column(today)
    y = hours.y(minute)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color("accent"), 2))
    painter.drawLine(left, y, left + width, y)
    painter.setBrush(color("accent"))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(QPoint(left, y), px(4), px(4))


def _day(board: TimeBoard) -> date:
    day = date.fromisoformat(board.at.day)
    return day if day in board.hours.days else board.hours.days[0]


def _line(painter: QPainter, one: QPoint, two: QPoint) -> None:
    painter.setPen(QPen(color("line"), 1, Qt.PenStyle.SolidLine))
    painter.drawLine(one, two)
