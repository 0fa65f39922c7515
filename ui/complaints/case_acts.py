"""What can be done with a case: each act with its form, its key, when it makes sense, and the verb that keeps it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from crm_desktop.complaints import model, rules, service
from crm_desktop.kit import forms, records
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.forms import Form
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.values.times import minute_now
from ui.kit.words import Message

if TYPE_CHECKING:
    from crm_desktop.kit.store import Store

Values = dict[str, Any]
FINISH = "finish"
FORM, STEP, TASK, CALLBACK, RESULT = model.FORM, model.STEP, model.TASK, model.CALLBACK, model.RESULT


@dataclass(frozen=True)
class Act:
    """One act. `fields` of `form` are asked, the first gets the keyboard; `more` of them are the complaint's own.

    `keep(store, target, values, base)` is the verb; `target` the complaint, or the task that is finished.
    `begin(store, case)` is what stands there at first. `shown_at` says at which field a problem of another is shown,
    `needs` which fields are marked as needed besides those of the form.
    """

    id: str
    text: Message
    key: str
    icon: str
    form: str
    fields: tuple[str, ...]
    keep: Callable[[Store, int, Values, str | None], object]
    fits: Callable[[Values], bool]
    said: Message
    begin: Callable[[Store, Values], Values]
    more: tuple[str, ...] = ()
    shown_at: Mapping[str, str] = field(default_factory=dict)
    needs: tuple[str, ...] = ()


def _now(case: Values) -> str:
    return max(minute_now(), str(case["received_at"]), str(case.get("reopened_at") or ""))


def _begin_step(store: Store, case: Values) -> Values:
    return {"at": _now(case), "who": store.user.staff}


def _begin_task(_store: Store, case: Values) -> Values:
    return {"department": case["responsible_department"], "owner": case["owner"]}


def _begin_finish(_store: Store, case: Values) -> Values:
    return {"done_at": _now(case)}


def _begin_solution(_store: Store, case: Values) -> Values:
    known = ["cause_class", "cause", "result"]
    if not case["reopened_at"]:  # the solution that did not help is a step by now
        known.append("solution")
    return {"resolved_at": _now(case), **{f: case[f] for f in known}}


def _begin_ending(_store: Store, case: Values) -> Values:
    return {f: case[f] for f in ("result", "cause_class", "cause")}


def _begin_call(store: Store, case: Values) -> Values:
    return {**records.defaults(store, CALLBACK), "called_back_at": _now(case), "mode": "phone"}


def _begin_empty(_store: Store, _case: Values) -> Values:
    return {}


def _respond(store: Store, case: int, v: Values, base: str | None) -> object:
    return service.respond(store, case, v["text"] or "", at=v["at"], who=v["who"], base=base)


def _add_step(store: Store, case: int, v: Values, _base: str | None) -> object:
    return service.add_step(store, case, v["text"] or "", at=v["at"], who=v["who"])


def _add_task(store: Store, case: int, v: Values, base: str | None) -> object:
    return service.add_task(store, case, v["department"] or "", v["what"] or "", owner=v["owner"], due_at=v["due_at"],
                            base=base)


def _finish_task(store: Store, task: int, v: Values, base: str | None) -> object:
    return service.finish_task(store, task, v["result"] or "", at=v["done_at"], base=base)


def _solve(store: Store, case: int, v: Values, base: str | None) -> object:
    more = {f: v[f] for f in ("cause_class", "cause", "result")}
    return service.solve(store, case, v["solution"] or "", at=v["resolved_at"], base=base, **more)


def _record_result(store: Store, case: int, v: Values, base: str | None) -> object:
    return service.record_result(store, case, v["result"] or "", cause_class=v["cause_class"], cause=v["cause"],
                                 base=base)


def _call_back(store: Store, case: int, v: Values, base: str | None) -> object:
    if v["reached"] is None:
        raise Problem(_("Say whether the customer was reached."), field="reached")
    return service.call_back(store, case, reached=bool(v["reached"]), mode=v["mode"] or "phone",
                             at=v["called_back_at"], caller=v["caller"],
                             satisfied=None if v["satisfied"] is None else bool(v["satisfied"]),
                             satisfaction=v["satisfaction"], opinions=v["opinions"] or "",
                             again_on=v["callback_due_on"], base=base)


def _close(store: Store, case: int, v: Values, base: str | None) -> object:
    return service.close(store, case, base=base, **{f: v[f] for f in ("result", "cause_class", "cause")})


def _reopen(store: Store, case: int, v: Values, base: str | None) -> object:
    return service.reopen(store, case, v["reopen_reason"] or "", base=base)


def _unanswered(case: Values) -> bool:
    return not case["first_response_at"] and model.is_open(case)


def _ended(case: Values) -> bool:
    return not model.is_open(case)


def _closable(case: Values) -> bool:
    return _ended(case) and case["status"] != "closed"


def _always(_case: Values) -> bool:
    return True


ACTS = {act.id: act for act in (
    Act("respond", N_("First response"), "Alt+R", "phone-outgoing", STEP, ("text", "at", "who"), _respond, _unanswered,
        N_("The first response of {number} is kept."), _begin_step, shown_at={"first_response_at": "at"},
        needs=("text",)),
    Act("add_step", N_("Add a step"), "Alt+N", "notebook-pen", STEP, ("text", "at", "who"), _add_step, _always,
        N_("The step of {number} is kept."), _begin_step, needs=("text",)),
    Act("add_task", N_("Department task"), "Alt+D", "users", TASK, ("what", "department", "owner", "due_at"), _add_task,
        model.is_open, N_("The task of {number} is kept."), _begin_task),
    Act("solve", N_("Solution"), "Alt+S", "check", FORM, ("solution", "resolved_at", "cause_class", "cause", "result"),
        _solve, model.is_open, N_("{number} is solved. The customer is called back next."), _begin_solution,
        needs=("solution",)),
    Act("record_result", N_("Outcome and cause"), "Alt+O", "file-text", FORM, ("result", "cause_class", "cause"),
        _record_result, lambda c: c["status"] != "closed", N_("The outcome of {number} is kept."), _begin_ending),
    Act("call_back", N_("Call back"), "Alt+C", "phone-outgoing", CALLBACK,
        ("reached", "satisfaction", "satisfied", "opinions", "callback_due_on", "mode", "called_back_at", "caller"),
        _call_back, lambda c: bool(c["resolved_at"]) and c["status"] != "closed",
        N_("The call-back of {number} is kept."), _begin_call, more=("callback_due_on",),
        shown_at={"resolved_at": "called_back_at"}, needs=("reached",)),
    Act("close", N_("Close the case"), "Alt+L", "archive", FORM, ("result", "cause_class", "cause"), _close, _closable,
        N_("{number} is closed."), _begin_ending, needs=("result", "cause_class")),
    Act("reopen", N_("Reopen"), "Alt+W", "rotate-ccw", FORM, ("reopen_reason",), _reopen, _ended,
        N_("{number} is open again, its clock runs anew."), _begin_empty, needs=("reopen_reason",)),
    Act(FINISH, N_("Task done"), "Alt+K", "square-check", TASK, ("result", "done_at"), _finish_task, _always,
        N_("The task of {number} is done."), _begin_finish),
)}


def next_act(case: Values) -> str:
    """The id of what a case waits for, "" for a closed one."""
    if model.is_open(case):
        return "solve" if case["first_response_at"] else "respond"
    if case["status"] == "closed":
        return ""
    return "close" if case["called_back_at"] or not case["resolved_at"] else "call_back"


def fitting(case: Values) -> list[Act]:
    """What makes sense now, the next first; finishing a task is offered by its task."""
    found = [a for a in ACTS.values() if a.id != FINISH and a.fits(case)]
    return sorted(found, key=lambda a: a.id != next_act(case))


def first_missing(case: Values) -> tuple[str, str]:
    """Which act brings what is missing to close, and in which field of it; ("", "") when nothing is missing."""
    missing = rules.missing_to_close(case)
    if not missing:
        return "", ""
    if missing[0] == "resolved_at":
        return "solve" if model.is_open(case) else "", "solution"
    if "called_back_at" in missing:
        return "call_back", "reached"
    return "close", next(f for f in ACTS["close"].fields if f in missing)  # the first as they stand there


@cache
def form_of(act: str) -> Form:
    """The declared form of an act, with the fields of the complaint that are asked in it too."""
    one = ACTS[act]
    own = forms.get(one.form)
    return replace(own, fields=(*own.fields, *(forms.get(FORM).by_id[f] for f in one.more))) if one.more else own
