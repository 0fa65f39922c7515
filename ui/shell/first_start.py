"""First start: language, office, first user, recovery sheet; four steps in one sheet, back always possible."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.sample import own
from ui.kit import words
from ui.kit.buttons import Button
from ui.kit.caption import ProblemLine
from ui.kit.theme import px
from ui.kit.widgets import HLine, Label, Mark, row
from ui.shell.first_steps import LanguageStep, OfficeStep, UserStep
from ui.shell.foot_bar import FootBar
from ui.shell.gate import Gate, Tile
from ui.shell.offices import Offices
from ui.shell.recovery_step import RecoveryStep

if TYPE_CHECKING:
    from crm_desktop.kit.store import Store

_NAMES = (N_("Language"), N_("Office"), N_("First user"), N_("Recovery sheet"))


class FirstStart(Gate):
    """Makes an office. `made` carries the open store when all is done."""

    made = Signal(object)
    open_asked = Signal(Path)

    def __init__(self, offices: Offices, parent: QWidget | None = None) -> None:
        super().__init__(width=560, parent=parent)
        self._offices = offices
        self.store: Store | None = None
        self._code = ""
        self.language, self.office = LanguageStep(offices), OfficeStep(offices)
        self.user, self.recovery = UserStep(), RecoveryStep()
        self.steps = (self.language, self.office, self.user, self.recovery)
        self._build()
        self.language.chosen.connect(self._speak)
        self.language.open_asked.connect(self.open_asked)
        self.language.sample.ready.connect(self._enter_sample)
        self.language.sample.busy.connect(self._show)
        self.recovery.changed.connect(self._show)
        self.show_step(0)

    def _speak(self, code: str) -> None:
        self.office.follow_language(code)
        self.language_chosen.emit(code)

    def at(self) -> int:
        """Which step is shown."""
        return self.steps.index(self.stack.currentWidget())  # type: ignore[arg-type]

    def show_step(self, at: int) -> None:
        """Show a step and put the keyboard into its first field."""
        self.stack.setCurrentIndex(at)
        self._problem.say("")
        self._show()
        step = self.steps[at]
        QTimer.singleShot(0, step, step.begin)
        QTimer.singleShot(0, self, self._look_at_field)

    def next(self) -> None:
        """On to the next step, when this one is in order."""
        at = self.at()
        try:
            if not self.steps[at].in_order():
                self._look_at_field()
                return
            if at == 2 and self.store is None:
                self._found()
            elif at == 3:
                self._finish()
                return
        except Problem as problem:
            self._blame(problem)
            return
        self.show_step(at + 1)

    def back(self) -> None:
        """One step back; nothing typed is lost. The office is made after the third step: then only looking."""
        self.show_step(max(0, self.at() - 1))

    def give_up(self) -> None:
        """The window closes in the middle: the office that is made stays, its file is closed."""
        self.language.sample.stop()
        if self.store is not None:
            self.store.close()
            self.store = None
            self._offices.release()
        self.user.pair.wipe()

    def retranslate(self) -> None:
        """Which words stand on the buttons depends on the step."""
        self._show()

    def _look_at_field(self) -> None:
        """Where not all of it is in view: the field that has the keyboard, with what is said of it."""
        if (here := self.focusWidget()) is not None and self.sheet.isAncestorOf(here):
            self.ensureWidgetVisible(here, 0, px(48))

    def _found(self) -> None:
        self._next.set_busy(True)
        try:
            office = self.office.office(self.language.code())
            self.store, self._code = self._offices.found(self.office.folder(), office, self.user.name(),
                                                         self.user.pair.password())
        finally:
            self._next.set_busy(False)
        self.recovery.prepare(self.store, self._code)
        self.office.setEnabled(False)
        self.user.setEnabled(False)
        self.language.sample.hide()  # an office is open here; one at a time
        self.user.pair.wipe()

    def _enter_sample(self, folder: Path) -> None:
        """Straight to the desk; where that can't be (another password, a damaged file) to its sign-in page."""
        try:
            users = self._offices.users(folder)
            wanted = own.USERS[self.language.code()]
            store = self._offices.open(folder, wanted if wanted in users else users[0], own.PASSWORD)
        except Problem:
            self.open_asked.emit(folder)
            return
        self.made.emit(store)

    def _finish(self) -> None:
        store, self.store, self._code = self.store, None, ""
        self.recovery.wipe()
        if store is not None:
            self.made.emit(store)

    def _blame(self, problem: Problem) -> None:
        page = {"name": 1, "zone": 1, "currency": 1, "language": 0, "user": 2, "password": 2}.get(problem.field or "")
        if page is None and self.at() == 2:
            page = 1 if problem.field is None else 2
        if page is not None and page != self.at():
            self.show_step(page)
        self._problem.say(problem.sentence)

    def _build(self) -> None:
        head = row(spacing=12)
        self._title, self._below = Label(size="title"), Label(size="small", tone="second", wrap=True)
        words.put(self._title, N_("A new office"))
        words.put(self._below, N_("All data of the office lies in one encrypted folder on this computer."))
        self.head_words(head, Tile("book-open"), self._title, self._below)
        self.sheet.box.addLayout(head)
        line = row(spacing=16)
        self._marks = [Mark("draft", "", size="dense") for _name in _NAMES]
        for mark in self._marks:
            line.addWidget(mark)
        line.addStretch(1)
        self.sheet.box.addLayout(line)
        self.sheet.box.addWidget(HLine())
        self.stack = QStackedWidget()
        for step in self.steps:
            step.box.addStretch(1)
            self.stack.addWidget(step)
        self.sheet.box.addWidget(self.stack)
        self._problem = ProblemLine()
        self.sheet.box.addWidget(self._problem)
        buttons = QWidget()
        foot = row(buttons, spacing=8)
        self._back, self._next = Button(icon="chevron-left"), Button(kind="primary")
        words.put(self._back, N_("Back"))
        self._back.clicked.connect(self.back)
        self._next.clicked.connect(self.next)
        self.language.settled.connect(self._next.click)
        for last in (self.office.path, self.user.pair.again, self.recovery.signs):
            last.returnPressed.connect(self._next.click)
        foot.addWidget(self._back)
        foot.addStretch(1)
        foot.addWidget(self._next)
        self.foot_bar = FootBar(self, self.sheet, buttons)
        for one, after in ((self._back, self._next), (self._next, self._language), (self._language, self._theme)):
            QWidget.setTabOrder(one, after)

    def _show(self) -> None:
        at = self.at()
        for i, (mark, name) in enumerate(zip(self._marks, _NAMES, strict=True)):
            state = "done" if i < at else "running" if i == at else "draft"
            mark.set(state, f"{i + 1} {_(name)}")
        self._back.setEnabled(at > 0)
        words.put(self._next, (N_("Next"), N_("Next"), N_("Make the office"), N_("Start working"))[at]
                  if self.store is None or at == 3 else N_("Next"))
        self._next.setEnabled(self.language.sample.task is None and (at < 3 or self.recovery.proved()))
        self.sheet.setFixedWidth(px(560))
