"""How a case is laid out: step line and acts on top, below the sheet, what was done, clocks, tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QTabWidget, QWidget

from crm_desktop.complaints import clocks
from crm_desktop.kit import forms, values
from crm_desktop.kit.i18n import N_, _
from ui.complaints import case_acts
from ui.complaints.case_acts import FORM
from ui.complaints.case_parts import ActRow, CaseCalls, CaseCustomer, CaseTasks, ClocksSheet
from ui.complaints.case_steps import DoneSheet, StepLine
from ui.kit import theme, words
from ui.kit.actions import Action
from ui.kit.record_card import Card
from ui.kit.record_view import RecordView
from ui.kit.theme import px
from ui.kit.while_seen import WhileSeen
from ui.kit.widgets import Sheet, column, row

if TYPE_CHECKING:
    from crm_desktop.kit.store import Notice
    from ui.kit.session import Session

STEPS_FROM, SIDE_FROM = 1200, 860  # effective width of the window from which on they stand beside the sheet
SIDE_WIDE, STEPS_WIDE = 300, 320
# What was complained about and how it ended come first; what the clocks and the head say is not said again.
SHEET = ("content", "customer_request", "product", "subject", "solution", "resolved_at", "result", "cause_class",
         "cause", "reopen_reason", "received_at", "channel", "complainant", "contact", "severity", "is_dispute",
         "is_repeated", "accepted_by", "owner", "responsible_department", "first_response_at", "response_duration",
         "resolution_duration", "called_back_at", "customer_satisfied", "callback_due_on", "closed_at", "reopened_at",
         "reopened_count")
_CHIPS = (("severity", False), ("status", True))


class CaseFace(Card):
    """What is seen of a case. CaseCard adds the acts."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.why = Action("clock_why", N_("How it is worked out"), lambda: self.clocks.toggle(), key="Alt+Return",
                          icon="clock", shown=False, menu="view")
        self._beside = (True, True)
        self._build()
        WhileSeen(self, self.tick)

    # What it shows

    def show_record(self, form_id: str, record: int) -> None:
        """That case as it is now."""
        super().show_record(form_id, record)
        self.view.show_record(record)
        self.done.show_case(record)
        for panel in (self.tasks, self.calls):
            panel.show_record(record)
        self.customer.show_case(self.values)
        self.tick()
        fitting = [a.id for a in case_acts.fitting(self.values)]
        self.acts.show_acts(fitting, case_acts.next_act(self.values), enabled=not self.session.read_only)

    def refresh(self, notice: Notice | None) -> None:
        """After a change."""
        super().refresh(notice)
        self.head_changed.emit()

    def tick(self) -> None:
        """The clocks at this moment."""
        if self.record:
            both = clocks.of(self.session.store, self.record)
            self.line.show_case(self.values, both)
            self.clocks.show_clocks(both)

    def chips(self) -> list[tuple[str, bool]]:
        """Severity and status."""
        by_id, ctx = forms.get(FORM).by_id, self.session.store.context()
        found = [(values.show(by_id[f], self.values.get(f), ctx), soft) for f, soft in _CHIPS]
        return [(text, soft) for text, soft in found if text]

    def subtitle(self) -> str:
        """Whose case it is."""
        return self.customer.name

    def close_inner(self) -> bool:
        """How the limit is worked out."""
        return self.clocks.close_reckoning() or super().close_inner()

    def first_focus(self) -> QWidget | None:
        """The next act."""
        return self.acts.first() or self.done.list

    def forget(self) -> None:
        """Drop all text."""
        super().forget()
        for part in (self.done, self.view, self.clocks, self.tasks, self.calls, self.customer, self.line):
            part.forget()

    def retranslate(self) -> None:
        """Steps, times and names of tabs."""
        if self.record:
            self.done.show_case(self.record)
            self.customer.show_case(self.values)
            self.tick()
        self._name_tabs()

    # Where things stand

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """The clocks as they stand when it comes into view."""
        super().showEvent(event)
        self.tick()

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """What wraps in it scrolls or folds in it: the page stays as high as the window."""
        return False

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Small: parts fold away or scroll before anything clips."""
        return QSize(px(320), px(320))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Three columns, two, or one with tabs."""
        super().resizeEvent(event)
        self._fold()

    def _build(self) -> None:
        box = column(self, spacing=12)
        top = self.top = Sheet(spacing=10)
        self.line, self.acts = StepLine(), ActRow()
        top.box.addWidget(self.line)
        top.box.addWidget(self.acts)
        box.addWidget(top)
        self.view = RecordView(self.session, FORM, fields=SHEET, missing=lambda _values: [], hide_empty=True)
        self.sheet = Sheet(margin=16)
        self.sheet.box.addWidget(self.view)
        self.done = DoneSheet(self.session)
        self._build_side()
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        words.put_name(self.tabs, N_("Parts of the case"))
        self.tabs.addTab(self.sheet, "")
        self.left = column(spacing=12)
        self.left.addWidget(self.tabs, 2)
        self.left.addStretch(0)
        self.columns = row(spacing=12)
        self.columns.addLayout(self.left, 1)
        self.columns.addWidget(self.done)
        self.columns.addWidget(self.side)
        box.addLayout(self.columns, 1)
        self.tabs.tabBar().hide()

    def _build_side(self) -> None:
        self.clocks = ClocksSheet(self.session, self.why)
        self.tasks, self.calls = CaseTasks(self.session), CaseCalls(self.session)
        self.customer = CaseCustomer(self.session)
        inside = QWidget()
        inside.setProperty("role", "page")
        pile = column(inside, spacing=12)
        for part in (self.clocks, self.tasks, self.calls, self.customer):
            pile.addWidget(part)
        pile.addStretch(1)
        self.side = QScrollArea()
        self.side.setWidgetResizable(True)
        self.side.setFrameShape(QFrame.Shape.NoFrame)
        self.side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        words.put_name(self.side, N_("Clocks, tasks, customer"))
        self.side.setWidget(inside)

    def _fold(self) -> None:
        wide = self.window().width() / theme.look().factor
        beside = (wide >= STEPS_FROM, wide >= SIDE_FROM)
        for part, width, there in ((self.done, STEPS_WIDE, beside[0]), (self.side, SIDE_WIDE, beside[1])):
            part.setMinimumWidth(px(width) if there else 0)
            part.setMaximumWidth(px(width) if there else 16777215)
        if beside != self._beside:
            self._beside = beside
            while self.tabs.count() > 1:
                self.tabs.removeTab(1)
            for place, (part, there) in enumerate(((self.done, beside[0]), (self.side, beside[1])), 1):
                if there:
                    self.columns.insertWidget(place if beside[0] else 1, part)
                    part.show()
                else:
                    self.tabs.addTab(part, "")  # its tab shows it
            self.tabs.tabBar().setVisible(self.tabs.count() > 1)
            self._name_tabs()

    def _name_tabs(self) -> None:
        names: dict[Any, str] = {self.sheet: _("Complaint"), self.done: _("What was done"),
                                 self.side: _("Clocks, tasks, customer")}
        for place in range(self.tabs.count()):
            self.tabs.setTabText(place, names[self.tabs.widget(place)])
