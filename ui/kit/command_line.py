"""The closed command box in the strip: it looks like a field and opens the box."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from crm_desktop.kit.i18n import N_
from ui.kit import icons, style, theme, words
from ui.kit.actions import key_text
from ui.kit.buttons import Button
from ui.kit.theme import color, px


class CommandLine(Button):
    """The closed box in the strip: looks like a field, opens the box when pressed or typed into."""

    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(key="Ctrl+K", icon="search", parent=parent)
        words.put(self, N_("Find customers, records, pages or actions"))
        words.put_tip(self, N_("Find customers, records, pages or actions"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.clicked.connect(lambda: self.typed.emit(""))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """It may shrink: its words are a hint."""
        size = self.sizeHint()
        size.setWidth(px(160))
        return size

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """A letter opens the box with it."""
        text = event.text()
        if len(text) == 1 and text.isprintable() and text != " " and not event.modifiers() & (
                Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Open at the press, as a field would take the cursor."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.typed.emit("")
        else:
            super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name
        """As a field: text3 at the left, the key at the right."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_box(painter, self.look_now()._replace(fill="surface"))
        side = px(16)
        rect = self.rect().adjusted(px(10), 0, -px(10), 0)
        icons.paint(painter, rect.adjusted(0, (rect.height() - side) // 2, side - rect.width(),
                                           -((rect.height() - side) // 2)), "search", "text2")
        painter.setPen(color("text3"))
        painter.setFont(theme.font("small"))
        key = key_text("Ctrl+K")
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), key)
        room = rect.adjusted(side + px(8), 0, -painter.fontMetrics().horizontalAdvance(key) - px(8), 0)
        painter.setFont(theme.font())
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), shown)
        if self.hasFocus():
            style.focus_ring(painter, self.rect())
