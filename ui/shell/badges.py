"""The counts beside the pages in the rail: asked a moment after each change, never on the way of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from crm_desktop.kit.errors import Problem
from ui.kit import specs

if TYPE_CHECKING:
    from ui.kit.session import Session
    from ui.shell.rail import Rail

QUIET_MS = 400
EVERY_MS = 60_000


class Badges(QObject):
    """Asks each page's badge function and shows what it says."""

    def __init__(self, session: Session, rail: Rail, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._rail = session, rail
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(QUIET_MS)
        self._soon.timeout.connect(self.count)
        self._often = QTimer(self)
        self._often.setInterval(EVERY_MS)
        self._often.timeout.connect(self.count)
        self._often.start()

    def later(self) -> None:
        """Count again in a moment."""
        self._soon.start()

    def stop(self) -> None:
        """The office is being left: ask nothing more."""
        self._soon.stop()
        self._often.stop()

    def count(self) -> None:
        """Count now."""
        for spec in specs.all_pages():
            item = self._rail.items.get(spec.id)
            if item is not None and spec.badge:
                try:
                    late, due = specs.load(spec.badge)(self._session.store)
                except Problem:
                    continue  # a busy file is no reason to disturb her; the next count will do
                item.set_badge(late, due)
