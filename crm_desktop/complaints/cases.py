"""What every verb of a case needs: the case as it is, changing it after its rules, a step written down."""

from __future__ import annotations

from crm_desktop.complaints import model, rules
from crm_desktop.complaints.model import FORM, STEP
from crm_desktop.kit import clock, records
from crm_desktop.kit.errors import Problem, Problems
from crm_desktop.kit.i18n import _
from crm_desktop.kit.store import Change, Store
from crm_desktop.kit.store.layout import Record
from crm_desktop.kit.values.times import minute_now


def case(store: Store, record: int, base: str | None = None) -> Record:
    """A case that can be worked on. Raises a Problem for one in the recycle bin, one that somebody else changed since
    `base`, or a clock that was set back."""
    old = records.get(store, FORM, record)
    if base is not None and old["changed_at"] != base:
        raise Problem(_("Someone changed this case in the meantime. Look at what was done and try again."))
    if old["deleted_at"]:
        raise Problem(_("This record is in the recycle bin. Restore it first."))
    if old["received_at"] > clock.stamp():
        raise rules.clock_behind(store, old["received_at"])
    return old


def still_open(store: Store, record: int, base: str | None) -> Record:
    """A case that can be worked on and is not solved. Raises a Problem as `case` does, and for a solved one."""
    old = case(store, record, base)
    if not model.is_open(old):
        raise Problem(_("This complaint is solved. Reopen it first."), field="status")
    return old


def now(old: Record) -> str:
    """This minute, but never before what the case already knows."""
    return max(minute_now(), str(old["received_at"]), str(old["reopened_at"] or ""))


def change(doing: Change, old: Record, changes: Record, base: str | None) -> None:
    """Change the case after the rules of its form."""
    if found := records.problems(doing.store, FORM, {**old, **changes}, old):
        raise Problems(found)
    doing.update(FORM, int(old["id"]), changes, base=base)


def step(doing: Change, record: int, kind: str, text: str, at: str, who: int | None = None) -> int:
    """Write down what was done (complaint_step_kind), by whom and at which instant. Returns the step's id."""
    return doing.insert(STEP, {"complaint": record, "kind": kind, "text": text.strip() or None, "at": at,
                                "who": who or doing.store.user.staff})
