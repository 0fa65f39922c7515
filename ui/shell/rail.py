"""The navigation rail: a page is an icon and a word, late things are counted beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QFrame, QScrollArea, QSizePolicy, QWidget

from crm_desktop.kit.i18n import N_, _
from ui.kit import icons, style, theme, words
from ui.kit.buttons import Button, IconButton
from ui.kit.specs import PageSpec
from ui.kit.theme import color, px
from ui.kit.widgets import HLine, column

WIDE, FOLDED, WIDEST = 176, 48, 208


class RailItem(Button):
    """One page in the rail. The badge counts late things, or, if none is late, due ones."""

    def __init__(self, spec_id: str, text: words.Message, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(kind="quiet", icon=icon, parent=parent)
        self.spec_id, self.folded, self._late, self._due = spec_id, False, 0, 0
        self._message = text
        words.put(self, text)
        self.setCheckable(True)
        self.spoken_role: QAccessible.Role | None = QAccessible.Role.PageTab
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name()

    def set_badge(self, late: int, due: int) -> None:
        """How many are late, how many due."""
        self._late, self._due = late, due
        self._name()
        self.updateGeometry()
        self.update()

    def fold(self, folded: bool) -> None:
        """Icon only, with the word as tooltip."""
        self.folded = folded
        self._name()
        self.updateGeometry()
        self.update()

    def retranslate(self) -> None:
        """The badge in words."""
        self._name()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as the font asks; folded as wide as its icon, the badge above it."""
        height = max(px(36), theme.line_height() + px(14))
        if self.folded:
            return QSize(px(FOLDED - 12), px(36) + (px(8) if self._badge()[0] else 0))
        return QSize(px(140), height)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Never lower; a little narrower beside a scroll bar."""
        return QSize(px(26), self.sizeHint().height())

    def room_for_word(self) -> int:
        """The width between icon and badge."""
        return self.width() - px(40) - self._badge_width()

    def word_width(self) -> int:
        """What the word needs when it is the chosen one."""
        return QFontMetrics(theme.font(bold=True)).horizontalAdvance(self.text())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's name
        """Icon, word, badge; the chosen one with a bar at its left."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        if on or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("select" if on else "hover"))
            painter.drawRoundedRect(self.rect(), px(6), px(6))
        if on:
            painter.setBrush(color("accent" if self.isActiveWindow() else "edge"))
            painter.drawRect(QRect(0, self.height() // 4, 3, self.height() // 2))
        side = px(20 if self.folded else 18)
        left = (self.width() - side) // 2 if self.folded else px(12)
        top = self.height() - side - px(4) if self.folded and self._badge()[0] else (self.height() - side) // 2
        icons.paint(painter, QRect(left, top, side, side), self._icon, "on_select" if on else "text2")
        if not self.folded:
            painter.setFont(theme.font(bold=on))
            painter.setPen(color("on_select" if on else "text"))
            room = QRect(px(40), 0, self.room_for_word(), self.height())
            shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), shown)
        self._paint_badge(painter)
        if self.hasFocus():
            style.focus_ring(painter, self.rect())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Up and down walk along the rail without opening."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def _badge(self) -> tuple[str, bool]:
        count = self._late or self._due
        most = 99 if self.folded else 999
        return (f"{most}+" if count > most else str(count) if count else ""), bool(self._late)

    def _badge_width(self) -> int:
        text, late = self._badge()
        width = QFontMetrics(theme.font("small", bold=True)).horizontalAdvance(text)
        return width + px(12) + (px(16) if late else 0) if text else px(8)

    def _paint_badge(self, painter: QPainter) -> None:
        text, late = self._badge()
        if not text:
            return
        painter.setFont(theme.font("small", bold=late))
        painter.setPen(color("late" if late else "text2"))
        width = painter.fontMetrics().horizontalAdvance(text)
        side, gap = (px(10), px(2)) if self.folded else (px(12), px(3))
        top, height = (px(1), px(18)) if self.folded else (0, self.height())
        whole = width + (side + gap if late else 0)
        right = (self.width() + whole) // 2 if self.folded else self.width() - px(10)
        painter.drawText(QRect(right - width, top, width + 2, height), int(Qt.AlignmentFlag.AlignVCenter), text)
        if late:
            icons.paint(painter, QRect(right - whole, top + (height - side) // 2 + 1, side, side),
                        "octagon-alert-filled", "late")

    def _name(self) -> None:
        text = words.said(self._message)
        if self._late:
            text = _("{page}, {count} late").format(page=text, count=self._late)
        elif self._due:
            text = _("{page}, {count} due").format(page=text, count=self._due)
        self.setAccessibleName(text)
        self.setToolTip(words.plain_tip(text) if self.folded else "")


class Rail(QFrame):
    """All pages found, in declared order; at the foot those of the foot, the user and the lock.

    In a low window the pages scroll; user and lock always stay.
    """

    chosen = Signal(str)
    lock_asked = Signal()
    user_asked = Signal()

    def __init__(self, specs: Sequence[PageSpec], user: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "rail")
        words.put_name(self, N_("Navigation"))
        self.items: dict[str, RailItem] = {}
        self._wholes = {spec.id: spec.part_of for spec in specs}
        self._group = QButtonGroup(self)
        self._box = column(self, spacing=2)
        self._box.setContentsMargins(px(8), px(8), px(8), px(8))
        self._area, inside = QScrollArea(), QWidget()
        inside.setProperty("role", "page")
        self._area.setWidget(inside)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._pages = column(inside, spacing=2)
        for spec in specs:
            if spec.group == "main":
                self._add(spec)
        self._pages.addStretch(1)
        for spec in specs:
            if spec.group == "foot":
                self._add(spec)
        self._box.addWidget(self._area, 1)
        self._box.addSpacing(px(6))
        self._box.addWidget(HLine())
        self._box.addSpacing(px(6))
        self.user = RailItem("", lambda: user, "user")
        self.user.setCheckable(False)
        self.user.spoken_role = None
        self.user.clicked.connect(self.user_asked)
        self.lock = IconButton("lock", N_("Lock the office"), key="Ctrl+L")
        self.lock.clicked.connect(self.lock_asked)
        self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._foot.setSpacing(px(4))
        self._foot.addWidget(self.user)
        self._foot.addWidget(self.lock)
        self._box.addLayout(self._foot)
        self.fold(False)

    def choose(self, page_id: str) -> None:
        """Show which page is open; a page without an item that is part of none shows none."""
        item = self.items.get(page_id) or self.items.get(self._wholes.get(page_id, ""))
        self._group.setExclusive(False)
        for other in self.items.values():
            other.setChecked(other is item)
        self._group.setExclusive(True)
        if item is not None:
            self._area.ensureWidgetVisible(item, 0, px(8))

    def fold(self, folded: bool, wide: bool = False) -> None:
        """Icons only, or with words."""
        for item in (*self.items.values(), self.user):
            item.fold(folded)
        vertical = QBoxLayout.Direction.TopToBottom
        self._foot.setDirection(vertical if folded else QBoxLayout.Direction.LeftToRight)
        side = px(6) if folded else px(8)
        self._box.setContentsMargins(side, px(8), side, px(8))
        self.setFixedWidth(px(FOLDED if folded else WIDEST if wide else WIDE))

    def _add(self, spec: PageSpec) -> None:
        item = RailItem(spec.id, spec.title, spec.icon)
        item.setObjectName(f"rail_{spec.id}")
        item.clicked.connect(lambda: self.chosen.emit(spec.id))
        self._group.addButton(item)
        self.items[spec.id] = item
        self._pages.addWidget(item)
