"""A new password, typed twice, with its strength in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.store.passwords import password_problem, strength
from ui.kit import words
from ui.kit.buttons import Button
from ui.kit.caption import Captioned, Choice
from ui.kit.fields import PasswordBox
from ui.kit.widgets import Label, Mark, column

_STRENGTH = {"weak": ("near", N_("Easy to guess")), "fair": ("done", N_("Hard to guess")),
             "strong": ("done", N_("Very hard to guess"))}


class PasswordPair(QWidget):
    """Two password boxes and the strength between them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.known: Sequence[str] = ()
        self.first, self.again = PasswordBox(N_("New password")), PasswordBox(N_("New password again"))
        self.first_row = Captioned(N_("New password"), self.first, hint=N_(
            "At least 12 characters. A few words that only you would put together are best."))
        self.again_row = Captioned(N_("New password again"), self.again)
        self.strength = Mark("draft", "")
        box = column(self, spacing=8)
        for part in (self.first_row, self.strength, self.again_row):
            box.addWidget(part)
        self.strength.hide()
        self.first.textChanged.connect(self._judge)
        self.first.textEdited.connect(lambda: self.first_row.say(""))
        self.again.textChanged.connect(lambda: self.again_row.say(""))

    def problem(self) -> bool:
        """Say at the fields what is wrong; whether something is."""
        sentence = password_problem(self.first.text(), list(self.known)) or ""
        self.first_row.say(sentence)
        differs = not sentence and self.first.text() != self.again.text()
        self.again_row.say(_("The two passwords differ. Type the same one twice.") if differs else "")
        if sentence or differs:
            (self.first if sentence else self.again).setFocus()
        return bool(sentence) or differs

    def password(self) -> str:
        """What was typed."""
        return self.first.text()

    def wipe(self) -> None:
        """Nothing typed stays."""
        self.first.wipe()
        self.again.wipe()
        self.first_row.say("")
        self.again_row.say("")

    def retranslate(self) -> None:
        """The strength in the language in force."""
        self._judge()

    def _judge(self) -> None:
        text = self.first.text()
        self.strength.setVisible(bool(text))
        if text:
            weak = password_problem(text, list(self.known)) is not None
            state, word = _STRENGTH["weak" if weak else strength(text, list(self.known))]
            self.strength.set(state, _(word))


class NewPassword(QWidget):
    """After the recovery code opened the office: whose password is new, and what it is."""

    accepted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._made = False

    def _make(self) -> None:
        """Its fields, when a recovery code first opened the office: the sign-in page is there sooner."""
        self._made = True
        box = column(self, spacing=12)
        line = Label(wrap=True)
        words.put(line, N_("The recovery code is right. Choose a new password; then you are signed in."))
        self.user, self.pair, self.go = Choice(), PasswordPair(), Button(kind="primary")
        words.put(self.go, N_("Set the password"))
        for part in (line, Captioned(N_("User"), self.user), self.pair, self.go):
            box.addWidget(part)
        self.go.clicked.connect(self.submit)
        self.pair.again.returnPressed.connect(self.submit)

    def ask(self, users: Sequence[str], user: str) -> None:
        """Begin."""
        if not self._made:
            self._make()
        self.user.set_items([(u, lambda u=u: u) for u in users])
        self.user.choose(user)
        self.wipe()
        self.pair.first.setFocus()

    def say(self, sentence: str) -> None:
        """A problem the store found."""
        self.pair.first_row.say(sentence)

    def submit(self) -> None:
        """Take it when it is good enough."""
        self.pair.known = [str(self.user.value() or "")]
        if not self.pair.problem():
            self.accepted.emit(str(self.user.value() or ""), self.pair.password())

    def wipe(self) -> None:
        """Nothing typed stays."""
        if self._made:
            self.pair.wipe()
