"""What a customer bought, newest first."""

from __future__ import annotations

from datetime import date

from crm_desktop.kit import forms, values
from crm_desktop.kit.i18n import N_
from crm_desktop.kit.query import Condition, Query
from crm_desktop.kit.values import Context
from ui.kit.buttons import IconButton
from ui.kit.days import day_text
from ui.kit.records_panel import Line, RecordsPanel, Row
from ui.kit.session import Session

FORM = "purchase_record"


class Purchases(RecordsPanel):
    """The newest purchases, and a way to enter one."""

    FORM, TITLE, EMPTY, MOST = FORM, N_("Purchases"), N_("No purchase is entered yet. + adds one."), 4
    COLUMNS = ("number", "purchase_date", "product", "quantity", "amount", "order_status")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.add = IconButton("plus", N_("Enter a purchase"), small=True)
        self.add.clicked.connect(lambda: session.new(FORM, {"customer": self.record}))
        if session.read_only:
            self.add.hide()
        self.top.addWidget(self.add)

    def query(self) -> Query:
        """Newest first."""
        return Query(FORM, where=(Condition("customer", "is", self.record),), sort=("-purchase_date",))

    def line(self, record: Row, ctx: Context) -> Line:
        """The product; when and for how much."""
        by_id = forms.get(FORM).by_id
        day = day_text(date.fromisoformat(record["purchase_date"]), ctx)
        amount, quantity = (values.show(by_id[f], record[f], ctx) for f in ("amount", "quantity"))
        return Line(record["product"], "", " · ".join(filter(None, (day, amount, f"× {quantity}" if quantity else ""))))
