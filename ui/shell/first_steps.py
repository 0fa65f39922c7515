"""The first three steps of a new office: language, office, first user."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from crm_desktop.kit import i18n
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.store.folder import path_problem
from ui.kit import ask, words
from ui.kit.buttons import Button
from ui.kit.caption import Captioned
from ui.kit.widgets import Label, column, row
from ui.shell.new_password import PasswordPair
from ui.shell.office_fields import OfficeFields
from ui.shell.offices import Offices
from ui.shell.sample_row import SampleRow

if TYPE_CHECKING:
    from crm_desktop.kit.store import Office

_HOME = {"zh_CN": ("Asia/Shanghai", "CNY"), "zh_TW": ("Asia/Taipei", "TWD"), "en": ("Asia/Shanghai", "CNY")}


class Step(QWidget):
    """One step: where the keyboard goes, and whether it is in order."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = column(self, spacing=12)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def begin(self) -> None:
        """The keyboard goes to the first field."""

    def in_order(self) -> bool:
        """Whether the next step may come; says at the fields what is missing."""
        return True


def _enter_leads(fields: tuple[QLineEdit, ...], after: QWidget) -> None:
    """Enter goes to the next field, as in every form."""
    for one, following in zip(fields, (*fields[1:], after), strict=True):
        one.returnPressed.connect(following.setFocus)


class _Tongue(Button):
    """A language. Enter chooses it, and goes on when it is chosen already."""

    settled = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on the chosen one has nothing left to choose."""
        if self.isChecked() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.settled.emit()
        else:
            super().keyPressEvent(event)


class LanguageStep(Step):
    """Three buttons, each in its own language; the way to an office that exists, and to a sample of one."""

    chosen = Signal(str)
    settled = Signal()
    open_asked = Signal(Path)

    def __init__(self, offices: Offices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = Label(wrap=True)
        words.put(line, N_("Which language shall the program speak? It can be changed at any time."))
        self.box.addWidget(line)
        self.buttons: dict[str, _Tongue] = {}
        for code in ("zh_CN", "zh_TW", "en"):
            button = _Tongue(i18n.NAMES[code])
            button.setCheckable(True)
            button.clicked.connect(lambda _on=False, code=code: self.choose(code))
            button.settled.connect(self.settled)
            self.buttons[code] = button
            self.box.addWidget(button)
        self._existing = Button(kind="link", icon="folder-open")
        words.put(self._existing, N_("Open an office that exists already…"))
        self._existing.clicked.connect(self._open)
        self.box.addWidget(self._existing, 0, Qt.AlignmentFlag.AlignLeft)
        self._mark(i18n.language())
        self.sample = SampleRow(offices, self.code)
        self.sample.busy.connect(self._hold)
        self.box.addWidget(self.sample)

    def code(self) -> str:
        """The chosen language."""
        return next(c for c, b in self.buttons.items() if b.isChecked())

    def choose(self, code: str) -> None:
        """Speak it from now on."""
        self._mark(code)
        self.sample.retranslate()
        self.chosen.emit(code)

    def begin(self) -> None:
        """The keyboard goes to the chosen one."""
        self.buttons[self.code()].setFocus()

    def _mark(self, code: str) -> None:
        for key, button in self.buttons.items():
            button.setChecked(key == code)

    def _hold(self, on: bool) -> None:
        for part in (*self.buttons.values(), self._existing):
            part.setEnabled(not on)

    def _open(self) -> None:
        folder = ask.folder(self, _("Choose the office folder (NAME.crm)"))
        if folder is not None:
            self.open_asked.emit(folder)


class OfficeStep(Step):
    """The office's data and its folder."""

    def __init__(self, offices: Offices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offices, self._own_folder = offices, False
        self.fields, self.path = OfficeFields(), QLineEdit()
        _enter_leads((self.fields.name, self.fields.address, self.fields.phone), self.fields.zone)
        self.box.addWidget(self.fields)
        choose = Button(icon="folder-open")
        words.put(choose, N_("Choose…"))
        choose.clicked.connect(self._choose)
        holder = QWidget()
        line = row(holder, spacing=8)
        line.addWidget(self.path, 1)
        line.addWidget(choose)
        self.path_row = Captioned(N_("Folder of the office"), holder)
        words.put_name(self.path, N_("Folder of the office"))
        self.box.addWidget(self.path_row)
        self.fields.named.connect(self._named)
        self.path.textEdited.connect(self._typed)
        self.follow_language(i18n.language())
        self._named("")

    def begin(self) -> None:
        """The keyboard goes to the name."""
        self.fields.name.setFocus()

    def follow_language(self, code: str) -> None:
        """Time zone and currency usual there."""
        zone, currency = _HOME[code]
        self.fields.zone.choose(zone)
        self.fields.currency.choose(currency)

    def folder(self) -> Path:
        """Where the office will lie."""
        return Path(self.path.text().strip()).expanduser()

    def office(self, language: str) -> Office:
        """What is in the fields."""
        return self.fields.office(language)

    def in_order(self) -> bool:
        """A name and a usable folder."""
        try:
            self.office(i18n.language())
        except Problem as problem:
            self.fields.name_row.say(problem.sentence)
            self.fields.name.setFocus()
            return False
        folder = self.folder()
        sentence = path_problem(folder) if self.path.text().strip() else _("Choose a folder for the office.")
        if not sentence and not folder.is_absolute():
            sentence = _("Choose a folder for the office.")
        self.path_row.say(sentence or "")
        if sentence:
            self.path.setFocus()
        return not sentence

    def _named(self, text: str) -> None:
        if not self._own_folder:
            self.path.setText(str(self._offices.proposal(text)))

    def _typed(self) -> None:
        self._own_folder = True
        self.path_row.say("")

    def _choose(self) -> None:
        start = self.folder().parent
        folder = ask.folder(self, _("Where shall the office folder lie?"), start if start.is_dir() else None)
        if folder is not None:
            name = self._offices.proposal(self.fields.name.text()).name
            self.path.setText(str(folder if _is_empty(folder) or folder.suffix == ".crm" else folder / name))
            self._typed()


def _is_empty(folder: Path) -> bool:
    """Whether nothing lies in it; one that can't be looked into is told of when the office is made."""
    try:
        return folder.is_dir() and not any(folder.iterdir())
    except OSError:
        return False


class UserStep(Step):
    """Who signs in first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = Label(wrap=True)
        words.put(line, N_("You sign in with this name. Nobody can read the office without a password, not even we."))
        self._name = QLineEdit()
        self.name_row = Captioned(N_("Your name *"), self._name)
        words.put_name(self._name, N_("Your name, required"))
        self.pair = PasswordPair()
        for part in (line, self.name_row, self.pair):
            self.box.addWidget(part)
        self._name.textEdited.connect(lambda: self.name_row.say(""))
        _enter_leads((self._name, self.pair.first), self.pair.again)

    def name(self) -> str:
        """The name of the first user."""
        return self._name.text().strip()

    def begin(self) -> None:
        """The keyboard goes to the name."""
        self._name.setFocus()

    def in_order(self) -> bool:
        """A name, and two equal passwords that are good enough."""
        self.name_row.say("" if self.name() else _("Enter your name."))
        self.pair.known = [self.name()]
        wrong = self.pair.problem()
        if not self.name():
            self._name.setFocus()
        return not wrong and bool(self.name())
