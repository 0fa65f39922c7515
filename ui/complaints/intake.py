"""A complaint being taken on the telephone: how its fields join, and how it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from crm_desktop.complaints import model, service
from crm_desktop.complaints.service import Caller
from crm_desktop.kit import records
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import N_
from ui.complaints.intake_side import IntakeSide
from ui.customers.people import main_contact
from ui.kit.editors.links import LinkEditor
from ui.kit.record_form import FormPlan

if TYPE_CHECKING:
    from collections.abc import Callable

    from crm_desktop.kit.store import Store
    from ui.kit.form_editor import FormEditor
    from ui.kit.session import Session

FORM = model.FORM
CALL = {"channel": "phone", "severity": "ordinary"}  # what most calls are; changed where it is not so
# What can be asked while she listens, then what can wait until the call is over.
FIRST = ("customer", "complainant", "contact", "content", "customer_request")
LATER = ("received_at", "channel", "subject", "product", "severity", "is_dispute", "responsible_department", "owner",
         "accepted_by")


def plan(session: Session, print_: Callable[[str, int], object]) -> FormPlan:
    """The form of a call: customer fragment, Enter, what happened, Ctrl+S."""
    return FormPlan(
        fields=(*FIRST, *LATER), heads={LATER[0]: N_("This can wait until the call is over")},
        first=("customer", "content"), verb=N_("Register"), print_=print_, print_text=N_("Register and print receipt"),
        ready=lambda editor: CallForm(session.store, editor), keep=lambda editor, values: keep(session, editor, values),
        beside=lambda editor: IntakeSide(session, editor))


def keep(session: Session, editor: FormEditor, values: dict[str, Any]) -> int:
    """Register it; a caller nobody knows becomes a customer in the same change."""
    field = editor.editors["customer"]
    name = field.newcomer if isinstance(field, LinkEditor) else ""
    caller = Caller(name, values.get("contact")) if name else None
    return service.register(session.store, {k: v for k, v in values.items() if k != "customer" or not name}, caller)


class CallForm(QObject):
    """Joins the fields of a complaint being taken: the customer brings the contact, the contact the telephone."""

    def __init__(self, store: Store, editor: FormEditor) -> None:
        super().__init__(editor)
        self._store, self._editor = store, editor
        fields = editor.editors
        if isinstance(fields["customer"], LinkEditor):
            fields["customer"].takes_newcomer = True
        fields["customer"].changed.connect(self._customer_changed)
        fields["complainant"].changed.connect(self._complainant_changed)
        fields["customer"].next_asked.connect(self._go_on)
        self._customer: int | None = None
        self._number = ""  # the telephone filled in for her; another customer's doesn't stay
        if editor.value("complainant") is None:
            self._customer_changed()
        self._customer = editor.value("customer")

    def _customer_changed(self) -> None:
        customer = self._editor.value("customer")
        if customer == self._customer:
            return
        self._customer = customer
        if self._number and self._editor.editors["contact"].text() == self._number:
            self._editor.put("contact", None)
        self._number = ""
        main = main_contact(self._store, customer) if customer else None
        if main is not None or self._editor.value("complainant") is not None:
            self._editor.put("complainant", main)
        if main is None and customer:
            self._office_number(customer)

    def _office_number(self, customer: int) -> None:
        """Without a contact person, the customer's own telephone."""
        number = self._number_of("customer_master", customer, "telephone")
        if number and self._editor.editors["contact"].is_empty():
            self._fill(number)

    def _fill(self, number: str) -> None:
        self._editor.put("contact", number)
        self._number = self._editor.editors["contact"].text()

    def _complainant_changed(self) -> None:
        contact = self._editor.value("complainant")
        if contact is None:
            return
        if number := self._number_of("contact_person", contact, "mobile", "telephone"):
            self._fill(number)

    def _number_of(self, form: str, record: int, *fields: str) -> str:
        try:
            known = records.get(self._store, form, record)
        except Problem:  # thrown away for good since the draft was kept
            return ""
        return next((known[f] for f in fields if known[f]), "")

    def _go_on(self) -> None:
        """Enter on the customer leads straight to what happened; a new caller is asked for the telephone first."""
        field = self._editor.editors["customer"]
        if isinstance(field, LinkEditor) and field.newcomer and self._editor.editors["contact"].is_empty():
            self._editor.focus("contact")
        elif self._editor.value("customer") is not None and self._editor.editors["content"].is_empty():
            self._editor.focus("content")
