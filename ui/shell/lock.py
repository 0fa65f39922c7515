"""When the office locks itself: after idle minutes, and when the system's own session is locked."""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication, QWidget

IDLE_MINUTES = 5
CHOICES = (1, 5, 10, 15, 30, 60, 0)  # 0: never
LOOK_AGAIN_MS = 5_000
_INPUT = {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel,
          QEvent.Type.TouchBegin, QEvent.Type.InputMethod, QEvent.Type.TabletPress}


class IdleWatch(QObject):
    """Counts from the last key or mouse and says when the minutes are over; again after as many if nothing came of it.

    What is under way (`busy`) is not cut: it is looked again until that has ended. It looks at what reaches the
    windows themselves, not at every event of every widget: that cost a fifth of opening a form. What an input
    method writes passes by the windows; there it is the cursor that moves.
    """

    idle = Signal()

    def __init__(self, busy: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._busy = busy
        self._timer, self._soon = QTimer(self), QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(LOOK_AGAIN_MS)
        for timer in (self._timer, self._soon):
            timer.timeout.connect(self._time_is_up)
        self.minutes = 0
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusWindowChanged.connect(self._follow)
        app.inputMethod().cursorRectangleChanged.connect(self.again)

    def watch(self, minutes: int) -> None:
        """Begin to count; 0 never locks."""
        self.stop()
        self.minutes = minutes
        if minutes > 0:
            self._timer.start(minutes * 60_000)
            self._follow(QApplication.focusWindow())

    def stop(self) -> None:
        """Nothing is open: nothing to lock."""
        self._timer.stop()
        self._soon.stop()

    def running(self) -> bool:
        """Whether it counts."""
        return self._timer.isActive()

    def again(self) -> None:
        """Somebody is there: the count begins anew."""
        if self._timer.isActive():
            self._timer.start()
            self._soon.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, ARG002 - Qt's name
        """Any input to a window."""
        if event.type() in _INPUT:
            self.again()
        return False

    def _time_is_up(self) -> None:
        if self._busy():
            self._soon.start()
        else:
            self.idle.emit()

    def _follow(self, window: QWindow | None) -> None:
        if window is not None and self._timer.isActive():
            window.installEventFilter(self)  # once more is as once


class SessionWatch(QAbstractNativeEventFilter):
    """Hears Windows say that its session was locked or left (WM_WTSSESSION_CHANGE)."""

    MESSAGE, LOCKED = 0x02B1, (0x2, 0x4, 0x7)  # console and remote disconnect, lock

    def __init__(self, locked: Callable[[], object]) -> None:
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
