"""How the forms of call-backs look: what is asked first, what a later person fills in, what stands beside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from crm_desktop.kit import records
from crm_desktop.kit.i18n import N_, _
from crm_desktop.visits.calls import keep_call, prefill_call
from crm_desktop.visits.model import PHONE, PLAN, RECORD
from crm_desktop.visits.reviews import REVIEWED
from crm_desktop.visits.service import asked, waits
from ui.kit.editors.links import LinkEditor
from ui.kit.form_editor import FormEditor
from ui.kit.record_form import FormPlan
from ui.visits.beside import Beside
from ui.visits.offers import look_for_clash, look_for_next_call, look_for_promise

if TYPE_CHECKING:
    from ui.visits.page import VisitsPage

# What is asked when a call-back is planned; the rest of the sheet follows.
PLANNED = ("planned_customer", "planned_date", "start_time", "duration", "callback_mode", "purpose", "place",
           "callback_specialist")
RECORDED = ("callback_date", "start_time", "customer_visited", "visitor", "mode", "product_fit_satisfaction",
            "key_points", "visit_notes", "customer_opinions", "countermeasures", "next_action", "next_action_on",
            "next_action_time", "remarks")
CALLED = ("customer", "customer_name", "customer_occupation", "contact", "caller", "calls", "outcome",
          "next_attempt_on", "next_attempt_time", "callback_plan")
_LEADING = {PLAN: ("planned_customer", "planned_date"), RECORD: ("customer_visited", "callback_date", "visit_notes"),
            PHONE: ("customer", "customer_name", "calls")}
_HEADS = {RECORD: {"next_action": N_("What comes next"), "leader_opinion": N_("Filing")},
          PHONE: {"outcome": N_("How it went")},
          PLAN: {"filled_on": N_("The rest of the sheet")}}


def plan(page: VisitsPage, found: FormPlan, form_id: str, record: int, *, reviewing: bool) -> FormPlan:
    """The plan of a form."""
    order = {PLAN: PLANNED, RECORD: RECORDED, PHONE: CALLED}.get(form_id, ())
    rest = [f.id for f in page.declared(form_id) if f.id not in order]
    if order:
        found.fields = (*order, *rest)
    found.first = _LEADING.get(form_id, ())
    found.heads = {f: t for f, t in _HEADS.get(form_id, {}).items() if f in (found.fields or ())}
    if form_id in REVIEWED and not reviewing:
        why = _("Written at the review of the supervisor.")
        found.locked = {f: why if n == 0 else "" for n, f in enumerate(REVIEWED[form_id]) if f}
    session = page.session
    if form_id == PLAN:
        found.beside = lambda editor: Beside(session, editor, "planned_customer", "",
                                             lambda offer: look_for_clash(session, editor, record, offer))
    elif form_id == RECORD:
        found.beside = lambda editor: Beside(session, editor, "customer_visited", "callback_plan",
                                             lambda offer: look_for_promise(session, editor, offer))
    elif form_id == PHONE:
        found.beside = lambda editor: Beside(session, editor, "customer", "callback_plan",
                                             lambda offer: look_for_next_call(session, editor, offer))
        found.ready = lambda editor: (Caller(page, editor, new=not record), Outcome(page, editor))
        if not record:
            found.keep = lambda editor, values: _keep_call(page, editor, values)
    return found


def _keep_call(page: VisitsPage, editor: FormEditor, values: dict[str, Any]) -> int:
    """Keep a new call; who answered and is not known yet is entered in the same change."""
    person = editor.editors["customer_name"]
    return keep_call(page.session.store, values, person.newcomer if isinstance(person, LinkEditor) else "")


class Caller(QObject):
    """The customer of a call brings the main contact person, the person the number."""

    def __init__(self, page: VisitsPage, editor: FormEditor, *, new: bool) -> None:
        super().__init__(editor)
        person = editor.editors["customer_name"]
        if new and isinstance(person, LinkEditor):
            editor.around.creates |= {"contact_ref"}
            person.takes_newcomer = True
        self._store, self._editor = page.session.store, editor
        self._customer, self._person = editor.value("customer"), editor.value("customer_name")
        editor.editors["customer"].changed.connect(self._customer_changed)
        editor.editors["customer_name"].changed.connect(self._person_changed)

    def _customer_changed(self) -> None:
        customer = self._editor.value("customer")
        if customer == self._customer:
            return
        self._customer = customer
        if customer and self._editor.value("customer_name") is None:
            known = prefill_call(self._store, customer=customer)
            for name in ("customer_name", "customer_occupation", "contact"):
                self._editor.put(name, known.get(name))

    def _person_changed(self) -> None:
        person = self._editor.value("customer_name")
        if person is None or person == self._person:
            return
        self._person = person
        known = records.get(self._store, "contact_person", person)
        if self._editor.value("customer") is None:
            self._customer = known["customer"]
            self._editor.put("customer", known["customer"])
        self._editor.put("customer_occupation", known["position"])
        if number := known["mobile"] or known["telephone"]:
            self._editor.put("contact", number)


class Outcome(QObject):
    """A call of a plan that is still to be done says how it went: asked for as long as the plan waits."""

    def __init__(self, page: VisitsPage, editor: FormEditor) -> None:
        super().__init__(editor)
        self._store, self._editor = page.session.store, editor
        for name in ("callback_plan", "outcome"):
            editor.editors[name].changed.connect(self._ask)
        self._ask()

    def _ask(self) -> None:
        needed = waits(self._store, self._editor.value("callback_plan"))
        box = self._editor.boxes["outcome"]
        box.need(needed)
        box.near.say(asked() if needed and self._editor.value("outcome") is None else "")
