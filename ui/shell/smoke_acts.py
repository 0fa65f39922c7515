"""The acts of a working day, each done once in the window itself: the second half of the first look without a person.

A complaint is registered, answered and solved; a call-back planned, moved in the scheduler and recorded; a visitor
received; a sheet keyed; a reminder set and done; and every report printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication

from crm_desktop.kit import clock, records, report
from crm_desktop.kit.errors import Problem
from ui.kit.form_editor import FormEditor

if TYPE_CHECKING:
    from ui.shell.desk import Desk

CASE, PLAN, CALL, REMINDER = "complaint_record", "callback_plan", "telephone_callback_record", "reminder"
RECEPTION, SHEET = "reception_record", "customer_satisfaction_survey"
WORDS = "压缩机 smoke"
ANSWERS = 40  # more than a sheet has items; the page takes what it needs


def every_act(desk: Desk) -> Iterator[str]:
    """Do them one after the other; what is done is named before it is looked at."""
    store = desk.session.store
    today = clock.today(store.zone)
    yield "customer"
    customer = _new(desk, "customer_master", customer_name=f"{WORDS} {clock.stamp()}")
    contact = _new(desk, "contact_person", customer=customer, contact_name=WORDS)
    yield "complaint"
    case = _new(desk, CASE, customer=customer, content=WORDS)
    for act, answers in (("respond", {"text": WORDS}), ("add_step", {"text": WORDS}),
                         ("solve", {"solution": WORDS, "result": WORDS})):
        yield act
        _act(desk, CASE, case, act, answers)
    yield "plan"
    plan = _new(desk, PLAN, planned_customer=customer, planned_date=today.isoformat(), start_time="09:00",
                callback_mode=["phone"])
    yield "move"
    _move(desk, plan)
    yield "postpone"
    _act(desk, PLAN, plan, "postpone", {"planned_date": (today + timedelta(days=2)).isoformat(), "start_time": "09:00",
                                        "state_reason": WORDS})
    yield "record"
    _act(desk, PLAN, plan, "record_callback", {"customer_name": contact, "outcome": "reached"}, makes=CALL)
    yield "reception"
    _new(desk, RECEPTION, organisation=customer, customer_name=contact, visit_requests=WORDS)
    yield "sheet"
    _key(desk)
    yield "reminder"
    reminder = _new(desk, REMINDER, what=WORDS, customer=customer)
    yield "done"
    desk.open_record(REMINDER, reminder, "done")
    _must(bool(records.get(store, REMINDER, reminder)["done_at"]), "done")


def every_report(desk: Desk, language: str) -> Iterator[str]:
    """Print each, of the newest record where it prints one; what there is no record of yet is left out."""
    store = desk.session.store
    for one in report.all_reports():
        yield one.name
        whole = BytesIO()
        try:
            if one.form and "record" in one.options:
                records.newest(store, one.form)
        except Problem:
            continue
        report.make(store, one.name, report.Options(language=language), whole)
        _must(whole.getvalue().startswith(b"%PDF"), one.name)


def _new(desk: Desk, form_id: str, **values: Any) -> int:
    """Enter a record in its form and save it."""
    desk.new_record(form_id, {})
    return _save(desk, form_id, values)


def _act(desk: Desk, form_id: str, record: int, act: str, values: Mapping[str, Any], makes: str = "") -> None:
    """What the card of a record offers, its form filled in and saved."""
    desk.open_record(form_id, record, act)
    _save(desk, makes, values)


def _save(desk: Desk, form_id: str, values: Mapping[str, Any]) -> int:
    settle()
    assert desk.current is not None
    editors = [e for e in desk.current.findChildren(FormEditor) if e.isVisible()]
    _must(bool(editors), f"no form for {sorted(values)}")
    editor, before = editors[-1], _count(desk, form_id)
    for name, value in values.items():
        if name in editor.editors:
            editor.put(name, value)
    _must(editor.save(), f"{editor.problems()}")
    settle()
    if not form_id:
        return 0
    _must(_count(desk, form_id) > before, form_id)
    return _count(desk, form_id)


def _move(desk: Desk, plan: int) -> None:
    """A quarter of an hour later, by the action of the key."""
    store = desk.session.store
    known = records.get(store, PLAN, plan)
    desk.go("visits", {"view": "week", "day": known["planned_date"]})
    settle()
    page: Any = desk.current
    page.scheduler.board.choose((PLAN, plan))
    desk.go("visits")
    next(a for a in page.current_actions() if a.id == "later").trigger()
    settle()
    _must(records.get(store, PLAN, plan)["start_time"] != known["start_time"], "move")


def _key(desk: Desk) -> None:
    """One anonymous sheet by number keys."""
    before = _count(desk, SHEET)
    desk.go("survey_entry")
    page: Any = desk.current
    for _at in range(ANSWERS):
        page.paper.digit(2)
    settle()
    _must(page.save() and _count(desk, SHEET) > before, SHEET)


def _count(desk: Desk, form_id: str) -> int:
    """The id of the newest record, 0 where there is none."""
    try:
        return records.newest(desk.session.store, form_id) if form_id else 0
    except Problem:
        return 0


def _must(truth: bool, what: str) -> None:
    if not truth:
        raise RuntimeError(what)


def settle() -> None:
    """Let notices and timers of no length arrive."""
    for _turn in range(5):
        QApplication.processEvents()
