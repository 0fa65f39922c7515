"""Sign-in and lock: one sheet for both. Office, user, password; the recovery sheet; another office."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.store.ring import RECOVERY
from ui.kit import ask, style, words
from ui.kit.buttons import Button
from ui.kit.caption import Captioned, Choice, ProblemLine
from ui.kit.fields import PasswordBox
from ui.kit.widgets import ElidedLabel, Label, column, row
from ui.shell.gate import Gate, Tile
from ui.shell.new_password import NewPassword
from ui.shell.offices import Offices

if TYPE_CHECKING:
    from crm_desktop.kit.store import Store


class _Fields(QWidget):
    """User, password, code, and what is wrong."""

    def __init__(self) -> None:
        super().__init__()
        self.box = column(self, spacing=12)
        self.user, self.password, self.code = Choice(), PasswordBox(), QLineEdit()
        self.code.setInputMethodHints(Qt.InputMethodHint.ImhPreferLatin | Qt.InputMethodHint.ImhNoPredictiveText
                                      | Qt.InputMethodHint.ImhSensitiveData)
        words.put_hint(self.code, "XXXXX-XXXXX-XXXXX-XXXXX-…")
        self.user_row = Captioned(N_("User"), self.user)
        self.password_row = Captioned(N_("Password"), self.password)
        self.code_row = Captioned(N_("Recovery code"), self.code,
                                  hint=N_("It stands on the recovery sheet that was saved or printed at the start."))
        self.problem, self.caps = ProblemLine(), ProblemLine("near")
        self.go = Button(kind="primary")
        for part in (self.user_row, self.password_row, self.code_row, self.problem, self.caps, self.go):
            self.box.addWidget(part)
        self.password.caps.connect(lambda on: self.caps.say(_("Caps Lock is on.") if on else ""))


class SignIn(Gate):
    """Opens one office. `opened` carries the store."""

    opened = Signal(object)
    other_asked = Signal(Path)
    new_asked = Signal()

    def __init__(self, offices: Offices, parent: QWidget | None = None) -> None:
        super().__init__(width=420, parent=parent)
        self._offices, self._folder = offices, Path()
        self._recovering, self._locked = False, False
        self._seconds = 0
        self._store: Store | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._tick)
        self._build()
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
        self._recover(False)
        self._say("")
        try:
            users = self._offices.users(folder)
        except Problem as problem:
            users = []
            self._say(problem.sentence)
        self.user.set_items([(u, lambda u=u: u) for u in users])
        self.user.choose(known.user)
        self._fields.user_row.setVisible(len(users) != 0)
        self._wait(self._offices.seconds_to_wait(folder) if users else 0)
        self.password.setFocus()

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
            store = self._offices.open(self._folder, user, secret)
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
            words.put(self.go, N_("Open with the recovery code") if self._recovering
                      else N_("Unlock") if self._locked else N_("Sign in"))

    def _say(self, sentence: str) -> None:
        self.problem.say(sentence)
        for field in (self.password, self.code):
            style.mark(field, state="late" if sentence else "")
            field.setAccessibleDescription(sentence)

    def _build(self) -> None:
        head = row(spacing=12)
        self.name = Label(size="title", wrap=True)
        self.path = ElidedLabel(size="small", tone="second")
        self.head_words(head, Tile("book-open"), self.name, self.path)
        self.sheet.box.addLayout(head)
        self._fields = _Fields()
        f = self._fields
        self.user, self.password, self.code, self.go = f.user, f.password, f.code, f.go
        self.problem, self.caps = f.problem, f.caps
        f.box.addLayout(self._links())
        self.sheet.box.addWidget(f)
        self.password.returnPressed.connect(self.submit)
        self.code.returnPressed.connect(self.submit)
        self.go.clicked.connect(self.submit)

    def _links(self) -> QHBoxLayout:
        line = row(spacing=8)
        self.forgot, self.other = Button(kind="link"), Button(kind="link")
        words.put(self.forgot, N_("Forgot the password"))
        words.put(self.other, N_("Another office…"))
        self.forgot.clicked.connect(lambda: self._recover(not self._recovering))
        self.other.clicked.connect(self._other)
        line.addWidget(self.forgot)
        line.addStretch(1)
        line.addWidget(self.other)
        return line

    def _other(self) -> None:
        menu: list[tuple[str, Callable[[], object]]] = [
            (str(k.folder), lambda k=k: self.other_asked.emit(k.folder))
            for k in self._offices.known() if k.folder != self._folder]
        menu.append((_("Choose an office folder…"), lambda: _choose(self, self._folder.parent)))
        menu.append((_("Make a new office…"), self.new_asked.emit))
        self.pop_menu(self.other, menu)


def _choose(page: SignIn, start: Path) -> None:
    folder = ask.folder(page, _("Choose the office folder (NAME.crm)"), start)
    if folder is not None:
        page.other_asked.emit(folder)
