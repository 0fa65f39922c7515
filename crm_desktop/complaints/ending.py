"""How a case ends, and begins again: call-back, close, reopen. Verbs of the service, which see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from crm_desktop.complaints import cases, model, rules
from crm_desktop.complaints.model import CALLBACK
from crm_desktop.kit import records
from crm_desktop.kit.errors import Problem, Problems
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.store import Change, Store
from crm_desktop.kit.store.layout import Record


@dataclass(frozen=True)
class CalledBack:
    """What a call-back led to: its record, and whether the case should be reopened (the customer is not satisfied)."""

    record: int
    reopen: bool


def call_back(store: Store, record: int, *, reached: bool, mode: str = "phone", at: str | None = None,
              caller: int | None = None, satisfied: bool | None = None, satisfaction: str | None = None,
              opinions: str = "", again_on: str | None = None, base: str | None = None) -> CalledBack:
    """Ask the customer after the solution. Not reached: it stays owed, again on a day (left out: tomorrow).

    Reached: satisfied or not, and how much; where only the level is given, it says which. Not satisfied: the answer
    proposes to reopen.
    """
    old = cases.case(store, record, base)
    if not old["resolved_at"]:
        raise Problem(_("This complaint isn't solved yet. Call back after the solution."), field="resolved_at")
    if satisfied is None and satisfaction is not None and satisfaction != "average":
        satisfied = satisfaction in model.SATISFIED
    at = at or cases.now(old)
    if again_on and again_on < rules.day_of(store, at):
        raise Problem(_("The next call-back can't be earlier than this one. "
                        "Correct the date."), field="callback_due_on")
    made = {"complaint": record, "called_back_at": at, "mode": mode, "reached": reached, "opinions": opinions.strip()
            or None, "caller": caller or store.user.staff, "customer": old["customer"],
            "satisfied": satisfied if reached else None, "satisfaction": satisfaction if reached else None}
    if found := records.problems(store, CALLBACK, made):
        raise Problems(found)
    with store.change(N_("Call-back about a complaint")) as change:
        cases.change(change, old, {"callback_due_on": again_on or rules.day_after(store, at)}
                if not reached and old["status"] == "resolved" else {}, base)
        kept = change.insert(CALLBACK, made)
        cases.step(change, record, "call_back" if reached else "not_reached", rules.said(made), at, made["caller"])
    return CalledBack(kept, reached and not satisfied)


def close(store: Store, record: int, *, base: str | None = None, **more: Any) -> None:
    """End the case. Raises a Problem naming what is missing of solution, cause, result and reached call-back.

    `more` are fields given with it: cause_class, cause, result.
    """
    old = cases.case(store, record, base)
    if old["status"] == "closed":
        raise Problem(_("This case is closed already. To go on with it, reopen it."), field="status")
    if missing := rules.unclosable({**old, **more}):
        raise Problem(missing, field=rules.missing_to_close({**old, **more})[0])
    with store.change(N_("Close complaint")) as change:
        cases.change(change, old, {**more, "status": "closed", "closed_at": cases.now(old)}, base)
        if more.get("result") not in (None, old["result"]):
            cases.step(change, record, "result", more["result"], cases.now(old))
        cases.step(change, record, "closed", "", cases.now(old))


def reopen(store: Store, record: int, reason: str, *, base: str | None = None) -> None:
    """Take a solved or closed case up again: the solution clock runs anew from now; what was done stays as steps."""
    old = cases.case(store, record, base)
    if model.is_open(old):
        raise Problem(_("This complaint is still open. Go on with it as it is."), field="status")
    if not reason.strip():
        raise Problem(_("Write why the complaint is reopened."), field="reopen_reason")
    with store.change(N_("Reopen complaint")) as change:
        _keep_round(change, old)
        at = cases.now(old)
        cases.change(change, old, {
            "status": "handling", "reopened_at": at, "reopened_count": (old["reopened_count"] or 0) + 1,
            "reopen_reason": reason.strip(), "resolved_at": None, "called_back_at": None, "closed_at": None,
            "result": None, "customer_satisfied": None}, base)
        cases.step(change, record, "reopened", reason, at)


def _keep_round(change: Change, old: Record) -> None:
    """What the round that ends said of itself stays: the solution and outcome as steps, the call-back that led here."""
    record = int(old["id"])
    there = set(change.store.column(
        "SELECT DISTINCT kind FROM complaint_steps WHERE complaint = ? AND deleted_at IS NULL AND at >= ?",
        (record, old["reopened_at"] or old["received_at"])))
    for kind in ("solution", "result"):
        if old[kind] and kind not in there:  # typed into the form, not done here
            cases.step(change, record, kind, old[kind], old["resolved_at"] or cases.now(old), old["owner"])
    for call in change.store.column("SELECT id FROM complaint_callbacks WHERE complaint = ? AND deleted_at IS NULL"
                                    " AND satisfied = 0 AND reopened IS NOT 1 AND called_back_at >= ?",
                                    (record, old["resolved_at"] or "")):
        change.update(CALLBACK, call, {"reopened": True})
