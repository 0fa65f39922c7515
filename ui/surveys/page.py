"""The page of satisfaction sheets."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from crm_desktop.kit import clock
from crm_desktop.kit.forms import Field
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.query import Condition
from crm_desktop.kit.store.drafts import Draft
from crm_desktop.surveys import model, service
from ui.kit.actions import Action
from ui.kit.record_form import FormPlan
from ui.kit.record_list import RecordList, View
from ui.kit.record_page import CARD, LIST, RecordPage
from ui.surveys.entry_draft import DRAFT

if TYPE_CHECKING:
    from ui.kit.session import Session


def enter(session: Session, customer: int | None) -> None:
    """F9: key sheets; one of the customer whose card, complaint or visit is in view. A selected row is no such view:
    she may have a stack of anonymous sheets in her hand."""
    in_view = bool(session.places) and any(name == "record" and value for name, value in session.places[0].state)
    session.go("survey_entry", {"customer": customer} if customer and in_view else {})


class SurveysPage(RecordPage):
    """List, card and form of the sheets."""

    LISTS = {model.FORM: "satisfaction-sheet-list", model.PLAN: "survey-plan-list"}

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.segments.add("results", N_("Results"), icon="chart-column", extra=self.show_results)

    def make_list(self, form_id: str, new: Action, import_: Action) -> RecordList:
        """Sheets: the valid, the dissatisfied, those nobody followed up. Plans: the running."""
        if form_id == model.PLAN:
            views = (View("running", N_("Running"), (Condition("closed_on", "empty"),)),)
        else:
            unhappy = (Condition(model.OVERALL, "in", model.UNHAPPY),)
            views = (View("valid", N_("Valid"), (Condition("is_valid", "is", 1),)),
                     View("unhappy", N_("Dissatisfied"), unhappy),
                     View("waiting", N_("To follow up"), (*unhappy, Condition("is_valid", "is", 1),
                                                           Condition("employer", "filled"),
                                                           Condition("followed_up_on", "empty"))))
        return RecordList(self.session, form_id, views=views, new=new, import_=import_)

    def list_actions(self, form_id: str) -> list[Action]:
        """Keying is how sheets come in; the whole form, with what the race leaves out, stands behind it."""
        found = super().list_actions(form_id)
        if form_id != model.FORM:
            return found
        whole = replace(found[-1], id="whole_form", text=N_("Enter the whole sheet"), key="", primary=False,
                        shown=False)
        key = Action("new", N_("Enter survey sheets"), lambda: self.session.go("survey_entry"), key="Ctrl+N",
                     icon="plus", primary=True, menu="file", writes=True)
        return [*found[:-1], whole, key]

    def card_actions(self) -> list[Action]:
        """Key, look at the results, finish a survey; follow up a dissatisfied customer."""
        found, card = super().card_actions(), self.cards[self.form_id].values
        if self.form_id == model.PLAN:
            closed = bool(card.get("closed_on"))
            found[-1:-1] = [
                Action("close_plan", N_("Open again") if closed else N_("Finish survey"),
                       lambda: self._close(again=closed), icon="rotate-ccw" if closed else "check", writes=True),
                Action("results", N_("Results"), self.show_results, icon="chart-column"),
                Action("key_sheets", N_("Enter sheets"), lambda: self.session.go("survey_entry", {"plan": self.record}),
                       icon="keyboard", writes=True, enabled=lambda: not closed,
                       why=N_("This survey is finished. Open it again first."))]
        elif card.get(model.OVERALL) in model.UNHAPPY and not card.get("followed_up_on"):
            found[-1:-1] = [Action("follow_up", N_("Follow up"), self.follow_up, icon="phone-outgoing", writes=True)]
        return found

    def show_results(self) -> None:
        """Of the survey in view, or of the newest."""
        on_plan = self.mode == CARD and self.form_id == model.PLAN
        self.session.go("survey_results", {"plan": self.record} if on_plan else {})

    def follow_up(self) -> None:
        """Write what came of it: the form, with today and the keyboard where the words go."""
        self.show_form(model.FORM, self.record)
        if self.form is not None and self.form.editor is not None:
            self.form.editor.put("followed_up_on", clock.today(self.session.store.zone).isoformat())
            self.form.editor.focus("follow_up")

    def _close(self, *, again: bool) -> None:
        service.close_plan(self.session.store, self.record, again=again)
        self.session.tell(_("The survey is open again.") if again else _("The survey is finished."), undo=True)

    def is_offered(self, draft: Draft) -> bool:
        """The sheet being keyed too."""
        keyed = (draft.form, draft.record) == (model.FORM, DRAFT)
        return self.mode == LIST if keyed else super().is_offered(draft)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """A sheet may have been begun on the other page."""
        super().showEvent(event)
        if self.mode == LIST:
            self._offer_draft()

    def go_on(self, draft: Draft) -> None:
        """A sheet that was being keyed goes on where it was keyed."""
        if (draft.form, draft.record) == (model.FORM, DRAFT):
            self.session.go("survey_entry")
        else:
            super().go_on(draft)

    def new_text(self, form_id: str) -> str:
        """The word on the button."""
        return N_("New survey plan") if form_id == model.PLAN else N_("Enter survey sheet")

    def plan(self, form_id: str, record: int) -> FormPlan:
        """In the order of the paper, sheet after sheet."""
        found = super().plan(form_id, record)
        if form_id == model.PLAN:
            found.fields, found.first = _plan_fields(self.declared(form_id)), ("plan_name", "survey_objective")
            return found
        found.first, found.again = ("employer", "name"), not record
        return found


def _plan_fields(declared: list[Field]) -> list[str]:
    """The name, the days and the copies first; then the sheet in paper order."""
    first = ("plan_name", "starts_on", "ends_on", "sent_count")
    return [*first, *(f.id for f in declared if f.id not in first)]
