"""The right side of Today: the day as a line with "now"."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from crm_desktop.kit import clock
from crm_desktop.kit.i18n import N_, _, listed
from crm_desktop.today.lines import TODAY, Line, More
from ui.kit import icons, style, theme, words
from ui.kit.buttons import Button
from ui.kit.painting import one_line
from ui.kit.theme import color, px
from ui.kit.widgets import Label, Sheet, column, row

if TYPE_CHECKING:
    from crm_desktop.kit.due import Moment


MOST = 30  # entries; of a longer day those around now
_PAST = 5  # of them gone by


class DayEntry(Button):
    """One thing of the day: time, icon, customer, kind and what it is about. A click opens it."""

    def __init__(self, time: str, line: Line, parent: QWidget | None = None) -> None:
        super().__init__("", kind="quiet", parent=parent)
        self.time, self.line = time, line
        self.setAccessibleName(listed(time, line.kind, line.customer, line.what))
        self.setToolTip(words.plain_tip(" · ".join(filter(None, (line.customer, line.what)))))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Two lines and air."""
        return QSize(px(200), theme.line_height() + theme.line_height("small") + px(14))

    def minimumSizeHint(self) -> QSize:
        """Narrow at need; its texts end in …"""
        return QSize(px(120), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's name
        """As in the pictures."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        head, first = px(52), theme.line_height()
        one_line(painter, QRect(0, px(7), head - px(6), first), self.time, "body", "text2")
        box = self.rect().adjusted(head, px(1), 0, -px(1))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("hover" if self.underMouse() else "sunken"))
        painter.drawRoundedRect(box, px(6), px(6))
        side = px(16)
        icons.paint(painter, QRect(box.left() + px(8), box.top() + px(8), side, side), self.line.icon, "text2")
        room = QRect(box.left() + px(30), box.top() + px(6), box.width() - px(36), first)
        first_said, *said = filter(None, (self.line.customer, self.line.kind, self.line.what or self.line.person))
        one_line(painter, room, first_said, "body", "text")
        below = QRect(room.left(), room.bottom() + 1, room.width(), theme.line_height("small"))
        one_line(painter, below, " · ".join(said), "small", "text2")
        if self.hasFocus():
            style.focus_ring(painter, self.rect())


class NowLine(QWidget):
    """The time it is, and a line across."""

    spoken_role = QAccessible.Role.StaticText

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.time = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_time(self, time: str) -> None:
        """What time it is."""
        if time != self.time:
            self.time = time
            self.setAccessibleName(_("Now {time}").format(time=time))
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One line."""
        return QSize(px(120), theme.line_height() + px(4))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name
        """The time in bold, the line in the accent."""
        painter = QPainter(self)
        one_line(painter, QRect(0, 0, px(46), self.height()), self.time, "dense", "accent", bold=True)
        painter.setPen(QPen(color("accent"), px(2)))
        middle = self.height() // 2
        painter.drawLine(px(46), middle, self.width(), middle)


class DaySheet(Sheet):
    """What has a time today, in its order, with now between. `opened(line)`."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        words.put_name(self, N_("Today's course"))
        head = Label(bold=True)
        words.put(head, N_("Today's course"))
        self.count = Label(size="small", tone="second")
        top = row()
        top.addWidget(head, 1)
        top.addWidget(self.count)
        self.box.addLayout(top)
        self.inside, self.now = QWidget(), NowLine()
        self.inside.setProperty("role", "page")
        self.pile = column(self.inside, spacing=6)
        self.pile.addWidget(self.now)
        self.pile.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setProperty("bare", True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.inside)
        words.put_name(area, N_("Today's course"))
        self.box.addWidget(area, 1)
        self.entries: list[DayEntry] = []
        self._shown: tuple[object, ...] = ()

    def show_day(self, lines: Sequence[Line], at: Moment) -> None:
        """The lines with a time of today; now stands before the first that is still to come."""
        day = sorted(((line.due.at, line) for line in lines if len(line.due.at) > 10 and line.due.kind != "clock"
                      and at.day(line.due.at) == at.today), key=itemgetter(0))
        self.now.set_time(_clock(at.now, at))
        more = any(isinstance(line, More) and line.group == TODAY for line in lines)
        self.count.setText(f"{len(day):,}{'+' if more else ''}" if day else "")
        place = sum(when < at.now for when, _line in day)
        first = max(0, min(place - _PAST, len(day) - MOST)) if len(day) > MOST else 0
        day, place = day[first:first + MOST], place - first
        shown = (place, *((line.key, when, line.customer, line.what, line.kind) for when, line in day))
        if shown == self._shown:
            return
        self._shown = shown
        self._clear()
        for number, (when, line) in enumerate(day):
            entry = DayEntry(_clock(when, at), line)
            entry.clicked.connect(lambda _on=False, line=line: self.opened.emit(line))
            self.pile.insertWidget(number, entry)
            self.entries.append(entry)
        self.pile.insertWidget(place, self.now)

    def forget(self) -> None:
        """Drop all customer text."""
        self._shown = ()
        self.count.setText("")
        self._clear()

    def _clear(self) -> None:
        self.pile.removeWidget(self.now)
        for entry in self.entries:
            self.pile.removeWidget(entry)
            entry.hide()
            entry.deleteLater()
        self.entries = []
        self.pile.insertWidget(0, self.now)


def _clock(at: str, moment: Moment) -> str:
    return f"{clock.instant(at).astimezone(moment.zone):%H:%M}"
