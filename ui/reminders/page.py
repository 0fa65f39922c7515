"""The page of reminders: the list, and the small form that every card opens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from crm_desktop.kit import records
from crm_desktop.kit.i18n import N_, _, ngettext
from crm_desktop.kit.query import Condition
from crm_desktop.reminders import service
from crm_desktop.reminders.service import FORM
from ui.kit.actions import Action
from ui.kit.record_form import FormPlan
from ui.kit.record_list import RecordList, View
from ui.kit.record_page import FORM as FORM_FACE
from ui.kit.record_page import RecordPage, customer_of

if TYPE_CHECKING:
    from ui.kit.session import Session

CUSTOMER = "customer_master"
_OPEN = (Condition("done_at", "empty"),)
_ASKED = ("what", "due_on", "due_time", "kind", "owner", "customer", "about", "remarks")


def remind(session: Session, form_id: str, record: int) -> None:
    """Ctrl+R on a card: a reminder about it."""
    customer = customer_of(session.store, form_id, record)
    about = {} if form_id in (CUSTOMER, FORM) else {"about": {"form": form_id, "id": record}}
    session.new(FORM, {**about, **({"customer": customer} if customer else {})})


def done(session: Session, ids: Sequence[int]) -> None:
    """They were done; that is said, and can be taken back."""
    store = session.store
    names = records.names(store, FORM, ids)
    with store.change(N_("Reminder done")):
        for record in ids:
            service.done(store, record)
    if len(ids) == 1:
        session.tell(_("Done: {what}").format(what=names.get(ids[0], "")), undo=True)
    else:
        session.tell(ngettext("{count} reminder is done.", "{count} reminders are done.", len(ids)).format(
            count=f"{len(ids):,}"), undo=True)


def done_now(session: Session, record: int) -> None:
    """One was done, said on a line of Today."""
    done(session, [record])


class RemindersPage(RecordPage):
    """List, card and form of reminders. A form begun from a card goes back to that card."""

    LISTS = {FORM: "reminder-list"}

    def make_list(self, form_id: str, new: Action, import_: Action) -> RecordList:
        """The open ones and one's own as views."""
        mine = self.session.store.user.staff
        views = [View("open", N_("To be done"), _OPEN, ("due_on", "due_time"))]
        if mine is not None:
            views.append(View("mine", N_("Mine"), (*_OPEN, Condition("owner", "in", (mine,))), ("due_on", "due_time")))
        views.append(View("done", N_("Done"), (Condition("done_at", "filled"),), ("-done_at",)))
        return RecordList(self.session, form_id, views=tuple(views), new=new, import_=import_)

    def new_text(self, form_id: str) -> str:
        """The word on the button."""
        return N_("New reminder")

    def plan(self, form_id: str, record: int) -> FormPlan:
        """What, when, who; what the program notes itself is not asked."""
        return FormPlan(fields=_ASKED, first=("what",))

    def list_actions(self, form_id: str) -> list[Action]:
        """With what ends a reminder."""
        found = super().list_actions(form_id)
        found.insert(-1, Action("done", N_("Mark done"), lambda: done(self.session, self.list.chosen_ids()),
                                key="Ctrl+Return", icon="check", shown=False, writes=True,
                                enabled=lambda: self.list.current_id() is not None))
        return found

    def card_actions(self) -> list[Action]:
        """Done or open again; the record it is about."""
        found, known = super().card_actions(), self.cards[FORM].values
        about = known.get("about")
        if about:
            found.append(Action("open_about", N_("Open the record"), icon="external-link", key="Ctrl+O",
                                run=lambda: self.session.open(str(about["form"]), int(about["id"]))))
        if known.get("done_at"):
            found.append(Action("reopen", N_("Open again"), self.reopen, icon="rotate-ccw", writes=True))
        else:
            found.append(Action("done", N_("Mark done"), self.done, key="Ctrl+Return", icon="check",
                                writes=True))
        return found

    def done(self) -> None:
        """The one in view was done; its card says so."""
        done(self.session, [self.record])

    def reopen(self) -> None:
        """The one in view is to be done after all."""
        service.reopen(self.session.store, self.record)
        self.session.tell(_("It is open again."), undo=True)

    def _go_to(self, place: tuple[str, str, int]) -> None:
        if self.mode == FORM_FACE and not self.record and self.asked_elsewhere:
            self.show_list(FORM)
            self.session.back_asked.emit()
        else:
            super()._go_to(place)
