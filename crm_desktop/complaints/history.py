"""What was done in one case, in order: its steps, and what only the record itself knows."""

from __future__ import annotations

from dataclasses import dataclass

from crm_desktop.complaints import model, rules
from crm_desktop.kit import records
from crm_desktop.kit.store import Store
from crm_desktop.kit.store.layout import Record

_ORDER = ("registered", "first_response", "note", "status", "department_task", "task_done", "solution", "result",
          "call_back", "not_reached", "closed", "reopened")


@dataclass(frozen=True)
class Step:
    """One step: when, who (id of staff), what kind (complaint_step_kind), what was said. `id` is 0 where the record
    alone knows of it: a case that was imported, or filled in as a form."""

    at: str
    who: int | None
    kind: str
    text: str
    id: int = 0

    def word(self) -> str:
        """The kind in the language in force."""
        return rules.choice_of(model.STEP, "kind", self.kind)


def steps(store: Store, record: int) -> list[Step]:
    """All steps of a case, the oldest first; registered is always the first."""
    case = records.get(store, model.FORM, record)
    kept = [Step(r["at"], r["who"], r["kind"], r["text"] or "", r["id"]) for r in store.rows(
        "SELECT id, at, who, kind, text FROM complaint_steps WHERE complaint = ? AND deleted_at IS NULL"
        " ORDER BY at, id", (record,))]
    whole = kept + _of_record(case, kept) + _of_calls(store, record, kept)
    place = {kind: n for n, kind in enumerate(_ORDER)}
    return sorted(whole, key=lambda s: (s.at, not s.id and s.kind != "registered", s.id, place.get(s.kind, 0)))


def _of_record(case: Record, kept: list[Step]) -> list[Step]:
    round_began = case["reopened_at"] or ""
    there = {s.kind for s in kept} & {"registered", "first_response"} | {s.kind for s in kept if s.at >= round_began}
    ended = case["closed_at"] or case["resolved_at"]
    known = (("registered", case["received_at"], case["accepted_by"],
              rules.choice_of(model.FORM, "channel", case["channel"])),
             ("first_response", case["first_response_at"], case["owner"] or case["accepted_by"], ""),
             ("solution", case["resolved_at"], case["owner"], case["solution"] or ""),
             ("result", ended if case["result"] else None, case["owner"], case["result"] or ""),
             ("closed", case["closed_at"], case["owner"], ""))
    return [Step(at, who, kind, text) for kind, at, who, text in known if at and kind not in there]


def _of_calls(store: Store, record: int, kept: list[Step]) -> list[Step]:
    """Call-backs that were entered as a form of their own."""
    there = {s.at for s in kept if s.kind in ("call_back", "not_reached")}
    rows = store.rows("SELECT called_back_at, caller, reached, satisfied, satisfaction, opinions"
                      " FROM complaint_callbacks WHERE complaint = ? AND deleted_at IS NULL"
                      " AND called_back_at IS NOT NULL", (record,))
    return [Step(r["called_back_at"], r["caller"], "not_reached" if r["reached"] == 0 else "call_back", rules.said(r))
            for r in rows if r["called_back_at"] not in there]


def result_draft(store: Store, record: int) -> Record:
    """What a new complaint_result_report begins with: the case told in the form's own words."""
    case, ctx = records.get(store, model.FORM, record), store.context()
    lines = []
    for step in steps(store, record):
        if step.kind not in ("result", "closed", "registered"):
            name = ctx.name_of("user_ref", step.who) if step.who else ""
            said = "  ".join(filter(None, (rules.shown(store, step.at), step.word(), name)))
            lines.append(rules.pair(said, " ".join(step.text.split())))
    opinions = store.value("SELECT opinions FROM complaint_callbacks WHERE complaint = ? AND deleted_at IS NULL"
                           " AND reached IS NOT 0 ORDER BY called_back_at DESC, id DESC LIMIT 1", (record,))
    found = {**records.defaults(store, model.RESULT), "complaint": record, "customer": case["customer"],
             "complaint_summary": case["content"], "handling_process": "\n".join(lines) or None,
             "handling_result": case["result"] or case["solution"], "customer_opinion": opinions,
             "submitted_to": case["responsible_department"], "submitted_on": ctx.today.isoformat()}
    return {k: v for k, v in found.items() if v is not None}
