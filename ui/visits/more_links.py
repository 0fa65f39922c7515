"""How many entries of a day are not drawn, as a link to the day alone."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from crm_desktop.kit.i18n import _, ngettext
from ui.kit import words
from ui.kit.theme import px
from ui.kit.widgets import Button

if TYPE_CHECKING:
    from ui.visits.time_board import TimeBoard


class MoreLink(Button):
    """How many more there are, in words or, where they have no room, as +2."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(kind="link", small=True, parent=parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # D does the same

    def say(self, count: int, room: int) -> None:
        """So many."""
        whole = ngettext("{count} more", "{count} more", count).format(count=f"{count:,}")
        self.setText(whole)
        if self.sizeHint().width() > room:
            self.setText(f"+{count:,}")
        self.setAccessibleName(whole)
        self.setToolTip(words.plain_tip(_("{more}. Show the day (D).").format(more=whole)))


class MoreLinks:
    """In the heads of a week: one a day that has more; D does the same for the day the keyboard is on."""

    def __init__(self, board: TimeBoard) -> None:
        self._board = board
        self.buttons: dict[str, MoreLink] = {}

    def offer(self, hidden: dict[str, int]) -> None:
        """So many of each day are not drawn."""
        for day, button in list(self.buttons.items()):
            if not hidden.get(day):
                button.deleteLater()
                button.hide()
                del self.buttons[day]
        for day, count in hidden.items():
            if count:
                self._show(day, count)

    def width(self, day: date) -> int:
        """How much of the head of a day it takes."""
        button = self.buttons.get(day.isoformat())
        return button.width() + px(6) if button is not None else 0

    def _show(self, day: str, count: int) -> None:
        heads, at = self._board.heads, date.fromisoformat(day)
        button = self.buttons.get(day)
        if button is None:
            button = self.buttons[day] = MoreLink(heads)
            button.clicked.connect(lambda: self._board.day_asked.emit(day))
        left, width = self._board.hours.column(at)
        button.say(count, width - heads.name_width(at) - px(12))
        size = button.sizeHint()
        button.setGeometry(left + width - size.width() - px(6), (heads.head_height() - size.height()) // 2,
                           size.width(), size.height())
        button.show()
