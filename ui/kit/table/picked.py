"""Whether the current row was chosen by anybody: the first row of a list is current by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QTableView

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class Picking(QTableView):
    """`by_itself` until a row is pressed, opened, looked at or gone to."""

    opened: Any
    previewed: Any
    edit_asked: Any

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.by_itself = True
        for asked in (self.opened, self.previewed, self.edit_asked):
            asked.connect(self._picked)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # noqa: N802 - Qt's name
        """A step from one row to another is a choice."""
        if previous.isValid() and current.row() != previous.row():
            self._picked()
        super().currentChanged(current, previous)

    def _picked(self) -> None:
        self.by_itself = False
