"""Who is calling: the customer's open complaints, last contacts, satisfaction, account manager."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from crm_desktop.complaints import clocks, model, proposals
from crm_desktop.kit import forms, records, timeline, values
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import N_, _
from ui.complaints.case_clocks import mark_of, tightest
from ui.kit import words
from ui.kit.days import day_text, parts
from ui.kit.widgets import Button, ElidedLabel, Label, Mark, Sheet, column, empty_out, row

if TYPE_CHECKING:
    from ui.kit.session import Session

_MOST = 3
_FACTS = ("latest_satisfaction", "account_manager")


class CallerSheet(Sheet):
    """Empty until the customer is chosen."""

    def __init__(self, session: Session) -> None:
        super().__init__(spacing=6)
        self._session, self._customer, self._narrow = session, -1, False
        self.head = Label(bold=True)
        words.put(self.head, N_("Who is calling"))
        words.put_name(self, N_("Who is calling"))
        self.box.addWidget(self.head)
        self.empty = Label(tone="second", size="dense", wrap=True)
        words.put(self.empty, N_("Type some characters, pinyin or the telephone number. Enter takes the first."))
        self.box.addWidget(self.empty)
        self.lines = column(spacing=6)
        self.box.addLayout(self.lines)

    def show_customer(self, customer: int | None) -> None:
        """What is known of a customer; None is nobody yet."""
        if customer == self._customer:
            return
        self._customer = customer if customer is not None else -1
        empty_out(self.lines)
        self.empty.setVisible(customer is None)
        if customer is not None:
            try:
                self._fill(customer)
            except Problem as problem:  # gone since it was suggested
                self._add(Label(problem.sentence, tone="late", wrap=True))

    def retranslate(self) -> None:
        """What is known of the customer, in the language in force."""
        customer, self._customer = self._customer, -1
        self.show_customer(customer if customer != -1 else None)

    def short(self, narrow: bool) -> None:
        """Hidden where there is no room beside."""
        self._narrow = narrow
        self.setVisible(not narrow)

    def _fill(self, customer: int) -> None:
        store = self._session.store
        ctx, known = store.context(), records.whole(store, "customer_master", customer)
        by_id = forms.get("customer_master").by_id
        self._add_caption(N_("Open complaints"))
        found = proposals.open_ones(store, customer, _MOST)
        for record in found:
            self._add(self._complaint(record))
        if not found:
            self._add(Label(_("None"), size="dense"))
        self._add_caption(N_("Last contacts"))
        rows = timeline.contacts(store, customer, _MOST)
        for one in rows:
            day = day_text(parts(one.at, ctx)[0], ctx)
            self._add(self._link(" ".join(filter(None, (day, one.number))), one.form, one.id, one.summary))
        if not rows:
            self._add(Label(_("None yet"), size="dense"))
        for name in _FACTS:
            if text := values.show(by_id[name], known.get(name), ctx):
                self._add(_fact(by_id[name].text(), text))

    def _complaint(self, record: int) -> QWidget:
        store = self._session.store
        known = records.get(store, model.FORM, record)
        mark = mark_of(tightest(clocks.of(store, record)))
        return self._link(known["complaint_no"], model.FORM, record, str(known["content"]), mark)

    def _link(self, text: str, form: str, record: int, under: str, mark: tuple[str, str] | None = None) -> QWidget:
        holder = QWidget()
        box, line = column(holder, spacing=0), row(spacing=8)
        link = Button(text, kind="link")
        link.clicked.connect(lambda: self._session.open(form, record))
        line.addWidget(link)
        line.addStretch(1)
        if mark:
            line.addWidget(Mark(*mark, size="dense"))
        box.addLayout(line)
        box.addWidget(ElidedLabel(" ".join(under.split()), size="small", tone="second"))
        return holder

    def _add_caption(self, text: str) -> None:
        label = Label(tone="second", size="dense")
        words.put(label, text)
        self._add(label)

    def _add(self, widget: QWidget) -> None:
        self.lines.addWidget(widget)


def _fact(name: str, text: str) -> QWidget:
    holder = QWidget()
    line = row(holder, spacing=8)
    line.addWidget(Label(name, tone="second", size="dense"))
    line.addStretch(1)
    line.addWidget(Label(text, size="dense"))
    return holder
