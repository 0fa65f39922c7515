"""The buttons of a gate's sheet: at its end, or, where the sheet is higher than the window, always at the window's."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ui.kit.theme import px
from ui.kit.widgets import HLine, Sheet, column, row


class FootBar(QFrame):
    """Holds the buttons while the sheet scrolls; hidden while they stand in the sheet.

    `page` is what a window shows: the gate, and the bar below what scrolls.
    """

    def __init__(self, area: QScrollArea, sheet: Sheet, buttons: QWidget) -> None:
        super().__init__()
        self._area, self._sheet, self._buttons, self.pinned = area, sheet, buttons, False
        self.setProperty("role", "page")
        self.page = QWidget()
        outer = column(self.page, spacing=0)
        outer.addWidget(area, 1)
        outer.addWidget(self)
        box = column(self, spacing=0)
        box.addWidget(HLine())
        self._line = row(spacing=0)
        self._line.addStretch(1)
        self._line.addStretch(1)
        box.addLayout(self._line)
        sheet.box.addWidget(buttons)
        self.hide()
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self.place)
        for part in (self.page, sheet):
            part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Another window, or another height of the sheet."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._timer.start()
        return False

    def place(self) -> None:
        """Below the sheet's last line, or below the part of the window that scrolls."""
        wide = self.page.width() - self._area.verticalScrollBar().sizeHint().width()
        needed = self._area.widget().heightForWidth(wide)
        if self.pinned:
            needed += self._buttons.sizeHint().height() + self._sheet.box.spacing()
        self._pin(needed > self.page.height())
        if self.pinned:
            self._buttons.setFixedWidth(self._sheet.width() - 2 * px(32))
            self._line.setContentsMargins(0, px(8), 0, px(8))

    def _pin(self, on: bool) -> None:
        if on == self.pinned:
            return
        here, self.pinned = self.page.window().focusWidget(), on
        if on:
            self._sheet.box.removeWidget(self._buttons)
            self._line.insertWidget(1, self._buttons)
        else:
            self._line.removeWidget(self._buttons)
            self._buttons.setMinimumWidth(0)
            self._buttons.setMaximumWidth(16777215)
            self._sheet.box.addWidget(self._buttons)
        self.setVisible(on)
        self._buttons.show()
        if here is not None and self._buttons.isAncestorOf(here):
            here.setFocus()
        elif here is not None and self._sheet.isAncestorOf(here):
            QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(here, 0, px(48)))
