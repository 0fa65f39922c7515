"""Which of the nine steps of a call-back (003/3.1.1) are done, read off the papers that belong together."""

from __future__ import annotations

from typing import Any

from crm_desktop.kit import records
from crm_desktop.kit.query import Condition, Query
from crm_desktop.kit.store import Store
from crm_desktop.visits.model import PHONE, PLAN, REACHED, RECORD, REPORT

Values = dict[str, Any]


def steps_done(store: Store, form: str, record: int, known: Values) -> list[bool]:
    """Done or not, step by step. `known` is the record, or (record 0) what is typed so far."""
    plan, made, report = _papers(store, form, record, known)
    customer = any(known.get(f) for f in ("planned_customer", "customer_visited", "customer", "callback_customer"))
    planned = bool(plan) and (form != PLAN or record > 0)
    reviewed = made.get("reviewed_on") or report.get("reviewed_on")
    called = bool(made) and made.get("outcome", REACHED) == REACHED  # a call that reached nobody is to be made again
    return [customer, customer, planned, planned and bool(plan.get("start_time") or plan.get("appointment")),
            planned and bool(plan.get("materials_prepared") or form != PLAN or made), called, bool(report),
            bool(reviewed), bool(report and reviewed)]


def _papers(store: Store, form: str, record: int, known: Values) -> tuple[Values, Values, Values]:
    """The plan, the record of the visit or call, and the report of it, as far as there are any."""
    if form == REPORT:
        made = _raw(store, RECORD, known.get("callback_record")) or _call_of(store, known)
        return _raw(store, PLAN, made.get("callback_plan")), made, known
    if form == PLAN:
        visit = _newest(store, RECORD, {"callback_plan": record}, "reviewed_on")
        if visit or not record:
            return known, visit, _report_of(store, visit)
        call = _newest(store, PHONE, {"callback_plan": record}, "outcome", "customer", "last_called_at")
        return known, call, _report_of_call(store, call)
    made = known if record else {}
    report = _report_of(store, made) if form == RECORD else _report_of_call(
        store, records.whole(store, PHONE, record) if record else {})  # with the moment of its last call
    return _raw(store, PLAN, known.get("callback_plan")), made, report


def _report_of(store: Store, visit: Values) -> Values:
    return _newest(store, REPORT, {"callback_record": visit.get("id")}, "reviewed_on")


def _report_of_call(store: Store, call: Values) -> Values:
    """A report of a call names none: it is that of the customer and the moment it took over."""
    found = _newest(store, REPORT, {"callback_customer": call.get("customer"),
                                    "callback_time": call.get("last_called_at")}, "reviewed_on", "callback_record")
    return {} if found.get("callback_record") else found


def _call_of(store: Store, report: Values) -> Values:
    return _newest(store, PHONE, {"customer": report.get("callback_customer"),
                                  "last_called_at": report.get("callback_time")}, "outcome", "callback_plan")


def _raw(store: Store, form: str, record: int | None) -> Values:
    raw = store.raw(form, record) if record else None
    return records.get(store, form, record) if record and raw and not raw["deleted_at"] else {}


def _newest(store: Store, form: str, where: Values, *columns: str) -> Values:
    """The newest paper that says so; what is not known yet is said by none."""
    if not all(where.values()):
        return {}
    conditions = tuple(Condition(field, "is", value) for field, value in where.items())
    rows = Query(form, where=conditions, sort=("-id",)).run(store).rows(0, 1, columns)
    return dict(rows[0]) if rows else {}
