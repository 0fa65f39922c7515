"""The form of a walk-in: visitor and organisation, known or new, what they want, how it ends."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from crm_desktop.kit import clock, records
from crm_desktop.kit.errors import Problem, Problems
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.values import whole_day
from crm_desktop.reception.service import CANNOT, PROMISED, receive
from ui.kit.editors.links import LinkEditor
from ui.kit.form_editor import FormEditor
from ui.kit.record_form import FormPlan

if TYPE_CHECKING:
    from crm_desktop.kit.store import Store
    from ui.kit.session import Session

FIRST = ("customer_name", "organisation", "visit_purpose", "visit_requests", "resolution", "promised_days",
         "unresolved_reason")
LATER = ("received_at", "receptionist", "date", "remarks")
_FIELDS = {"contact": "customer_name", "customer": "organisation"}  # where a problem with a newcomer stands


def plan(session: Session, found: FormPlan, record: int) -> FormPlan:
    """Whom, what for, what is wanted, how it ends; the rest stands there already."""
    found.fields = (*FIRST, *LATER) if not record else (*FIRST, *LATER, "promise_kept_on", "promise_note")
    found.heads = {"received_at": N_("Filled in already"), "promise_kept_on": N_("The promise")}
    found.first = ("customer_name", "visit_purpose")
    found.near = {"promised_days": lambda text: until(session.store, text)}
    found.ready = lambda editor: Visitor(session.store, editor, new=not record)
    if not record:
        found.verb, found.keep = N_("Receive"), lambda editor, values: keep(session.store, editor, values)
    return found


def until(store: Store, text: str) -> str:
    """The last day of a promise of so many days."""
    if not text.isdecimal() or len(text) > 4 or int(text) > 3650:
        return ""
    day = clock.today(store.zone) + timedelta(days=int(text))
    return _("Until {day}; it stands on Today when it is due.").format(day=whole_day(day))


def keep(store: Store, editor: FormEditor, values: dict[str, Any]) -> int:
    """Keep it; whoever is not known yet is entered in the same change."""
    visitor, house = (_newcomer(editor, name) for name in ("customer_name", "organisation"))
    given = {k: v for k, v in values.items() if not (k == "customer_name" and visitor or k == "organisation" and house)}
    try:
        return receive(store, given, contact={"contact_name": visitor} if visitor else None,
                       customer={"customer_name": house} if house else None)
    except Problems as found:
        raise Problems([Problem(p.sentence, field=_FIELDS.get(str(p.field).split(".")[0], p.field))
                        for p in found.problems]) from found


def _newcomer(editor: FormEditor, name: str) -> str:
    field = editor.editors[name]
    return field.newcomer if isinstance(field, LinkEditor) else ""


class Visitor(QObject):
    """The visitor brings the organisation; the outcome says what else is asked."""

    def __init__(self, store: Store, editor: FormEditor, *, new: bool) -> None:
        super().__init__(editor)
        self._store, self._editor = store, editor
        if new:
            editor.around.creates = frozenset(("customer_ref", "contact_ref"))
            for name in ("customer_name", "organisation"):
                field = editor.editors[name]
                assert isinstance(field, LinkEditor)
                field.takes_newcomer = True
        editor.editors["customer_name"].changed.connect(self._visitor_changed)
        editor.editors["resolution"].changed.connect(self._outcome_changed)

    def _visitor_changed(self) -> None:
        person = self._editor.value("customer_name")
        if person is None:
            return
        house = records.get(self._store, "contact_person", person)["customer"]
        if house and self._editor.value("organisation") != house:
            self._editor.put("organisation", house)

    def _outcome_changed(self) -> None:
        """What the outcome asks for is said at its field."""
        outcome, boxes = self._editor.value("resolution"), self._editor.boxes
        asked = {"promised_days": (PROMISED, _("Within how many days.")), "unresolved_reason": (CANNOT, _("Say why."))}
        for name, (when, sentence) in asked.items():
            empty = self._editor.editors[name].is_empty()
            boxes[name].near.say(sentence if outcome == when and empty else "")


def due_mark(store: Store, known: dict[str, Any]) -> tuple[str, str] | None:
    """Where the promise of a reception stands: state and word."""
    if not known.get("promise_due_on"):
        return None
    day, today = date.fromisoformat(known["promise_due_on"]), clock.today(store.zone)
    if known.get("promise_kept_on"):
        return ("done", _("Promise kept on {day}").format(day=known["promise_kept_on"]))
    return ("late" if day < today else "near", _("Promised until {day}").format(day=day.isoformat()))
