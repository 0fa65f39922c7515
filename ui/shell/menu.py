"""The menu bar: hidden until Alt or F10 (native on a Mac). Filled from the list of actions when opened."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QMenuBar

from crm_desktop.kit.i18n import N_
from ui.kit import icons, words
from ui.kit.actions import Action, key_text

_TITLES = {"file": N_("&File"), "edit": N_("&Edit"), "view": N_("&View"), "go": N_("&Go"), "tools": N_("&Tools"),
           "help": N_("&Help")}


class Menu(QObject):
    """Shows and fills the menu bar of a window."""

    def __init__(self, window: QMainWindow, actions: Callable[[], Sequence[Action]]) -> None:
        super().__init__(window)
        self._window, self._actions = window, actions
        self._alt_alone = False
        self.bar = QMenuBar(window)
        window.setMenuBar(self.bar)
        self.menus: dict[str, QMenu] = {}
        for key, title in _TITLES.items():
            menu = QMenu(self.bar)
            words.put(menu, title)
            menu.aboutToShow.connect(lambda key=key: self.fill(key))
            menu.aboutToHide.connect(lambda: QTimer.singleShot(0, self, self._maybe_hide))
            self.bar.addMenu(menu)
            self.menus[key] = menu
        self.native = sys.platform == "darwin"
        self.bar.setVisible(self.native)
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def fill(self, key: str) -> None:
        """The actions of one menu, as they are now."""
        menu = self.menus[key]
        menu.clear()
        for action in self._actions():
            if action.menu == key:
                text = action.label().replace("&", "&&")
                entry = menu.addAction(icons.icon(action.icon), f"{text}\t{key_text(action.key)}")
                entry.setEnabled(action.enabled())
                entry.triggered.connect(lambda _on=False, action=action: action.trigger())
        menu.menuAction().setVisible(True)

    def toggle(self) -> None:
        """Show it with the first menu chosen, or hide it."""
        if self.native:
            return
        if self.bar.isVisible():
            for menu in self.menus.values():
                menu.close()
            self.bar.hide()
        else:
            self.bar.show()
            self.bar.setFocus(Qt.FocusReason.MenuBarFocusReason)
            self.bar.setActiveAction(self.bar.actions()[0])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802, ARG002 - Qt's name
        """Alt alone, pressed and let go, opens it; F10 too."""
        if isinstance(event, QKeyEvent) and self._window.isActiveWindow():
            if event.type() == QEvent.Type.KeyPress and QApplication.activePopupWidget() is None:
                self._alt_alone = event.key() == Qt.Key.Key_Alt
                if event.key() == Qt.Key.Key_F10 and not event.modifiers() and watched is self._window.windowHandle():
                    self.toggle()
                    return True
            elif event.type() == QEvent.Type.KeyRelease and event.key() == Qt.Key.Key_Alt and self._alt_alone \
                    and watched is self._window.windowHandle():
                self._alt_alone = False
                self.toggle()
        elif event.type() == QEvent.Type.MouseButtonPress:
            self._alt_alone = False
        return False

    def _maybe_hide(self) -> None:
        if not self.native and QApplication.activePopupWidget() is None:
            self.bar.hide()
