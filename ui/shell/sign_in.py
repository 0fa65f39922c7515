"""Sign-in and lock: one sheet for both. Office, user, password; the recovery sheet; another office."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import N_
from crm_desktop.kit.sample import own
from crm_desktop.kit.store.lock import Held
from crm_desktop.kit.store.ring import RECOVERY
from ui.kit import words
from ui.shell.new_password import NewPassword
from ui.shell.offices import Offices
from ui.shell.sign_in_sheet import SignInSheet

if TYPE_CHECKING:
    from crm_desktop.kit.store import Store


class SignIn(SignInSheet):
    """Opens one office. `opened` carries the store."""

    opened = Signal(object)

    def __init__(self, offices: Offices, parent: QWidget | None = None) -> None:
        super().__init__(offices, parent)
        self._recovering, self._locked, self._looking = False, False, False
        self._seconds = 0
        self._store: Store | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._tick)
        self.password.returnPressed.connect(self.submit)
        self.code.returnPressed.connect(self.submit)
        self.go.clicked.connect(self.submit)
        self.forgot.clicked.connect(lambda: self._recover(not self._recovering))
        self.shut.reopened.connect(self._reopened)
        self.renew = NewPassword()
        self.renew.hide()
        self.renew.accepted.connect(self._renewed)
        self.sheet.box.addWidget(self.renew)
        self._button()

    def show_office(self, folder: Path, *, locked: bool = False) -> None:
        """Ask for the password of this office."""
        self._folder, self._locked = folder, locked
        known = self._offices.known_at(folder)
        self.name.setText(known.name)
        self.path.setText(str(folder))
        self._looking = False
        self._recover(False)
        self._say("")
        self._look(self._offices.closed(folder))
        try:
            users = self._offices.users(folder)
        except Problem as problem:
            users = []
            self._say(problem.sentence)
        self.user.set_items([(u, lambda u=u: u) for u in users])
        self.user.choose(known.user)
        self._fields.user_row.setVisible(len(users) != 0)
        self._wait(self._offices.seconds_to_wait(folder) if users else 0)
        self._fill_in()
        self.password.setFocus()

    def _fill_in(self) -> None:
        """What everybody may know needs no typing: the password of the sample office."""
        if own.is_sample(self._folder):
            self.password.setText(own.PASSWORD)
            self.password.selectAll()

    def office_name(self) -> str:
        """What the window's title says."""
        return self.name.text()

    def forget(self) -> None:
        """Nothing typed stays."""
        self.password.wipe()
        self.code.clear()
        self.renew.wipe()

    def submit(self) -> None:
        """Try to open the office."""
        if not self.go.isEnabled():
            return
        self._say("")
        self.go.set_busy(True)
        words.put(self.go, N_("Opening…"))
        QTimer.singleShot(0, self, self._open)

    def retranslate(self) -> None:
        """The button's word depends on the moment."""
        self._button()

    def _open(self) -> None:
        user = RECOVERY if self._recovering else str(self.user.value() or "")
        secret = self.code.text().strip() if self._recovering else self.password.text()
        try:
            way = self._offices.look if self._looking else self._offices.open
            store = way(self._folder, user, secret)
        except Held as held:
            self._look(held)
            if not self._looking:
                self._failed(held)
            self.password.setFocus()
            return
        except Problem as problem:
            self._failed(problem)
            return
        finally:
            self.go.set_busy(False)
            self._button()
        if self._recovering:
            self._ask_new(store)
        else:
            self._enter(store)

    def _enter(self, store: Store) -> None:
        self.forget()
        self.opened.emit(store)

    def _failed(self, problem: Problem) -> None:
        self._say(problem.sentence)
        self._wait(self._offices.seconds_to_wait(self._folder))
        field = self.code if self._recovering else self.password
        field.selectAll()
        field.setFocus()

    # An office that can only be looked at

    def _look(self, why: Problem | None) -> None:
        if self._recovering and why is not None:  # a new password would be written
            self._recover(False)
        there = self.shut.show_reason(self._folder, why)
        self._looking = why is not None and there
        self.forgot.setVisible(why is None)
        self._button()

    def _reopened(self) -> None:
        try:
            self._offices.reopen(self._folder)
        except Problem as problem:
            self._say(problem.sentence)
            return
        self.show_office(self._folder, locked=self._locked)

    # The recovery sheet

    def _ask_new(self, store: Store) -> None:
        self._store = store
        self._fields.hide()
        self.renew.ask(self._offices.users(self._folder), str(self.user.value() or ""))
        self.renew.show()

    def _renewed(self, user: str, password: str) -> None:
        store = self._store
        if store is None:
            return
        try:
            store.set_password(user, password)
        except Problem as problem:
            self.renew.say(problem.sentence)
            return
        self._store = None
        store.close()
        self._offices.release()
        self._recover(False)
        try:
            self._enter(self._offices.open(self._folder, user, password))
        except Problem as problem:
            self._failed(problem)

    def _recover(self, on: bool) -> None:
        self._recovering = on
        if self._store is not None:
            self._store.close()
            self._store = None
            self._offices.release()
        self._fields.show()
        self.renew.hide()
        self._fields.user_row.setVisible(not on)
        self._fields.password_row.setVisible(not on)
        self._fields.code_row.setVisible(on)
        self.sample.setVisible(own.is_sample(self._folder) and not on)
        self.caps.say("")
        words.put(self.forgot, N_("Use the password") if on else N_("Forgot the password"))
        self._button()
        (self.code if on else self.password).setFocus()

    # The pause

    def _wait(self, seconds: int) -> None:
        self._seconds = seconds
        if seconds > 0:
            self._timer.start()
        self._button()

    def _tick(self) -> None:
        self._seconds = self._offices.seconds_to_wait(self._folder)
        if self._seconds <= 0:
            self._timer.stop()
        self._button()

    def _button(self) -> None:
        self.go.setEnabled(self._seconds <= 0)
        if self._seconds > 0:
            words.put(self.go, N_("Sign in ({seconds} s)"), seconds=self._seconds)
        else:
            words.put(self.go, N_("Look at the backup") if self._looking
                      else N_("Open with the recovery code") if self._recovering
                      else N_("Unlock") if self._locked else N_("Sign in"))
