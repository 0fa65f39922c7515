"""The side beside the board, or in a narrow window folded away until it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.kit.theme import px

if TYPE_CHECKING:
    from ui.visits.board import Board
    from ui.visits.side import Side

SIDE_FROM = 1000   # effective pixels of the window from which on the side stands beside


class WithSide(QWidget):
    """A board with a side; which they are the scheduler says."""

    side: Side
    folds = False   # the window is narrow

    @property
    def board(self) -> Board:
        """The board in view."""
        raise NotImplementedError

    def fit(self, wide: float) -> bool:
        """The side beside the board, or folded away, by the effective width of the window; says whether it turned."""
        turned, self.folds = self.folds == (wide >= SIDE_FROM), wide < SIDE_FROM
        if turned:
            self.side.setVisible(not self.folds)
        self.side.setFixedWidth(px(220 if wide < 1600 else 260))
        return turned

    def to_side(self) -> None:
        """The keyboard goes to the month, people and suggestions, unfolded in a narrow window; or back from there."""
        if self.side.isAncestorOf(self.focusWidget()) or (self.folds and not self.side.isHidden()):
            self.fold()
        else:
            self.side.show()
            self.side.month.days.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def fold(self) -> None:
        """The board gets the keyboard, and in a narrow window the room."""
        if self.folds:
            self.side.hide()
        self.board.focus_target().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc leaves the side."""
        there = self.side.isAncestorOf(self.focusWidget()) or (self.folds and not self.side.isHidden())
        if event.key() == Qt.Key.Key_Escape and there:
            self.fold()
        else:
            super().keyPressEvent(event)
