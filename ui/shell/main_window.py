"""The main window: before the gate or at the desk; what can be done everywhere; lock, idle, front, close."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QMainWindow, QStackedWidget, QWidget

from crm_desktop.kit import i18n
from crm_desktop.kit.i18n import N_, _
from ui.kit import spoken, theme, words
from ui.kit.actions import Action, Keys
from ui.kit.window_state import WindowState
from ui.shell import language, left
from ui.shell.acts import Everywhere
from ui.shell.backups import Backups
from ui.shell.leaving import WayOut
from ui.shell.lock import IDLE_MINUTES, IdleWatch, SessionWatch
from ui.shell.menu import Menu
from ui.shell.offices import Offices
from ui.shell.sign_in import SignIn
from ui.shell.single import Doorbell, call_first

if TYPE_CHECKING:  # what the sign-in page can do without comes after it is painted
    from crm_desktop.kit.store import Store
    from ui.kit.session import Session
    from ui.shell.desk import Desk
    from ui.shell.first_start import FirstStart


class MainWindow(QMainWindow):
    """One window, one office."""

    def __init__(self, settings: WindowState) -> None:
        super().__init__()
        spoken.begin()
        self.settings, self.offices = settings, Offices(settings)
        self.session: Session | None = None
        self.desk: Desk | None = None
        self.folder: Path | None = None
        self._left: left.Left | None = None
        self.stack = QStackedWidget()
        self.setCentralWidget(self.stack)
        self.sign_in = SignIn(self.offices)
        self.wizard: FirstStart | None = None
        self.stack.addWidget(self.sign_in)
        self.everywhere = Everywhere(self)
        self._keys = Keys(self, self.everywhere.at_gate)
        self.menu = Menu(self, self.all_actions)
        self.idle = IdleWatch(lambda: self.session is not None and bool(self.session.tasks), self)
        self.bell, self.backups = Doorbell(self), Backups(self)
        self.os_session = SessionWatch(self.lock)
        self._listen()
        self.setMinimumSize(640, 480)
        self.os_session.watch(self)
        self._title()

    # The gate

    def start(self, folder: Path | None) -> None:
        """Show the sign-in of that office, or of the last one, or the wizard."""
        if there := folder or self.offices.last():
            self.show_sign_in(there)
        else:
            self.show_wizard()

    def show_sign_in(self, folder: Path, *, locked: bool = False) -> None:
        """The sheet with the password."""
        self._drop_wizard()
        self.folder = folder
        self.sign_in.show_office(folder, locked=locked)
        self.stack.setCurrentWidget(self.sign_in)
        self.bell.soon(folder)
        self._title()

    def show_wizard(self) -> None:
        """A new office."""
        self._drop_wizard()
        from ui.shell.first_start import FirstStart

        self.wizard = FirstStart(self.offices)
        _listen_at(self, self.wizard)
        self.wizard.made.connect(self.enter)
        self.wizard.open_asked.connect(self.open_other)
        self.stack.setCurrentIndex(self.stack.addWidget(self.wizard.foot_bar.page))
        self._title()

    def open_other(self, folder: Path) -> None:
        """Another office; a window that has it already comes to the front instead."""
        if self.folder == folder or not call_first(folder):
            self.show_sign_in(folder)

    def enter(self, store: Store) -> None:
        """Signed in: the desk, where she was."""
        from ui.kit.session import Session
        from ui.shell.desk import Desk

        self.folder = store.copied.office if store.copied else store.folder
        self._speak(self.settings.get("language") or store.office.language)
        self.session = Session(store, self.settings, self)
        self.session.lock_asked.connect(self.lock)
        self.desk = Desk(self.session)
        self.desk.page_changed.connect(self._title)
        self.desk.band.own_asked.connect(self.everywhere.new_office)
        self.stack.setCurrentIndex(self.stack.addWidget(self.desk))
        left.begin(self.desk, self.folder, self._left)
        self.desk.fit()
        self._drop_wizard()
        self.bell.hang(self.folder)
        self.idle.watch(int(self.settings.get("idle_minutes", IDLE_MINUTES)))
        self.backups.watch(self.session, self.desk.status)
        self._keys.set(self.everywhere.actions)
        self.desk.badges.later()
        self.desk.watch(self.all_actions)
        _tell_finding(self.session)
        self._title()

    # Lock and leave

    def lock(self) -> None:
        """Drop every page, close keys and file; typed work is kept as drafts."""
        if self.desk is None:
            return
        self._left = left.place(self.desk, self.folder)
        if not self.desk.forget(WayOut(N_("Lock, and lose what is typed"), self.lock)):
            return
        for dialog in self.findChildren(QDialog):
            dialog.reject()
        self._drop_desk()
        if self.folder is not None:
            self.show_sign_in(self.folder, locked=True)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Keep drafts, back up what changed, close the office."""
        if self.desk is not None and not self.desk.forget(WayOut(N_("Close, and lose what is typed"), self.close)):
            event.ignore()
            return
        self.settings.keep_geometry(self)
        self.backups.last()
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
        self.backups.stop()
        if self.desk is not None:
            _take_out(self.stack, self.desk)
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
            _take_out(self.stack, self.wizard.foot_bar.page)
            self.wizard = None

    # What can be done everywhere

    def all_actions(self) -> list[Action]:
        """One list for menu, command box and help."""
        return [*(self.desk.actions() if self.desk else ()), *self.everywhere.actions]

    def go(self, page_id: str, state: dict[str, Any] | None = None) -> bool:
        """Open a page."""
        return self.desk is not None and self.desk.go(page_id, state)

    def set_look(self, *, wish: str | None = None, factor: float | None = None, density: str | None = None,
                 still: bool | None = None) -> None:
        """Change the look and remember it."""
        look = theme.look()
        look.set(wish=wish, factor=factor, density=density, still=still)
        for key, kept in {"theme": "wish", "factor": "factor", "density": "density", "still": "still"}.items():
            self.settings.set(key, getattr(look, kept))

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
        _listen_at(self, self.sign_in)
        self.sign_in.opened.connect(self.enter)
        self.sign_in.other_asked.connect(self.open_other)
        self.sign_in.new_asked.connect(self.show_wizard)
        self.idle.idle.connect(self.lock)
        self.bell.rung.connect(self.front)
        self.settings.changed.connect(self._setting_changed)

    def _setting_changed(self, key: str) -> None:
        if key == "idle_minutes" and self.desk is not None:
            self.idle.watch(int(self.settings.get(key, IDLE_MINUTES)))

    def _speak(self, code: str) -> None:
        if code == i18n.language():
            return
        language.speak(code)
        words.retranslate(self)
        if self.desk is not None:
            self.desk.retranslate()
        self._title()

    def _title(self) -> None:
        name = self.sign_in.office_name() if self.stack.currentWidget() is self.sign_in else ""
        if self.desk is not None and self.session is not None:
            name = self.session.store.office.name
            page = self.desk.current.title() if self.desk.current else ""
            name = f"{page} — {name}" if page else name
        self.setWindowTitle(name or _("CRM Desktop"))


def _listen_at(window: MainWindow, gate: SignIn | FirstStart) -> None:
    gate.language_chosen.connect(window.set_language)
    gate.theme_chosen.connect(lambda wish: window.set_look(wish=wish))


def _take_out(stack: QStackedWidget, page: QWidget) -> None:
    stack.removeWidget(page)
    page.hide()
    page.deleteLater()


def _tell_finding(session: Session) -> None:
    """The first thing the quick check at opening found."""
    for finding in session.store.findings[:1]:
        right = Action("accept_state", N_("This state is right"), session.store.accept_state, guard=session.attempt)
        session.tell(i18n.sentences((finding.sentence, finding.what_to_do)), "late",
                     right if finding.file == "anchor.json" else None)
