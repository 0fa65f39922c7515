"""What comes next for a paper of a call-back, as actions of its card."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from crm_desktop.kit import clock, forms, records
from crm_desktop.kit.i18n import N_, _, ngettext
from crm_desktop.visits import calls, model, planning, proposals, reviews
from crm_desktop.visits.model import LIST, PHONE, PLAN, RECORD, REPORT
from ui.kit.actions import Action
from ui.visits import acts

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.kit.form_editor import FormEditor
    from ui.visits.page import VisitsPage


def of_card(page: VisitsPage) -> list[Action]:
    """By form and state; what is nearest comes last, where it stays longest."""
    of_form = {PLAN: _plan, RECORD: _record, PHONE: _call, REPORT: _report, LIST: _list}.get(page.form_id)
    return of_form(page) if of_form is not None else []


def _act(name: str, text: str, icon: str, run: Callable[[], object], key: str = "", *, writes: bool = True) -> Action:
    return Action(name, text, run, key=key, icon=icon, writes=writes)


def _plan(page: VisitsPage) -> list[Action]:
    plan, known, session = page.record, page.cards[PLAN].values, page.session
    state = known.get("state") or model.PLANNED
    found = [*_report(page),
             _act("prepare", N_("Preparation sheet"), "book-open", lambda: page.prepare(plan), "Ctrl+J", writes=False)]
    if state == model.CANCELLED:
        return [*found, _act("reopen", N_("Plan again"), "rotate-ccw", lambda: acts.reopen(session, plan))]
    if state == model.DONE:
        return found
    found.append(_act("cancel", N_("Cancel with reason…"), "x", lambda: cancel(page, plan)))
    if state in model.OPEN:
        found.append(_act("missed", N_("Missed"), "circle-x", lambda: acts.missed(session, plan)))
    kind = model.kind_of(known.get("callback_mode"))
    if kind != "phone":
        found.append(_act("record_call", N_("Record a telephone call"), "phone-outgoing",
                          lambda: page.record_call(plan)))
    if kind != "face_to_face":
        found.append(_act("record_visit", N_("Record a visit"), "map-pin", lambda: page.record_visit(plan)))
    found.append(_act("postpone", N_("Postpone…"), "calendar-days", lambda: postpone(page, plan), "Ctrl+M"))
    found.append(_act("record_callback", N_("Record this call-back"), "clipboard-check",
                      lambda: page.record_plan(plan), "Ctrl+Return"))
    return found


def _record(page: VisitsPage) -> list[Action]:
    return [*_report(page), _to_report(page)]


def _call(page: VisitsPage) -> list[Action]:
    record = page.record
    return [_to_report(page), _act("add_call", N_("Add call"), "phone-outgoing", lambda: add_call(page, record),
                                   "Ctrl+Return")]


def _report(page: VisitsPage) -> list[Action]:
    return [_act("review", N_("Comment of the supervisor"), "pencil", lambda: review(page))]


def _to_report(page: VisitsPage) -> Action:
    store, form, record = page.session.store, page.form_id, page.record
    return _act("report", N_("Write the report"), "file-text",
                lambda: page.new(REPORT, reviews.prefill(store, record, form)), "Ctrl+J")


def _list(page: VisitsPage) -> list[Action]:
    if all(row.get("plan") for row in page.cards[LIST].values.get("entries") or []):
        return []
    return [_act("make_plans", N_("Plan them all"), "calendar-days", lambda: make_plans(page, page.record),
                 "Ctrl+Return")]


def make_plans(page: VisitsPage, record: int) -> None:
    """A call for each line of a list, in the next free time of whoever looks after the customer."""
    made = proposals.make_plans(page.session.store, record)
    page.session.tell(ngettext("{count} call-back is planned.", "{count} call-backs are planned.", len(made)).format(
        count=f"{len(made):,}"), undo=True)


def review(page: VisitsPage) -> None:
    """The supervisor's comment: the paper opens at it, with today's day and who reviews."""
    form, record, store = page.form_id, page.record, page.session.store
    page.reviewing = True
    try:
        page.show_form(form, record)
    finally:
        page.reviewing = False
    editor = page.form.editor if page.form is not None else None
    if editor is None:
        return
    comment, day, who = reviews.REVIEWED[form]
    if editor.value(day) is None:
        editor.put(day, clock.today(store.zone).isoformat())
        if who and store.user.staff:
            editor.put(who, store.user.staff)
        editor.mark_clean()
    editor.focus(comment)


def add_call(page: VisitsPage, record: int) -> None:
    """Another attempt: a new line of the calls, with number and time; its outcome is asked anew."""
    page.show_form(PHONE, record)
    editor = page.form.editor if page.form is not None else None
    if editor is None:
        return
    rows = list(editor.value("calls") or [])
    if call := calls.next_call(rows):
        editor.put("calls", [*rows, call])
        for name in ("outcome", "next_attempt_on", "next_attempt_time"):
            editor.put(name, None)
    to_last_call(editor)


def to_last_call(editor: FormEditor) -> None:
    """The keyboard goes to what was spoken about in the newest call."""
    if editor.value("calls"):
        editor.focus("calls")
        point_at_call(editor, "content")


def point_at_call(editor: FormEditor, cell: str) -> None:
    """Where the keyboard is once it comes to the calls: number and time of the newest stand there already."""
    if rows := editor.value("calls"):
        column = [c.id for c in forms.get(PHONE).by_id["calls"].columns].index(cell)
        editor.editors["calls"].focus_widget().setCurrentCell(len(rows) - 1, column)  # type: ignore[attr-defined]


def postpone(page: VisitsPage, plan: int) -> None:
    """To another day, with the reason; the next free time stands there already."""
    session, store = page.session, page.session.store
    known = records.get(store, PLAN, plan)
    planning.turn(known, model.POSTPONED)
    today = clock.today(store.zone).isoformat()
    day = max(known["planned_date"], today)
    span = model.span(known) if day == known["planned_date"] else None
    after = model.clock(min(span[1], model.DAY - 1)) if span is not None else None
    if day == known["planned_date"] and span is None:  # all day: another day
        day = (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    free = planning.free_slot(store, known["callback_specialist"], day, known["duration"] or model.USUAL, after,
                              but=plan)
    to = {"planned_date": None, "start_time": known["start_time"]}
    if free is not None:
        to = {"planned_date": free.day, "start_time": free.start if known["start_time"] else None}

    def keep(typed: dict[str, Any]) -> None:
        if not typed["planned_date"]:
            typed["planned_date"] = known["planned_date"]
        planning.postpone(store, plan, typed["planned_date"], typed["start_time"], reason=typed["state_reason"] or "")
        acts.say(page, plan)

    editor = page.asking.ask(N_("Postpone: {name}, planned for {when}"), PLAN,
                             ("planned_date", "start_time", "state_reason"), {**to, "state_reason": None}, keep=keep,
                             of=(PLAN, plan, "postpone"), verb=N_("Postpone"), name=_name(page, known),
                             when=acts.when_text(session, known))
    editor.boxes["state_reason"].need(True)
    editor.focus("state_reason" if free is not None else "planned_date")


def cancel(page: VisitsPage, plan: int) -> None:
    """It will not be made, with the reason."""
    session, store = page.session, page.session.store
    known = records.get(store, PLAN, plan)
    planning.turn(known, model.CANCELLED)

    def keep(typed: dict[str, Any]) -> None:
        planning.cancel(store, plan, reason=typed["state_reason"] or "")
        acts.said(session, _("{name}: cancelled."), plan)

    editor = page.asking.ask(N_("Cancel: {name}, planned for {when}"), PLAN, ("state_reason",), {}, keep=keep,
                             of=(PLAN, plan, "cancel"), verb=N_("Cancel the call-back"), name=_name(page, known),
                             when=acts.when_text(session, known))
    editor.boxes["state_reason"].need(True)


def _name(page: VisitsPage, known: dict[str, Any]) -> str:
    return records.name_of(page.session.store, "customer_master", known["planned_customer"]) or ""
