"""The page of improvement actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent

from crm_desktop.improvement import service
from crm_desktop.improvement.service import FORM
from crm_desktop.kit import clock, feature
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.query import Condition
from ui.kit.actions import Action
from ui.kit.record_form import FormPlan
from ui.kit.record_list import RecordList, View
from ui.kit.record_page import CARD, RecordPage

if TYPE_CHECKING:
    from crm_desktop.kit.store import Notice


class ImprovementPage(RecordPage):
    """List, card and form."""

    LISTS = {FORM: "improvement-action-list"}
    just_come = asked_elsewhere = False

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
        return found

    def card_actions(self) -> list[Action]:
        """Done: the measure is carried out."""
        found = super().card_actions()
        if not self.cards[FORM].values.get("done_on"):
            found[-1:-1] = [Action("finish", N_("Done"), self.finish, icon="check", writes=True)]
        return found

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """What is opened in the same moment was asked for on another page."""
        super().showEvent(event)
        self.just_come = True
        QTimer.singleShot(0, self, self._here)

    def _here(self) -> None:
        self.just_come = False

    def open(self, form_id: str, record_id: int) -> None:
        """Show that record; back goes to the page that asked for it."""
        self.asked_elsewhere = self.just_come
        super().open(form_id, record_id)

    def show_list(self, form_id: str) -> None:
        """The list, from which back goes nowhere else."""
        self.asked_elsewhere = False
        super().show_list(form_id)

    def back(self) -> None:
        """To the list, or to the page from which the card was opened: Today, a survey's result."""
        if self.mode == CARD and self.asked_elsewhere:
            self.asked_elsewhere = False
            self.session.back_asked.emit()
        else:
            super().back()

    def refresh(self, notice: Notice | None) -> None:
        """What can be done with a card depends on what stands in it."""
        super().refresh(notice)
        if self.mode == CARD:
            self.update_head()

    def finish(self) -> None:
        """Completed today; whether it helped is looked at later."""
        service.finish(self.session.store, self.record)
        self.session.tell(_("The action is done. In {days} days you are asked whether it helped.").format(
            days=service.PROOF_DAYS), undo=True)
