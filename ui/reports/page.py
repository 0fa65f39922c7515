"""The reports page: the list at the left, the real PDF at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSplitter, QWidget

from crm_desktop.kit import feature, report
from crm_desktop.kit.i18n import N_, ngettext
from crm_desktop.kit.period import Period
from crm_desktop.kit.query import Condition, Query
from crm_desktop.kit.store import Notice, Store
from ui.kit import words
from ui.kit.actions import Action
from ui.kit.session import Session
from ui.kit.theme import px
from ui.kit.widgets import HLine, Sheet, column
from ui.reports import numbers_menu, output
from ui.reports.options_line import OptionsLine
from ui.reports.paper_view import KEYS
from ui.reports.preview import Preview
from ui.reports.remarks_box import RemarksBox
from ui.reports.report_list import ReportList
from ui.reports.way_back import WayBack

_SOON_MS = 120  # running through the list with the arrows makes no paper on the way


class ReportsPage(WayBack):
    """Choose a report, set its options, see it, print or save it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._asked = False    # a paper was asked for since the page was opened
        self._timer = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._timer.timeout.connect(self.make)
        self._build()
        last = session.settings.get("reports.last")
        self.list.choose(last if last in self.list.names() else self.list.names()[0])
        self.options.show_for(self.report())
        self._name_paper()

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
            return bool(self.preview.content())

        why = N_("The paper is not ready yet.")
        return [
            Action("save_pdf", N_("Save as PDF"), self.save, key="Ctrl+S", icon="download", enabled=ready, menu="file",
                   why=why),
            Action("print", N_("Print"), self.print_it, key="Ctrl+P", icon="printer", enabled=ready, primary=True,
                   menu="file", why=why),
            Action("numbers", N_("Rows behind the numbers"), self.ask_numbers, icon="list",
                   enabled=lambda: self.report().numbers is not None, shown=False, menu="view",
                   why=N_("This report doesn't name the rows of its numbers.")),
            Action("find_report", N_("Find a report"), self._to_find, key="Ctrl+F", icon="search", shown=False),
        ]

    def own_keys(self) -> Sequence[tuple[str, str]]:
        """Of the paper, with the keyboard on it."""
        return (*KEYS, *super().own_keys())

    def state(self) -> dict[str, Any]:
        """Report and options, to come back to."""
        options, heeds = self.options.options(self.report()), {"report": self.list.current()}
        if options.period:
            heeds["period"] = options.period
        return heeds | {k: v for k, v in (("record", options.record), ("customer", options.customer),
                                          ("query", options.query), ("columns", options.columns)) if v}

    def first_focus(self) -> QWidget:
        """The list of reports."""
        return self.list.list

    # What is asked of the page

    def restore(self, state: dict[str, Any]) -> None:
        """Show a report: {"report", "period", "record" or "customer", "query" and "columns", "language"}."""
        self.header.back.show()  # a paper asked for elsewhere leads back there
        self.list.choose(report.get(str(state.get("report") or self.list.current())).name)
        query = state.get("query")
        self.options.set_query(query if isinstance(query, Query) else None, tuple(state.get("columns") or ()))
        self.options.show_for(self.report(), of_record=bool(state.get("record")))
        self.options.record.set_record(state.get("record") or _of_customer(
            self.report(), state.get("customer"), self.session.store))
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
        if self.preview.currentIndex() == 1:
            self._soon()

    def forget(self) -> None:
        """No customer's name stays in list, line or paper."""
        self._timer.stop()
        self.remarks.forget()
        self.preview.forget()
        self.options.record.forget()
        self.options.set_query(None)
        self._asked = False

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """The first paper is made when the page is first seen."""
        super().showEvent(event)
        if not self._asked:
            self._soon()

    # What is done here

    def make(self) -> None:
        """Make the paper chosen."""
        self._timer.stop()
        self._asked = True
        self._show_remarks()
        self.preview.make(self.report(), self.options.options(self.report()))

    def save(self) -> None:
        """Save the paper in view as a file."""
        output.save(self, self.session, self.report().name, self.preview.content(), self.paper_title())

    def print_it(self) -> None:
        """Send the paper in view to a printer."""
        output.print_it(self, self.session, self.report().name, self.preview.content(), self.paper_title())

    def ask_numbers(self) -> None:
        """The numbers of the paper; each opens the list of its rows."""
        numbers_menu.ask(self.session, self.report(), self.options.options(self.report()), self.options.numbers)

    def paper_title(self) -> str:
        """The report and what it is about: the name proposed for its file."""
        return " ".join(filter(None, (self.report().text(), self.options.about(self.report()))))

    # Inside

    def _build(self) -> None:
        self.list = ReportList()
        self.list.setMinimumWidth(px(140))
        self.preview = Preview(self.session)
        self.view = self.preview.view
        self.options = OptionsLine(self.session.store, self.view, self.preview.busy)
        right = Sheet(margin=1, spacing=0)
        top = column(spacing=0)
        top.setContentsMargins(px(12), px(6), px(12), px(6))
        top.addWidget(self.options)
        self.remarks = RemarksBox(self.session)
        top.addWidget(self.remarks)
        right.box.addLayout(top)
        right.box.addWidget(HLine())
        right.box.addWidget(self.preview, 1)
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
        self.preview.changed.connect(self._shown)
        self.remarks.left.connect(self.view.setFocus)
        self.options.numbers_asked.connect(self.ask_numbers)

    def _show_remarks(self) -> None:
        heeds = "remarks" in self.report().options
        self.remarks.setVisible(heeds)
        if heeds:
            self.remarks.show_for(self.report().name, str(self.options.period.period()))

    def _soon(self) -> None:
        self._asked = True
        self._show_remarks()  # what is typed now belongs to what is chosen now
        self._timer.start()
        self.update_words()

    def _shown(self) -> None:
        self._name_paper()
        self.update_words()

    def _name_paper(self) -> None:
        words.put_name(self.view, N_("Preview: {title}"), title=lambda: self.report().text())

    def _chosen(self, name: str) -> None:
        self.session.settings.set("reports.last", name)
        self.options.set_query(None)
        self.options.record.set_record(None)
        self.options.show_for(self.report())
        self._soon()

    def _to_find(self) -> None:
        self.list.find.setFocus()
        self.list.find.selectAll()


def _of_customer(one: report.Report, customer: int | None, store: Store) -> int | None:
    """A customer's card; of other forms its newest record."""
    if customer is None or one.form is None:
        return customer
    entity = feature.entity(one.form)
    if not entity.customer:
        return None
    found = Query(one.form, where=(Condition(entity.customer, "is", customer),), sort=("-id",))
    return next(iter(found.run(store).ids(0, 1)), None)
