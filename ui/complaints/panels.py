"""What complaints offer to the customer card: those still open."""

from __future__ import annotations

from crm_desktop.kit import forms, values
from crm_desktop.kit.i18n import N_
from crm_desktop.kit.query import Condition, Query
from crm_desktop.kit.values import Context
from ui.complaints.page import FORM, open_conditions
from ui.kit.records_panel import Line, RecordsPanel, Row


class OpenComplaints(RecordsPanel):
    """The complaints of a customer that are not resolved yet, newest first."""

    FORM, TITLE, EMPTY = FORM, N_("Open complaints"), N_("No complaint is open.")
    COLUMNS = ("complaint_no", "received_at", "severity", "status", "content")

    def query(self) -> Query:
        """Those not resolved."""
        return Query(FORM, where=(Condition("customer", "is", self.record), *open_conditions()),
                     sort=("-received_at",))

    def line(self, record: Row, ctx: Context) -> Line:
        """Number, severity, what happened."""
        by_id = forms.get(FORM).by_id
        received, severity, status = (values.show(by_id[f], record[f], ctx, near=True)
                                      for f in ("received_at", "severity", "status"))
        return Line(record["complaint_no"], severity or status, " · ".join((received, str(record["content"]))))
