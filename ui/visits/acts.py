"""What is done with a plan from the scheduler and from its card: each a change that undo takes back, and said."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from crm_desktop.kit import records
from crm_desktop.kit.i18n import _
from crm_desktop.visits import model, planning
from crm_desktop.visits.model import PLAN
from ui.kit.actions import Action
from ui.kit.days import day_text
from ui.visits.lanes import STEP, begin, key_of

if TYPE_CHECKING:
    from crm_desktop.visits.agenda import Row
    from ui.kit.session import Session
    from ui.visits.scheduled import ScheduledPage


def move(page: ScheduledPage, row: Row, day: str, start: str | None) -> None:
    """Put a plan elsewhere, and say it; an overlap is said with a way out."""
    page.session.must_write()
    planning.move(page.session.store, row.id, day, start)
    say(page, row.id)


def stretch(page: ScheduledPage, row: Row, minutes: int) -> None:
    """Another length."""
    page.session.must_write()
    planning.stretch(page.session.store, row.id, minutes)
    say(page, row.id)


def nudge(page: ScheduledPage, row: Row, minutes: int, days: int) -> None:
    """15 minutes or a day earlier or later."""
    day = (date.fromisoformat(row.day) + timedelta(days=days)).isoformat()
    start = row.start
    if start is not None and minutes:
        at = begin(row) + minutes
        at = (at // STEP if minutes > 0 else -(-at // STEP)) * STEP  # onto the grid
        start = model.clock(max(0, min(model.DAY - row.minutes, at)))
    if (day, start) != (row.day, row.start):
        move(page, row, day, start)
        if page.scheduler is not None:
            page.scheduler.follow(key_of(row), date.fromisoformat(day))


def longer(page: ScheduledPage, row: Row, by: int) -> None:
    """15 minutes longer or shorter."""
    if row.start is not None:
        stretch(page, row, max(STEP, row.minutes + by))


def say(page: ScheduledPage, plan: int) -> None:
    """Where a plan stands now; with the overlap, and the next free time, where there is one."""
    session, store = page.session, page.session.store
    known = records.get(store, PLAN, plan)
    page.offer(plan, None)
    name = records.name_of(store, "customer_master", known["planned_customer"]) or ""
    when = when_text(session, known)
    clashes = planning.conflicts(store, known, but=plan)
    if not clashes:
        session.tell(_("{name}: {when}.").format(name=name, when=when), undo=True)
        return
    free = planning.free_slot(store, known["callback_specialist"], known["planned_date"],
                              known["duration"] or model.USUAL, known["start_time"], but=plan)
    sentence = _("{name}: {when}. {clash}").format(name=name, when=when, clash=clashes[0].sentence)
    if free is None:
        session.tell(sentence, "near", undo=True)
        return
    to = free.start if free.day == known["planned_date"] else f"{free.day[5:]} {free.start}"
    way = Action("move_free", lambda: _("Move to {time}").format(time=to), key="Alt+Y", guard=session.attempt,
                 run=lambda: (planning.move(store, plan, free.day, free.start), say(page, plan)))
    page.offer(plan, way)
    session.tell(sentence, "near", way, undo=True)


def when_text(session: Session, plan: dict[str, Any]) -> str:
    """A plan's day and time as one reads them."""
    day = day_text(date.fromisoformat(plan["planned_date"]), session.store.context())
    if (span := model.span(plan)) is None:
        return f"{day} {_('All day')}"
    return f"{day} {model.clock(span[0])}–{model.clock(span[1] % model.DAY)}"


def said(session: Session, sentence: str, plan: int) -> None:
    """A sentence about a plan, that undo stands beside."""
    customer = records.get(session.store, PLAN, plan)["planned_customer"]
    name = records.name_of(session.store, "customer_master", customer) or ""
    session.tell(sentence.format(name=name), undo=True)


def missed(session: Session, plan: int) -> None:
    """It was not made."""
    session.must_write()
    planning.missed(session.store, plan)
    said(session, _("{name}: marked as missed. Postpone it to plan it anew."), plan)


def reopen(session: Session, plan: int) -> None:
    """A cancelled one is planned again."""
    session.must_write()
    planning.reopen(session.store, plan)
    said(session, _("{name}: planned again."), plan)
