"""What stands on the sheet of sign-in and lock, and the ways to another office."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.sample import own
from ui.kit import ask, style, words
from ui.kit.buttons import Button
from ui.kit.caption import Captioned, Choice, ProblemLine
from ui.kit.fields import PasswordBox
from ui.kit.widgets import ElidedLabel, Label, column, row
from ui.shell.gate import Gate, Tile
from ui.shell.offices import Offices
from ui.shell.shut import Shut


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
        self.sample = Label(size="dense", tone="second", wrap=True)
        words.put(self.sample, N_("The password of the sample office, {password}, is filled in already."),
                  password=own.PASSWORD)
        self.problem, self.caps = ProblemLine(), ProblemLine("near")
        self.go, self.shut = Button(kind="primary"), Shut()
        for part in (self.shut, self.user_row, self.password_row, self.code_row, self.sample, self.problem, self.caps,
                     self.go):
            self.box.addWidget(part)
        self.password.caps.connect(lambda on: self.caps.say(_("Caps Lock is on.") if on else ""))


class SignInSheet(Gate):
    """The parts; SignIn says what they do."""

    other_asked = Signal(Path)
    new_asked = Signal()

    def __init__(self, offices: Offices, parent: QWidget | None = None) -> None:
        super().__init__(width=420, parent=parent)
        self._offices, self._folder = offices, Path()
        self._build()

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
        self.user, self.password, self.code, self.go, self.sample = f.user, f.password, f.code, f.go, f.sample
        self.problem, self.caps, self.shut = f.problem, f.caps, f.shut
        f.box.addLayout(self._links())
        self.sheet.box.addWidget(f)

    def _links(self) -> QHBoxLayout:
        line = row(spacing=8)
        self.forgot, self.other = Button(kind="link"), Button(kind="link")
        words.put(self.forgot, N_("Forgot the password"))
        words.put(self.other, N_("Another office…"))
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


def _choose(page: SignInSheet, start: Path) -> None:
    folder = ask.folder(page, _("Choose the office folder (NAME.crm)"), start)
    if folder is not None:
        page.other_asked.emit(folder)
