"""Dates: typed in any notation, or picked from a calendar on Alt+Down or F4."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, Qt, QTime, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QSpinBox, QTableView, QTimeEdit, QToolButton, QWidget

from crm_desktop.kit import clock, i18n, values, workdays
from crm_desktop.kit.forms import Field
from crm_desktop.kit.i18n import N_
from ui.kit import icons, theme, words
from ui.kit.editors.base import Surroundings, is_enter
from ui.kit.editors.lines import LineEditor, name_line_action
from ui.kit.theme import color, px
from ui.kit.widgets import Button, Label, column, row


class CalendarPopup(QFrame):
    """A month to pick a day from: Monday first, days off in amber, today underlined. Enter picks, Esc closes."""

    picked = Signal(date)

    def __init__(self, owner: QWidget, day: date, today: date, home: str) -> None:
        super().__init__(owner, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "popup")
        words.put_name(self, N_("Calendar"))
        self._home, self._today = home, today
        box = column(self, margin=8, spacing=4)
        self.month = QCalendarWidget()
        self._dress()
        self.month.setSelectedDate(QDate(day.year, day.month, day.day))
        self.month.activated.connect(self._pick)
        self.month.clicked.connect(self._pick)
        self.month.currentPageChanged.connect(self._mark_days)
        self._mark_days(day.year, day.month)
        box.addWidget(self.month)
        self.foot = row(spacing=8)
        today_button = Button(kind="link")
        words.put(today_button, N_("Today"))
        today_button.clicked.connect(lambda: self._pick(QDate(today.year, today.month, today.day)))
        self.foot.addStretch(1)
        self.foot.addWidget(today_button)
        box.addLayout(self.foot)

    def show_below(self, editor: QWidget) -> None:
        """Open under (or over) a field, on its screen."""
        self.adjustSize()
        at = editor.mapToGlobal(editor.rect().bottomLeft())
        room = editor.screen().availableGeometry()
        if at.y() + self.height() > room.bottom():
            at.setY(editor.mapToGlobal(editor.rect().topLeft()).y() - self.height())
        at.setX(max(room.left(), min(at.x(), room.right() - self.width())))
        self.move(at)
        self.show()
        self.month.setFocus()

    def _dress(self) -> None:
        month = self.month
        month.setLocale(QLocale({"en": "en_GB"}.get(i18n.language(), i18n.language())))
        month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        plain = QTextCharFormat()
        plain.setForeground(color("text2"))
        month.setHeaderTextFormat(plain)
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            month.setWeekdayTextFormat(weekend, plain)
        month.setMinimumSize(7 * px(46), px(44) + 7 * (theme.line_height() + px(8)))
        words.put_name(month, N_("Month"))
        names = {"qt_calendar_prevmonth": N_("Month before"), "qt_calendar_nextmonth": N_("Month after"),
                 "qt_calendar_monthbutton": N_("Choose the month"), "qt_calendar_yearbutton": N_("Choose the year")}
        for name, message in names.items():
            button = month.findChild(QToolButton, name)
            if button is not None:
                words.put_name(button, message)
                if name.endswith("prevmonth"):
                    button.setIcon(icons.icon("chevron-left"))
                elif name.endswith("nextmonth"):
                    button.setIcon(icons.icon("chevron-right"))
        for part, message in ((month.findChild(QSpinBox), N_("Year")), (month.findChild(QTableView), N_("Days"))):
            if part is not None:
                words.put_name(part, message)
        for part in month.findChildren(QTableView):
            part.installEventFilter(self)

    def _mark_days(self, year: int, month: int) -> None:
        for day, name in workdays.holidays_of(self._home, year).items():
            if day.month == month:
                look = QTextCharFormat()
                look.setForeground(color("near"))
                look.setToolTip(words.plain_tip(name))
                self.month.setDateTextFormat(QDate(day.year, day.month, day.day), look)
        look = QTextCharFormat()
        look.setForeground(color("accent"))
        look.setFontUnderline(True)
        self.month.setDateTextFormat(QDate(self._today.year, self._today.month, self._today.day), look)

    def event(self, event: QEvent) -> bool:
        """Esc closes, wherever in it the keyboard is; the form below, which it leaves too, does not get it."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self.close()
            return True
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter picks the day, Esc closes."""
        if event.type() == QEvent.Type.KeyPress:
            if is_enter(event):  # type: ignore[arg-type]
                self._pick(self.month.selectedDate())
                return True
            if event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
                self.close()
                return True
        return super().eventFilter(watched, event)

    def _pick(self, day: QDate) -> None:
        self.picked.emit(date(day.year(), day.month(), day.day()))
        self.close()


class DateEditor(LineEditor):
    """A date, or a date with the time."""

    def __init__(self, field: Field, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(field, around, parent)
        self.popup: CalendarPopup | None = None
        self._button = self.line.addAction(icons.icon("calendar-days"), QLineEdit.ActionPosition.TrailingPosition)
        name_line_action(self.line, self._button, N_("Calendar for {label}"), field)
        self._button.triggered.connect(self.open_calendar)
        self.line.opened.connect(self.open_calendar)

    def open_calendar(self) -> None:
        """Open the month of the date typed, else this month."""
        if self.read_only or self._hidden:
            return
        ctx = self.around.context()
        popup = CalendarPopup(self, self._day() or ctx.today, ctx.today, ctx.home)
        popup.picked.connect(self._picked)
        popup.destroyed.connect(self._closed)
        if self.field.type == "datetime":
            self._add_time(popup)
        self.popup = popup
        popup.show_below(self)

    def set_read_only(self, read_only: bool) -> None:
        """No calendar for what can't be changed."""
        super().set_read_only(read_only)
        self._button.setVisible(not read_only)

    def _day(self) -> date | None:
        value = self.value()
        if not isinstance(value, str) or value.startswith("--"):
            return None
        if self.field.type == "datetime":
            return clock.instant(value).astimezone(self.around.context().zone).date()
        return date.fromisoformat(value)

    def _time(self) -> str:
        value = self.value()
        at = clock.instant(value) if isinstance(value, str) else clock.now()
        return at.astimezone(self.around.context().zone).strftime("%H:%M")

    def _add_time(self, popup: CalendarPopup) -> None:
        time = QTimeEdit(QTime.fromString(self._time(), "HH:mm"))
        time.setDisplayFormat("HH:mm")
        words.put_name(time, N_("Time"))
        label = Label(tone="second")
        words.put(label, N_("Time"))
        popup.foot.insertWidget(0, label)
        popup.foot.insertWidget(1, time)
        popup.setProperty("time", time)
        self._clock: Callable[[], str] = lambda: time.time().toString("HH:mm")

    def _picked(self, day: date) -> None:
        text = day.isoformat()
        if self.field.type == "datetime":
            text += f" {self._clock()}"
        self.set_value(values.read(self.field, text, self.around.context()))
        self._typed()

    def _closed(self) -> None:
        self.popup = None
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)
