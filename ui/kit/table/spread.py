"""Room that is left over goes to the columns of long words, not to the last column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject

from ui.kit import theme
from ui.kit.theme import px

if TYPE_CHECKING:
    from ui.kit.table.view import Table

LONG = 200    # px at 100 %: columns as wide as this hold long words
MOST = 520    # and become no wider than this by themselves


class Spread(QObject):
    """The widths of a table: what each column was given, and what it got besides."""

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self._table, self._busy = table, False
        self._given, self._more, self._by_hand = dict[str, int](), dict[str, int](), set[str]()
        table.viewport().installEventFilter(self)

    def begin(self, widths: dict[str, int], by_hand: set[str]) -> None:
        """New columns, with these widths in pixels; those she chose by hand stay as they are."""
        self._given, self._more, self._by_hand = widths, {}, by_hand
        for place, width in enumerate(widths.values()):
            self._table.setColumnWidth(place, width)
        self.share()

    def share(self) -> None:
        """Give what is left over to the columns of long words."""
        table = self._table
        columns = table.rows.columns
        last = table.head.logicalIndex(table.head.count() - 1)
        long = [c for p, c in enumerate(columns)
                if c.width >= LONG and p != last and c.id in self._given and c.id not in self._by_hand]
        spare = table.viewport().width() - sum(self._given.values())
        self._busy = True
        for place, column in enumerate(columns):
            more = 0
            if column in long and spare > 0:
                more = max(0, min(spare // len(long), px(MOST) - self._given[column.id]))
            if more or self._more.get(column.id):
                table.setColumnWidth(place, self._given[column.id] + more)
            self._more[column.id] = more
        self._busy = False

    def widths(self) -> dict[str, int]:
        """What was chosen by hand, at 100 %."""
        return {name: round(width / theme.look().factor) for name, width in self._given.items()
                if name in self._by_hand}

    def resized(self, place: int, _old: int, new: int) -> bool:
        """A column has another width; says whether that was done by hand."""
        columns = self._table.rows.columns
        head = self._table.head
        stretched = head.visualIndex(place) == head.count() - 1 and head.stretchLastSection()
        if self._busy or place >= len(columns) or stretched:
            return False
        name = columns[place].id
        self._by_hand.add(name)
        self._given[name], self._more[name] = new, 0
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Another width of the table."""
        if event.type() == QEvent.Type.Resize and self._given:
            self.share()
        return super().eventFilter(watched, event)
