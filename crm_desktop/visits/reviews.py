"""The report of a call-back, filled in from its record, and the supervisor's comment on any of the papers."""

from __future__ import annotations

from datetime import datetime, time

from crm_desktop.kit import clock, forms, records
from crm_desktop.kit.i18n import _
from crm_desktop.kit.store import Store
from crm_desktop.kit.store.layout import Record
from crm_desktop.visits import model
from crm_desktop.visits.model import PHONE, PLAN, RECORD, REPORT

# Of each paper: the comment, the day of it, and who made it where the paper keeps that.
REVIEWED = {PLAN: ("supervisor_opinion", "approved_on", None), RECORD: ("leader_opinion", "reviewed_on", "reviewed_by"),
            REPORT: ("leader_review", "reviewed_on", "reviewed_by")}


def prefill(store: Store, record: int, form_id: str = RECORD) -> Record:
    """What a report (callback_report) takes over from a record, or from a telephone record."""
    found = _from_call(store, record) if form_id == PHONE else _from_record(store, record)
    return {k: v for k, v in found.items() if v not in (None, "")}


def _from_record(store: Store, record: int) -> Record:
    known = records.get(store, RECORD, record)
    plan = records.get(store, PLAN, known["callback_plan"]) if known["callback_plan"] else {}
    mode = known["mode"] or (model.kind_of(plan["callback_mode"]) if plan else None)
    field = forms.get(RECORD).by_id["product_fit_satisfaction"]
    fit = field.by_choice.get(known["product_fit_satisfaction"] or "")
    return {
        "callback_record": record, "callback_customer": known["customer_visited"], "callback_staff": known["visitor"],
        "callback_time": _at(store, known["callback_date"], known["start_time"] or plan.get("start_time")),
        "purpose": plan.get("purpose") or known["key_points"], "form_of_callback": _mode_text(mode),
        "main_content": _lines(known["key_points"] if plan.get("purpose") else None, known["visit_notes"]),
        "main_opinions": known["customer_opinions"], "service_improvements": known["countermeasures"],
        "product_rating": _("{label}: {answer}").format(label=field.text(), answer=fit.text()) if fit else None,
        "result": _lines(known["next_action"]), "remarks": known["remarks"]}


def _from_call(store: Store, record: int) -> Record:
    known = records.whole(store, PHONE, record)
    calls = known["calls"] or []
    return {
        "callback_customer": known["customer"], "callback_staff": known["caller"],
        "callback_time": known["last_called_at"], "form_of_callback": _mode_text("phone"),
        "purpose": next((c["purpose"] for c in calls if c.get("purpose")), None),
        "main_content": _lines(*(c.get("content") for c in calls)), "result": known["last_result"]}


def _at(store: Store, day: str, start: str | None) -> str:
    begins = time.fromisoformat(start) if start else time(9)
    at = clock.stamp(datetime.combine(datetime.fromisoformat(day).date(), begins, store.zone))
    return min(at, clock.stamp())


def _mode_text(mode: str | None) -> str | None:
    choice = forms.get(PLAN).by_id["callback_mode"].by_choice.get(mode or "")
    return choice.text() if choice else None


def _lines(*texts: str | None) -> str | None:
    return "\n".join(t for t in texts if t) or None
