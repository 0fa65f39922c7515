"""What call-backs offer to the customer card: the next ones planned."""

from __future__ import annotations

from datetime import date

from crm_desktop.kit import forms, values
from crm_desktop.kit.i18n import N_
from crm_desktop.kit.query import Condition, Query
from crm_desktop.kit.values import Context
from crm_desktop.visits.model import OPEN, PLAN
from ui.kit.days import ago, day_text
from ui.kit.records_panel import Line, RecordsPanel, Row


class NextCallbacks(RecordsPanel):
    """The call-backs planned for a customer and not done yet, the soonest first."""

    FORM, TITLE, EMPTY = PLAN, N_("Planned call-backs"), N_("No call-back is planned.")
    COLUMNS = ("number", "planned_date", "start_time", "callback_mode", "callback_specialist", "purpose")

    def query(self) -> Query:
        """Those still to be done."""
        return Query(PLAN, where=(Condition("planned_customer", "is", self.record), Condition("state", "in", OPEN)),
                     sort=("planned_date", "start_time"))

    def line(self, record: Row, ctx: Context) -> Line:
        """When, how, who; late when its day has passed."""
        by_id, day = forms.get(PLAN).by_id, date.fromisoformat(record["planned_date"])
        who, how, why = (values.show(by_id[f], record[f], ctx) for f in ("callback_specialist", "callback_mode",
                                                                         "purpose"))
        link = " ".join(filter(None, (day_text(day, ctx), record["start_time"])))
        mark = ("late", ago(day, ctx)) if day < ctx.today else None
        return Line(link, record["number"], " · ".join(filter(None, (how, who, why))), mark)
