"""The computed fields of complaints, and of customers about their complaints."""

from __future__ import annotations

from functools import partial
from typing import Any

from crm_desktop.complaints import clocks, model
from crm_desktop.complaints.model import FORM
from crm_desktop.kit.store import Store

_ENDED = "', '".join(model.ENDED)


def open_by_customer(store: Store, ids: list[int]) -> dict[int, Any]:
    """count(complaint_record of this customer not resolved or closed); 0 for a customer without any."""
    rows = store.rows_of(
        "SELECT customer, count(*) AS n FROM complaints WHERE deleted_at IS NULL AND resolved_at IS NULL"
        f" AND coalesce(status, '') NOT IN ('{_ENDED}') AND customer IN ({{marks}}) GROUP BY customer", ids)
    return dict.fromkeys(ids, 0) | {r["customer"]: r["n"] for r in rows}


def _durations(store: Store, ids: list[int], field: str) -> dict[int, Any]:
    rows = store.rows_of("SELECT id, received_at, first_response_at, resolved_at, response_limit_min,"
                         " solution_limit_min FROM complaints WHERE id IN ({marks})", ids)
    return {r["id"]: model.computed(r)[field] for r in rows}


def repeats(store: Store) -> str:
    """What makes a complaint c a repeated one, as SQL: the same customer, the same product, within the set days before.

    The handbook's form asks for the same cause too; that is only known once the case is solved.
    """
    return ("(c.product IS NOT NULL AND EXISTS (SELECT 1 FROM complaints o WHERE o.customer = c.customer"
            " AND o.id <> c.id AND o.product = c.product"
            " AND o.deleted_at IS NULL AND o.received_at <= c.received_at AND o.received_at >="
            f" strftime('%Y-%m-%dT%H:%M:%SZ', c.received_at, '-{int(store.setting('complaints.repeat_days'))} days')))")


def repeated(store: Store, ids: list[int]) -> dict[int, Any]:
    """is_repeated of each complaint."""
    return {r["id"]: bool(r["again"]) for r in store.rows_of(
        f"SELECT c.id, {repeats(store)} AS again FROM complaints c WHERE c.id IN ({{marks}})", ids)}


RULES = {
    ("customer_master", "open_complaints"): open_by_customer,
    (FORM, "is_repeated"): repeated,
    **{(FORM, f): partial(_durations, field=f)
       for f in ("response_duration", "response_in_time", "resolution_duration", "resolved_in_time")},
    **{(FORM, f"{k}_clock"): partial(clocks.text_of, kind=k) for k in model.LIMITS},
    **{(FORM, f"{k}_state"): partial(clocks.state_of, kind=k) for k in model.LIMITS},
}
