"""Keying returned sheets: one change a sheet, validity judged, the batch counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from crm_desktop.kit import clock, forms, records
from crm_desktop.kit.errors import Problem, Problems
from crm_desktop.kit.i18n import N_, _, ngettext
from crm_desktop.kit.store import Store
from crm_desktop.surveys import model, twins
from crm_desktop.surveys.twins import AlreadyKeyed


@dataclass(frozen=True)
class Kept:
    """A sheet that was keyed: its id and number, whether it counts, and if not, why.

    `alike` is the number of a sheet of the same batch with the same answers, where neither has a customer.
    """

    id: int
    number: str
    valid: bool
    cause: str | None
    alike: str = ""


@dataclass(frozen=True)
class Batch:
    """The sheets of one sitting."""

    keyed: int
    valid: int
    causes: dict[str, int]


def key_sheet(store: Store, sheet: dict[str, Any], *, another: bool = False, ask: bool = False) -> Kept:
    """Keep one returned sheet, as one change.

    An answer out of its item's scale is a Problem at the item. A sheet with fewer answers than the setting is
    kept as not valid. A paper keyed before raises AlreadyKeyed, unless `another` says that it was looked at; with
    `ask` a second sheet of a customer and one that may be the same do too.
    """
    if wrong := [p for i in model.ITEMS if (p := _out_of_scale(i, sheet.get(i)))]:
        raise Problems(wrong)
    full = {**records.defaults(store, model.FORM), **sheet}
    full["is_valid"] = full.get("is_valid") in (True, 1, None)
    least = store.setting("surveys.least_items")
    if full["is_valid"] and model.answered(full) < least:
        full |= {"is_valid": False, "invalid_cause": model.TOO_FEW}
    if another:
        full["is_another"] = True
    found = records.problems(store, model.FORM, full)
    found += _plan_problems(store, full.get("survey_plan"))
    if found:
        again = next((p for p in found if isinstance(p, AlreadyKeyed)), None)
        raise again if again is not None and len(found) == 1 else Problems(found)
    if ask and not another and (seen := twins.asked(store, full)):
        raise seen
    alike = "" if another else twins.said(store, full)
    with store.change(N_("Survey sheet keyed")) as change:
        made = change.insert(model.FORM, full)
    number = store.value("SELECT number FROM satisfaction_sheets WHERE id = ?", (made,))
    cause = full.get("invalid_cause") if not full["is_valid"] else None
    return Kept(made, str(number), bool(full["is_valid"]), cause, alike)


def is_kept(store: Store, sheet: int) -> bool:
    """Whether a sheet is still there: its keying may have been undone."""
    return store.value("SELECT 1 FROM satisfaction_sheets WHERE id = ? AND deleted_at IS NULL", (sheet,)) is not None


def _out_of_scale(item: str, answer: Any) -> Problem | None:
    if answer is None or answer in model.SCALES[item]:
        return None
    count = len(model.SCALES[item])
    return Problem(ngettext("{label} has {count} step. Choose one of them, or leave it unanswered.",
                            "{label} has {count} steps. Choose one of them, or leave it unanswered.", count).format(
        label=forms.get(model.FORM).by_id[item].text(), count=count), field=item)


def _plan_problems(store: Store, plan: int | None) -> list[Problem]:
    if plan is None:
        return []
    found = store.row("SELECT closed_on, deleted_at FROM survey_plans WHERE id = ?", (plan,))
    if found is None or found["deleted_at"]:
        return [Problem(_("This survey is in the recycle bin. Choose another one."), field="survey_plan")]
    if found["closed_on"]:
        return [Problem(_("This survey is finished. Choose another one, or open it again on its card."),
                        field="survey_plan")]
    return []


def new_batch(store: Store) -> str:
    """The name of the next batch of today: 2026-11-19-2."""
    day = clock.today(store.zone).isoformat()
    last = store.column("SELECT DISTINCT batch FROM satisfaction_sheets WHERE batch IS NOT NULL AND deleted_at IS NULL"
                        " AND batch >= ? AND batch < ?", (f"{day}-", f"{day}."))
    taken = [int(b.rsplit("-", 1)[1]) for b in last if b.rsplit("-", 1)[1].isdecimal()]
    return f"{day}-{max(taken, default=0) + 1}"


def batch(store: Store, name: str) -> Batch:
    """How a batch stands."""
    rows = store.rows("SELECT is_valid, invalid_cause, count(*) AS n FROM satisfaction_sheets WHERE batch = ?"
                      " AND deleted_at IS NULL GROUP BY is_valid, invalid_cause", (name,))
    causes: dict[str, int] = {}
    for row in rows:
        if row["is_valid"] != 1:
            cause = row["invalid_cause"] or "other"
            causes[cause] = causes.get(cause, 0) + int(row["n"])
    keyed = sum(int(r["n"]) for r in rows)
    return Batch(keyed, keyed - sum(causes.values()), causes)
