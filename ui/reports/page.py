"""The reports page: the list at the left, the real PDF at the right."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QWidget

from crm_desktop.kit import report
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import N_, _, ngettext
from crm_desktop.kit.period import Period
from crm_desktop.kit.query import Query
from crm_desktop.kit.store import Notice, Store
from ui.kit import ask, printing
from ui.kit.actions import Action
from ui.kit.page import Page
from ui.kit.session import Session
from ui.kit.tasks import Job, Task
from ui.kit.theme import px
from ui.kit.widgets import HLine, Label, Sheet, column
from ui.reports.options_line import OptionsLine
from ui.reports.paper_view import PaperView
from ui.reports.report_list import ReportList

_SOON_MS = 120  # running through the list with the arrows makes no paper on the way


class ReportsPage(Page):
    """Choose a report, set its options, see it, print or save it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._task: Task | None = None
        self._shown = ""       # the report whose paper is in view
        self._asked = False    # a paper was asked for since the page was opened
        self._problem = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SOON_MS)
        self._timer.timeout.connect(self.make)
        self._build()
        last = session.settings.get("reports.last")
        self.list.choose(last if last in self.list.names() else self.list.names()[0])
        self.options.show_for(self.report())

    # What the page says about itself

    def report(self) -> report.Report:
        """The report chosen."""
        return report.get(self.list.current())

    def subtitle(self) -> str:
        """The title of the report."""
        return self.report().text()

    def status(self) -> str:
        """Report, what it is about, pages."""
        pages = self.view.pages()
        count = ngettext("{n} page A4", "{n} pages A4", pages).format(n=f"{pages:,}") if pages else ""
        return " · ".join(filter(None, (self.report().text(), self.options.words_for(self.report()), count)))

    def actions(self) -> list[Action]:
        """Save and print what is in view."""
        def ready() -> bool:
            return bool(self.view.content())

        why = N_("The paper is not ready yet.")
        return [
            Action("save_pdf", N_("Save as PDF"), self.save, key="Ctrl+S", icon="download", enabled=ready, menu="file",
                   why=why),
            Action("print", N_("Print"), self.print_it, key="Ctrl+P", icon="printer", enabled=ready, primary=True,
                   menu="file", why=why),
            Action("find_report", N_("Find a report"), self._to_find, key="Ctrl+F", icon="search", shown=False),
            Action("make_again", N_("Make the paper again"), self.make, key="F5", icon="refresh-cw", shown=False),
        ]

    def state(self) -> dict[str, Any]:
        """Report and options, to come back to."""
        options, heeds = self.options.options(self.report()), {"report": self.list.current()}
        if options.period:
            heeds["period"] = options.period
        return heeds | {k: v for k, v in (("record", options.record), ("query", options.query),
                                          ("columns", options.columns)) if v}

    def first_focus(self) -> QWidget:
        """The list of reports."""
        return self.list.list

    # What is asked of the page

    def restore(self, state: dict[str, Any]) -> None:
        """Show a report: {"report", "period", "record" or "customer", "query" and "columns", "language"}."""
        self.list.choose(report.get(str(state.get("report") or self.list.current())).name)
        query = state.get("query")
        self.options.set_query(query if isinstance(query, Query) else None, tuple(state.get("columns") or ()))
        self.options.show_for(self.report())
        self.options.record.set_record(state.get("record") or self._of_customer(state.get("customer")))
        if state.get("period"):
            self.options.period.set_period(Period.parse(str(state["period"])))
        if state.get("language"):
            self.options.language.setCurrentIndex(self.options.language.findData(state["language"]))
        self._soon()

    def wants(self, notice: Notice) -> bool:
        """A paper may stand on any record."""
        return bool(notice.changes)

    def refresh(self, notice: Notice | None) -> None:
        """Make the paper again; the old one stays until then."""
        if self._asked:
            self._soon()

    def retranslate(self) -> None:
        """The sentence instead of a paper."""
        if self._problem:
            self._soon()

    def leave(self) -> bool:
        """A paper under way goes on."""
        return True

    def forget(self) -> None:
        """No customer's name stays in list, line or paper."""
        self._timer.stop()
        if self._task is not None:
            self._task.cancel()
            self._task.on_done = None
        self.view.clear()
        self.options.record.forget()
        self.options.set_query(None)
        self.sentence.setText("")
        self._shown, self._asked = "", False

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """The first paper is made when the page is first seen."""
        super().showEvent(event)
        if not self._asked:
            self._soon()

    # Making the paper

    def make(self) -> None:
        """Make the paper chosen; one that is under way is dropped."""
        self._timer.stop()
        self._asked = True
        if self._task is not None:
            self._task.cancel()
        one = self.report()
        options = self.options.options(one)

        def work(store: Store, job: Job) -> bytes:
            out = BytesIO()
            report.make(store, one.name, options, out, job.progress)
            return out.getvalue()

        task = self.session.run(work, None, _("Making the paper: {title}").format(title=one.text()),
                                lambda problem: self._failed(task, problem), lambda: self._cancelled(task))
        task.on_done = lambda content: self._made(task, one.name, content)
        task.slow.connect(lambda: self._busy(task))
        self._task = task
        self.update_words()

    def save(self) -> None:
        """Save the paper in view as a file."""
        path = ask.save_file(self, _("Save as PDF"), self.file_name(), _("PDF files (*.pdf)"), self._folder())
        if path is None:
            return
        report.save(path, self.view.content())
        self.session.settings.set("folder", str(path.parent))
        self._note("save")
        self.session.tell(_("Saved: {name}").format(name=path.name))

    def print_it(self) -> None:
        """Send the paper in view to a printer."""
        printer = ask.printer(self, _("Print"))
        if printer is None:
            return
        content = self.view.content()
        self.session.run(lambda _store, job: printing.print_pdf(content, printer, job.progress), self._printed,
                         _("Printing: {title}").format(title=self.report().text()),
                         cancelled=lambda: self.session.tell(_("Printing was stopped."), "near"))

    def file_name(self) -> str:
        """The name proposed for the file: the report and what it is about."""
        parts = [self.report().text(), self.options.words_for(self.report())]
        name = " ".join(" ".join(filter(None, parts)).split())
        return re.sub(r'[\x00-\x1f<>:"/\\|?*]', "_", name)[:100].strip(" .") + ".pdf"

    # Inside

    def _build(self) -> None:
        self.list = ReportList()
        self.list.setMinimumWidth(px(180))
        self.view = PaperView()
        self.view.setObjectName("paper")
        self.options = OptionsLine(self.session.store, self.view)
        self.sentence = Label(tone="second", wrap=True)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self._bench())
        right = Sheet(margin=0, spacing=0)
        right.box.setContentsMargins(1, 1, 1, 1)
        top = column(spacing=0)
        top.setContentsMargins(px(12), px(6), px(12), px(6))
        top.addWidget(self.options)
        right.box.addLayout(top)
        right.box.addWidget(HLine())
        right.box.addWidget(self.stack, 1)
        self.split = QSplitter()
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(px(12))
        self.split.addWidget(self.list)
        self.split.addWidget(right)
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([self.list.wished_width(), px(900)])
        self.body.addWidget(self.split, 1)
        self.list.chosen.connect(self._chosen)
        self.options.changed.connect(self._soon)
        self.view.moved.connect(self._name_view)

    def _bench(self) -> QFrame:
        bench = QFrame()
        bench.setProperty("role", "bench")
        box = column(bench, margin=24, spacing=12)
        note = Sheet(role="note")
        note.box.addWidget(self.sentence)
        box.addStretch(1)
        box.addWidget(note)
        box.addStretch(3)
        return bench

    def _soon(self) -> None:
        self._asked = True
        self._timer.start()
        self.update_words()

    def _chosen(self, name: str) -> None:
        self.session.settings.set("reports.last", name)
        self.options.set_query(None)
        self.options.record.set_record(None)
        self.options.show_for(self.report())
        self._soon()

    def _made(self, task: Task, name: str, content: bytes) -> None:
        if task is not self._task:
            return
        self._ended()
        self.view.show_pdf(content, same=name == self._shown)
        self._shown = name
        self.stack.setCurrentIndex(0)
        self.update_words()

    def _failed(self, task: Task, problem: Problem) -> None:
        if task is not self._task:
            return
        self._ended()
        self._shown, self._problem = "", problem.sentence
        self.view.clear()
        self.sentence.setText(problem.sentence)
        self.stack.setCurrentIndex(1)
        self.update_words()

    def _cancelled(self, task: Task) -> None:
        if task is self._task:
            self._ended()

    def _busy(self, task: Task) -> None:
        if task is self._task:
            self.options.busy.start(_("Making the paper…"))

    def _ended(self) -> None:
        self._task, self._problem = None, ""
        self.options.busy.stop()

    def _printed(self, pages: int) -> None:
        self._note("print")
        self.session.tell(ngettext("{n} page sent to the printer", "{n} pages sent to the printer", pages)
                          .format(n=f"{pages:,}"))

    def _note(self, act: str) -> None:
        with self.session.store.change(N_("Print or save a report"), kind="setting") as change:
            change.note(act, self.report().name)

    def _folder(self) -> Path:
        kept = self.session.settings.get("folder")
        place = QStandardPaths.StandardLocation.DocumentsLocation
        return Path(kept if kept else QStandardPaths.writableLocation(place))

    def _name_view(self) -> None:
        self.view.setAccessibleName(_("Preview: {title}").format(title=self.report().text()))

    def _to_find(self) -> None:
        self.list.find.setFocus()
        self.list.find.selectAll()

    def _of_customer(self, customer: int | None) -> int | None:
        """A customer's card; of other forms its newest record."""
        one = self.report()
        if customer is None or one.form is None:
            return customer
        from crm_desktop.kit import feature

        entity = feature.entity(one.form)
        return self.session.store.value(
            f'SELECT max(id) FROM "{entity.table}" WHERE "{entity.customer}" = ? AND deleted_at IS NULL', (customer,)
        ) if entity.customer else None
