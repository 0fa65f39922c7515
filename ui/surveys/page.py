"""The page of satisfaction sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crm_desktop.kit.i18n import N_
from crm_desktop.kit.query import Condition
from crm_desktop.surveys import model
from ui.kit.actions import Action
from ui.kit.record_form import FormPlan
from ui.kit.record_list import RecordList, View
from ui.kit.record_page import RecordPage

if TYPE_CHECKING:
    from ui.kit.session import Session


def enter(session: Session, customer: int | None) -> None:
    """F9: a new sheet, of the customer in view."""
    session.new(model.FORM, {"employer": customer} if customer else {})


class SurveysPage(RecordPage):
    """List, card and form of the sheets."""

    LISTS = {model.FORM: "satisfaction-sheet-list"}

    def make_list(self, form_id: str, new: Action, import_: Action) -> RecordList:
        """With the valid and the dissatisfied ones as views."""
        views = (View("valid", N_("Valid"), (Condition("is_valid", "is", 1),)),
                 View("unhappy", N_("Dissatisfied"), (Condition(model.OVERALL, "in", ("dissatisfied",
                                                                                     "very_dissatisfied")),)))
        return RecordList(self.session, form_id, views=views, new=new, import_=import_)

    def new_text(self, form_id: str) -> str:
        """The word on the button."""
        return N_("Enter survey sheet")

    def plan(self, form_id: str, record: int) -> FormPlan:
        """In the order of the paper, sheet after sheet."""
        found = super().plan(form_id, record)
        found.first, found.again = ("employer", "name"), not record
        return found
