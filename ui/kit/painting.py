"""Words that are painted, not set into a widget."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

from ui.kit import theme
from ui.kit.theme import color

_LEFT = Qt.AlignmentFlag.AlignLeft


def one_line(painter: QPainter, room: QRect, text: str, role: str, token: str, *, bold: bool = False,
             align: Qt.AlignmentFlag = _LEFT) -> int:
    """One line of text that ends in … where room is short; gives its width."""
    if room.width() <= 0 or not text:
        return 0
    painter.setFont(theme.font(role, bold=bold))
    painter.setPen(color(token))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, int(align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)
    return painter.fontMetrics().horizontalAdvance(shown)
