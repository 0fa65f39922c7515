"""What stands beside a case: its clocks, department tasks, call-backs, the customer and what was last spoken of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.complaints import model
from crm_desktop.complaints.model import Clock
from crm_desktop.kit import clock, forms, records, timeline, values
from crm_desktop.kit.i18n import N_
from crm_desktop.kit.query import Condition, Query
from crm_desktop.kit.values import Context
from ui.complaints.case_acts import ACTS, FINISH
from ui.complaints.case_clocks import ClockLine, Ledger, moment, tightest
from ui.kit import words
from ui.kit.actions import Action
from ui.kit.editors.flow import FlowBox
from ui.kit.page import Panel
from ui.kit.records_panel import Line, RecordsPanel, Row
from ui.kit.theme import px
from ui.kit.widgets import Button, ElidedLabel, HLine, Label, Sheet, column, empty_out, row

if TYPE_CHECKING:
    from ui.kit.session import Session

_CONTACTS, _NAME = 3, 220  # how many; how wide the customer's name gets


class ClocksSheet(Sheet):
    """Both clocks; below, when asked, how the limit of the tighter one is worked out."""

    def __init__(self, session: Session, why: Action) -> None:
        super().__init__(spacing=8)
        self.session, self.both = session, dict[str, Clock | None]()
        words.put_name(self, N_("Limits"))
        self.lines = {kind: ClockLine(kind) for kind in model.LIMITS}
        for line in self.lines.values():
            self.box.addWidget(line)
        self.how = Button(kind="link", key=why.key)
        words.put(self.how, why.text)
        self.how.clicked.connect(why.trigger)
        self.box.addWidget(self.how)
        self.ledgers = {kind: Ledger() for kind in model.LIMITS}
        self.line = HLine()
        self.line.hide()
        self.box.addWidget(self.line)
        for ledger in self.ledgers.values():
            self.box.addWidget(ledger)
            ledger.hide()

    def show_clocks(self, both: dict[str, Clock | None]) -> None:
        """As they stand now."""
        self.both, ctx = both, self.session.store.context()
        for kind, line in self.lines.items():
            line.show_clock(both[kind], ctx)
        if not self.line.isHidden():
            self._fill()

    def toggle(self) -> None:
        """Show the reckoning, or take it away."""
        self.line.setVisible(self.line.isHidden())
        self._fill()

    def close_reckoning(self) -> bool:
        """Take the reckoning away; says whether it was there."""
        there = not self.line.isHidden()
        if there:
            self.toggle()
        return there

    def forget(self) -> None:
        """No case."""
        self.both = {}
        self.line.hide()
        for ledger in self.ledgers.values():
            ledger.clear()
            ledger.hide()

    def retranslate(self) -> None:
        """Times in the language in force."""
        if self.both:
            self.show_clocks(self.both)

    def _fill(self) -> None:
        """The clock that runs and is tightest, else the solution's."""
        one = tightest(self.both) or self.both.get(model.SOLUTION) or self.both.get(model.RESPONSE)
        for kind, ledger in self.ledgers.items():
            shown = one is not None and one.kind == kind and not self.line.isHidden()
            ledger.setVisible(shown)
            if shown and one is not None:
                ledger.show_clock(one, self.session.store.context())


class CaseTasks(RecordsPanel):
    """What departments were asked to do; open ones first, each with its button."""

    FORM, TITLE, EMPTY = model.TASK, N_("Department tasks"), N_("No department was asked.")
    COLUMNS = ("number", "department", "owner", "what", "due_at", "done_at", "result")
    MOST, WRAPS = 8, True
    finish_asked = Signal(int)

    def query(self) -> Query:
        """Those of the case."""
        return Query(self.FORM, where=(Condition("complaint", "is", self.record),), sort=("done_at", "due_at"))

    def line(self, record: Row, ctx: Context) -> Line:
        """Department, until when, what, with what result."""
        if record["done_at"]:
            mark = ("done", moment(record["done_at"], ctx))
        elif record["due_at"]:
            mark = ("late" if record["due_at"] < clock.stamp() else "running", moment(record["due_at"], ctx))
        else:
            mark = ("running", "")
        who = values.show(forms.get(self.FORM).by_id["owner"], record["owner"], ctx)
        below = " · ".join(filter(None, (" ".join(str(record["what"]).split()), who, record["result"])))
        return Line(record["department"], "", below, mark)

    def make_line(self, record: Row, ctx: Context) -> QWidget:
        """With the button that finishes it; the first open one answers to the key too."""
        holder = super().make_line(record, ctx)
        if not record["done_at"]:
            first = record["id"] == self.first_open()
            button = Button(small=True, icon="square-check", key=ACTS[FINISH].key if first else "")
            words.put(button, N_("Task done"))
            button.setAccessibleDescription(f"{record['department']}: {record['what']}")
            button.clicked.connect(lambda: self.finish_asked.emit(int(record["id"])))
            button.setEnabled(not self.session.read_only)
            line = row(spacing=0)
            line.addWidget(button)
            line.addStretch(1)
            holder.layout().addLayout(line)
        return holder

    def first_open(self) -> int:
        """The task the key finishes; 0 for none."""
        return next((int(r["id"]) for r in self.found if not r["done_at"]), 0)


class CaseCalls(RecordsPanel):
    """The call-backs of the case, newest first."""

    FORM, TITLE, EMPTY = model.CALLBACK, N_("Call-backs"), N_("The customer was not called back yet.")
    COLUMNS = ("number", "called_back_at", "reached", "satisfied", "satisfaction", "opinions", "caller")
    WRAPS = True

    def query(self) -> Query:
        """Those of the case."""
        return Query(self.FORM, where=(Condition("complaint", "is", self.record),), sort=("-called_back_at",))

    def line(self, record: Row, ctx: Context) -> Line:
        """When, reached or not, how satisfied, what was said."""
        by_id = forms.get(self.FORM).by_id
        said = {f: values.show(by_id[f], record[f], ctx) for f in ("satisfaction", "caller")}
        if record["reached"] == 0:
            mark = ("missed", words.said(N_("Not reached")))
        elif record["satisfied"] == 0:
            mark = ("late", said["satisfaction"] or words.said(N_("Not satisfied")))
        else:
            mark = ("done", said["satisfaction"] or words.said(N_("Satisfied")))
        below = " · ".join(filter(None, (said["caller"], " ".join(str(record["opinions"] or "").split()))))
        return Line(moment(record["called_back_at"] or "", ctx) or record["number"], "", below, mark)


class CaseCustomer(Panel):
    """Whose case it is: customer, complainant and number, what was last spoken of."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        words.put(self.head, N_("Customer"))
        words.put_name(self, N_("Customer"))
        self.customer, self.name = 0, ""
        self.link = Button(kind="link", icon="building-2")
        self.link.clicked.connect(lambda: session.open("customer_master", self.customer))
        self.person = Label(size="dense", tone="second", wrap=True)
        self.box.addWidget(self.link)
        self.box.addWidget(self.person)
        caption = Label(tone="second", size="dense")
        words.put(caption, N_("Last contacts"))
        self.box.addWidget(caption)
        self.lines = column(spacing=6)
        self.box.addLayout(self.lines)

    def show_case(self, case: Row) -> None:
        """The customer of that case."""
        store, self.customer = self.session.store, int(case["customer"] or 0)
        ctx, by_id = store.context(), forms.get(model.FORM).by_id
        self.name = records.name_of(store, "customer_master", self.customer) or "—"
        self.link.setText(self.link.fontMetrics().elidedText(self.name, Qt.TextElideMode.ElideRight, px(_NAME)))
        self.link.setToolTip(words.plain_tip(self.name))
        said = (values.show(by_id[f], case[f], ctx) for f in ("complainant", "contact"))
        self.person.setText("  ".join(filter(None, said)))
        self.person.setVisible(bool(self.person.text()))
        empty_out(self.lines)
        found = timeline.contacts(store, self.customer, _CONTACTS + 1)
        for one in [r for r in found if (r.form, r.id) != (model.FORM, case["id"])][:_CONTACTS]:
            self.lines.addWidget(self._line(one, ctx))
        if not self.lines.count():
            empty = Label(size="dense", tone="second")
            words.put(empty, N_("None yet"))
            self.lines.addWidget(empty)

    def forget(self) -> None:
        """Drop all text."""
        self.customer, self.name = 0, ""
        self.link.setText("")
        self.link.setToolTip("")
        self.person.setText("")
        empty_out(self.lines)

    def _line(self, one: timeline.TimelineRow, ctx: Context) -> QWidget:
        holder = QWidget()
        box = column(holder, spacing=0)
        link = Button(forms.get(one.form).text(), kind="link")
        link.clicked.connect(lambda: self.session.open(one.form, one.id))
        box.addWidget(link)
        said = " · ".join(filter(None, (moment(one.at, ctx), one.summary)))
        box.addWidget(ElidedLabel(said, size="small", tone="second"))
        return holder


class ActRow(FlowBox):
    """The acts that make sense now, each with its key; the next one is primary. `asked` gives the act's id."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(gap=8, line_gap=8)
        self.buttons: dict[str, Button] = {}
        for act in ACTS.values():
            if act.id != FINISH:
                button = self.buttons[act.id] = Button(icon=act.icon, key=act.key)
                words.put(button, act.text)
                button.clicked.connect(lambda _on=False, name=act.id: self.asked.emit(name))
                self.flow.addWidget(button)

    def show_acts(self, shown: Sequence[str], first: str, *, enabled: bool) -> None:
        """These, and which is the next."""
        for name, button in self.buttons.items():
            button.setVisible(name in shown)
            button.set_kind("primary" if name == first else "plain")
            button.setEnabled(enabled)
        self.updateGeometry()

    def first(self) -> Button | None:
        """The button of the next act, else the first shown."""
        shown = [b for b in self.buttons.values() if not b.isHidden()]
        return next((b for b in shown if b.kind == "primary"), shown[0] if shown else None)
