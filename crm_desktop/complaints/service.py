"""The verbs and rules of complaints."""

from __future__ import annotations

from functools import partial
from typing import Any

from crm_desktop.complaints import model
from crm_desktop.kit import clock
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import _
from crm_desktop.kit.store import Store

_ENDED = "', '".join(model.ENDED)


def open_by_customer(store: Store, ids: list[int]) -> dict[int, Any]:
    """count(complaint_record of this customer not resolved or closed); 0 for a customer without any."""
    rows = store.db.conn.execute(
        f"SELECT customer, count(*) FROM complaints WHERE deleted_at IS NULL AND resolved_at IS NULL"
        f" AND coalesce(status, '') NOT IN ('{_ENDED}')"
        f" AND customer IN ({', '.join('?' * len(ids))}) GROUP BY customer", ids).fetchall()
    return dict.fromkeys(ids, 0) | {int(customer): int(count) for customer, count in rows}


def _durations(store: Store, ids: list[int], field: str) -> dict[int, Any]:
    response, solution = (store.setting(f"complaints.{s}_hours") for s in ("response", "solution"))
    marks = ", ".join("?" * len(ids))
    rows = store.rows("SELECT id, received_at, first_response_at, resolved_at FROM complaints"
                      f" WHERE id IN ({marks})", ids)
    return {r["id"]: model.computed(r, response, solution)[field] for r in rows}


def repeated(store: Store, ids: list[int]) -> dict[int, Any]:
    """Another complaint of the same customer about the same product within the set days before this one."""
    days = store.setting("complaints.repeat_days")
    marks = ", ".join("?" * len(ids))
    return {r["id"]: bool(r["again"]) for r in store.rows(
        "SELECT c.id, EXISTS (SELECT 1 FROM complaints o WHERE o.customer = c.customer AND o.id <> c.id"
        " AND o.product = c.product AND o.deleted_at IS NULL AND o.received_at <= c.received_at"
        " AND julianday(c.received_at) - julianday(o.received_at) <= ?) AS again"
        f" FROM complaints c WHERE c.id IN ({marks})", (days, *ids))}


COMPUTED = {
    ("customer_master", "open_complaints"): open_by_customer,
    (model.FORM, "is_repeated"): repeated,
    **{(model.FORM, f): partial(_durations, field=f)
       for f in ("response_duration", "response_in_time", "resolution_duration", "resolved_in_time")},
}


def check(store: Store, record: dict[str, Any], old: dict[str, Any] | None) -> list[Problem]:
    """Nothing is answered or solved before it was received, and nothing tomorrow."""
    found, received = [], record.get("received_at") or ""
    if received > clock.stamp():
        found.append(Problem(_("The complaint can't have been received later than now."), field="received_at"))
    for field, sentence in (("first_response_at", _("The first response can't be earlier than the complaint.")),
                            ("resolved_at", _("The solution can't be earlier than the complaint."))):
        if record.get(field) and record[field] < received:
            found.append(Problem(sentence, field=field))
    if record.get("status") in model.ENDED and not record.get("resolved_at"):
        found.append(Problem(_("Enter when the complaint was resolved."), field="resolved_at"))
    if record.get("complainant") and store.value("SELECT customer FROM contacts WHERE id = ?",
                                                  (record["complainant"],)) != record.get("customer"):
        found.append(Problem(_("The complainant is not a contact person of this customer."), field="complainant"))
    return found


CHECKS = {model.FORM: check}
