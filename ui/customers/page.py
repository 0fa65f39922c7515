"""The page of customers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crm_desktop.customers import model, service
from crm_desktop.kit.i18n import N_, _, listed
from crm_desktop.kit.query import Condition
from ui.customers.card import CustomerCard
from ui.customers.columns import list_columns
from ui.customers.files import attach, save_copy
from ui.kit.actions import Action
from ui.kit.record_card import Card
from ui.kit.record_form import FormPlan
from ui.kit.record_list import RecordList, View
from ui.kit.record_page import CARD, RecordPage, customer_of

if TYPE_CHECKING:
    from crm_desktop.kit.store import Notice
    from crm_desktop.kit.store.drafts import Draft

FILE = "attached_file"
CARD_REPORT = "customer-card"


class CustomersPage(RecordPage):
    """List and card of customers; contacts, purchases, notes and files of a customer open here too."""

    EARLY = True
    LISTS = {model.FORM: "customer-list"}

    def make_list(self, form_id: str, new: Action, import_: Action) -> RecordList:
        """With key accounts and incomplete data as views; poor data is marked. Empty, it offers the import first."""
        least = self.session.store.setting("customers.completeness_near")
        views = (View("key", N_("Key accounts"), (Condition("customer_class", "in", ("key_account",)),)),
                 View("gaps", N_("Data incomplete"), (Condition("record_completeness", "lt", least),),
                      ("record_completeness",)))
        return RecordList(self.session, form_id, views=views, columns=list_columns(least), new=new,
                          import_=replace(import_, text=N_("Import from Excel"), primary=True))

    def new_text(self, form_id: str) -> str:
        """The word on the button."""
        return {model.FORM: N_("New customer"), "contact_person": N_("New contact person"),
                "purchase_record": N_("New purchase"), "communication_record": N_("New communication record")
                }.get(form_id, N_("New"))

    def plan(self, form_id: str, record: int) -> FormPlan:
        """A customer's name is compared while it is typed; a file's own facts stay as they are."""
        if form_id == model.FORM:
            return FormPlan(near={"customer_name": lambda text: self.same_name(text, record or None)},
                            first=("customer_name",), print_=self.print_record)
        found = super().plan(form_id, record)
        if form_id == FILE:
            found.fields = ("file_name", "remarks", "added_at", "added_by", "size")
            found.locked = dict.fromkeys(("added_at", "added_by", "size"), "")
        else:
            declared = {field.id for field in self.declared(form_id)}
            found.first = tuple(f for f in ("customer", "contact_name", "purchase_date", "content") if f in declared)
        return found

    def same_name(self, text: str, but: int | None) -> str:
        """The warning while a name is typed: who is called the same or nearly."""
        found = service.same_names(self.session.store, text, but)
        if not found:
            return ""
        names = listed(*(f"{name} ({number})" for _id, number, name in found[:3]))
        return _("Already a customer? {names}").format(names=names)

    def make_card(self, form_id: str) -> Card:
        """The customer's own card; plain ones for the rest."""
        return CustomerCard(self.session) if form_id == model.FORM else super().make_card(form_id)

    def sheet_of(self, form_id: str) -> str:
        """A customer prints as the card."""
        return CARD_REPORT if form_id == model.FORM else super().sheet_of(form_id)

    def card_actions(self) -> list[Action]:
        """With attaching a file; a file can be saved."""
        found = super().card_actions()
        if self.form_id == model.FORM:
            found[2:2] = [Action("note", N_("Write a note"), self.write_note, key="Ctrl+T", icon="notebook-pen",
                                 shown=False, writes=True),
                          Action("attach", N_("Attach file"), lambda: attach(self.session, self.record, self),
                                 key="Ctrl+J", icon="paperclip", menu="file", writes=True)]
        if self.form_id == FILE:
            found.insert(2, Action("save_copy", N_("Save a copy"), lambda: save_copy(self.session, self.record, self),
                                   icon="download", menu="file"))
        return found

    def write_note(self) -> None:
        """The keyboard goes to the note line."""
        card = self.cards[model.FORM]
        assert isinstance(card, CustomerCard)
        card.tabs.setCurrentIndex(0)
        card.timeline.note.setFocus()

    def go_on(self, draft: Draft) -> None:
        """A note about a customer goes on in the note line of the card."""
        if draft.form == "communication_record" and draft.record < 0:
            self.open(model.FORM, -draft.record)
            self.write_note()
        else:
            super().go_on(draft)

    def home(self, form_id: str, record: int) -> tuple[str, str, int]:
        """From a contact, purchase, note or file back to its customer."""
        customer = customer_of(self.session.store, form_id, record) if form_id != model.FORM and record else None
        return (CARD, model.FORM, customer) if customer else super().home(form_id, record)

    def open(self, form_id: str, record_id: int) -> None:
        """Contacts open on their customer's card, where they are changed."""
        if form_id != "contact_person":
            super().open(form_id, record_id)
            return
        customer = customer_of(self.session.store, form_id, record_id)
        if customer:
            super().open(model.FORM, customer)

    def wants(self, notice: Notice) -> bool:
        """The card shows what happened anywhere with the customer."""
        return super().wants(notice) or bool(notice.changes)
