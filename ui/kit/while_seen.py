"""What goes on as long as one looks: clocks that run on a page need not where nobody sees them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

CLOCKS_MS = 30_000  # between two looks at clocks that say minutes


class WhileSeen(QTimer):
    """Does `act` every so often while the widget can be seen."""

    def __init__(self, widget: QWidget, act: Callable[[], object], every: int = CLOCKS_MS) -> None:
        super().__init__(widget)
        self.setInterval(every)
        self.timeout.connect(act)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, ARG002 - Qt's name
        """It comes into view, or goes."""
        if event.type() == QEvent.Type.Show:
            self.start()
        elif event.type() == QEvent.Type.Hide:
            self.stop()
        return False
