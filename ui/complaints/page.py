"""The page of complaints. Entering is quick: customer fragment, Enter, what happened, Ctrl+S."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from crm_desktop.complaints import model
from crm_desktop.kit import forms, records
from crm_desktop.kit.i18n import N_
from crm_desktop.kit.query import Condition
from ui.customers.people import main_contact
from ui.kit.actions import Action
from ui.kit.form_editor import FormEditor
from ui.kit.record_form import FormPlan
from ui.kit.record_list import RecordList, View
from ui.kit.record_page import RecordPage

if TYPE_CHECKING:
    from crm_desktop.kit.store import Store
    from ui.kit.session import Session

FORM = "complaint_record"
CALL = {"channel": "phone", "severity": "ordinary"}  # what most calls are; changed where it is not so
# What can be asked while she listens comes first; the rest follows in paper order.
_FIRST = ("customer", "complainant", "contact", "content", "customer_request")


def open_conditions() -> tuple[Condition, ...]:
    """What an open complaint is: no time of solution, no end status (an unknown status is open too)."""
    going_on = (c.id for c in forms.get(FORM).by_id["status"].choices if c.id not in model.ENDED)
    return (Condition("resolved_at", "empty"), Condition("status", "in", (*going_on, None)))


def register(session: Session, customer: int | None) -> None:
    """F7: a new complaint, of the customer in view."""
    session.new(FORM, {"customer": customer} if customer else {})




class ComplaintsPage(RecordPage):
    """List, card and form of complaints."""

    LISTS = {FORM: "complaint-list"}

    def make_list(self, form_id: str, new: Action, import_: Action) -> RecordList:
        """With the open and the serious ones as views."""
        views = (View("open", N_("Still open"), open_conditions()),
                 View("serious", N_("Major and special"), (Condition("severity", "in", ("major", "special")),)))
        return RecordList(self.session, form_id, views=views, new=new, import_=import_)

    def new_text(self, form_id: str) -> str:
        """The word on the button."""
        return N_("Register complaint")

    def new(self, form_id: str, values: dict[str, Any]) -> None:
        """Filled in for a call."""
        super().new(form_id, {**CALL, **values})

    def plan(self, form_id: str, record: int) -> FormPlan:
        """A new one in the order of a telephone call."""
        if record:
            return super().plan(form_id, record)
        rest = [f.id for f in self.declared(form_id) if f.id not in _FIRST]
        return FormPlan(fields=(*_FIRST, *rest), first=("customer", "content"), verb=N_("Register"),
                        print_=self.print_record,
                        ready=lambda editor: CallForm(self.session.store, editor))


class CallForm(QObject):
    """Joins the fields of a complaint being taken: the customer brings the contact, the contact the telephone."""

    def __init__(self, store: Store, editor: FormEditor) -> None:
        super().__init__(editor)
        self._store, self._editor = store, editor
        fields = editor.editors
        fields["customer"].changed.connect(self._customer_changed)
        fields["complainant"].changed.connect(self._complainant_changed)
        fields["customer"].next_asked.connect(self._go_on)
        self._customer: int | None = None
        if editor.value("complainant") is None:
            self._customer_changed()
        self._customer = editor.value("customer")

    def _customer_changed(self) -> None:
        customer = self._editor.value("customer")
        if customer == self._customer:
            return
        self._customer = customer
        main = main_contact(self._store, customer) if customer else None
        if main is not None or self._editor.value("complainant") is not None:
            self._editor.put("complainant", main)

    def _complainant_changed(self) -> None:
        contact = self._editor.value("complainant")
        if contact is None:
            return
        person = records.get(self._store, "contact_person", contact)
        if number := person.get("mobile") or person.get("telephone"):
            self._editor.put("contact", number)

    def _go_on(self) -> None:
        """Enter on the customer leads straight to what happened."""
        if self._editor.value("customer") is not None and self._editor.editors["content"].is_empty():
            self._editor.focus("content")
