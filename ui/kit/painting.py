"""Words that are painted, not set into a widget."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QTextLayout, QTextOption

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


def in_lines(text: str, role: str, width: int, most: int) -> list[str]:
    """The text in lines of that width, `most` at most; the last ends in … where there is more."""
    font = theme.font(role)
    text = text[:most * max(width, 60) // 2]  # no letter is narrower: what is beyond is never seen
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    found: list[str] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        first, long = line.textStart(), line.textLength()
        if len(found) == most - 1:
            rest = " ".join(text[first:].split())
            found.append(QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, width))
            break
        found.append(text[first:first + long].rstrip())
    layout.endLayout()
    return found
