"""The page of improvement actions."""

from __future__ import annotations

from crm_desktop.improvement import service
from crm_desktop.improvement.service import FORM
from crm_desktop.kit import clock, feature
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.query import Condition
from ui.kit.actions import Action
from ui.kit.record_form import FormPlan
from ui.kit.record_list import RecordList, View
from ui.kit.record_page import FORM as FORM_FACE
from ui.kit.record_page import RecordPage


class ImprovementPage(RecordPage):
    """List, card and form."""

    LISTS = {FORM: "improvement-action-list"}

    def make_list(self, form_id: str, new: Action, import_: Action) -> RecordList:
        """What is going on, what is past its day, what nobody has looked at yet."""
        today, going_on = clock.today(self.session.store.zone).isoformat(), Condition("done_on", "empty")
        views = (View("open", N_("In progress"), (going_on,)),
                 View("late", N_("Past its day"), (going_on, Condition("due_on", "lt", today))),
                 View("unproved", N_("Did it help?"), (Condition("done_on", "filled"),
                                                        Condition("effective", "empty"))))
        return RecordList(self.session, form_id, views=views, new=new, import_=import_)

    def new_text(self, form_id: str) -> str:
        """The word on the button."""
        return N_("New improvement action")

    def plan(self, form_id: str, record: int) -> FormPlan:
        """The measure comes first where the problem is known already."""
        found = super().plan(form_id, record)
        found.fields = [f.id for f in self.declared(form_id) if f.type != "form_ref" or f.ref in feature.entities()]
        found.first = ("problem", "measure", "owner") if not record else ()
        found.heads = {"done_on": N_("When it is carried out")}
        return found

    def card_actions(self) -> list[Action]:
        """Done: the measure is carried out."""
        found = super().card_actions()
        if not self.cards[FORM].values.get("done_on"):
            found[-1:-1] = [Action("finish", N_("Done"), self.finish, icon="check", writes=True)]
        return found

    def _go_to(self, place: tuple[str, str, int]) -> None:
        """A form that a survey's results began and she leaves: back to the results."""
        if self.mode == FORM_FACE and not self.record and self.asked_elsewhere:
            self.show_list(FORM)
            self.session.back_asked.emit()
        else:
            super()._go_to(place)

    def finish(self) -> None:
        """Completed today; whether it helped is looked at later."""
        service.finish(self.session.store, self.record)
        self.session.tell(_("The action is done. In {days} days you are asked whether it helped.").format(
            days=service.PROOF_DAYS), undo=True)
