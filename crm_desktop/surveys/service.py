"""The verbs and rules of survey plans and satisfaction sheets."""

from __future__ import annotations

from typing import Any

from crm_desktop.kit import clock, records
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.store import Change, Store
from crm_desktop.kit.store.change import Changed
from crm_desktop.surveys import codes, due, model, plans, twins
from crm_desktop.surveys.entry import Batch, Kept, batch, is_kept, key_sheet, new_batch
from crm_desktop.surveys.twins import AlreadyKeyed

__all__ = ["AlreadyKeyed", "Batch", "Kept", "batch", "close_plan", "is_kept", "key_sheet", "new_batch"]
_ITEMS = ", ".join(model.SCALES)


def _sheets(store: Store, ids: list[int]) -> list[dict[str, Any]]:
    return store.rows_of(f"SELECT id, {_ITEMS} FROM satisfaction_sheets WHERE id IN ({{marks}})", ids)


def scores(store: Store, ids: list[int]) -> dict[int, Any]:
    """satisfaction_score of each sheet."""
    return {s["id"]: model.satisfaction_score(s) for s in _sheets(store, ids)}


def satisfied(store: Store, ids: list[int]) -> dict[int, Any]:
    """is_satisfied of each sheet."""
    return {s["id"]: model.is_satisfied(s) for s in _sheets(store, ids)}


def latest(store: Store, ids: list[int]) -> dict[int, Any]:
    """satisfaction_score of the newest valid sheet of each customer."""
    rows = store.rows_of(
        f"SELECT employer, {_ITEMS} FROM satisfaction_sheets WHERE deleted_at IS NULL AND is_valid = 1"
        " AND employer IN ({marks}) ORDER BY answered_on, id", ids)
    return {r["employer"]: model.satisfaction_score(r) for r in rows}


def close_plan(store: Store, plan: int, *, again: bool = False) -> None:
    """The survey is finished today; `again` opens it once more. Raises Problems for one that hasn't begun yet."""
    records.save(store, model.PLAN, plan, {"closed_on": None if again else clock.today(store.zone).isoformat()},
                 label=N_("Survey opened again") if again else N_("Survey finished"))


def check(store: Store, record: dict[str, Any], old: dict[str, Any] | None) -> list[Problem]:
    """An invalid sheet needs the reason; nobody fills one in tomorrow; an anonymous one names nobody; not twice."""
    found = []
    why = record.get("invalid_reason") or record.get("invalid_cause")
    if record.get("is_valid") in (False, 0) and not why:
        found.append(Problem(_("Say why the sheet is not valid."), field="invalid_reason"))
    if record.get("invalid_cause") == "other" and not record.get("invalid_reason"):
        found.append(Problem(_("Say why the sheet is not valid."), field="invalid_reason"))
    today = clock.today(store.zone).isoformat()
    if (record.get("answered_on") or "") > today:
        found.append(Problem(_("The sheet can't be filled in later than today. "
                               "Correct the date."), field="answered_on"))
    if record.get("followed_up_on") and not (record.get("answered_on") or "") <= record["followed_up_on"] <= today:
        found.append(Problem(_("The follow-up lies between the sheet and today. "
                               "Correct the date."), field="followed_up_on"))
    if record.get("anonymous") and record.get("employer"):
        found.append(Problem(_("An anonymous sheet names no customer. Take out one of the two."), field="employer"))
    if again := twins.twin(store, record, old):
        found.append(again)
    return found


def follow(change: Change, changed: list[Changed]) -> None:
    """What is kept beside each sheet: how it looks, and its answers in short."""
    twins.follow(change, changed)
    codes.follow(change, changed)


COMPUTED = {
    (model.FORM, "satisfaction_score"): scores,
    (model.FORM, "is_satisfied"): satisfied,
    ("customer_master", "latest_satisfaction"): latest,
    **plans.COMPUTED,
}
CHECKS = {model.FORM: check, model.PLAN: plans.check}
FOLLOW = {model.FORM: follow}
DUE = (due.short_plans, due.unhappy_customers)
