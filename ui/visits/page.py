"""The page of call-backs: the scheduler, and behind it plans, records, telephone calls, reports and lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer

from crm_desktop.kit import records
from crm_desktop.kit.i18n import N_
from crm_desktop.kit.query import Condition
from crm_desktop.visits import planning
from crm_desktop.visits.calls import prefill_call
from crm_desktop.visits.model import LIST, MISSED, OPEN, PHONE, PLAN, RECORD, REPORT, kind_of
from crm_desktop.visits.steps import steps_done
from ui.kit.actions import Action
from ui.kit.record_card import Card
from ui.kit.record_form import FormPlan
from ui.kit.record_list import RecordList, View
from ui.kit.record_page import CARD, FORM
from ui.visits import card_acts, forms_of
from ui.visits.beside import Offer
from ui.visits.cards import VisitCard
from ui.visits.scheduled import SCHEDULE, ScheduledPage
from ui.visits.steps import StepLine

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from crm_desktop.kit.store import Notice
    from crm_desktop.kit.store.drafts import Draft
    from ui.kit.session import Session

_STEPPED = (PLAN, RECORD, PHONE, REPORT)


def plan(session: Session, customer: int | None) -> None:
    """F8: a new plan, for the customer in view."""
    session.new(PLAN, {"planned_customer": customer} if customer else {})


class VisitsPage(ScheduledPage):
    """Lists, cards and forms of plans and records."""

    EARLY = True
    LISTS = {PLAN: "callback-plan-list", RECORD: "callback-record-list", PHONE: "telephone-callback-list",
             REPORT: "", LIST: ""}

    def __init__(self, session: Session) -> None:
        self.steps: StepLine | None = None
        self.reviewing = False
        super().__init__(session)
        self.steps = StepLine()
        self.steps.hide()
        self.asking.began.connect(self._show_steps)
        self.asking.ended.connect(self._show_steps)
        self.asking.ended.connect(self._focus)
        self.asking.ended.connect(lambda: QTimer.singleShot(0, self, self._to_spot))  # once the board has its room
        self.body.insertWidget(self.body.indexOf(self.asking) + 1, self.steps)

    # Lists, cards, forms

    def make_list(self, form_id: str, new: Action, import_: Action) -> RecordList:
        """Plans with those still to be done as a view."""
        views = {PLAN: (View("open", N_("To be done"), (Condition("state", "in", OPEN),), ("planned_date",)),
                        View("missed", N_("Missed"), (Condition("state", "is", MISSED),), ("-planned_date",))),
                 RECORD: (View("review", N_("To be reviewed"), (Condition("reviewed_on", "empty"),),
                               ("-callback_date",)),),
                 PHONE: (View("again", N_("To be called again"), (Condition("next_attempt_on", "filled"),),
                              ("next_attempt_on",)),)}
        return RecordList(self.session, form_id, views=views.get(form_id, ()), new=new, import_=import_)

    def make_card(self, form_id: str) -> Card:
        """With its state."""
        return VisitCard(self.session)

    def list_actions(self, form_id: str) -> list[Action]:
        """A list that no report prints is not printed."""
        return [a for a in super().list_actions(form_id) if a.id != "print" or self.LISTS[form_id]]

    def new_text(self, form_id: str) -> str:
        """The word on the button."""
        return {PLAN: N_("Plan call-back"), RECORD: N_("Record call-back"), PHONE: N_("Record telephone call-back"),
                REPORT: N_("New report")}.get(form_id, N_("New"))

    def plan(self, form_id: str, record: int) -> FormPlan:
        """What is asked first, what stands beside, what a later person fills in."""
        return forms_of.plan(self, super().plan(form_id, record), form_id, record, reviewing=self.reviewing)

    def wants(self, notice: Notice) -> bool:
        """Walk-ins stand in the scheduler too, the names of customers, and lunch."""
        shown = {"reception_record", "customer_master", "staff_record", "setting"}
        return super().wants(notice) or bool(notice.forms & shown)

    def card_actions(self) -> list[Action]:
        """With what comes next for this paper."""
        return [*super().card_actions(), *card_acts.of_card(self)]

    def offers(self) -> list[Action]:
        """In a form, what stands beside it offers by its keys."""
        offer = self.form.asking if self.form is not None else None
        if not isinstance(offer, Offer):
            return []
        return [Action("offer_take", N_("Take what is offered"), offer.take, key="Alt+Y", shown=False),
                Action("offer_drop", N_("Leave what is offered"), offer.put_away, key="Alt+X", shown=False)]

    # What is done with a plan

    def record_plan(self, plan_id: int) -> None:
        """The record of a plan, filled in as far as the plan knows: of a call where a call was planned."""
        kind = kind_of(records.get(self.session.store, PLAN, plan_id)["callback_mode"])
        {"phone": self.record_call, "mail": self.record_mail}.get(kind, self.record_visit)(plan_id)

    def record_visit(self, plan_id: int) -> None:
        """A record face to face, whatever was planned."""
        self.new(RECORD, {**planning.prefill_record(self.session.store, plan_id), "mode": "face_to_face"})

    def record_mail(self, plan_id: int) -> None:
        """A record of what was written."""
        self.new(RECORD, {**planning.prefill_record(self.session.store, plan_id), "mode": "mail"})

    def record_call(self, plan_id: int) -> None:
        """A telephone record, its first call now."""
        self.new(PHONE, prefill_call(self.session.store, plan_id))

    def postpone(self, plan_id: int) -> None:
        """To another day, with the reason."""
        card_acts.postpone(self, plan_id)

    def cancel(self, plan_id: int) -> None:
        """It will not be made, with the reason."""
        card_acts.cancel(self, plan_id)

    def prepare(self, plan_id: int) -> None:
        """The sheet of preparation in the preview."""
        self.session.go("reports", {"report": "visit-preparation", "record": plan_id})

    # The faces

    def show_form(self, form_id: str, record: int, values: Any = None, draft: Draft | None = None) -> None:
        """With the nine steps above, as far as they are known."""
        super().show_form(form_id, record, values, draft)
        if self.form is not None and self.form.editor is not None and form_id in _STEPPED:
            editor = self.form.editor
            editor.changed.connect(self._show_steps)
            if form_id == PHONE and not record:
                card_acts.point_at_call(editor, "purpose")
                if editor.value("customer_name"):
                    card_acts.to_last_call(editor)
        self._show_steps()

    def refresh(self, notice: Notice | None) -> None:
        """The steps follow the papers."""
        super().refresh(notice)
        self._show_steps()

    def forget(self) -> None:
        """Drop all text."""
        super().forget()
        self._show_steps()

    def _face(self, mode: str, form_id: str, record: int, widget: QWidget) -> None:
        super()._face(mode, form_id, record, widget)
        self._show_steps()

    def _to_spot(self) -> None:
        if self.mode == SCHEDULE and self.scheduler is not None:
            self.scheduler.board.show_spot()

    def _show_steps(self) -> None:
        if self.steps is None:
            return
        shown = self.mode in (CARD, FORM) and self.form_id in _STEPPED and self.asking.isHidden()
        self.steps.setVisible(shown)
        if shown:
            known: dict[str, Any] = dict(self.cards[self.form_id].values) if self.mode == CARD else {}
            if self.mode == FORM and self.form is not None and self.form.editor is not None:
                known = {**self.form.view.record, **self.form.editor.values()}
            self.steps.show_steps(steps_done(self.session.store, self.form_id, self.record, known))
