"""The page of complaints. Entering is quick: customer fragment, Enter, what happened, Ctrl+S."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crm_desktop.complaints import model
from crm_desktop.kit.i18n import N_
from ui.complaints import intake
from ui.complaints.board_page import BoardPage
from ui.complaints.intake_side import IntakeSide
from ui.complaints.list_views import ComplaintList
from ui.kit.actions import Action
from ui.kit.record_form import FormPlan
from ui.kit.record_list import RecordList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.kit.session import Session


def register(session: Session, customer: int | None) -> None:
    """F7: a new complaint, of the customer in view."""
    session.new(model.FORM, {"customer": customer} if customer else {})


class ComplaintsPage(BoardPage):
    """List, card and form of complaints."""

    EARLY = True
    LISTS = {model.FORM: "complaint-list", model.TASK: "complaint-task-list", model.CALLBACK: "complaint-callback-list",
             model.RESULT: "complaint-result-list"}

    def make_list(self, form_id: str, new: Action, import_: Action) -> RecordList:
        """Complaints with their clocks, in progress first."""
        if form_id != model.FORM:
            return super().make_list(form_id, new, import_)
        return ComplaintList(self.session, new=new, import_=import_)

    def new_text(self, form_id: str) -> str:
        """The word on the button."""
        return N_("Register complaint") if form_id == model.FORM else super().new_text(form_id)

    def new(self, form_id: str, values: dict[str, Any]) -> None:
        """Filled in for a call."""
        super().new(form_id, {**intake.CALL, **values} if form_id == model.FORM else values)

    def plan(self, form_id: str, record: int) -> FormPlan:
        """A new one in the order of a telephone call."""
        call = form_id == model.FORM and not record
        return intake.plan(self.session, self.receipt) if call else super().plan(form_id, record)

    def offers(self) -> Sequence[Action]:
        """While a call is taken, the proposals beside it."""
        side = self.form.side if self.form is not None else None
        if not isinstance(side, IntakeSide):
            return ()
        return [Action("proposal_take", N_("Take the proposal"), side.take, key="Alt+Y", shown=False),
                Action("proposal_away", N_("Put the proposal away"), side.put_away, key="Alt+X", shown=False)]
