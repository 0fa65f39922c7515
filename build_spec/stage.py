"""The real program in this process, before its sign-in: how every tool begins that works in its window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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
