"""The small month at the left: which days are shown, a click or the arrows lead there."""

from __future__ import annotations

from datetime import date, timedelta, tzinfo

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from crm_desktop.kit import clock
from crm_desktop.kit.i18n import N_
from crm_desktop.kit.period import Period
from crm_desktop.kit.values import WEEKDAYS, whole_day
from ui.kit import spoken, style, theme, words
from ui.kit.editors.base import is_enter
from ui.kit.theme import color, px
from ui.kit.widgets import IconButton, Label, Sheet, row
from ui.visits.spans import MONTH, Span

_CENTRE = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine)
_ARROWS = {Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7, Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class MiniMonth(Sheet):
    """`chosen` gives a day."""

    chosen = Signal(object)

    def __init__(self, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.title = Label(bold=True)
        self.days = _Days(zone)
        before, after = IconButton("chevron-left", N_("Month before"), small=True), IconButton(
            "chevron-right", N_("Month after"), small=True)
        before.clicked.connect(lambda: self._turn(-1))
        after.clicked.connect(lambda: self._turn(1))
        line = row(spacing=2)
        line.addWidget(self.title, 1)
        line.addWidget(before)
        line.addWidget(after)
        self.box.addLayout(line)
        self.box.addWidget(self.days)
        self.days.chosen.connect(self.chosen)
        self.days.turned.connect(self._say_month)

    def show_span(self, span: Span) -> None:
        """Mark the days shown."""
        self.days.show_span(span)

    def _turn(self, by: int) -> None:
        self.days.show_month(Span(MONTH, self.days.month).step(by).day)

    def _say_month(self) -> None:
        words.put(self.title, lambda: Period.of(self.days.month, "month").title())


class _Days(QWidget):
    chosen = Signal(object)
    turned = Signal()   # another month is shown

    def __init__(self, zone: tzinfo) -> None:
        super().__init__()
        self._zone, self._span = zone, Span(MONTH, date(2000, 1, 1))
        self.month = self.at = date(2000, 1, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        words.put_name(self, N_("Choose a day"))

    def show_span(self, span: Span) -> None:
        """Mark these days."""
        self._span, self.at = span, span.day
        words.put_about(self, self._said)
        self.show_month(span.day.replace(day=1))

    def show_month(self, month: date) -> None:
        """Another month; what is marked stays."""
        self.month = month
        self._fit()
        self.update()
        self.turned.emit()

    def _said(self) -> str:
        return whole_day(self.at)

    def _fit(self) -> None:
        self.setFixedHeight((self._weeks() + 1) * self._tall())

    def _weeks(self) -> int:
        return len(Span(MONTH, self.month).days) // 7

    @staticmethod
    def _tall() -> int:
        return QFontMetrics(theme.font("dense")).height() + px(4)

    def _cell(self, place: int, line: int) -> QRect:
        left, right = (round(n * self.width() / 7) for n in (place, place + 1))
        return QRect(left, line * self._tall(), right - left, self._tall())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name
        """The names of the weekdays, then the weeks of the month."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("small"))
        painter.setPen(color("text2"))
        for place, name in enumerate(WEEKDAYS):
            painter.drawText(self._cell(place, 0), _CENTRE, words.said(name)[-1:] if _short() else words.said(name)[:2])
        today, first = clock.today(self._zone), Span(MONTH, self.month).first
        for n in range(self._weeks() * 7):
            day, cell = first + timedelta(days=n), self._cell(n % 7, n // 7 + 1)
            shown = self._span.holds(day) and self._span.kind != MONTH
            if shown:
                painter.fillRect(cell.adjusted(0, 1, 0, -1), color("select"))
            if day == today:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(color("accent"))
                side = min(cell.width(), cell.height())
                box = QRect(cell.center().x() - side // 2, cell.top() + 1, side, side - 2)
                painter.drawRoundedRect(box, px(4), px(4))
            painter.setFont(theme.font("dense", bold=day == today))
            painter.setPen(color("on_accent" if day == today else "on_select" if shown else
                                 "text" if day.month == self.month.month else "text3"))
            painter.drawText(cell, _CENTRE, str(day.day))
            if day == self.at and self.hasFocus():
                style.focus_ring(painter, cell, radius=4)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Go to that day."""
        place = min(6, int(event.position().x() * 7 / max(1, self.width())))
        line = int(event.position().y()) // self._tall() - 1
        if 0 <= line < self._weeks():
            self.chosen.emit(Span(MONTH, self.month).first + timedelta(days=line * 7 + place))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another font: higher lines."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrows walk, Enter goes there."""
        if event.key() in _ARROWS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.at += timedelta(days=_ARROWS[Qt.Key(event.key())])
            self.show_month(self.at.replace(day=1))
            words.put_about(self, self._said)
            spoken.announce(self, self._said())
        elif is_enter(event):
            self.chosen.emit(self.at)
        else:
            super().keyPressEvent(event)


def _short() -> bool:
    """Whether a weekday is known by its last sign (周一)."""
    return not words.said(WEEKDAYS[0]).isascii()
