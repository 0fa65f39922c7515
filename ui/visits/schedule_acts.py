"""What can be done in the scheduler: one list for keys, buttons, menu and command box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crm_desktop.kit import records
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.period import Period
from crm_desktop.kit.query import Condition, Query
from crm_desktop.visits import model
from crm_desktop.visits.calls import prefill_call
from crm_desktop.visits.model import PHONE, PLAN, RECORD
from ui.kit import words
from ui.kit.actions import Action
from ui.visits import acts
from ui.visits.lanes import STEP
from ui.visits.on_chosen import OnChosen
from ui.visits.spans import MONTH, VIEW_KEYS, VIEWS

if TYPE_CHECKING:
    from collections.abc import Callable

    from crm_desktop.visits.agenda import Row
    from ui.visits.scheduled import ScheduledPage
    from ui.visits.scheduler import Scheduler

NEW_KEY = "Ctrl+N"
_VIEW_TEXTS = {"day": N_("Show a day"), "week": N_("Show a week"), "month": N_("Show a month"),
               "list": N_("Show as a list")}


def join(page: ScheduledPage, scheduler: Scheduler) -> None:
    """What is done on a board by mouse or key is done by the page."""
    session = page.session
    scheduler.opened.connect(lambda row: session.open(row.form, row.id))
    scheduler.plan_asked.connect(lambda day, start: session.attempt(lambda: plan_at(page, day, start)))
    scheduler.moved.connect(lambda row, day, start: session.attempt(lambda: acts.move(page, row, day, start)))
    scheduler.stretched.connect(lambda row, length: session.attempt(lambda: acts.stretch(page, row, length)))
    scheduler.changed.connect(page.span_changed)
    scheduler.view_changed.connect(page.view_changed)


def plan_at(page: ScheduledPage, day: str, start: str | None) -> None:
    """A new plan at a free place; of the one person whose call-backs are shown."""
    who = page.scheduler.side.people() if page.scheduler else [None]
    values = {"planned_date": day, "start_time": start, "callback_specialist": who[0] if len(who) == 1 else None}
    page.new(PLAN, {k: v for k, v in values.items() if v is not None})


def offered(page: ScheduledPage, *, tight: bool = False) -> list[Action]:
    """Everything, the primary one last; where it is tight its key is not printed on it."""
    scheduler = page.scheduler
    assert scheduler is not None
    return [
        *views(page), *_going(page), *moving(page), *of_plan(page), *unplanned(page),
        Action("print", N_("Print"), lambda: print_span(page), key="Ctrl+P", icon="printer", menu="file",
               shown=page.effective_width() >= 1000),
        Action("new", lambda: words.said(page.new_text(PLAN)), lambda: page.new(PLAN, {}), key="" if tight else NEW_KEY,
               icon="plus", primary=True, menu="file", writes=True, more_keys=(NEW_KEY,) if tight else ())]


def views(page: ScheduledPage, with_key: str = "") -> list[Action]:
    """Day, week, month, list; in a list, where letters filter, with Alt."""
    kinds = [k for k in VIEWS if not (with_key and k == "list")]
    return [Action(f"view_{k}", _VIEW_TEXTS[k], lambda k=k: page.view(k), key=with_key + VIEW_KEYS[k], menu="view",
                   shown=False) for k in kinds]


def _going(page: ScheduledPage) -> list[Action]:
    scheduler = page.scheduler
    assert scheduler is not None
    return [
        Action("today", N_("Today"), scheduler.today, key="T", menu="view", shown=False),
        Action("before", N_("Earlier days"), lambda: scheduler.step(-1), key="PgUp", menu="view", shown=False),
        Action("after", N_("Later days"), lambda: scheduler.step(1), key="PgDown", menu="view", shown=False),
        Action("side", N_("Month, people, suggestions"), scheduler.to_side, key="S", menu="view", shown=False),
        Action("suggested", N_("To the suggested call-backs"), scheduler.to_suggested, key="G", menu="view",
               shown=False)]


def moving(page: ScheduledPage) -> list[Action]:
    """To another time, day or length, by 15 minutes or a day."""
    def there() -> bool:
        row = page.current_row()
        return row is not None and row.form == PLAN and row.state in model.OPEN

    def act(name: str, text: str, key: str, minutes: int, days: int) -> Action:
        return OnChosen(name, text, lambda: acts.nudge(page, _row(page), minutes, days), key=key, shown=False,
                        enabled=there, writes=True, page=page)

    def stretch(name: str, text: str, key: str, by: int) -> Action:
        return OnChosen(name, text, lambda: acts.longer(page, _row(page), by), key=key, shown=False,
                        enabled=there, writes=True, page=page)

    return [act("earlier", N_("15 minutes earlier"), "Ctrl+Up", -STEP, 0),
            act("later", N_("15 minutes later"), "Ctrl+Down", STEP, 0),
            act("day_earlier", N_("A day earlier"), "Ctrl+Left", 0, -1),
            act("day_later", N_("A day later"), "Ctrl+Right", 0, 1),
            stretch("shorter", N_("15 minutes shorter"), "[", -STEP),
            stretch("longer", N_("15 minutes longer"), "]", STEP)]


def of_plan(page: ScheduledPage) -> list[Action]:
    """What can be done with the plan the keyboard is on."""
    def may(*states: str) -> bool:
        row = page.current_row()
        return row is not None and row.form == PLAN and row.state in states

    session, again = page.session, (*model.OPEN, model.MISSED)

    def act(name: str, text: str, key: str, icon: str, run: Callable[[int], object], *states: str,
            writes: bool = True) -> Action:
        return OnChosen(name, text, lambda: run(_row(page).id), key=key, icon=icon, shown=False,
                        enabled=lambda: may(*states), writes=writes, page=page)

    return [
        act("record_callback", N_("Record this call-back"), "R", "clipboard-check", page.record_plan, *again),
        act("postpone", N_("Postpone…"), "P", "calendar-days", page.postpone, *again),
        act("missed", N_("Missed"), "X", "circle-x", lambda plan: acts.missed(session, plan), *model.OPEN),
        act("cancel", N_("Cancel with reason…"), "C", "x", page.cancel, *again),
        act("prepare", N_("Preparation sheet"), "V", "book-open", page.prepare, *again, model.DONE, writes=False),
        OnChosen("delete", N_("To the recycle bin"), lambda: delete(page), key="Del", icon="trash-2", shown=False,
                 enabled=lambda: page.current_row() is not None, writes=True, page=page)]


def unplanned(page: ScheduledPage) -> list[Action]:
    """A plan where the keyboard is; what was not planned is recorded at once."""
    assert page.scheduler is not None
    return [Action("plan_here", N_("Plan here"), page.scheduler.plan_here, key="N", icon="plus", shown=False,
                   writes=True),
            Action("record_new", N_("Record a visit"), lambda: page.new(RECORD, {}), icon="map-pin", shown=False,
                   menu="file", writes=True),
            Action("record_new_call", N_("Record a telephone call"), lambda: page.new(PHONE, prefill_call(
                page.session.store)), icon="phone-outgoing", shown=False, menu="file", writes=True)]


def _row(page: ScheduledPage) -> Row:
    """The entry the keyboard is on; an action is enabled only where there is one."""
    row = page.current_row()
    assert row is not None
    return row


def print_span(page: ScheduledPage) -> None:
    """The plans of the span on paper."""
    assert page.scheduler is not None
    span = page.scheduler.span
    who = [p for p in page.scheduler.side.people() if p is not None]
    where = [Condition("planned_date", "between", (span.first.isoformat(), span.last.isoformat()))]
    if who:
        where.append(Condition("callback_specialist", "in", tuple(who)))
    query = Query(PLAN, where=tuple(where), sort=("planned_date", "start_time"))
    period = str(Period.of(span.day, "month" if span.kind == MONTH else "week"))
    page.session.go("reports", {"report": "visit-plan", "query": query, "period": period})


def delete(page: ScheduledPage) -> None:
    """The entry the keyboard is on, to the bin."""
    row = _row(page)
    records.delete(page.session.store, row.form, [row.id])
    page.session.tell(_("{name}: the entry is in the recycle bin.").format(name=row.name), undo=True)
