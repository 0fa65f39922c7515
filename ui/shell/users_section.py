"""The settings' section of users: who may sign in, a new one, one that is switched off."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from crm_desktop.kit import clock
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.store import accounts
from crm_desktop.kit.store.accounts import Account
from ui.kit import ask, words
from ui.kit.caption import Captioned
from ui.kit.widgets import Button, HLine, Label, column, row
from ui.shell.new_password import PasswordPair
from ui.shell.setting_sections import Section

if TYPE_CHECKING:
    from ui.kit.session import Session


_LONG = 24  # signs of a name from which on it may take two lines


class UsersSection(Section):
    """The accounts of the office, one a line, and below them the fields of a new one."""

    saves = True
    verb = N_("Add the user")
    applies = N_("for everybody in this office")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.lines: dict[str, QWidget] = {}
        self._shown: list[Account] = []
        self._adding = False
        self._list: QVBoxLayout = column(spacing=4)
        self.name, self.pair = QLineEdit(), PasswordPair()
        self.name_row = Captioned(N_("Name of the new user"), self.name, hint=N_(
            "The new user signs in with it, and it stands on what that user writes. The first password can be changed "
            "under Password."))
        self.name.textEdited.connect(lambda: self.name_row.say(""))
        self.pair.again.returnPressed.connect(self.save)
        self.box.addLayout(self._list)
        for part in (HLine(), self.name_row, self.pair):
            self.box.addWidget(part)
        self.show_values()

    def first_field(self) -> QWidget:
        """The name of a new one."""
        return self.name

    def show_values(self) -> None:
        """Who may sign in now."""
        now = accounts.every(self.session.store)
        if now != self._shown:
            self._shown = now
            self._list_anew()

    def retranslate(self) -> None:
        """In the language in force."""
        self._list_anew()

    def save(self) -> None:
        """Add the user, in a task: keys are slow on purpose."""
        name = self.name.text().strip()
        self.name_row.say("" if name else _("Enter the name of the new user."))
        if not name:
            self.name.setFocus()
        self.pair.known = [name, self.session.store.office.name]
        if not name or self._adding or self.pair.problem():
            return
        self._adding = True
        password = self.pair.password()
        task = self.session.run(lambda store, _job: accounts.add(store, name, password),
                                lambda _done: self._added(name), _("Adding the user…"), failed=self._failed)
        task.finished.connect(self._ended)

    def switch_off(self, account: Account) -> None:
        """Asks first: it can't be taken back."""
        sentence = _("{name} will not be able to sign in any more. What {name} wrote stays. Backups made until now "
                     "still open with that password.").format(name=account.name)
        if ask.choose(self, sentence, _("Switch off"), _("Keep")) != 0:
            return
        if self.session.attempt(lambda: accounts.switch_off(self.session.store, account.uid)):
            self.session.tell(_("{name} is switched off.").format(name=account.name))
        self.show_values()
        self.name.setFocus()

    def forget(self) -> None:
        """Nothing typed stays."""
        self.name.clear()
        self.name_row.say("")
        self.pair.wipe()

    def _added(self, name: str) -> None:
        self.forget()
        self.show_values()
        if self.isVisible():
            self.name.setFocus()
        self.session.tell(_("{name} can sign in from now on, with the password just typed.").format(name=name))

    def _ended(self) -> None:
        self._adding = False

    def _failed(self, problem: Problem) -> None:
        if problem.field == "user":
            self.name_row.say(problem.sentence)
            self.name.setFocus()
        else:
            self.pair.first_row.say(problem.sentence)
            self.pair.first.setFocus()

    def _list_anew(self) -> None:
        while (item := self._list.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.lines = {}
        for account in self._shown:
            self.lines[account.uid] = line = self._line(account)
            self._list.addWidget(line)

    def _line(self, account: Account) -> QWidget:
        line = QWidget()
        box = row(line, spacing=12)
        box.addWidget(Label(account.name, bold=True, wrap=len(account.name) > _LONG))
        box.addWidget(Label(self._about(account), tone="second", size="small"))
        box.addStretch(1)
        if not account.own:
            off = Button(icon="circle-x", small=True)
            words.put(off, N_("Switch off…"))
            words.put_name(off, N_("Switch off {name}…"), name=account.name)
            off.setEnabled(not self.session.read_only)
            off.clicked.connect(partial(self.switch_off, account))
            box.addWidget(off)
        return line

    def _about(self, account: Account) -> str:
        if account.own:
            return _("signed in now")
        if not account.changed:
            return _("has written nothing yet")
        when = clock.instant(account.changed).astimezone(self.session.store.zone)
        return _("last change: {time}").format(time=f"{when:%Y-%m-%d %H:%M}")
