"""The only place where a notice of the core becomes a Qt signal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal


class Bridge(QObject):
    """Carries notices of the store to the windows: queued, so pages refresh after the change is done."""

    noticed = Signal(object)
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop: Callable[[], None] | None = None
        self._arrived.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)

    def attach(self, store: Any) -> None:
        """Listen to this store and to no other."""
        self.detach()
        self._stop = store.listen(self._arrived.emit)

    def detach(self) -> None:
        """Listen no more; what is still on its way is dropped."""
        if self._stop is not None:
            self._stop()
        self._stop = None

    def _pass_on(self, notice: object) -> None:
        if self._stop is not None:
            self.noticed.emit(notice)
