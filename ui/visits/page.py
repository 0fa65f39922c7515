"""The page of call-backs: plans and records as two lists. A plan leads to its record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crm_desktop.kit import clock, records
from crm_desktop.kit.i18n import N_
from crm_desktop.kit.query import Condition
from ui.kit.actions import Action
from ui.kit.record_form import FormPlan
from ui.kit.record_list import RecordList, View
from ui.kit.record_page import RecordPage

if TYPE_CHECKING:
    from ui.kit.session import Session

PLAN, RECORD = "callback_plan", "callback_record"
OPEN = ("planned", "postponed")
# What is asked when a call-back is planned; the rest of the sheet follows.
_FIRST = ("planned_customer", "planned_date", "start_time", "duration", "callback_mode", "purpose", "place",
          "callback_specialist")


def plan(session: Session, customer: int | None) -> None:
    """F8: a new plan, for the customer in view."""
    session.new(PLAN, {"planned_customer": customer} if customer else {})


class VisitsPage(RecordPage):
    """Lists, cards and forms of plans and records."""

    LISTS = {PLAN: "callback-plan-list", RECORD: "callback-record-list"}

    def make_list(self, form_id: str, new: Action, import_: Action) -> RecordList:
        """Plans with those still to be done as a view."""
        views = (View("open", N_("To be done"), (Condition("state", "in", OPEN),), ("planned_date",)),)
        return RecordList(self.session, form_id, views=views if form_id == PLAN else (), new=new, import_=import_)

    def new_text(self, form_id: str) -> str:
        """The word on the button."""
        return N_("Plan call-back") if form_id == PLAN else N_("Record call-back")

    def plan(self, form_id: str, record: int) -> FormPlan:
        """A plan begins with whom, when and how; a record with whom and when."""
        found = super().plan(form_id, record)
        found.first = ("planned_customer", "planned_date") if form_id == PLAN else ("customer_visited", "callback_date",
                                                                                   "key_points")
        if form_id == PLAN and not record:
            rest = [f.id for f in self.declared(form_id) if f.id not in _FIRST]
            found.fields = (*_FIRST, *rest)
        return found

    def card_actions(self) -> list[Action]:
        """From a plan to its record."""
        found = super().card_actions()
        if self.form_id == PLAN and self.cards[PLAN].values.get("state") in OPEN:
            found.append(Action("record_callback", N_("Record this call-back"), self.record_callback,
                                icon="clipboard-check"))
        return found

    def record_callback(self) -> None:
        """The record of the plan in view, filled in as far as the plan knows."""
        known = records.get(self.session.store, PLAN, self.record)
        today = clock.today(self.session.store.zone).isoformat()
        self.new(RECORD, {"customer_visited": known["planned_customer"], "callback_plan": self.record,
                          "callback_date": min(known["planned_date"], today),
                          **({"visitor": known["callback_specialist"]} if known["callback_specialist"] else {})})
