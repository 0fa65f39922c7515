"""The real program in this process: how every tool begins that works in its window, and what is seen of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QWidget

    from tests.flows.day_hand import Hand
    from ui.kit.window_state import WindowState
    from ui.shell.main_window import MainWindow

SIZE = (1366, 768)


def window(settings: WindowState, language: str, **remembered: Any) -> MainWindow:
    """The main window, shown and active; `remembered` is what this machine knows: theme, still."""
    import ui  # noqa: F401 - before Qt
    from ui.shell.app import dress, make_app
    from ui.shell.main_window import MainWindow

    make_app(["crm-desktop"]).setCursorFlashTime(0)
    for key, value in remembered.items():
        settings.set(key, value)
    dress(settings, language)
    made = MainWindow(settings)
    made.resize(*SIZE)
    made.show()
    made.activateWindow()
    return made


def at_the_door(hand: Hand, office: Path) -> None:
    """The sign-in of that office, the keyboard in its password."""
    hand.window.start(office)
    hand.until(hand.window.isActiveWindow)
    hand.window.sign_in.password.setFocus()


def over(window: MainWindow) -> list[QWidget]:
    """Dialogs and popups that are open."""
    from PySide6.QtWidgets import QApplication
    return [w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not window]


def seen(window: MainWindow, *, framed: bool = False) -> QPixmap:
    """The window with what lies over it, as the eye sees it; `framed` where no system draws the frames."""
    from PySide6.QtCore import QPoint, QRect
    from PySide6.QtGui import QPainter

    picture = window.grab()
    painter = QPainter(picture)
    for one in over(window):
        at, shown = one.mapToGlobal(QPoint(0, 0)) - window.mapToGlobal(QPoint(0, 0)), one.grab()
        painter.drawPixmap(at, shown)
        if framed:
            painter.drawRect(QRect(at, shown.size()))
    painter.end()
    return picture
