"""The head of a page: back, title, count, and its actions; at most one primary, last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from crm_desktop.kit.i18n import N_
from ui.kit import icons, theme, words
from ui.kit.actions import Action, key_text
from ui.kit.buttons import Button, IconButton, action_button, enable
from ui.kit.theme import px
from ui.kit.widgets import Chip, ElidedLabel

MOST = 4          # more actions than this go under "…"
NARROW = 1000     # effective pixels below which only the primary stays
SIGNS = 18        # Chinese characters of the subtitle, or their width, that stay as long as a button can fold


class PageHeader(QWidget):
    """One line. `chips` and `extra` are layouts a page may fill (after the title, before the actions)."""

    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions: list[Action] = []
        self._buttons: list[Button] = []
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(8))
        self.back = IconButton("chevron-left", N_("Back"), key="Alt+Left")
        self.back.clicked.connect(self.back_asked)
        self.back.hide()
        self.title = ElidedLabel(size="title")
        self.title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.subtitle = ElidedLabel(tone="second")
        self.subtitle.few = 5
        self.chips, self.extra, self._row = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for part in (self.chips, self.extra, self._row):
            part.setSpacing(px(8))
        self.more = IconButton("ellipsis", N_("More actions"), kind="plain")
        self.more.clicked.connect(self._show_more)
        self.more.hide()
        box.addWidget(self.back)
        box.addWidget(self.title)
        box.addLayout(self.chips)
        box.addSpacing(px(6))
        box.addWidget(self.subtitle, 1)
        box.addLayout(self.extra)
        box.addLayout(self._row)
        box.addWidget(self.more)

    def set_words(self, title: str, subtitle: str) -> None:
        """Title and what stands beside it."""
        self.title.setText(title)
        self.subtitle.setText(subtitle)
        self._fold()

    def set_chips(self, chips: Iterable[tuple[str, bool]]) -> None:
        """New chips beside the title: word, and whether it is a soft one."""
        for old in self.findChildren(Chip):
            self.chips.removeWidget(old)
            old.hide()
            old.deleteLater()
        for text, soft in chips:
            chip = Chip(text, soft=soft)
            self.chips.addWidget(chip)
            chip.show()

    def set_actions(self, actions: Sequence[Action]) -> None:
        """New buttons for these actions."""
        for old in self._buttons:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        shown = [a for a in actions if a.shown]
        self._actions = sorted(shown, key=lambda a: a.primary)
        self._buttons = []
        for action in self._actions:
            button = action_button(action, parent=self)
            button.hide()
            self._row.addWidget(button)
            self._buttons.append(button)
        self._fold()

    def refresh(self) -> None:
        """Ask each action again whether it may run."""
        for button, action in zip(self._buttons, self._actions, strict=True):
            enable(button, action)

    def buttons(self) -> list[Button]:
        """The buttons of the actions, those under … too."""
        return list(self._buttons)

    def room_for_extra(self) -> int:
        """The width left for `extra` beside the title, the last action and "…"."""
        last = self._buttons[-1].sizeHint().width() + px(8) if self._buttons else 0
        return self.width() - self._said() - px(60) - self.more.sizeHint().width() - last

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The head never keeps the window wide: it folds."""
        return QSize(px(200), theme.field_height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fold or unfold actions."""
        super().resizeEvent(event)
        self._fold()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """The font decides how much fits."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fold()

    def _said(self) -> int:
        """The width of the title, and of so much of the subtitle as buttons and chips make room for."""
        return self.title.sizeHint().width() + self.subtitle.minimumWidth()

    def _fold(self) -> None:
        # Whatever was given last stays longest: the primary is last.
        signs = SIGNS * self.subtitle.fontMetrics().horizontalAdvance("国")
        self.subtitle.setMinimumWidth(min(self.subtitle.sizeHint().width(), signs, self.width() // 3))
        narrow = self.window().width() / theme.look().factor < NARROW and len(self._buttons) > 2
        room = self.width() - self._said() - self.extra.sizeHint().width() - px(60)
        room -= self.more.sizeHint().width()
        room -= self._fold_chips(room - (self._buttons[-1].sizeHint().width() if self._buttons else 0))
        limit = 1 if narrow else MOST if len(self._buttons) <= MOST else MOST - 1
        kept: list[Button] = []
        for button in reversed(self._buttons):
            room -= button.sizeHint().width() + px(8)
            if len(kept) < limit and (room >= 0 or not kept):
                kept.append(button)
        for button in self._buttons:
            button.setVisible(button in kept)
        self.more.setVisible(len(kept) < len(self._buttons))

    def _fold_chips(self, room: int) -> int:
        """All chips or none, never a part of one; the width they take."""
        chips = [w for n in range(self.chips.count()) if (w := self.chips.itemAt(n).widget()) is not None]
        width = sum(c.sizeHint().width() + px(8) for c in chips)
        for chip in chips:
            chip.setVisible(width <= room)
        return width if width <= room else 0

    def _show_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button, action in zip(self._buttons, self._actions, strict=True):
            if button.isHidden():
                entry = menu.addAction(icons.icon(action.icon),
                                       f"{words.entry(action.label())}\t{key_text(action.key)}")
                entry.setEnabled(action.enabled())
                entry.triggered.connect(action.trigger)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))
