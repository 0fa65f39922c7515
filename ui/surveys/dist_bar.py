"""How the answers of one item spread, as one bar cut into parts; told apart by pattern, not by colour alone."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QBrush, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit import theme
from ui.kit.theme import color, px

_SOLID, _DENSE = Qt.BrushStyle.SolidPattern, Qt.BrushStyle.Dense6Pattern
_HATCH, _LINES, _NONE = Qt.BrushStyle.BDiagPattern, Qt.BrushStyle.DiagCrossPattern, Qt.BrushStyle.NoBrush
# From the best answer to the worst, as on paper: full, hatched, empty, dotted, crossed.
PATTERNS = {5: (_SOLID, _HATCH, _NONE, _DENSE, _LINES), 4: (_SOLID, _HATCH, _DENSE, _LINES), 3: (_SOLID, _NONE, _LINES)}


def paint_part(painter: QPainter, rect: QRectF, steps: int, step: int) -> None:
    """One part of the bar, or its sign in a legend."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color("surface"))
    painter.drawRect(rect)
    bad = step >= steps - (2 if steps > 3 else 1)
    painter.setBrush(QBrush(color("late" if bad else "accent"), PATTERNS[steps][step]))
    painter.setPen(QPen(color("edge"), 1))
    painter.drawRect(rect)


class DistBar(QWidget):
    """Parts as wide as their share; the count stands inside where there is room."""

    spoken_role = QAccessible.Role.Graphic

    def __init__(self, counts: tuple[int, ...], spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.counts = counts
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(spoken)
        self.setToolTip(spoken)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A line high."""
        return QSize(px(240), max(px(20), theme.line_height("dense")))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Still readable."""
        return QSize(px(110), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name
        """The parts, best answer at the left."""
        painter, total = QPainter(self), sum(self.counts)
        painter.setFont(theme.font("small"))
        if not total:
            return
        left, whole = 0.5, self.width() - 1.0
        for step, count in enumerate(self.counts):
            width = whole * count / total
            rect = QRectF(left, 0.5, width, self.height() - 1.0)
            if count:
                paint_part(painter, rect, len(self.counts), step)
                self._number(painter, rect, step, count)
            left += width

    def _number(self, painter: QPainter, rect: QRectF, step: int, count: int) -> None:
        text = f"{count:,}"
        box = QRectF(0, 0, painter.fontMetrics().horizontalAdvance(text) + px(6), px(15))
        if box.width() > rect.width() - 2:
            return
        box.moveCenter(rect.center())
        pattern = PATTERNS[len(self.counts)][step]
        if pattern not in (_SOLID, _NONE):
            painter.fillRect(box, color("surface"))
        painter.setPen(color("on_accent" if pattern == _SOLID else "text"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)


class LegendSign(QWidget):
    """The pattern of one answer."""

    def __init__(self, steps: int, step: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.steps, self.step = steps, step
        self.setFixedSize(px(18), px(12))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name
        """As in the bars."""
        paint_part(QPainter(self), QRectF(0.5, 0.5, self.width() - 1.0, self.height() - 1.0), self.steps, self.step)
