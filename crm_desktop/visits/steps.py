"""Which of the nine steps of a call-back (003/3.1.1) are done, read off the papers that belong together."""

from __future__ import annotations

from typing import Any

from crm_desktop.kit import records
from crm_desktop.kit.query import Condition, Query
from crm_desktop.kit.store import Store
from crm_desktop.visits.model import PHONE, PLAN, RECORD, REPORT

Values = dict[str, Any]


def steps_done(store: Store, form: str, record: int, known: Values) -> list[bool]:
    """Done or not, step by step. `known` is the record, or (record 0) what is typed so far."""
    plan, made, report = _papers(store, form, record, known)
    customer = any(known.get(f) for f in ("planned_customer", "customer_visited", "customer", "callback_customer"))
    planned = bool(plan) and (form != PLAN or record > 0)
    reviewed = made.get("reviewed_on") or report.get("reviewed_on")
    return [customer, customer, planned, planned and bool(plan.get("start_time") or plan.get("appointment")),
            planned and bool(plan.get("materials_prepared") or form != PLAN or made), bool(made), bool(report),
            bool(reviewed), bool(report and reviewed)]


def _papers(store: Store, form: str, record: int, known: Values) -> tuple[Values, Values, Values]:
    """The plan, the record of the visit or call, and the report of the visit, as far as there are any."""
    if form == REPORT:
        visit = _raw(store, RECORD, known.get("callback_record"))
        return _raw(store, PLAN, visit.get("callback_plan")), visit, known
    if form == PLAN:
        visit = _newest(store, RECORD, "callback_plan", record, "reviewed_on")
        return known, visit or _newest(store, PHONE, "callback_plan", record, "outcome"), _report_of(store, visit)
    made = known if record else {}
    return _raw(store, PLAN, known.get("callback_plan")), made, _report_of(store, made if form == RECORD else {})


def _report_of(store: Store, visit: Values) -> Values:
    return _newest(store, REPORT, "callback_record", visit.get("id") or 0, "reviewed_on")


def _raw(store: Store, form: str, record: int | None) -> Values:
    raw = store.raw(form, record) if record else None
    return records.get(store, form, record) if record and raw and not raw["deleted_at"] else {}


def _newest(store: Store, form: str, field: str, record: int, column: str) -> Values:
    """The newest paper that names that record; a record not kept yet (0) is named by none."""
    if not record:
        return {}
    rows = Query(form, where=(Condition(field, "is", record),), sort=("-id",)).run(store).rows(0, 1, (column,))
    return dict(rows[0]) if rows else {}
