"""What complaints owe: answers, solutions, call-backs, department tasks, and data of customers made at intake."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from crm_desktop.complaints import model, rules
from crm_desktop.customers import model as customers
from crm_desktop.kit import clock, due
from crm_desktop.kit.due import Due, Moment
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.store import Store
from crm_desktop.kit.values.text import shorten

DATA_DAYS = 1  # the data of a customer made at intake is completed by the day after
_LINE = 60


def _end(at: Moment) -> str:
    """The first instant after the last day shown."""
    return clock.stamp(datetime.combine(at.last + timedelta(days=1), time(0), at.zone))


def _what(sentence: str, row: dict[str, Any]) -> str:
    return sentence.format(number=row["complaint_no"], text=shorten(str(row["content"]), _LINE))


def response_clocks(store: Store, at: Moment) -> list[Due]:
    """Complaints nobody has answered yet, the tightest first."""
    rows = store.rows("SELECT id, complaint_no, content, customer, owner, accepted_by, next_limit_at, received_at,"
                      " response_limit_min, status, first_response_at, resolved_at FROM complaints"
                      " WHERE deleted_at IS NULL AND next_limit_at IS NOT NULL AND first_response_at IS NULL"
                      " AND next_limit_at < ? ORDER BY next_limit_at LIMIT ?", (_end(at), due.CAP))
    sentence = _("Answer {number}: {text}")
    return [_clock(row, *one, sentence, N_("Respond"), "respond", at) for row in rows
            if (one := model.standing(row, model.RESPONSE, at.now)) is not None]


def solution_clocks(store: Store, at: Moment) -> list[Due]:
    """Answered complaints that are not solved, and unanswered ones whose solution is near or late as well."""
    rows = store.rows("SELECT id, complaint_no, content, customer, owner, accepted_by, received_at, reopened_at,"
                      " response_limit_min, solution_limit_min, status, first_response_at, resolved_at FROM complaints"
                      " WHERE deleted_at IS NULL AND next_limit_at < ? ORDER BY next_limit_at LIMIT ?",
                      (_end(at), 2 * due.CAP))
    found = [(row, *one) for row in rows if (one := model.standing(row, model.SOLUTION, at.now)) is not None
             and (row["first_response_at"] or one[0] != model.RUN)]
    sentence = _("Solve {number}: {text}")
    found.sort(key=lambda one: one[2])
    return [_clock(*one, sentence, N_("Solve"), "solve", at) for one in found[:due.CAP]]


def _clock(row: dict[str, Any], stands: str, limit_at: str, sentence: str, verb: str, act: str, at: Moment) -> Due:
    state = due.LATE if stands == model.LATE else due.NEAR if stands == model.NEAR else \
        due.DUE if at.day(limit_at) <= at.today else due.SOON
    return Due("clock", model.FORM, row["id"], limit_at, state, _what(sentence, row), verb, act,
               row["customer"], row["owner"] or row["accepted_by"])


def callbacks_owed(store: Store, at: Moment) -> list[Due]:
    """Solved complaints whose customer was not called back yet, or not reached."""
    rows = store.rows("SELECT id, complaint_no, content, customer, owner, accepted_by, callback_due_on FROM complaints"
                      " WHERE deleted_at IS NULL AND callback_due_on <= ? ORDER BY callback_due_on, id LIMIT ?",
                      (at.last.isoformat(), due.CAP))
    sentence = _("Call back about {number}: {text}")
    return [Due("callback", model.FORM, r["id"], r["callback_due_on"], at.state(r["callback_due_on"]),
                _what(sentence, r), N_("Call back"), "call_back", r["customer"],
                r["owner"] or r["accepted_by"]) for r in rows]


def department_tasks(store: Store, at: Moment) -> list[Due]:
    """What departments were asked to do for a complaint and have not done."""
    rows = store.rows("SELECT t.id, t.department, t.what AS content, t.due_at, t.owner, c.complaint_no, c.customer"
                      " FROM complaint_tasks t JOIN complaints c ON c.id = t.complaint WHERE t.deleted_at IS NULL"
                      " AND t.done_at IS NULL AND t.due_at < ? ORDER BY t.due_at LIMIT ?", (_end(at), due.CAP))
    return [Due("task", model.TASK, r["id"], r["due_at"], at.state(r["due_at"]),
                rules.pair(r["department"], _what("{text} ({number})", r)),
                N_("Done"), "finish", r["customer"], r["owner"]) for r in rows]


def data_to_complete(store: Store, at: Moment) -> list[Due]:
    """Customers made at intake whom nobody has gone over since: of them name and telephone are known, no more."""
    rows = store.rows("SELECT u.id, u.customer_name, min(c.received_at) AS received_at, c.accepted_by FROM complaints c"
                      " INDEXED BY complaints_new_customer JOIN customers u ON u.id = c.customer"
                      " WHERE c.deleted_at IS NULL AND c.new_customer = 1"
                      " AND u.deleted_at IS NULL AND u.record_completeness < ? AND u.changed_at <= u.created_at"
                      " GROUP BY u.id ORDER BY received_at LIMIT ?",
                      (store.setting("customers.completeness_near"), due.CAP))
    found = []
    for row in rows:
        day = (at.day(row["received_at"]) + timedelta(days=DATA_DAYS)).isoformat()
        found.append(Due("data", customers.FORM, row["id"], day, at.state(day),
                         _("Complete the data of {name}").format(name=row["customer_name"]), N_("Complete data"),
                         "edit", row["id"], row["accepted_by"]))
    return [line for line in found if at.day(line.at) <= at.last]


SOURCES = (response_clocks, solution_clocks, callbacks_owed, department_tasks, data_to_complete)
