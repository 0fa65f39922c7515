"""The verbs and rules of improvement actions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from crm_desktop.kit import clock, records
from crm_desktop.kit.due import Due, Line, Moment, Source
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.store import Store
from crm_desktop.kit.values.text import shorten

FORM = "improvement_action"
PROOF_DAYS = 14  # days after its end until somebody looks whether it helped
_LINE = 200  # on paper it wraps, on the screen it ends where the room does


def proposed(store: Store, trigger: str, problem: str, **more: Any) -> dict[str, Any]:
    """What a new action begins with: why, what is wrong, from today for the days of the setting."""
    today = clock.today(store.zone)
    return {"trigger": trigger, "problem": problem, "start_on": today.isoformat(), "owner": store.user.staff,
            "due_on": (today + timedelta(days=store.setting("improvement.days"))).isoformat(), "progress": 0.0, **more}


def finish(store: Store, action: int) -> None:
    """The measure is carried out, today. Doing it twice changes nothing. Raises Problems where it hasn't begun yet."""
    if not records.get(store, FORM, action)["done_on"]:
        records.save(store, FORM, action, {"done_on": clock.today(store.zone).isoformat(), "progress": 100.0},
                     label=N_("Improvement action done"))


def of_survey(store: Store, plan: int) -> list[int]:
    """The actions a survey started."""
    return [int(i) for i in store.column("SELECT id FROM improvement_actions WHERE survey_plan = ?"
                                         " AND deleted_at IS NULL ORDER BY id", (plan,))]


def check(store: Store, record: dict[str, Any], old: dict[str, Any] | None) -> list[Problem]:  # noqa: ARG001
    """Nothing ends before it starts or tomorrow; only what is done can have helped."""
    found, start = [], record.get("start_on") or ""
    for field in ("due_on", "done_on"):
        if record.get(field) and record[field] < start:
            found.append(Problem(_("The action can't end before it starts. Correct the date."), field=field))
    if (record.get("done_on") or "") > clock.today(store.zone).isoformat():
        found.append(Problem(_("The action can't have been completed later than today. "
                               "Correct the date."), field="done_on"))
    if record.get("effective") is not None and not record.get("done_on"):
        found.append(Problem(_("Enter first when the action was completed."), field="done_on"))
    if not 0 <= (record.get("progress") or 0) <= 100:
        found.append(Problem(_("Enter the progress as a number from 0 to 100."), field="progress"))
    return found


_ACTIONS = "improvement_actions WHERE deleted_at IS NULL AND done_on IS "
_OPEN = Source("task", FORM, _ACTIONS + "NULL", "due_on", "id, due_on, problem, owner", "owner", "id")
_PROOFS = Source("task", FORM, _ACTIONS + "NOT NULL AND effective IS NULL", "done_on",
                 f"id, date(done_on, '+{PROOF_DAYS} days') AS due_on, problem, owner", "owner", "id", shift=PROOF_DAYS)


def open_actions(store: Store, at: Moment) -> list[Line]:
    """Actions to be completed, and completed ones of which nobody knows yet whether they helped."""
    found: list[Line] = []
    for source, words, verb, act in ((_OPEN, N_("Improvement action: {what}"), N_("Done"), "finish"),
                                     (_PROOFS, N_("Did it help? {what}"), N_("Verify"), "edit")):
        rows, rests = source.read(store, at)
        found += [*(Due("task", FORM, row["id"], row["due_on"], at.state(row["due_on"]),
                        _(words).format(what=shorten(row["problem"].strip().splitlines()[0], _LINE)), verb, act=act,
                        person=row["owner"]) for row in rows), *rests]
    return found


CHECKS = {FORM: check}
DUE = (open_actions,)
