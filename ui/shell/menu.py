"""The menu bar: hidden until Alt or F10 (native on a Mac). Filled from the list of actions when opened."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import cached_property

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QMenuBar, QWidget
from shiboken6 import isValid

from crm_desktop.kit.i18n import N_
from ui.kit import icons, words
from ui.kit.actions import Action, Keys, key_text

_TITLES = {"file": N_("&File"), "edit": N_("&Edit"), "view": N_("&View"), "go": N_("&Go"), "tools": N_("&Tools"),
           "help": N_("&Help")}


class Menu(QObject):
    """Shows and fills the menu bar of a window."""

    def __init__(self, window: QMainWindow, actions: Callable[[], Sequence[Action]]) -> None:
        super().__init__(window)
        self._window, self._actions = window, actions
        self._alt_alone, self._fired = False, 0
        self._came_from: QWidget | None = None
        self.native = sys.platform == "darwin"
        self._handle: QObject | None = None
        window.installEventFilter(self)
        if self.native:
            self.bar.setVisible(bool(self.menus))

    @cached_property
    def bar(self) -> QMenuBar:
        """The bar, hidden; made when it is first asked for."""
        bar = QMenuBar(self._window)
        bar.hide()
        self._window.setMenuBar(bar)
        return bar

    @cached_property
    def menus(self) -> dict[str, QMenu]:
        """The menus in the bar, filled when they open."""
        menus = {}
        for key, title in _TITLES.items():
            menu = menus[key] = QMenu(self.bar)
            words.put(menu, title)
            menu.aboutToShow.connect(lambda key=key: self.fill(key))
            menu.aboutToHide.connect(lambda: QTimer.singleShot(0, self, self._maybe_hide))
            self.bar.addMenu(menu)
        return menus

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
            self._hide()
        else:
            first = next(iter(self.menus.values()))
            self._came_from = self._window.focusWidget()
            self.bar.show()
            self.bar.setFocus(Qt.FocusReason.MenuBarFocusReason)
            self.bar.setActiveAction(first.menuAction())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Alt alone, pressed and let go, opens it; F10 too. Keys reach the native window first."""
        if watched is self._window:
            handle = self._window.windowHandle()
            if event.type() == QEvent.Type.Show and handle is not None and handle is not self._handle:
                self._handle = handle
                handle.installEventFilter(self)
        elif isinstance(event, QKeyEvent) and QApplication.activePopupWidget() is None:
            return self._key(event)
        elif event.type() == QEvent.Type.MouseButtonPress:
            self._alt_alone = False
        return False

    def _key(self, event: QKeyEvent) -> bool:
        alone = self._alt_alone and self._fired == Keys.fired
        if event.type() == QEvent.Type.KeyPress:
            self._alt_alone, self._fired = event.key() == Qt.Key.Key_Alt, Keys.fired
            if event.key() == Qt.Key.Key_F10 and not event.modifiers():
                self.toggle()
                return True
            if event.key() == Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
                return _context_menu()
        elif event.type() == QEvent.Type.KeyRelease and event.key() == Qt.Key.Key_Alt:
            self._alt_alone = False
            if alone:
                self.toggle()
        return False

    def _maybe_hide(self) -> None:
        if not self.native and QApplication.activePopupWidget() is None:
            self._hide()

    def _hide(self) -> None:
        """Gone, and the keyboard is where it was."""
        self.bar.hide()
        if self._came_from is not None and isValid(self._came_from) and self._came_from.isVisible():
            self._came_from.setFocus(Qt.FocusReason.MenuBarFocusReason)
        self._came_from = None


def _context_menu() -> bool:
    """Shift+F10 is the menu key of keyboards that have none; not every platform says so itself."""
    here = QApplication.focusWidget()
    if here is None:
        return False
    at = QRectF(here.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)).center().toPoint()
    QApplication.sendEvent(here, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, here.mapToGlobal(at)))
    return True
