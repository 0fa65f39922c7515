"""The segmented bar: a few views side by side, exactly one chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QSizePolicy, QWidget

from ui.kit import words
from ui.kit.buttons import Button
from ui.kit.theme import color, px
from ui.kit.words import Message


class SegmentBar(QFrame):
    """Exclusive choices with counts: All 486 | Key accounts 38. `chosen` gives the id."""

    chosen = Signal(str)

    def __init__(self, items: Sequence[tuple[str, Message]] = (), *, name: Message = "", small: bool = False,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._small = small
        self._buttons: dict[str, Button] = {}
        self._counts: dict[str, str] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(1, 0, 1, 0)
        self._box.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)  # never higher than its words
        if name:
            words.put_name(self, name)
        for key, text in items:
            self.add(key, text)

    def add(self, key: str, text: Message, *, icon: str = "", extra: Callable[[], object] | None = None) -> Button:
        """One more segment. With `extra` it is no choice but an action at the end (Save as view)."""
        button = Button(kind="segment", icon=icon, small=self._small)
        words.put(button, lambda: " ".join(filter(None, (words.said(text), self._counts.get(key, "")))))
        if extra is not None:
            button.clicked.connect(lambda: extra())
        else:
            button.setCheckable(True)
            self._group.addButton(button)
            self._buttons[key] = button
            button.clicked.connect(lambda: self.chosen.emit(key))
            if len(self._buttons) == 1:
                button.setChecked(True)
        self._box.addWidget(button)
        return button

    def choose(self, key: str) -> None:
        """Choose one without announcing it."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)

    def current(self) -> str:
        """The id of the chosen one, "" where there is none."""
        return next((k for k, b in self._buttons.items() if b.isChecked()), "")

    def set_count(self, key: str, count: int | None) -> None:
        """The number beside the word; None takes it away."""
        self._counts[key] = "" if count is None else f"{count:,}"
        words.retranslate(self._buttons[key])

    def fit(self, room: int) -> list[str]:
        """Hide the last ones that have no room, never the chosen one; answers the ids of those hidden."""
        room -= 2 + sum(b.sizeHint().width() for b in self.findChildren(Button) if b not in self._group.buttons())
        kept, chosen = list(self._buttons), self.current()
        while kept and sum(self._buttons[k].sizeHint().width() for k in kept) > room:
            over = next((k for k in reversed(kept) if k != chosen), "")
            if not over:
                break
            kept.remove(over)
        for key, button in self._buttons.items():
            button.setVisible(key in kept)
        return [k for k in self._buttons if k not in kept]

    def text_of(self, key: str) -> str:
        """What a segment says."""
        return self._buttons[key].text()

    def clear(self) -> None:
        """Take all segments away."""
        for button in self.findChildren(Button):
            self._group.removeButton(button)
            self._box.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons.clear()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name
        """The frame around, hairlines between."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color("edge"), 1))
        painter.setBrush(color("surface"))
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(rect, px(6), px(6))
        painter.setPen(QPen(color("line"), 1, Qt.PenStyle.SolidLine))
        for i in range(1, self._box.count()):
            widget = self._box.itemAt(i).widget()
            if widget is None or widget.isHidden():
                continue
            x = widget.x() + 0.5
            painter.drawLine(int(x), 2, int(x), self.height() - 3)
