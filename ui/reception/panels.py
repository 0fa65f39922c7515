"""What the reception offers to the customer card: promises not kept yet."""

from __future__ import annotations

from datetime import date

from crm_desktop.kit import forms, values
from crm_desktop.kit.i18n import N_
from crm_desktop.kit.query import Condition, Query
from crm_desktop.kit.values import Context
from crm_desktop.reception.service import RECEPTION
from ui.kit.days import ago, day_text
from ui.kit.records_panel import Line, RecordsPanel, Row

OPEN = (Condition("promise_due_on", "filled"), Condition("promise_kept_on", "empty"))


class OpenPromises(RecordsPanel):
    """The promises to a customer that are not kept yet, the soonest first."""

    FORM, TITLE, EMPTY = RECEPTION, N_("Open promises"), N_("No promise is open.")
    COLUMNS = ("number", "promise_due_on", "visit_requests", "receptionist")

    def query(self) -> Query:
        """Those not kept."""
        return Query(RECEPTION, where=(Condition("organisation", "is", self.record), *OPEN), sort=("promise_due_on",))

    def line(self, record: Row, ctx: Context) -> Line:
        """By when, what, whose; late when the day has passed."""
        day = date.fromisoformat(record["promise_due_on"])
        who = values.show(forms.get(RECEPTION).by_id["receptionist"], record["receptionist"], ctx)
        what = " ".join(str(record["visit_requests"] or "").split())
        mark = ("late", ago(day, ctx)) if day < ctx.today else None
        return Line(day_text(day, ctx), record["number"], " · ".join(filter(None, (what, who))), mark)
