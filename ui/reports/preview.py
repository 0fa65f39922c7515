"""The paper in view, made in a task: the old one stays until the new one is whole; a Problem stands in its place."""

from __future__ import annotations

from io import BytesIO

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from crm_desktop.kit import report
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import _
from crm_desktop.kit.report import Options, Report
from crm_desktop.kit.store import Store
from ui.kit.session import Session
from ui.kit.tasks import Job, Task
from ui.kit.widgets import Busy, Label, Sheet, column
from ui.reports.paper_view import PaperView


class Preview(QStackedWidget):
    """`changed`: another paper, or a sentence, or none."""

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._task: Task | None = None
        self._shown = ""          # the report whose paper is in view
        self.busy = Busy()        # placed in the line of options
        self.view, self.sentence = PaperView(), Label(tone="second", wrap=True)
        self.view.setObjectName("paper")
        bench = Sheet(role="bench", margin=24, spacing=12)
        note = Sheet(role="note")
        note.box.addWidget(self.sentence)
        inner = column(spacing=0)
        inner.addStretch(1)
        inner.addWidget(note)
        inner.addStretch(3)
        bench.box.addLayout(inner)
        self.addWidget(self.view)
        self.addWidget(bench)

    def make(self, one: Report, options: Options) -> None:
        """Make a paper; one that is under way is dropped."""
        self.stop()

        def work(store: Store, job: Job) -> bytes:
            out = BytesIO()
            try:
                report.make(store, one.name, options, out, job.progress)
            except Problem:
                one.build(store, options)  # says the same again, in the screen's language, not the paper's
                raise
            return out.getvalue()

        label = _("Making the paper: {title}").format(title=one.text())
        task = self._session.run(work, None, label, lambda problem: self._failed(task, problem),
                                 lambda: self._cancelled(task))
        task.on_done = lambda content: self._made(task, one.name, content)
        task.slow.connect(lambda: self.busy.start(_("Making the paper…")) if task is self._task else None)
        self._task = task
        self.wait()

    def wait(self) -> None:
        """A paper is to come: on an empty bench that is said."""
        self.view.wait(_("Making the paper…"))
        if not self._shown:
            self.setCurrentIndex(0)

    def stop(self) -> None:
        """Drop what is under way."""
        if self._task is not None:
            self._task.cancel()
        self._ended()

    def content(self) -> bytes:
        """The PDF in view."""
        return self.view.content()

    def forget(self) -> None:
        """No customer's name stays on the paper or in the sentence."""
        self.stop()
        self.view.clear()
        self.sentence.setText("")
        self._shown = ""

    def _made(self, task: Task, name: str, content: bytes) -> None:
        if task is not self._task:
            return
        self._ended()
        self.view.show_pdf(content, same=name == self._shown)
        self._shown = name
        self.setCurrentIndex(0)
        self.changed.emit()

    def _failed(self, task: Task, problem: Problem) -> None:
        if task is not self._task:
            return
        self._ended()
        self._shown = ""
        self.view.clear()
        self.sentence.setText(problem.sentence)
        self.setCurrentIndex(1)
        self.changed.emit()

    def _cancelled(self, task: Task) -> None:
        if task is self._task:
            self._ended()
            self.changed.emit()

    def _ended(self) -> None:
        self._task = None
        self.busy.stop()
        self.view.wait("")
