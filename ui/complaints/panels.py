"""What complaints offer to the customer card: those still open."""

from __future__ import annotations

from crm_desktop.complaints import clocks, model
from crm_desktop.kit import forms, values
from crm_desktop.kit.i18n import N_
from crm_desktop.kit.query import Condition, Query
from crm_desktop.kit.values import Context
from ui.complaints.case_clocks import NEEDS, clocks_of, mark_of, tightest
from ui.kit.records_panel import Line, RecordsPanel, Row


class OpenComplaints(RecordsPanel):
    """The complaints of a customer that are not resolved yet, the tightest limit first."""

    FORM, TITLE, EMPTY = model.FORM, N_("Open complaints"), N_("No complaint is open. F7 registers one.")
    COLUMNS = ("complaint_no", "severity", "content", *NEEDS)

    def query(self) -> Query:
        """Those not resolved."""
        return Query(model.FORM, where=(Condition("customer", "is", self.record), *clocks.still_open()),
                     sort=("next_limit_at",))

    def line(self, record: Row, ctx: Context) -> Line:
        """Number, the tighter clock, severity, what happened."""
        by_id = forms.get(model.FORM).by_id
        received, severity = (values.show(by_id[f], record[f], ctx, near=True) for f in ("received_at", "severity"))
        one = tightest(clocks_of(record))
        below = " · ".join(filter(None, (received, severity, " ".join(str(record["content"]).split()))))
        return Line(record["complaint_no"], "", below, mark_of(one))
