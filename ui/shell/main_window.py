"""The main window: before the gate or at the desk; what can be done everywhere; lock, idle, front, close."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from crm_desktop.kit import clock, i18n
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import _
from crm_desktop.kit.store import Store
from crm_desktop.kit.store import backup as backups
from ui.kit import theme, words
from ui.kit.actions import Action, Keys
from ui.kit.session import Session
from ui.kit.window_state import WindowState
from ui.shell import acts, keys_help, language
from ui.shell.desk import Desk
from ui.shell.first_start import FirstStart
from ui.shell.lock import IDLE_MINUTES, IdleWatch, SessionWatch
from ui.shell.menu import Menu
from ui.shell.offices import Offices, last_backup_at
from ui.shell.sign_in import SignIn
from ui.shell.single import Doorbell, call_first

BACKUP_EVERY_MS = 30 * 60_000


class MainWindow(QMainWindow):
    """One window, one office."""

    def __init__(self, settings: WindowState) -> None:
        super().__init__()
        self.settings, self.offices = settings, Offices(settings)
        self.session: Session | None = None
        self.desk: Desk | None = None
        self.folder: Path | None = None
        self.stack = QStackedWidget()
        self.setCentralWidget(self.stack)
        self.sign_in = SignIn(self.offices)
        self.wizard: FirstStart | None = None
        self.stack.addWidget(self.sign_in)
        self.everywhere = acts.everywhere(self)
        for action in self.everywhere:
            action.guard = self._attempt
            if action.id in ("undo", "redo", "back", "forward", "find", "lock", "messages", "refresh", "keys") \
                    or action.id.startswith("go_"):
                action.enabled = self.is_open
        self._keys = Keys(self)
        self._keys.set(self.everywhere)
        self.menu = Menu(self, self.all_actions)
        self.idle, self.bell = IdleWatch(self), Doorbell(self)
        self.os_session = SessionWatch(self.lock)
        self._backups = QTimer(self)
        self._backups.setInterval(BACKUP_EVERY_MS)
        self._backups.timeout.connect(self.back_up)
        self._listen()
        self.setMinimumSize(640, 480)
        self.os_session.watch(self)
        self._title()

    # The gate

    def start(self, folder: Path | None) -> None:
        """Show the sign-in of that office, or of the last one, or the wizard."""
        known = self.offices.known()
        if folder is None and known and known[0].folder.is_dir():
            folder = known[0].folder
        if folder is None:
            self.show_wizard()
        else:
            self.show_sign_in(folder)

    def show_sign_in(self, folder: Path, *, locked: bool = False) -> None:
        """The sheet with the password."""
        self._drop_wizard()
        self.folder = folder
        self.sign_in.show_office(folder, locked=locked)
        self.stack.setCurrentWidget(self.sign_in)
        self.bell.hang(folder)
        self._title()

    def show_wizard(self) -> None:
        """A new office."""
        self._drop_wizard()
        self.wizard = FirstStart(self.offices)
        self._gate(self.wizard)
        self.wizard.made.connect(self.enter)
        self.wizard.open_asked.connect(self.open_other)
        self.stack.addWidget(self.wizard)
        self.stack.setCurrentWidget(self.wizard)
        self._title()

    def open_other(self, folder: Path) -> None:
        """Another office; a window that has it already comes to the front instead."""
        if self.folder != folder and call_first(folder):
            return
        self.show_sign_in(folder)

    def enter(self, store: Store) -> None:
        """Signed in: the desk, at the last page."""
        self.folder = store.folder
        self._speak(self.settings.get("language") or store.office.language)
        self.session = Session(store, self.settings, self)
        self.session.lock_asked.connect(self.lock)
        self.desk = Desk(self.session)
        self.desk.page_changed.connect(self._title)
        self.stack.addWidget(self.desk)
        self.stack.setCurrentWidget(self.desk)
        self.desk.go(self.desk.first_page())
        self.desk.fit()
        self._drop_wizard()
        self.bell.hang(store.folder)
        self.idle.watch(int(self.settings.get("idle_minutes", IDLE_MINUTES)))
        self._backups.start()
        self._after_enter()
        self._title()

    def _after_enter(self) -> None:
        if self.session is None or self.desk is None:
            return
        self.desk.badges.later()
        self._say_backup()
        for finding in self.session.store.findings[:1]:
            self.session.tell(f"{finding.sentence} {finding.what_to_do}", "late")

    # Lock and leave

    def lock(self) -> None:
        """Drop every page, close keys and file; typed work is kept as drafts."""
        if self.desk is None or not self.desk.forget():
            return
        folder = self.folder
        self._drop_desk()
        if folder is not None:
            self.show_sign_in(folder, locked=True)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Keep drafts, back up what changed, close the office."""
        if self.desk is not None and not self.desk.forget():
            event.ignore()
            return
        self.settings.keep_geometry(self)
        if self.session is not None:
            with contextlib.suppress(Problem):
                self._back_up_now(self.session.store)
        self._drop_desk()
        self._drop_wizard()
        self.sign_in.forget()
        self.settings.save()
        self.bell.take_down()
        super().closeEvent(event)

    def is_open(self) -> bool:
        """Whether an office is open."""
        return self.desk is not None

    def _drop_desk(self) -> None:
        self.idle.stop()
        self._backups.stop()
        if self.desk is not None:
            self.stack.removeWidget(self.desk)
            self.desk.hide()
            self.desk.deleteLater()
            self.desk = None
        if self.session is not None:
            self.session.close()
            self.session.deleteLater()
            self.session = None
        self.offices.release()
        self.settings.save()

    def _drop_wizard(self) -> None:
        if self.wizard is not None:
            self.wizard.give_up()
            self.stack.removeWidget(self.wizard)
            self.wizard.deleteLater()
            self.wizard = None

    # Backups

    def back_up(self) -> None:
        """Every half hour, when something changed: in a thread, quietly."""
        if self.session is not None and not self.session.tasks:
            self.session.run(lambda store, _job: self._back_up_now(store), lambda _made: self._say_backup(),
                             _("Backing up…"))

    @staticmethod
    def _back_up_now(store: Store) -> Path | None:
        scratch = getattr(store, "_scratch", None)
        return backups.backup(store) if scratch is None and backups.due(store) else None

    def _say_backup(self) -> None:
        if self.desk is None or self.session is None or self.folder is None:
            return
        at = last_backup_at(self.folder)
        if at:
            when = clock.instant(at).astimezone(self.session.store.zone)
            today = when.date() == clock.today(self.session.store.zone)
            text = f"{when:%H:%M}" if today else f"{when:%m-%d %H:%M}"
            self.desk.status.set_backup(_("Backup {time}").format(time=text))

    # What can be done everywhere

    def all_actions(self) -> list[Action]:
        """One list for menu, command box and help."""
        return [*(self.desk.actions() if self.desk else ()), *self.everywhere]

    def go(self, page_id: str, state: dict[str, Any] | None = None) -> None:
        """Open a page."""
        if self.desk is not None:
            self.desk.go(page_id, state)

    def step(self, by: int) -> None:
        """Back or forward."""
        if self.desk is not None:
            self.desk.back() if by < 0 else self.desk.forward()

    def find(self) -> None:
        """Ctrl+K."""
        if self.desk is not None:
            self.desk.find()

    def undo(self) -> None:
        """Ctrl+Z."""
        if self.session is not None:
            self.session.undo()

    def redo(self) -> None:
        """Ctrl+Y."""
        if self.session is not None:
            self.session.redo()

    def refresh(self) -> None:
        """F5."""
        if self.desk is not None:
            self.desk.refresh_all()

    def region(self, by: int) -> None:
        """F6: rail, strip, page, message bar."""
        if self.desk is not None:
            self.desk.next_region(by)

    def show_messages(self) -> None:
        """All messages of this session."""
        if self.desk is not None:
            self.desk.show_messages()

    def show_keys(self, everything: bool = False) -> None:
        """F1 and Shift+F1."""
        shown = keys_help.sections(self.desk.actions() if self.desk else (), self.everywhere if everything else None)
        keys_help.KeysHelp(shown, self).open()

    def toggle_full_screen(self) -> None:
        """F11."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def font_step(self, by: int) -> None:
        """Larger or smaller by one step."""
        now = theme.look().factor
        steps = [f for f in theme.FACTORS if (f > now + 0.01 if by > 0 else f < now - 0.01)]
        if steps:
            self.set_look(factor=steps[0] if by > 0 else steps[-1])

    def set_look(self, *, wish: str | None = None, factor: float | None = None, density: str | None = None,
                 still: bool | None = None) -> None:
        """Change the look and remember it."""
        look = theme.look()
        look.set(wish=wish, factor=factor, density=density, still=still)
        for key, value in (("theme", look.wish), ("factor", look.factor), ("density", look.density),
                           ("still", look.still)):
            self.settings.set(key, value)

    def set_language(self, code: str) -> None:
        """Speak another language from now on; nothing typed is lost."""
        self.settings.set("language", code)
        self._speak(code)

    def front(self) -> None:
        """A second start rang: come to the front."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    # Inside

    def _listen(self) -> None:
        self._gate(self.sign_in)
        self.sign_in.opened.connect(self.enter)
        self.sign_in.other_asked.connect(self.open_other)
        self.sign_in.new_asked.connect(self.show_wizard)
        self.idle.idle.connect(self.lock)
        self.bell.rung.connect(self.front)
        self.settings.changed.connect(self._setting_changed)

    def _gate(self, gate: SignIn | FirstStart) -> None:
        gate.language_chosen.connect(self.set_language)
        gate.theme_chosen.connect(lambda wish: self.set_look(wish=wish))

    def _setting_changed(self, key: str) -> None:
        if key == "idle_minutes" and self.desk is not None:
            self.idle.watch(int(self.settings.get(key, IDLE_MINUTES)))

    def _attempt(self, act: Any) -> bool:
        return self.session.attempt(act) if self.session is not None else (act(), True)[1]

    def _speak(self, code: str) -> None:
        if code != i18n.language():
            language.speak(code)
            words.retranslate(self)
            if self.desk is not None:
                self.desk.retranslate()
            self._title()

    def _title(self) -> None:
        program = _("CRM Desktop")
        name = self.sign_in.office_name() if self.stack.currentWidget() is self.sign_in else ""
        if self.desk is not None and self.session is not None:
            name = self.session.store.office.name
            page = self.desk.current.title() if self.desk.current else ""
            name = f"{page} — {name}" if page else name
        self.setWindowTitle(f"{name} — {program}" if name and self.desk is None else name or program)

    def regions(self) -> Sequence[QWidget]:
        """For tests: what F6 walks through."""
        return self.desk.regions() if self.desk is not None else ()
