"""The period of a report: one step back or on, its kind, or a jump to one of the last."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.kit.i18n import N_
from crm_desktop.kit.period import Period
from ui.kit import words
from ui.kit.editors.combo import Combo
from ui.kit.widgets import IconButton, Label, row

_KINDS = (("week", N_("Week")), ("month", N_("Month")), ("quarter", N_("Quarter")), ("half", N_("Half year")),
          ("year", N_("Year")))
_LISTED = {"week": 26, "month": 24, "quarter": 12, "half": 8, "year": 6}


class PeriodChoice(QWidget):
    """`changed` when another period was chosen."""

    changed = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._period = Period.of(today, "month").previous()
        line = row(self, spacing=4)
        self.label = Label(tone="second")
        words.put(self.label, N_("Period"))
        self.before = IconButton("chevron-left", N_("The period before"), small=True)
        self.choice, self.kind = Combo(whole=True), Combo(whole=True)
        self.after = IconButton("chevron-right", N_("The period after"), small=True)
        for box, name in ((self.choice, N_("Period")), (self.kind, N_("Kind of period"))):
            words.put_name(box, name)
        for part in (self.label, self.before, self.choice, self.after, self.kind):
            line.addWidget(part)
        self.before.clicked.connect(lambda: self._to(self._period.previous()))
        self.after.clicked.connect(lambda: self._to(Period.of(self._period.end + timedelta(days=1), self._period.kind)))
        self.choice.activated.connect(lambda _n: self._to(Period.parse(self.choice.currentData())))
        self.kind.activated.connect(self._other_kind)
        self._show()

    def period(self) -> Period:
        """The period chosen."""
        return self._period

    def set_period(self, period: Period) -> None:
        """Choose without announcing it."""
        self._period = period
        self._show()

    def retranslate(self) -> None:
        """Names of periods in the language now in force."""
        self._show()

    def _to(self, period: Period) -> None:
        if period != self._period:
            self.set_period(period)
            self.changed.emit()

    def _other_kind(self) -> None:
        # The last whole one: its figures are complete.
        now = Period.of(self._today, self.kind.currentData())
        self._to(now if self._period.holds(self._today) else now.previous())

    def _show(self) -> None:
        self.kind.clear()
        for kind, word in _KINDS:
            self.kind.addItem(words.said(word), kind)
        self.kind.setCurrentIndex(self.kind.findData(self._period.kind))
        self.choice.clear()
        listed = [Period.of(self._today, self._period.kind)]
        while len(listed) < _LISTED[self._period.kind]:
            listed.append(listed[-1].previous())
        if self._period not in listed:
            listed = sorted([*listed, self._period], reverse=True)
        for period in listed:
            self.choice.addItem(period.title(), str(period))
        self.choice.setCurrentIndex(self.choice.findData(str(self._period)))
        self.before.setEnabled(self._period.start.year > 1)
        self.after.setEnabled(self._period.end.year < 9999)
