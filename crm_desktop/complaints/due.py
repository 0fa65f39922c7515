"""What complaints owe: answers, solutions, call-backs, department tasks, and data of customers made at intake."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from crm_desktop.complaints import model, rules
from crm_desktop.customers import model as customers
from crm_desktop.kit import due
from crm_desktop.kit.due import Due, Line, Moment, Words
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.store import Store
from crm_desktop.kit.values.text import shorten

DATA_DAYS = 1  # the data of a customer made at intake is completed by the day after
_LINE = 200  # on paper it wraps, on the screen it ends where the room does


def _what(sentence: str, row: dict[str, Any]) -> str:
    return sentence.format(number=row["complaint_no"], text=shorten(str(row["content"]), _LINE))


def _words(store: Store, rows: list[dict[str, Any]], sentence: str) -> Words:
    """What cases are about: their content is read when it is seen."""
    def read(store: Store, some: list[int]) -> dict[int, str]:
        return {r["id"]: _what(sentence, r) for r in store.rows_of(
            "SELECT id, complaint_no, content FROM complaints WHERE id IN ({marks})", some)}
    return Words(store, [row["id"] for row in rows], read)


# Open cases as the indexes of m0004 hold them: nothing else is read to judge them.
_OPEN = "complaints INDEXED BY {} WHERE deleted_at IS NULL AND next_limit_at IS NOT NULL AND first_response_at IS {}"
_NEW, _IN_HAND = _OPEN.format("complaints_unanswered", "NULL"), _OPEN.format("complaints_next_open", "NOT NULL")
_WHOSE = "coalesce(owner, accepted_by)"
_SLIM = "id, customer, owner, accepted_by, received_at, reopened_at, response_limit_min, solution_limit_min"
_SOLVED_BY = ("strftime('%Y-%m-%dT%H:%M:%SZ', coalesce(reopened_at, received_at), '+' ||"
              f" (coalesce(solution_limit_min, {model.LIMITS[model.SOLUTION]}) * {{seconds}}) || ' seconds')")
_UNANSWERED = due.Source("clock", model.FORM, _NEW, "next_limit_at", _SLIM, _WHOSE, instants=True)
_ANSWERED = due.Source("clock", model.FORM, _IN_HAND, "next_limit_at", _SLIM, _WHOSE, instants=True)
# Not even answered, though the time to solve it is near its end.
_BOTH = due.Source("clock", model.FORM, f"{_NEW} AND {_SOLVED_BY.format(seconds=48)} <= ?",
                   _SOLVED_BY.format(seconds=60), _SLIM, _WHOSE, instants=True)
_OWED = due.Source("callback", model.FORM, "complaints WHERE deleted_at IS NULL", "callback_due_on",
                   "id, callback_due_on, customer, owner, accepted_by", _WHOSE, "id")
_TASKS = due.Source("task", model.TASK, "complaint_tasks t JOIN complaints c ON c.id = t.complaint"
                    " WHERE t.deleted_at IS NULL AND t.done_at IS NULL", "t.due_at",
                    "t.id, t.department, t.what AS content, t.due_at, t.owner, c.complaint_no, c.customer", "t.owner",
                    id="t.id", instants=True)
_DATA = due.Source("data", customers.FORM, "complaints c INDEXED BY complaints_new_customer"
                   " JOIN customers u ON u.id = c.customer WHERE c.deleted_at IS NULL AND c.new_customer = 1"
                   " AND u.deleted_at IS NULL AND u.record_completeness < ? AND u.changed_at <= u.created_at",
                   "c.received_at", "u.id, u.customer_name, min(c.received_at) AS received_at, c.accepted_by",
                   "c.accepted_by", id="u.id", group="u.id", shift=DATA_DAYS, instants=True)


def response_clocks(store: Store, at: Moment) -> list[Line]:
    """Complaints nobody has answered yet, the tightest first."""
    rows, rests = _UNANSWERED.read(store, at)
    return [*_clocks(store, at, rows, model.RESPONSE), *rests]


def solution_clocks(store: Store, at: Moment) -> list[Line]:
    """Answered complaints that are not solved, and unanswered ones whose solution is near or late as well."""
    rows, rests = _ANSWERED.read(store, at)
    both, more = _BOTH.read(store, at, (at.now,))
    return [*_clocks(store, at, rows + both, model.SOLUTION), *rests, *more]


def _clocks(store: Store, at: Moment, rows: list[dict[str, Any]], kind: str) -> Iterator[Due]:
    sentence, verb, act = (_("Answer {number}: {text}"), N_("Respond"), "respond") if kind == model.RESPONSE else (
        _("Solve {number}: {text}"), N_("Solve"), "solve")
    words = _words(store, rows, sentence)
    for row in rows:
        stands, limit_at = model.standing(row, kind, at.now)
        state = due.LATE if stands == model.LATE else due.NEAR if stands == model.NEAR else \
            due.DUE if at.day(limit_at) <= at.today else due.SOON
        yield Due("clock", model.FORM, row["id"], limit_at, state, words, verb, act, row["customer"],
                  row["owner"] or row["accepted_by"])


def callbacks_owed(store: Store, at: Moment) -> list[Line]:
    """Solved complaints whose customer was not called back yet, or not reached."""
    rows, rests = _OWED.read(store, at)
    words = _words(store, rows, _("Call back about {number}: {text}"))
    return [*(Due("callback", model.FORM, r["id"], r["callback_due_on"], at.state(r["callback_due_on"]), words,
                  N_("Call back"), "call_back", r["customer"], r["owner"] or r["accepted_by"]) for r in rows), *rests]


def department_tasks(store: Store, at: Moment) -> list[Line]:
    """What departments were asked to do for a complaint and have not done."""
    rows, rests = _TASKS.read(store, at)
    return [*(Due("task", model.TASK, r["id"], r["due_at"], at.state(r["due_at"]),
                  rules.pair(r["department"], _what("{text} ({number})", r)),
                  N_("Done"), "finish", r["customer"], r["owner"]) for r in rows), *rests]


def data_to_complete(store: Store, at: Moment) -> list[Line]:
    """Customers made at intake whom nobody has gone over since: of them name and telephone are known, no more."""
    rows, rests = _DATA.read(store, at, (store.setting("customers.completeness_near"),))
    found: list[Line] = [*rests]
    for row in {r["id"]: r for r in reversed(rows)}.values():
        day = (at.day(row["received_at"]) + timedelta(days=DATA_DAYS)).isoformat()
        found.append(Due("data", customers.FORM, row["id"], day, at.state(day),
                         _("Complete the data of {name}").format(name=row["customer_name"]), N_("Complete data"),
                         "edit", row["id"], row["accepted_by"]))
    return found


SOURCES = (response_clocks, solution_clocks, callbacks_owed, department_tasks, data_to_complete)
