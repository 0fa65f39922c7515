"""A layout that puts widgets side by side and goes on in the next line, so that nothing clips."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from ui.kit.theme import px


class Flow(QLayout):
    """Left to right, then the next line."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 16, line_gap: int = 4) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap, self._line_gap = gap, line_gap
        self._highs: dict[int, int] = {}  # by width, as long as nothing changes
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Qt hands an item over."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        """The item at that place."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        """Give an item back."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It takes the room it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Narrower means higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high at that width."""
        if width not in self._highs:
            self._highs[width] = self._place(QRect(0, 0, width, 0), move=False)
        return self._highs[width]

    def invalidate(self) -> None:
        """Something in it became larger or smaller, came or went."""
        super().invalidate()
        self._highs.clear()

    def setGeometry(self, rect: QRect) -> None:
        """Place everything."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        """Everything in one line."""
        shown = [i for i in self._items if not i.isEmpty()]
        width = sum(i.sizeHint().width() for i in shown) + px(self._gap) * max(0, len(shown) - 1)
        return QSize(width, max((i.sizeHint().height() for i in shown), default=0))

    def minimumSize(self) -> QSize:
        """The widest item."""
        return QSize(max((i.minimumSize().width() for i in self._items), default=0),
                     max((i.minimumSize().height() for i in self._items), default=0))

    def _place(self, rect: QRect, *, move: bool) -> int:
        y, line, x = rect.y(), list[tuple[QLayoutItem, int]](), rect.x()
        for item in self._items:
            if item.isEmpty():
                continue
            width = item.sizeHint().width()
            if line and x + width > rect.right() + 1:
                y += self._set_line(line, y, rect, move) + px(self._line_gap)
                line, x = [], rect.x()
            line.append((item, x))
            x += width + px(self._gap)
        return y + self._set_line(line, y, rect, move) - rect.y()

    def _set_line(self, line: list[tuple[QLayoutItem, int]], y: int, rect: QRect, move: bool) -> int:
        """Place a line's items on one middle; answers its height."""
        high = max((item.sizeHint().height() for item, _x in line), default=0)
        for item, x in line if move else ():
            size = item.sizeHint()
            size.setWidth(min(size.width(), max(rect.width(), 1)))
            item.setGeometry(QRect(QPoint(x, y + (high - size.height()) // 2), size))
        return high


class FlowBox(QWidget):
    """A widget that holds such a layout and tells its height by its width."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 16, line_gap: int = 4) -> None:
        super().__init__(parent)
        self.flow = Flow(self, gap=gap, line_gap=line_gap)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
