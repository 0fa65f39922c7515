"""The page of call-backs: the scheduler, and behind it plans, records, telephone calls, reports and lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crm_desktop.kit.i18n import N_
from crm_desktop.kit.query import Condition
from crm_desktop.visits import planning
from crm_desktop.visits.model import LIST, MISSED, OPEN, PHONE, PLAN, RECORD, REPORT
from ui.kit.actions import Action
from ui.kit.record_form import FormPlan
from ui.kit.record_list import RecordList, View
from ui.visits.scheduled import ScheduledPage

if TYPE_CHECKING:
    from crm_desktop.kit.store import Notice
    from ui.kit.session import Session

# What is asked when a call-back is planned; the rest of the sheet follows.
_FIRST = ("planned_customer", "planned_date", "start_time", "duration", "callback_mode", "purpose", "place",
          "callback_specialist")


def plan(session: Session, customer: int | None) -> None:
    """F8: a new plan, for the customer in view."""
    session.new(PLAN, {"planned_customer": customer} if customer else {})


class VisitsPage(ScheduledPage):
    """Lists, cards and forms of plans and records."""

    LISTS = {PLAN: "callback-plan-list", RECORD: "callback-record-list", PHONE: "telephone-callback-list",
             REPORT: "", LIST: ""}

    def make_list(self, form_id: str, new: Action, import_: Action) -> RecordList:
        """Plans with those still to be done as a view."""
        views = (View("open", N_("To be done"), (Condition("state", "in", OPEN),), ("planned_date",)),
                 View("missed", N_("Missed"), (Condition("state", "is", MISSED),), ("-planned_date",)))
        return RecordList(self.session, form_id, views=views if form_id == PLAN else (), new=new, import_=import_)

    def list_actions(self, form_id: str) -> list[Action]:
        """A list that no report prints is not printed."""
        return [a for a in super().list_actions(form_id) if a.id != "print" or self.LISTS[form_id]]

    def wants(self, notice: Notice) -> bool:
        """Walk-ins stand in the scheduler too, and the names of customers."""
        return super().wants(notice) or bool(notice.forms & {"reception_record", "customer_master", "staff_record"})

    def new_text(self, form_id: str) -> str:
        """The word on the button."""
        return {PLAN: N_("Plan call-back"), RECORD: N_("Record call-back"), PHONE: N_("Record telephone call-back"),
                REPORT: N_("New report")}.get(form_id, N_("New"))

    def plan(self, form_id: str, record: int) -> FormPlan:
        """A plan begins with whom, when and how; a record with whom and when."""
        found = super().plan(form_id, record)
        found.first = ("planned_customer", "planned_date") if form_id == PLAN else ()
        if form_id == RECORD:
            found.first = ("customer_visited", "callback_date", "key_points")
        if form_id == PLAN and not record:
            rest = [f.id for f in self.declared(form_id) if f.id not in _FIRST]
            found.fields = (*_FIRST, *rest)
        return found

    def card_actions(self) -> list[Action]:
        """From a plan to its record."""
        found = super().card_actions()
        if self.form_id == PLAN and self.cards[PLAN].values.get("state") in OPEN:
            found.append(Action("record_callback", N_("Record this call-back"),
                                lambda: self.record_plan(self.record), icon="clipboard-check", writes=True))
        return found

    def record_plan(self, plan_id: int) -> None:
        """The record of a plan, filled in as far as the plan knows."""
        self.new(RECORD, planning.prefill_record(self.session.store, plan_id))

    def postpone(self, plan_id: int) -> None:
        """To another day, with the reason."""

    def cancel(self, plan_id: int) -> None:
        """It will not be made, with the reason."""

    def prepare(self, plan_id: int) -> None:
        """The sheet of preparation in the preview."""
        self.session.go("reports", {"report": "visit-preparation", "record": plan_id})
