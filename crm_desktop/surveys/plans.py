"""Survey plans: which are running, how far each is from its target of valid sheets (R63)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from crm_desktop.kit import clock
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import _
from crm_desktop.kit.rates import in_percent
from crm_desktop.kit.store import Store
from crm_desktop.surveys import model


@dataclass(frozen=True)
class Progress:
    """One plan: copies sent out (where known), returned, valid; the target."""

    plan: int
    sent: int | None
    returned: int
    valid: int
    target: int

    @property
    def missing(self) -> int:
        """Valid sheets still needed."""
        return max(0, self.target - self.valid)

    @property
    def return_rate(self) -> float | None:
        """Returned out of sent, in percent; None where no sending is known."""
        return in_percent(self.returned, self.sent or 0)


def progress(store: Store, plan: int) -> Progress:
    """How far a plan is."""
    found = store.row("SELECT sent_count, target_valid_responses FROM survey_plans WHERE id = ?", (plan,)) or {}
    returned, valid = counts(store, [plan])[plan]
    return Progress(plan, found.get("sent_count"), returned, valid,
                    found.get("target_valid_responses") or store.setting("surveys.target"))


def counts(store: Store, ids: list[int]) -> dict[int, tuple[int, int]]:
    """(returned, valid) of each plan."""
    rows = store.rows_of("SELECT plan, count(*) AS n, sum(valid) AS valid FROM sheet_codes WHERE plan IN ({marks})"
                         " GROUP BY plan", ids)
    found = {r["plan"]: (int(r["n"]), int(r["valid"])) for r in rows}
    return {i: found.get(i, (0, 0)) for i in ids}


def everyone(store: Store) -> list[dict[str, Any]]:
    """Every plan, the newest first: id, number, plan_name, starts_on, ends_on, closed_on."""
    return store.rows("SELECT id, number, plan_name, starts_on, ends_on, closed_on FROM survey_plans"
                      " WHERE deleted_at IS NULL ORDER BY starts_on DESC, id DESC LIMIT 200")


def running(store: Store) -> list[dict[str, Any]]:
    """The plans begun and not finished, the newest first."""
    today = clock.today(store.zone).isoformat()
    return [p for p in everyone(store) if not p["closed_on"] and (p["starts_on"] or "") <= today]


def before(store: Store, plan: int) -> int | None:
    """The survey before this one: the last that began earlier and has a sheet."""
    found = store.value(
        "SELECT p.id FROM survey_plans p, survey_plans this WHERE this.id = ? AND p.deleted_at IS NULL"
        " AND (coalesce(p.starts_on, ''), p.id) < (coalesce(this.starts_on, ''), this.id) AND EXISTS ("
        "SELECT 1 FROM satisfaction_sheets s WHERE s.survey_plan = p.id AND s.deleted_at IS NULL)"
        " ORDER BY coalesce(p.starts_on, '') DESC, p.id DESC LIMIT 1", (plan,))
    return int(found) if found is not None else None


def returned_of(store: Store, ids: list[int]) -> dict[int, Any]:
    """returned_count of each plan."""
    return {i: n for i, (n, _valid) in counts(store, ids).items()}


def valid_of(store: Store, ids: list[int]) -> dict[int, Any]:
    """valid_count of each plan."""
    return {i: valid for i, (_n, valid) in counts(store, ids).items()}


def check(store: Store, record: dict[str, Any], old: dict[str, Any] | None) -> list[Problem]:
    """A survey doesn't end before it starts; where copies are sent out or aimed at, it is at least one."""
    found, start = [], record.get("starts_on") or ""
    for field in ("ends_on", "closed_on"):
        if record.get(field) and record[field] < start:
            found.append(Problem(_("The survey can't end before it starts. Correct the date."), field=field))
    for field in ("target_valid_responses", "sent_count"):
        if record.get(field) is not None and record[field] < 1:
            found.append(Problem(_("Enter a number of 1 or more, or leave it empty."), field=field))
    return found


COMPUTED = {(model.PLAN, "returned_count"): returned_of, (model.PLAN, "valid_count"): valid_of}
