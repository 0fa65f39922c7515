"""The verbs and rules of satisfaction sheets."""

from __future__ import annotations

from typing import Any

from crm_desktop.kit import clock
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import _
from crm_desktop.kit.store import Store
from crm_desktop.surveys import model

_ITEMS = ", ".join(model.SCALES)


def _sheets(store: Store, ids: list[int]) -> list[dict[str, Any]]:
    marks = ", ".join("?" * len(ids))
    return store.rows(f"SELECT id, {_ITEMS} FROM satisfaction_sheets WHERE id IN ({marks})", ids)


def scores(store: Store, ids: list[int]) -> dict[int, Any]:
    """satisfaction_score of each sheet."""
    return {s["id"]: model.satisfaction_score(s) for s in _sheets(store, ids)}


def satisfied(store: Store, ids: list[int]) -> dict[int, Any]:
    """is_satisfied of each sheet."""
    return {s["id"]: model.is_satisfied(s) for s in _sheets(store, ids)}


def latest(store: Store, ids: list[int]) -> dict[int, Any]:
    """satisfaction_score of the newest valid sheet of each customer."""
    rows = store.rows(
        f"SELECT employer, {_ITEMS} FROM satisfaction_sheets WHERE deleted_at IS NULL AND is_valid = 1"
        f" AND employer IN ({', '.join('?' * len(ids))}) ORDER BY answered_on, id", ids)
    return {r["employer"]: model.satisfaction_score(r) for r in rows}


COMPUTED = {
    (model.FORM, "satisfaction_score"): scores,
    (model.FORM, "is_satisfied"): satisfied,
    ("customer_master", "latest_satisfaction"): latest,
}


def check(store: Store, record: dict[str, Any], old: dict[str, Any] | None) -> list[Problem]:
    """An invalid sheet needs the reason; a sheet can't be filled in tomorrow; "other" is explained only when ticked."""
    found = []
    if record.get("is_valid") in (False, 0) and not record.get("invalid_reason"):
        found.append(Problem(_("Say why the sheet is not valid."), field="invalid_reason"))
    if (record.get("answered_on") or "") > clock.today(store.zone).isoformat():
        found.append(Problem(_("The sheet can't be filled in later than today."), field="answered_on"))
    return found


CHECKS = {model.FORM: check}
