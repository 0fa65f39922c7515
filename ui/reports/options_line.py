"""The one line of options above the paper: what it is about, in which language, and how it is looked at."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from crm_desktop.kit import cheat_sheet, empty_form, i18n
from crm_desktop.kit.i18n import N_
from crm_desktop.kit.query import Query
from crm_desktop.kit.report import Options, Report
from crm_desktop.kit.store import Store, layout
from crm_desktop.kit.values import paper_day
from ui.kit import theme, words
from ui.kit.editors.combo import Combo
from ui.kit.editors.flow import FlowBox
from ui.kit.theme import px
from ui.kit.widgets import Busy, Button, Chip, IconButton, Label, row
from ui.reports.paper_view import PaperView
from ui.reports.period_choice import PeriodChoice
from ui.reports.record_choice import RecordChoice

_OF_NO_DAY = (empty_form.GROUP, cheat_sheet.GROUP)  # papers that are the same every day


class OptionsLine(FlowBox):
    """The controls a report heeds; `changed` when the paper must be made again."""

    changed = Signal()
    numbers_asked = Signal()

    def __init__(self, store: Store, view: PaperView, busy: Busy, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=12, line_gap=6)
        self._store = store
        self._query: Query | None = None
        self._columns: tuple[str, ...] = ()
        self.period = PeriodChoice(store.context().today)
        self.record = RecordChoice(store)
        self.chip = Chip(removable=True)
        words.put(self.chip, N_("As in the list"))
        words.put_tip(self.chip, N_("Print all records instead"))
        self._chip_box = QWidget()
        row(self._chip_box).addWidget(self.chip)
        self.language, self._language_box = Combo(), QWidget()
        self._fill_languages(store.office.language)
        self.look = LookAt(view)
        self.busy = busy
        self.numbers = Button(kind="link", icon="list")
        words.put(self.numbers, N_("Rows behind the numbers"))
        self.numbers.clicked.connect(self.numbers_asked)
        for part in (self.period, self.record, self._chip_box, self._language_box, self.look, self.numbers, self.busy):
            self.flow.addWidget(part)
        self._level()
        self.period.changed.connect(self.changed)
        self.record.changed.connect(self.changed)
        self.chip.removed.connect(self._all_records)
        self.language.activated.connect(lambda _n: self.changed.emit())

    def event(self, event: QEvent) -> bool:
        """As high as its lines are at this width, however low the window: then the page scrolls."""
        done = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self.setMinimumHeight(self.heightForWidth(self.width()))
        return done

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """The parts of a line stand at one height."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._level()

    def _level(self) -> None:
        for part in (self._chip_box, self.busy, self.look, self.numbers):
            part.setMinimumHeight(theme.field_height())

    def show_for(self, report: Report, *, of_record: bool = False) -> None:
        """Show what this report heeds; `of_record`: a record is named, where a customer may be named instead."""
        self.period.setVisible("period" in report.options)
        takes_record = "record" in report.options or "customer" in report.options
        self.record.setVisible(takes_record)
        if takes_record:
            self.record.begins_newest = report.either is None
            whose = report.either if of_record else report.form
            self.record.set_form(whose or report.form or layout.TARGETS["customer_ref"])
            words.retranslate(self.record.line)
        self._chip_box.setVisible("query" in report.options and self._query is not None)
        self.numbers.setVisible(report.numbers is not None)

    def set_query(self, query: Query | None, columns: tuple[str, ...] = ()) -> None:
        """The list as filtered and its columns; None for all records."""
        self._query, self._columns = query, columns
        self._chip_box.setVisible(query is not None)

    def query(self) -> Query | None:
        """The list as filtered."""
        return self._query

    def options(self, report: Report) -> Options:
        """What the report is asked for."""
        heeds, chosen = report.options, self.record.record()
        whose = report.either is not None and self.record.form != report.either
        return Options(
            period=str(self.period.period()) if "period" in heeds else None,
            record=chosen if ("record" in heeds or "customer" in heeds) and not whose else None,
            customer=chosen if whose else None,
            query=self._query if "query" in heeds else None,
            columns=self._columns if "query" in heeds else (),
            language=self.language.currentData())

    def words_for(self, report: Report) -> str:
        """The options in words, for the status line."""
        if "period" in report.options:
            return self.period.period().title()
        if self._query is not None and "query" in report.options:
            return words.said(N_("as filtered"))
        return self.record.line.text() if self.record.record() is not None else ""

    def about(self, report: Report) -> str:
        """What the paper is about, for the name of its file: record or period, else the day it is of."""
        takes_record = "record" in report.options or "customer" in report.options
        if takes_record and (named := self.record.named()):
            return named
        if "period" in report.options:
            return self.period.period().title()
        if report.group in _OF_NO_DAY:
            return ""
        day = paper_day(self._store.context().today.isoformat())
        return " ".join(filter(None, (self.words_for(report), day)))

    def _all_records(self) -> None:
        self.set_query(None)
        self.changed.emit()

    def _fill_languages(self, office: str) -> None:
        line = row(self._language_box, spacing=8)
        label = Label(tone="second")
        words.put(label, N_("Language"))
        words.put_name(self.language, N_("Language of the paper"))
        for code in sorted(i18n.LANGUAGES, key=lambda c: c != office):
            self.language.addItem(i18n.NAMES[code], code)
        line.addWidget(label)
        line.addWidget(self.language)


class LookAt(QFrame):
    """Zoom and pages of the paper in view."""

    def __init__(self, view: PaperView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(2))
        self.smaller = IconButton("zoom-out", N_("Smaller"), key="-", small=True)
        self.larger = IconButton("zoom-in", N_("Larger"), key="+", small=True)
        self.fit = IconButton("maximize", N_("Fit to width"), key="0", small=True)
        self.up = IconButton("chevron-up", N_("Page before"), key="PgUp", small=True)
        self.down = IconButton("chevron-down", N_("Next page"), key="PgDown", small=True)
        self.percent, self.place = Label("100%"), Label("1 / 1")
        for part in (self.smaller, self.percent, self.larger, self.fit, self.up, self.place, self.down):
            line.addWidget(part)
        line.insertSpacing(4, px(8))
        for button, act in ((self.smaller, lambda: view.zoom(-1)), (self.larger, lambda: view.zoom(1)),
                            (self.fit, view.fit), (self.up, lambda: view.step(-1)), (self.down, lambda: view.step(1))):
            button.clicked.connect(act)
        view.moved.connect(self.show_now)
        self.show_now()

    def show_now(self) -> None:
        """Zoom and page as they are."""
        view, pages = self._view, self._view.pages()
        self.percent.setText(f"{round(100 * view.zoomFactor())}%")
        self.place.setText(f"{view.page() + 1} / {pages}" if pages else "")
        for part in (self.smaller, self.larger, self.fit):
            part.setEnabled(pages > 0)
        self.up.setEnabled(view.page() > 0)
        self.down.setEnabled(view.page() + 1 < pages)
        self.setVisible(pages > 0)
        self.updateGeometry()

