"""On the first page of the wizard: the sample office, made here with one click, opened, thrown away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.sample import own
from crm_desktop.kit.store.folder import is_office
from ui.kit import ask, words
from ui.kit.buttons import Button
from ui.kit.caption import ProblemLine
from ui.kit.message_bar import ProgressPanel
from ui.kit.tasks import Job, Task
from ui.kit.widgets import Label, column, row
from ui.shell.offices import Offices


class SampleRow(QWidget):
    """`ready` carries the folder of a sample office that is there; `busy` says that one is being made."""

    ready = Signal(Path)
    busy = Signal(bool)

    def __init__(self, offices: Offices, language: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offices, self._language = offices, language
        self.task: Task | None = None
        self._made: Path | None = None
        self.panel: ProgressPanel | None = None
        self.go, self.drop = Button(kind="link", icon="eye"), Button(kind="link", icon="trash-2")
        words.put(self.drop, N_("Delete the sample office"))
        self.note, self.problem = Label(size="small", tone="second", wrap=True), ProblemLine()
        self.box = column(self, spacing=4)
        line = row(spacing=8)
        line.addWidget(self.go)
        line.addStretch(1)
        line.addWidget(self.drop)
        self.box.addLayout(line)
        for part in (self.note, self.problem):
            self.box.addWidget(part)
        self.go.clicked.connect(self.open)
        self.drop.clicked.connect(self.throw_away)
        self.retranslate()

    def place(self) -> Path:
        """Where the sample office in the language chosen lies, or would."""
        return own.place(self._language())

    def retranslate(self) -> None:
        """The words depend on whether there is one in the language chosen."""
        there = is_office(self.place())
        words.put(self.go, N_("Open the sample office") if there else N_("Look around in a sample office"))
        words.put(self.note, N_("A few hundred invented customers, with complaints, visits and surveys up to today. "
                                "It is made on this computer in a few seconds and never mixes with your own office."))
        self.drop.setVisible(there)

    def open(self) -> None:
        """Open it; make it first where there is none."""
        self.problem.say("")
        if is_office(self.place()):
            self.ready.emit(self.place())
            return
        language = self._language()

        def work(_store: object, job: Job) -> Path:
            return own.make(language, job.progress)

        self.task = task = Task(work, None, _("Making the sample office…"), self)
        task.on_done, task.on_failed = self._keep, lambda problem: self.problem.say(problem.sentence)
        task.on_cancelled = lambda: self.problem.say(_("Cancelled. Nothing was changed."))
        task.finished.connect(self._ended)
        self.panel = ProgressPanel(task)
        self.box.insertWidget(1, self.panel)
        self._work(True)
        self.panel.cancel.setFocus()
        task.start()

    def throw_away(self) -> None:
        """Delete it with all that was tried in it; asks first."""
        folder = self.place()
        if ask.choose(self, _("Delete the sample office with everything that was tried in it?"), _("Delete"),
                      _("Keep")) != 0:
            return
        try:
            own.throw_away(folder)
        except Problem as problem:
            self.problem.say(problem.sentence)
            return
        self._offices.forget(folder)
        self.retranslate()
        self.go.setFocus()

    def stop(self) -> None:
        """The page goes: what is being made goes too, and its end calls nobody."""
        self._made = None
        if self.task is not None:
            self.task.let_go()

    def _keep(self, folder: Path) -> None:
        self._made = folder
        QTimer.singleShot(0, self, self._enter)  # it takes this page away, and the task: not while that is ending

    def _enter(self) -> None:
        folder, self._made = self._made, None
        if folder is not None:
            self.ready.emit(folder)

    def _ended(self) -> None:
        self.task = None
        if self.panel is not None:
            self.panel.hide()
            self.panel.deleteLater()
            self.panel = None
        self._work(False)

    def _work(self, on: bool) -> None:
        for part in (self.go, self.drop):
            part.setEnabled(not on)
        self.note.setVisible(not on)
        self.retranslate()
        self.busy.emit(on)
