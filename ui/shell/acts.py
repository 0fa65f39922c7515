"""What can be done everywhere: one list for menu bar, command box, shortcuts and the keys of F1."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from crm_desktop.kit.i18n import N_
from ui.kit import specs
from ui.kit.actions import Action

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow


def _named(window: MainWindow, prefix: str, titles: dict[str, str], act: Callable[[str], object]) -> list[Action]:
    return [Action(f"{prefix}_{key}", title, lambda key=key: act(key), menu="view") for key, title in titles.items()]


def pages(window: MainWindow) -> list[Action]:
    """Going to each page."""
    return [Action(f"go_{s.id}", s.title, lambda s=s: window.go(s.id), key=s.key, icon=s.icon, menu="go")
            for s in specs.all_pages()]


def going(window: MainWindow) -> list[Action]:
    """Moving about."""
    return [
        Action("find", N_("Find anything"), window.find, key="Ctrl+K", icon="search", menu="go"),
        Action("back", N_("Back"), lambda: window.step(-1), key="Alt+Left", icon="arrow-left", menu="go"),
        Action("forward", N_("Forward"), lambda: window.step(1), key="Alt+Right", icon="arrow-right", menu="go"),
        Action("region", N_("Next region"), lambda: window.region(1), key="F6", menu="go"),
        Action("region_back", N_("Previous region"), lambda: window.region(-1), key="Shift+F6", menu="go"),
        Action("messages", N_("Messages"), window.show_messages, icon="bell", menu="go"),
    ]


def working(window: MainWindow) -> list[Action]:
    """The office, undo, lock, quit."""
    return [
        Action("undo", N_("Undo"), window.undo, key="Ctrl+Z", icon="undo-2", menu="edit"),
        Action("redo", N_("Redo"), window.redo, key="Ctrl+Y", icon="redo-2", menu="edit"),
        Action("refresh", N_("Refresh"), window.refresh, key="F5", icon="refresh-cw", menu="view"),
        Action("lock", N_("Lock the office"), window.lock, key="Ctrl+L", icon="lock", menu="file"),
        Action("quit", N_("Quit"), window.close, key="Ctrl+Q", icon="log-out", menu="file"),
    ]


def looking(window: MainWindow) -> list[Action]:
    """Theme, font size, density, full screen."""
    acts = [
        Action("font_larger", N_("Larger font"), lambda: window.font_step(1), key="Ctrl+=", more_keys=("Ctrl++",),
               icon="zoom-in", menu="view"),
        Action("font_smaller", N_("Smaller font"), lambda: window.font_step(-1), key="Ctrl+-", icon="zoom-out",
               menu="view"),
        Action("font_normal", N_("Font size 100 %"), lambda: window.set_look(factor=1.0), key="Ctrl+0", menu="view"),
        Action("full_screen", N_("Full screen"), window.toggle_full_screen, key="F11", icon="maximize", menu="view"),
    ]
    acts += _named(window, "theme", {"system": N_("Colours as the system"), "light": N_("Light colours"),
                                     "dark": N_("Dark colours")}, lambda wish: window.set_look(wish=wish))
    acts += _named(window, "rows", {"dense": N_("Dense rows"), "normal": N_("Normal rows"), "roomy": N_("Roomy rows")},
                   lambda density: window.set_look(density=density))
    return acts


def helping(window: MainWindow) -> list[Action]:
    """F1 and what the program is."""
    return [
        Action("keys", N_("Keys of this page"), window.show_keys, key="F1", icon="keyboard", menu="help"),
        Action("all_keys", N_("All keys"), lambda: window.show_keys(everything=True), key="Shift+F1", icon="keyboard",
               menu="help"),
        Action("about", N_("About CRM Desktop"), lambda: window.go("settings", {"section": "about"}), icon="info",
               menu="help"),
    ]


def everywhere(window: MainWindow) -> list[Action]:
    """All of them."""
    return [*working(window), *going(window), *pages(window), *looking(window), *helping(window)]
