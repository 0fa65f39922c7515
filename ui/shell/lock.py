"""When the office locks itself: after idle minutes, and when the system's own session is locked."""

from __future__ import annotations

import sys
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

IDLE_MINUTES = 5
CHOICES = (1, 5, 10, 15, 30, 60, 0)  # 0: never
_INPUT = {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel,
          QEvent.Type.TouchBegin, QEvent.Type.InputMethod, QEvent.Type.TabletPress}


class IdleWatch(QObject):
    """Counts from the last key or mouse; says when the minutes are over."""

    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.idle)
        self.minutes = 0

    def watch(self, minutes: int) -> None:
        """Begin to count; 0 never locks."""
        self.stop()
        self.minutes = minutes
        if minutes > 0:
            self._timer.start(minutes * 60_000)
            QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def stop(self) -> None:
        """Nothing is open: nothing to lock, and no event to look at."""
        self._timer.stop()
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]

    def running(self) -> bool:
        """Whether it counts."""
        return self._timer.isActive()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, ARG002 - Qt's name
        """Any input begins the count anew."""
        if event.type() in _INPUT and self._timer.isActive():
            self._timer.start()
        return False


class SessionWatch(QAbstractNativeEventFilter):
    """Hears Windows say that its session was locked or left (WM_WTSSESSION_CHANGE)."""

    MESSAGE, LOCKED = 0x02B1, (0x2, 0x4, 0x7)  # console and remote disconnect, lock

    def __init__(self, locked: Any) -> None:
        super().__init__()
        self._locked = locked

    def watch(self, window: QWidget) -> None:
        """Ask Windows to tell this window; elsewhere there is nothing to ask."""
        if sys.platform == "win32":
            import ctypes

            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(int(window.winId()), 0)
            QApplication.instance().installNativeEventFilter(self)  # type: ignore[union-attr]

    def nativeEventFilter(self, kind: QByteArray | bytes, message: int) -> object:  # noqa: N802 - Qt's name
        """Look for the one message."""
        if sys.platform == "win32" and bytes(kind) == b"windows_generic_MSG":
            import ctypes.wintypes

            told = ctypes.wintypes.MSG.from_address(int(message))
            if told.message == self.MESSAGE and told.wParam in self.LOCKED:
                self._locked()
        return False, 0
