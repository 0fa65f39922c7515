"""The page of satisfaction sheets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QShowEvent

from crm_desktop.kit.i18n import N_
from crm_desktop.kit.query import Condition
from crm_desktop.kit.store import drafts
from crm_desktop.surveys import model
from ui.kit.actions import Action
from ui.kit.record_form import FormPlan
from ui.kit.record_list import RecordList, View
from ui.kit.record_page import LIST, RecordPage
from ui.surveys.entry_sheet import DRAFT

if TYPE_CHECKING:
    from ui.kit.session import Session


def enter(session: Session, customer: int | None) -> None:
    """F9: key sheets, of the customer in view."""
    session.go("survey_entry", {"customer": customer} if customer else {})


class SurveysPage(RecordPage):
    """List, card and form of the sheets."""

    LISTS = {model.FORM: "satisfaction-sheet-list", model.PLAN: "survey-plan-list"}

    def make_list(self, form_id: str, new: Action, import_: Action) -> RecordList:
        """With the valid and the dissatisfied ones as views."""
        views = (View("valid", N_("Valid"), (Condition("is_valid", "is", 1),)),
                 View("unhappy", N_("Dissatisfied"), (Condition(model.OVERALL, "in", ("dissatisfied",
                                                                                     "very_dissatisfied")),)))
        return RecordList(self.session, form_id, views=views, new=new, import_=import_)

    def _offer_draft(self) -> None:
        """The sheet being keyed too."""
        super()._offer_draft()
        store = self.session.store
        if self.draft_note.draft is None and (draft := drafts.find(store, model.FORM, DRAFT)) is not None:
            self.draft_note.offer(draft, store.zone)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """A sheet may have been begun on the other page."""
        super().showEvent(event)
        if self.mode == LIST:
            self._offer_draft()

    def show_form(self, form_id: str, record: int, values: Mapping[str, Any] | None = None) -> None:
        """A sheet that was being keyed goes on where it was keyed."""
        if form_id == model.FORM and record == DRAFT:
            self.session.go("survey_entry")
        else:
            super().show_form(form_id, record, values)

    def new_text(self, form_id: str) -> str:
        """The word on the button."""
        return N_("Enter survey sheet")

    def plan(self, form_id: str, record: int) -> FormPlan:
        """In the order of the paper, sheet after sheet."""
        found = super().plan(form_id, record)
        found.first, found.again = ("employer", "name"), not record
        return found
