"""What can be done everywhere: one list for menu bar, command box, shortcuts and the keys of F1."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from crm_desktop.kit.i18n import N_
from ui.kit import theme, words
from ui.kit.actions import Action
from ui.shell import looks

# The sections of the settings, in their order.
SECTIONS = (("computer", N_("This computer")), ("office", N_("Office")), ("rules", N_("Rules")),
            ("password", N_("Password")), ("users", N_("Users")),
            ("backups", N_("Backups")), ("about", N_("About")))

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow


def _named(prefix: str, titles: dict[str, str], act: Callable[[str], object]) -> list[Action]:
    return [Action(f"{prefix}_{key}", title, lambda key=key: act(key), menu="view") for key, title in titles.items()]


def pages(window: MainWindow, do: Everywhere) -> list[Action]:
    """Going to each page."""
    from ui.kit import specs
    from ui.shell.desk import choose

    def go(page_id: str) -> None:
        if window.desk is not None:
            choose(window.desk, page_id)

    return [Action(f"go_{s.id}", s.title, lambda s=s: go(s.id), key=s.key, icon=s.icon, menu="go")
            for s in specs.all_pages()]


def settings(window: MainWindow, do: Everywhere) -> list[Action]:
    """Going to each section of the settings."""
    def title(section: str) -> str:
        return words.said(N_("{label}: {value}"), label=words.said(N_("Settings")), value=words.said(section))

    return [Action(f"settings_{key}", lambda name=name: title(name),
                   lambda key=key: window.go("settings", {"section": key}), icon="settings", menu="tools")
            for key, name in SECTIONS if key != "about"]


def going(window: MainWindow, do: Everywhere) -> list[Action]:
    """Moving about."""
    return [
        Action("find", N_("Find anything"), do.find, key="Ctrl+K", icon="search", menu="go"),
        Action("back", N_("Back"), lambda: do.step(-1), key="Alt+Left", icon="arrow-left", menu="go"),
        Action("forward", N_("Forward"), lambda: do.step(1), key="Alt+Right", icon="arrow-right", menu="go"),
        Action("region", N_("Next region"), lambda: do.region(1), key="F6", menu="go"),
        Action("region_back", N_("Previous region"), lambda: do.region(-1), key="Shift+F6", menu="go"),
        Action("messages", N_("Messages"), do.show_messages, icon="bell", menu="go"),
    ]


def working(window: MainWindow, do: Everywhere) -> list[Action]:
    """The office, undo, lock, quit."""
    return [
        Action("undo", N_("Undo"), do.undo, key="Ctrl+Z", icon="undo-2", menu="edit", writes=True),
        Action("redo", N_("Redo"), do.redo, key="Ctrl+Y", icon="redo-2", menu="edit", writes=True),
        Action("refresh", N_("Refresh"), do.refresh, key="F5", icon="refresh-cw", menu="view"),
        Action("new_office", N_("Make a new office…"), do.new_office, icon="plus", menu="file"),
        Action("back_up", N_("Back up now"), lambda: window.backups.make(), icon="hard-drive", menu="file",
               writes=True),
        Action("lock", N_("Lock the office"), window.lock, key="Ctrl+L", icon="lock", menu="file"),
        Action("quit", N_("Quit"), window.close, key="Ctrl+Q", icon="log-out", menu="file"),
    ]


def looking(window: MainWindow, do: Everywhere) -> list[Action]:
    """Theme, font size, density, full screen."""
    acts = [
        Action("font_larger", N_("Larger font"), lambda: do.font_step(1), key="Ctrl+=", more_keys=("Ctrl++",),
               icon="zoom-in", menu="view"),
        Action("font_smaller", N_("Smaller font"), lambda: do.font_step(-1), key="Ctrl+-", icon="zoom-out",
               menu="view"),
        Action("font_normal", N_("Font size 100 %"), lambda: window.set_look(factor=1.0), key="Ctrl+0", menu="view"),
        Action("full_screen", N_("Full screen"), do.toggle_full_screen, key="F11", icon="maximize", menu="view"),
    ]
    acts += _named("theme", looks.THEMES, lambda wish: window.set_look(wish=wish))
    acts += _named("rows", looks.DENSITIES, lambda density: window.set_look(density=density))
    return acts


def helping(window: MainWindow, do: Everywhere) -> list[Action]:
    """F1 and what the program is."""
    return [
        Action("keys", N_("Keys of this page"), do.show_keys, key="F1", icon="keyboard", menu="help"),
        Action("all_keys", N_("All keys"), lambda: do.show_keys(everything=True), key="Shift+F1", icon="keyboard",
               menu="help"),
        Action("hints", N_("Show the hints again"), do.show_hints, icon="info", menu="help"),
        Action("cheat_sheet", N_("Print the cheat sheet"), do.show_cheat_sheet, icon="printer", menu="help"),
        Action("about", N_("About CRM Desktop"), lambda: window.go("settings", {"section": "about"}), icon="info",
               menu="help"),
    ]


_ONLY_OPEN = ("undo", "redo", "back", "forward", "find", "lock", "messages", "refresh", "keys", "hints", "about",
              "back_up")


class Everywhere:
    """The acts themselves; each does nothing where no office is open."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.at_gate = self._guarded(looking, helping, working)

    @cached_property
    def actions(self) -> list[Action]:
        """All of them; the pages of the features are looked up when an office is first open."""
        return self._guarded(working, going, pages, settings, looking, helping)

    def _guarded(self, *parts: Callable[[MainWindow, Everywhere], list[Action]]) -> list[Action]:
        found = [action for part in parts for action in part(self._window, self)]
        for action in found:
            action.guard = self._attempt
            if action.id in _ONLY_OPEN or action.id.startswith(("go_", "settings_")):
                action.enabled = self._may_write if action.writes else self._window.is_open
        return found

    def find(self) -> None:
        """Ctrl+K."""
        if self._window.desk is not None:
            self._window.desk.find()

    def step(self, by: int) -> None:
        """Back or forward."""
        if self._window.desk is not None:
            self._window.desk.step(by)

    def undo(self) -> None:
        """Ctrl+Z."""
        if self._window.session is not None:
            self._window.session.undo()

    def redo(self) -> None:
        """Ctrl+Y."""
        if self._window.session is not None:
            self._window.session.redo()

    def new_office(self) -> None:
        """Leave this office, with what is typed kept as drafts, for the wizard."""
        self._window.lock()
        if not self._window.is_open():
            self._window.show_wizard()

    def refresh(self) -> None:
        """F5."""
        if self._window.desk is not None:
            self._window.desk.refresh_all()

    def region(self, by: int) -> None:
        """F6: rail, strip, page, message bar."""
        if self._window.desk is not None:
            self._window.desk.next_region(by)

    def show_messages(self) -> None:
        """All messages of this session."""
        if self._window.desk is not None:
            self._window.desk.bars.show_all()

    def show_keys(self, everything: bool = False) -> None:
        """F1 and Shift+F1."""
        from ui.kit.table import Table
        from ui.shell import keys_help

        desk = self._window.desk
        page = desk.current if desk else None
        own = page.own_keys() if page else ()
        lists = everything or page is not None and any(t.isVisible() for t in page.findChildren(Table))
        shown = keys_help.sections(desk.actions() if desk else (), self.actions if everything else None, own,
                                   lists=lists)
        keys_help.KeysHelp(shown, self._window, sheet=self.show_cheat_sheet if desk else None).open()

    def show_hints(self) -> None:
        """The hints of the first days, once more."""
        if self._window.desk is not None:
            self._window.desk.bars.hints.again()

    def show_cheat_sheet(self) -> None:
        """Every key on paper, to be printed or saved."""
        self._window.go("reports", {"report": "keys"})

    def toggle_full_screen(self) -> None:
        """F11."""
        self._window.setWindowState(self._window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def font_step(self, by: int) -> None:
        """Larger or smaller by one step."""
        now = theme.look().factor
        steps = [f for f in theme.FACTORS if (f > now + 0.01 if by > 0 else f < now - 0.01)]
        if steps:
            self._window.set_look(factor=steps[0] if by > 0 else steps[-1])

    def _may_write(self) -> bool:
        return self._window.session is not None and not self._window.session.read_only

    def _attempt(self, act: Callable[[], object]) -> bool:
        if self._window.session is not None:
            return self._window.session.attempt(act)
        act()
        return True
