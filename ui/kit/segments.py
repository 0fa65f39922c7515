"""The segmented bar: a few views side by side, exactly one chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QMenu, QSizePolicy, QWidget

from crm_desktop.kit.i18n import N_
from ui.kit import words
from ui.kit.buttons import Button
from ui.kit.theme import color, px
from ui.kit.words import Message


class SegmentBar(QFrame):
    """Exclusive choices with counts: All 486 | Key accounts 38. `chosen` gives the id.

    Where there is little room the last ones are under "…", never the chosen one; `folds` False leaves
    that to the one who holds the bar.
    """

    chosen = Signal(str)

    def __init__(self, items: Sequence[tuple[str, Message]] = (), *, name: Message = "", small: bool = False,
                 folds: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._small, self._folds, self._hidden = small, folds, list[str]()
        self._more: Button | None = None
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
            button.spoken_role = QAccessible.Role.RadioButton  # type: ignore[attr-defined]
            self._group.addButton(button)
            self._buttons[key] = button
            button.clicked.connect(lambda: self._press(key))
            if len(self._buttons) == 1:
                button.setChecked(True)
        self._box.insertWidget(self._box.count() - (self._more is not None), button)
        return button

    def _press(self, key: str) -> None:
        if key in self._hidden:
            self._fold()
        self.chosen.emit(key)

    def choose(self, key: str) -> None:
        """Choose one without announcing it; the keyboard goes with it when it was on another one."""
        if key in self._buttons:
            here = self.window().focusWidget() in self._buttons.values()
            self._buttons[key].setChecked(True)
            if key in self._hidden:
                self._fold()
            if here:
                self._buttons[key].setFocus()

    def current(self) -> str:
        """The id of the chosen one, "" where there is none."""
        return next((k for k, b in self._buttons.items() if b.isChecked()), "")

    def set_count(self, key: str, count: int | None) -> None:
        """The number beside the word; None takes it away."""
        self._counts[key] = "" if count is None else f"{count:,}"
        words.retranslate(self._buttons[key])

    def fit(self, room: int) -> list[str]:
        """Hide the last ones that have no room, never the chosen one; answers the ids of those hidden."""
        room -= 2 + sum(b.sizeHint().width() for b in self._extras())
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

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """All of them side by side; those that are left out by another ask for no room."""
        every = [b for b in self.findChildren(Button) if b is not self._more and (self._folds or not b.isHidden())]
        return QSize(2 + sum(b.sizeHint().width() for b in every), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The widest alone with "…"; what does not fold keeps all it shows."""
        size = super().minimumSizeHint()
        if not self._folds or len(self._buttons) < 2:
            return size
        widest = max(b.sizeHint().width() for b in self._buttons.values())
        extras = sum(b.sizeHint().width() for b in self._extras())
        return QSize(min(self.sizeHint().width(), 2 + widest + extras + size.height() + 4), size.height())

    def event(self, event: QEvent) -> bool:
        """Fold or unfold when the width or a count changed."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest) and getattr(self, "_folds", False):
            self._fold()
        return super().event(event)

    def _extras(self) -> list[Button]:
        return [b for b in self.findChildren(Button) if b not in self._buttons.values() and b is not self._more
                and not b.isHidden()]

    def _fold(self) -> None:
        if self.sizeHint().width() <= self.width():
            self._hidden = self.fit(self.width())
            if self._more is not None:
                self._more.hide()
            return
        if self._more is None:
            self._more = Button(kind="segment", icon="ellipsis", small=self._small)
            self._more.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)  # the words share what is left
            words.put_name(self._more, N_("More choices"))
            self._more.clicked.connect(self._show_more)
            self._box.addWidget(self._more)
        self._hidden = self.fit(self.width() - self._more.sizeHint().width())
        self._more.setVisible(bool(self._hidden))

    def _show_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key in self._hidden:
            text = words.entry(self.text_of(key))
            menu.addAction(text).triggered.connect(lambda _on=False, key=key: self._buttons[key].click())
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))

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
