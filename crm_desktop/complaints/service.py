"""The verbs of complaints. Each is one change, one notice; `base` is the changed_at the case was read with.

A case goes register, respond, (add_step, add_task, finish_task), solve, record_result, call_back, close; reopen leads
back. Where somebody else changed the case since `base`, nothing is written and a Problem says so; what cannot be is
a Problem (or Problems, with fields) too. `at` is an instant as stored; left out it is this minute. `who` and `caller`
are ids of staff; left out they are the signed-in user.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from crm_desktop.complaints import cases, due, model, rules, worked_out
from crm_desktop.complaints.ending import CalledBack, call_back, close, reopen
from crm_desktop.complaints.model import CALLBACK, FORM, TASK
from crm_desktop.complaints.worked_out import open_by_customer
from crm_desktop.kit import records
from crm_desktop.kit.errors import Problem, Problems
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.store import Store
from crm_desktop.kit.store.layout import Record

__all__ = ["CalledBack", "Caller", "add_step", "add_task", "call_back", "close", "finish_task", "record_result",
           "open_by_customer", "register", "reopen", "respond", "solve"]
_CUSTOMER = "customer_master"


@dataclass(frozen=True)
class Caller:
    """Somebody who is no customer yet: name and telephone are kept, the rest is completed later (DUE says so)."""

    name: str
    phone: str | None = None


def register(store: Store, values: Record, caller: Caller | None = None) -> int:
    """Keep a new complaint with its defaults, number and the policy in force. Returns its id.

    With `caller` the unknown customer is made in the same change; values["customer"] is then not needed. Raises
    Problems by field, those of the customer at "customer" and "contact".
    """
    full = {**records.defaults(store, FORM), **values}
    found: list[Problem] = []
    if caller is not None:
        full |= {"customer": None, "complainant": None, "new_customer": True}
        full["contact"] = full.get("contact") or caller.phone
        newcomer = {**records.defaults(store, _CUSTOMER), "customer_name": records.plain_name(caller.name),
                    "telephone": caller.phone}
        found = _of_newcomer(store, newcomer)
    told = {p.field for p in found} | ({"customer"} if caller is not None else set())
    found += [p for p in records.problems(store, FORM, full) if p.field not in told]
    if found:
        raise Problems(found)
    with store.change(N_("Register complaint")) as change:
        if caller is not None:
            full["customer"] = change.insert(_CUSTOMER, newcomer)
        return change.insert(FORM, full)


def _of_newcomer(store: Store, newcomer: Record) -> list[Problem]:
    known = records.find_exact(store, _CUSTOMER, newcomer["customer_name"])
    if known:
        number = records.get(store, _CUSTOMER, known[0])["customer_no"]
        return [Problem(_("There is a customer of this name already, {number}. Choose that one, or add to the name."
                          ).format(number=number), field="customer")]
    fields = {"customer_name": "customer", "telephone": "contact"}
    return [Problem(p.sentence, field=fields.get(p.field or "", "customer"))
            for p in records.problems(store, _CUSTOMER, newcomer)]


def respond(store: Store, record: int, how: str, *, at: str | None = None, who: int | None = None,
            base: str | None = None) -> None:
    """The first response: when, by whom, what was said. The status goes to handling. The response clock stops."""
    if not how.strip():
        raise Problem(_("Write how the customer was reached and what was said."), field="text")
    old = cases.case(store, record, base)
    if old["first_response_at"]:
        raise Problem(_("The first response was given at {time}. Add a step instead.").format(
            time=rules.shown(store, old["first_response_at"])), field="first_response_at")
    at = at or cases.now(old)
    with store.change(N_("First response")) as change:
        cases.change(change, old, {"first_response_at": at}, base)
        cases.step(change, record, "first_response", how, at, who)


def add_step(store: Store, record: int, text: str, *, at: str | None = None, who: int | None = None) -> int:
    """Write down what was done. Two people can do so at once; nothing is in the other's way. Returns its id."""
    if not text.strip():
        raise Problem(_("Write what was done."), field="text")
    old = cases.case(store, record)
    at = at or cases.now(old)
    if found := rules.check_step(store, {"complaint": record, "at": at}, None):
        raise Problems(found)
    with store.change(N_("Step of a complaint")) as change:
        return cases.step(change, record, "note", text, at, who)


def add_task(store: Store, record: int, department: str, what: str, *, owner: int | None = None,
             due_at: str | None = None, base: str | None = None) -> int:
    """Ask a department to do something by a time; the case is in progress then. Returns the task's id."""
    old = cases.still_open(store, record, base)
    task = {"complaint": record, "department": department.strip(), "what": what.strip(), "owner": owner,
            "due_at": due_at}
    if found := records.problems(store, TASK, task):
        raise Problems(found)
    with store.change(N_("Task for a department")) as change:
        begins = old["status"] in (None, "registered", "accepted")
        cases.change(change, old, {"status": "handling"} if begins else {}, base)
        made = change.insert(TASK, task)
        cases.step(change, record, "department_task", rules.task_text(task), cases.now(old))
        return made


def finish_task(store: Store, task: int, result: str = "", *, at: str | None = None, base: str | None = None) -> None:
    """The department has done it, with what result. `base` is the task's own changed_at."""
    old = records.get(store, TASK, task)
    whole = cases.case(store, old["complaint"])
    if old["done_at"]:
        raise Problem(_("This task was done already, at {time}.").format(time=rules.shown(store, old["done_at"])),
                      field="done_at")
    done_at = at or cases.now(whole)
    changes = {"done_at": done_at, "result": result.strip() or None}
    if found := records.problems(store, TASK, {**old, **changes}, old):
        raise Problems(found)
    with store.change(N_("Department task done")) as change:
        change.update(TASK, task, changes, base=base)
        cases.step(change, whole["id"], "task_done", "\n".join(filter(None, (
            rules.task_text(old), changes["result"]))), done_at)


def solve(store: Store, record: int, solution: str, *, at: str | None = None, who: int | None = None,
          base: str | None = None, **more: Any) -> None:
    """The solution and its time; the solution clock stops and a call-back is owed. It is a response too where none was.

    `more` are fields known by now: cause_class, cause, result, responsible_department.
    """
    old = cases.still_open(store, record, base)
    if not solution.strip():
        raise Problem(_("Write how the complaint was solved."), field="solution")
    at = at or cases.now(old)
    changes = {"solution": solution.strip(), "resolved_at": at, "status": "resolved", **more}
    if not old["first_response_at"]:
        changes["first_response_at"] = at
    with store.change(N_("Solution of a complaint")) as change:
        cases.change(change, old, changes, base)
        cases.step(change, record, "solution", solution, at, who)
        if more.get("result"):
            cases.step(change, record, "result", more["result"], at, who)


def record_result(store: Store, record: int, result: str, *, cause_class: str | None = None, cause: str | None = None,
                  base: str | None = None) -> None:
    """How it ended, and why it happened. What is left out stays as it is."""
    old = cases.case(store, record, base)
    given = {"result": result.strip() or None, "cause_class": cause_class, "cause": cause}
    changes = {k: v for k, v in given.items() if v is not None}
    with store.change(N_("Outcome of a complaint")) as change:
        cases.change(change, old, changes, base)
        if changes.get("result") not in (None, old["result"]):
            cases.step(change, record, "result", changes["result"], cases.now(old))


COMPUTED = worked_out.RULES
CHECKS = {FORM: rules.check, model.STEP: rules.check_step, CALLBACK: rules.check_callback, TASK: rules.check_task}
FILL = {FORM: rules.fill, CALLBACK: rules.fill_part, model.RESULT: rules.fill_part}
FOLLOW = {FORM: rules.follow_case, CALLBACK: rules.follow_callback}
KEEPS = {_CUSTOMER: rules.keeps_customer}
DUE = due.SOURCES
