"""What surveys offer to the customer card: the newest sheets."""

from __future__ import annotations

from crm_desktop.kit import forms, values
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.query import Condition, Query
from crm_desktop.kit.values import Context
from crm_desktop.surveys import model
from ui.kit.records_panel import Line, RecordsPanel, Row


class NewestSheets(RecordsPanel):
    """The newest satisfaction sheets of a customer."""

    FORM, TITLE, EMPTY, MOST = model.FORM, N_("Satisfaction sheets"), N_("No sheet has come back yet."), 3
    COLUMNS = ("number", "answered_on", "name", model.OVERALL, "satisfaction_score", "is_valid")

    def query(self) -> Query:
        """Newest first."""
        return Query(model.FORM, where=(Condition("employer", "is", self.record),), sort=("-answered_on",))

    def line(self, record: Row, ctx: Context) -> Line:
        """When, how satisfied; who answered."""
        by_id = forms.get(model.FORM).by_id
        day, score, overall = (values.show(by_id[f], record.get(f), ctx) for f in ("answered_on", "satisfaction_score",
                                                                                   model.OVERALL))
        valid = "" if record["is_valid"] else _("not valid")
        return Line(day or record["number"], score, " · ".join(filter(None, (overall, record["name"], valid))))
