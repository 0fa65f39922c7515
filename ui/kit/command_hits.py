"""How a hit of the command box looks: icon, words with the matched part bold and underlined, detail, key."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.kit import icons, theme
from ui.kit.theme import color, px

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextSingleLine


class HitDelegate(QStyledItemDelegate):
    """Paints heads and hits; no widgets in rows."""

    def sizeHint(self, option: QStyleOptionViewItem,  # noqa: N802 - Qt's name
                 index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Heads are lower than hits."""
        head = isinstance(index.data(Qt.ItemDataRole.UserRole), str)
        return QSize(px(200), theme.line_height("small") + px(10) if head else theme.field_height() + px(4))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem,
              index: QModelIndex | QPersistentModelIndex) -> None:
        """One row."""
        entry = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(entry, str):
            painter.setFont(theme.font("small"))
            painter.setPen(color("text2"))
            painter.drawText(rect.adjusted(px(14), 0, 0, 0), int(_LEFT), entry)
        else:
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
            self._hit(painter, rect, entry, chosen)
        painter.restore()

    def _hit(self, painter: QPainter, rect: QRect, hit: object, chosen: bool) -> None:
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("select"))
            painter.drawRoundedRect(rect.adjusted(px(4), 1, -px(4), -1), px(6), px(6))
            painter.setBrush(color("accent"))
            painter.drawRect(QRect(rect.left() + px(4), rect.top() + px(10), 3, rect.height() - px(20)))
        side = px(16)
        icons.paint(painter, QRect(rect.left() + px(14), rect.center().y() - side // 2 + 1, side, side),
                    hit.icon or "file-text", "text2")  # type: ignore[attr-defined]
        left = rect.left() + px(14) + side + px(10)
        painter.setFont(theme.font("small"))
        painter.setPen(color("text2"))
        right = rect.adjusted(0, 0, -px(14), 0)
        painter.drawText(right, int(_RIGHT), hit.right)  # type: ignore[attr-defined]
        key_room = painter.fontMetrics().horizontalAdvance(hit.right) + px(24)  # type: ignore[attr-defined]
        middle = left + max((rect.width() - left) * 2 // 5, px(120))
        ink = "on_select" if chosen else "text"
        detail = hit.detail  # type: ignore[attr-defined]
        end = _text(painter, QRect(left, rect.top(), (middle if detail else right.right() - key_room) - left - px(10),
                                   rect.height()), hit.text, hit.ranges, ink)  # type: ignore[attr-defined]
        if detail:
            painter.setFont(theme.font("dense"))
            painter.setPen(color("text2"))
            start = max(middle, end + px(10))
            room = QRect(start, rect.top(), right.right() - key_room - start, rect.height())
            shown = painter.fontMetrics().elidedText(detail, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, int(_LEFT), shown)


def _text(painter: QPainter, rect: QRect, text: str, ranges: tuple[tuple[int, int], ...], ink: str) -> int:
    """The words, what matched bold and underlined; returns where they end."""
    plain, bold = theme.font(), theme.font(bold=True)
    widths = QFontMetrics(bold)
    if widths.horizontalAdvance(text) > rect.width():
        text = widths.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    x = rect.left()
    for part, hit in _parts(text, ranges):
        font = bold if hit else plain
        painter.setFont(font)
        painter.setPen(color(ink))
        width = QFontMetrics(font).horizontalAdvance(part)
        painter.drawText(QRect(x, rect.top(), width + 2, rect.height()), int(_LEFT), part)
        if hit:
            base = rect.center().y() + QFontMetrics(font).ascent() // 2 + px(4)
            painter.setPen(QPen(color("accent"), 2))
            painter.drawLine(x, base, x + width, base)
        x += width
    return x


def _parts(text: str, ranges: tuple[tuple[int, int], ...]) -> list[tuple[str, bool]]:
    parts, at = [], 0
    for start, end in ranges:
        if start >= len(text):
            break
        parts += [(text[at:start], False), (text[start:end], True)]
        at = min(end, len(text))
    parts.append((text[at:], False))
    return [(part, hit) for part, hit in parts if part]
