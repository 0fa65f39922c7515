"""What reminders offer to the customer card: the open ones."""

from __future__ import annotations

from datetime import date

from crm_desktop.kit import forms, values
from crm_desktop.kit.i18n import N_
from crm_desktop.kit.query import Condition, Query
from crm_desktop.kit.values import Context
from crm_desktop.reminders.service import FORM
from ui.kit.days import ago, day_text
from ui.kit.records_panel import Line, RecordsPanel, Row


class OpenReminders(RecordsPanel):
    """What is to be done for a customer, the soonest first."""

    FORM, TITLE, EMPTY = FORM, N_("Reminders and tasks"), N_("Nothing is to be done. Ctrl+R sets a reminder.")
    COLUMNS = ("number", "due_on", "due_time", "kind", "what", "owner")

    def query(self) -> Query:
        """Those not done."""
        return Query(FORM, where=(Condition("customer", "is", self.record), Condition("done_at", "empty")),
                     sort=("due_on", "due_time"))

    def line(self, record: Row, ctx: Context) -> Line:
        """What, when, who; late when its day has passed."""
        by_id, day = forms.get(FORM).by_id, date.fromisoformat(record["due_on"])
        kind, who = (values.show(by_id[f], record[f], ctx) for f in ("kind", "owner"))
        when = " ".join(filter(None, (day_text(day, ctx), record["due_time"])))
        mark = ("late", ago(day, ctx)) if day < ctx.today else None
        return Line(when, kind, " · ".join(filter(None, (record["what"], who))), mark)
