"""The sections of the settings page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTime
from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QGridLayout, QLineEdit, QSpinBox, QTimeEdit, QWidget

from crm_desktop.kit import feature, i18n
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.feature import Setting
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.store import office as offices
from crm_desktop.kit.store.ring import WrongPassword
from ui.kit import theme, words
from ui.kit.caption import Captioned, Choice
from ui.kit.fields import PasswordBox
from ui.kit.theme import px
from ui.kit.widgets import Label, column
from ui.shell import looks
from ui.shell.lock import CHOICES, IDLE_MINUTES
from ui.shell.new_password import PasswordPair
from ui.shell.office_fields import OfficeFields

if TYPE_CHECKING:
    from ui.kit.session import Session


class Section(QWidget):
    """One section. `saves` says whether it has something Ctrl+S keeps."""

    saves = False
    verb = N_("Save")
    applies = ""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.box = column(self, spacing=12)

    def show_values(self) -> None:
        """Show what holds now; what is typed and not saved stays."""

    def save(self) -> None:
        """Keep what was changed."""

    def first_field(self) -> QWidget | None:
        """Where the keyboard goes when the section is chosen; None leaves it on the section's name."""
        return None

    def forget(self) -> None:
        """Drop what was typed."""


class ThisComputer(Section):
    """Language, colours, font, rows, motion, lock: at once, for this user on this machine."""

    applies = N_("for you on this computer, at once")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.language = Choice([(c, lambda c=c: i18n.NAMES[c]) for c in i18n.LANGUAGES])
        self.theme = Choice(list(looks.THEMES.items()))
        self.factor = Choice([(f, lambda f=f: f"{round(f * 100)} %") for f in theme.FACTORS])
        self.density = Choice(list(looks.DENSITIES.items()))
        self.idle = Choice([(m, lambda m=m: idle_words(m)) for m in CHOICES])
        self.still = QCheckBox()
        words.put(self.still, N_("Nothing moves (turning rings stand still)"))
        grid = QGridLayout()
        grid.setSpacing(px(12))
        fields = ((N_("Language"), self.language), (N_("Colours"), self.theme), (N_("Font size"), self.factor),
                  (N_("Table rows"), self.density), (N_("Lock when nobody works"), self.idle))
        for i, (caption, field) in enumerate(fields):
            grid.addWidget(Captioned(caption, field), i // 2, i % 2)
        self.box.addLayout(grid)
        self.box.addWidget(self.still)
        self.show_values()
        self._listen()
        theme.look().changed.connect(self.show_values)  # chosen elsewhere: Ctrl+K, Ctrl+=, the gate

    def show_values(self) -> None:
        """What holds now."""
        look = theme.look()
        self.language.choose(i18n.language())
        self.theme.choose(look.wish)
        self.factor.choose(min(theme.FACTORS, key=lambda f: abs(f - look.factor)))
        self.density.choose(look.density)
        self.idle.choose(int(self.session.settings.get("idle_minutes", IDLE_MINUTES)))
        self.still.blockSignals(True)
        self.still.setChecked(look.still)
        self.still.blockSignals(False)

    def _listen(self) -> None:
        self.language.activated.connect(lambda: self._window("set_language", self.language.value()))
        self.theme.activated.connect(lambda: self._window("set_look", wish=self.theme.value()))
        self.factor.activated.connect(lambda: self._window("set_look", factor=self.factor.value()))
        self.density.activated.connect(lambda: self._window("set_look", density=self.density.value()))
        self.idle.activated.connect(lambda: self.session.settings.set("idle_minutes", self.idle.value()))
        self.still.toggled.connect(lambda on: self._window("set_look", still=on))

    def _window(self, verb: str, *values: Any, **named: Any) -> None:
        getattr(self.window(), verb)(*values, **named)


class OfficeSection(Section):
    """The office's own data."""

    saves = True
    applies = N_("for everybody in this office; printed on its papers")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.fields = OfficeFields()
        self._shown: tuple[object, ...] = ()
        self.language = Choice([(c, lambda c=c: i18n.NAMES[c]) for c in i18n.LANGUAGES])
        self.box.addWidget(self.fields)
        self.box.addWidget(Captioned(N_("Language of papers and exports"), self.language))
        self.show_values()

    def show_values(self) -> None:
        """What the office has, unless something is typed."""
        if self._shown and self._stands() != self._shown:
            return
        office = self.session.store.office
        self.fields.show_office(office)
        self.language.choose(office.language)
        self._shown = self._stands()

    def save(self) -> None:
        """Keep it."""
        offices.save(self.session.store, self.fields.office(str(self.language.value())))
        self._shown = self._stands()
        self.session.tell(_("The data of the office is saved."))

    def _stands(self) -> tuple[object, ...]:
        fields = self.fields
        return (fields.name.text(), fields.address.text(), fields.phone.text(), fields.logo, fields.zone.value(),
                fields.currency.value(), self.language.value())


class RulesSection(Section):
    """Every setting a feature declares, under the feature's name."""

    saves = True
    applies = N_("for everybody in this office")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.fields: dict[str, tuple[Setting, QWidget, Callable[[], Any], Callable[[Any], None]]] = {}
        self._shown: dict[str, Any] = {}
        for each in feature.all_features():
            if each.settings:
                head = Label(bold=True)
                words.put(head, each.title)
                self.box.addWidget(head)
                for setting in each.settings:
                    self._add(setting)
        self.show_values()

    def show_values(self) -> None:
        """What holds now, but for what is typed."""
        for name, (_setting, _widget, get, put) in self.fields.items():
            if name not in self._shown or get() == self._shown[name]:
                put(self.session.store.setting(name))
                self._shown[name] = get()

    def save(self) -> None:
        """All that changed, as one action. Raises Problem where one has to be later than another and is not."""
        store = self.session.store
        self._check()
        with store.change(N_("Settings"), kind="setting"):
            for name, (_setting, _widget, get, _put) in self.fields.items():
                if get() != store.setting(name):
                    store.set_setting(name, get())
        self._shown = {name: get() for name, (_setting, _widget, get, _put) in self.fields.items()}
        self.session.tell(_("The rules are saved."))

    def _check(self) -> None:
        for setting, widget, get, _put in self.fields.values():
            if setting.after and get() <= self.fields[setting.after][2]():
                widget.setFocus()
                raise Problem(_('"{later}" has to be more than "{earlier}". Correct one of them.').format(
                    later=_(setting.label), earlier=_(self.fields[setting.after][0].label)))

    def _add(self, setting: Setting) -> None:
        widget, get, put = field_for(setting)
        self.fields[setting.id] = (setting, widget, get, put)
        if isinstance(widget, QCheckBox):
            words.put(widget, setting.label)
            self.box.addWidget(widget)
        else:
            self.box.addWidget(Captioned(setting.label, widget, hint=setting.help))


class PasswordSection(Section):
    """The own password."""

    saves = True
    verb = N_("Set the password")
    applies = N_("your own; the recovery sheet stays valid")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.present, self.pair = PasswordBox(N_("Present password")), PasswordPair()
        self._setting = False
        self.present_row = Captioned(N_("Present password"), self.present, hint=N_(
            "Asked for, so that nobody else at this desk can change it."))
        self.pair.known = [session.store.user.name, session.store.office.name]
        self.box.addWidget(self.present_row)
        self.box.addWidget(self.pair)
        self.present.textEdited.connect(lambda: self.present_row.say(""))
        self.pair.again.returnPressed.connect(self.save)

    def first_field(self) -> QWidget:
        """The present one."""
        return self.present

    def save(self) -> None:
        """Set it, in a task: keys are slow on purpose."""
        if not self.present.text():
            self._blame(_("Type your present password first."))
            return
        if self._setting or self.pair.problem():
            return
        self._setting = True
        old, new = self.present.text(), self.pair.password()
        task = self.session.run(lambda store, _job: store.change_password(old, new), self._set,
                                _("Setting the password…"), failed=self._failed)
        task.finished.connect(self._ended)

    def forget(self) -> None:
        """Nothing typed stays."""
        self.present.wipe()
        self.present_row.say("")
        self.pair.wipe()

    def _set(self, _done: None) -> None:
        self.forget()
        self.session.tell(_("The new password holds from the next sign-in on."))

    def _ended(self) -> None:
        self._setting = False

    def _failed(self, problem: Problem) -> None:
        wrong = isinstance(problem, WrongPassword)
        self._blame(_("This is not your present password. Type it again.") if wrong else problem.sentence)

    def _blame(self, sentence: str) -> None:
        self.present_row.say(sentence)
        self.present.setFocus()
        self.present.selectAll()


def idle_words(minutes: int) -> str:
    """A choice of idle minutes."""
    if not minutes:
        return _("Never")
    return i18n.ngettext("After {count} minute", "After {count} minutes", minutes).format(count=minutes)


def field_for(setting: Setting) -> tuple[QWidget, Callable[[], Any], Callable[[Any], None]]:
    """The widget of a declared setting, how to read it and how to fill it."""
    if setting.kind == "bool":
        box = QCheckBox()
        return box, box.isChecked, lambda v: box.setChecked(bool(v))
    if setting.choices:
        choice = Choice([(value, label) for value, label in setting.choices])
        return choice, choice.value, choice.choose
    if setting.kind in ("int", "duration"):
        spin = QSpinBox()
        spin.setMaximumWidth(px(140))
        spin.setRange(int(setting.minimum or 0), int(setting.maximum if setting.maximum is not None else 1_000_000))
        return spin, spin.value, lambda v: spin.setValue(int(v or 0))
    if setting.kind == "time":
        clock = QTimeEdit()
        clock.setDisplayFormat("HH:mm")
        clock.setMaximumWidth(px(140))
        return clock, lambda: clock.time().toString("HH:mm"), lambda v: clock.setTime(QTime.fromString(v, "HH:mm"))
    if setting.kind in ("percent", "score"):
        number = QDoubleSpinBox()
        number.setMaximumWidth(px(140))
        number.setRange(setting.minimum or 0, setting.maximum if setting.maximum is not None else 100)
        return number, number.value, lambda v: number.setValue(float(v or 0))
    line = QLineEdit()
    return line, lambda: line.text().strip() or None, lambda v: _put(line, str(v or ""))


def _put(line: QLineEdit, text: str) -> None:
    line.setText(text)
    line.setCursorPosition(0)  # a long list is read from its beginning
