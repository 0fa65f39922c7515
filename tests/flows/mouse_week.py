"""The week by mouse alone: planned, pulled, stretched, postponed, prepared, recorded, telephoned; visitors; reminders."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QDate, QPoint, Qt

from crm_desktop.kit import records
from crm_desktop.kit.i18n import _
from crm_desktop.reception.service import RECEPTION
from crm_desktop.visits import planning
from crm_desktop.visits.model import PHONE, PLAN, RECORD, REPORT
from tests.flows import mouse_hand as mouse
from tests.flows.day_hand import Hand
from tests.flows.day_story import CALLER, REMINDER, newest
from tests.flows.day_week import NEXT
from tests.flows.mouse_morning import press_line, to_line

TODAY, MONDAY = QDate(2026, 11, 19), QDate(2026, 11, 23)
Place = tuple[str, str | None, int]


def iso(date: QDate) -> str:
    """As it is kept."""
    return date.toString(Qt.DateFormat.ISODate)


def place(hand: Hand, plan: int) -> Place:
    """Day, time and length of a plan."""
    found = records.get(hand.store, PLAN, plan)
    return found["planned_date"], found["start_time"], found["duration"]


def to_week(hand: Hand, day_: QDate) -> Any:
    """The week of a day; gives the board."""
    mouse.face(hand, "visits", "schedule")
    scheduler, tools = hand.page.scheduler, hand.page.tools
    while not scheduler.span.holds(day_.toPython()):
        mouse.click(hand, tools.after if scheduler.span.last < day_.toPython() else tools.before)
    return scheduler.board


def plan(hand: Hand, fragment: str, on: QDate, hour: int, purpose: str, mode: str = "face_to_face") -> int:
    """A double click on a free place plans there; whom, how, what for."""
    board = to_week(hand, on)
    left, _width = board.hours.column(on.toPython())
    at = QPoint(left + 20, board.hours.y(hour * 60) + 5)
    board.area.ensureVisible(at.x(), at.y(), 0, 60)
    mouse.click(hand, board.ground, at, twice=True)
    editor = hand.page.form.editor
    assert (editor.value("planned_date"), editor.value("start_time")) == (iso(on), f"{hour:02d}:00")
    mouse.pick(hand, editor, "planned_customer", fragment)
    mouse.write(hand, editor, "duration", "60")
    method(hand, editor, mode)
    mouse.into(hand, editor, "purpose")
    hand.text(purpose)
    hand.look(f"plan-{hour}")
    mouse.saved(hand)
    kept = newest(hand, PLAN)
    assert place(hand, kept["id"]) == (iso(on), f"{hour:02d}:00", 60)
    return int(kept["id"])


def method(hand: Hand, editor: Any, mode: str) -> None:
    """That one and no other."""
    field = editor.editors["callback_mode"]
    for number, (choice, box) in enumerate(zip(field.field.choices, field.buttons, strict=True)):
        if box.isChecked() != (choice.id == mode):
            mouse.tick(hand, editor, "callback_mode", number)
    assert editor.value("callback_mode") == [mode]


def week(hand: Hand) -> int:
    """Two plans, the second by button and calendar; one pulled onto the other, out of it, stretched, postponed."""
    first = plan(hand, "rcsw", MONDAY, 14, "跟进主轴轴承更换后的运行情况")
    second = by_calendar(hand)
    board = to_week(hand, MONDAY)
    hand.look("week")
    pull(hand, board, first, 0, 60)
    assert place(hand, first) == (iso(MONDAY), "15:00", 60)
    clash = planning.conflicts(hand.store, records.get(hand.store, PLAN, first), but=first)
    assert clash[0].plan == second and clash[0].sentence in hand.said
    hand.look("conflict")
    mouse.answer_message(hand, hand.page.way[1].label())
    assert not planning.conflicts(hand.store, records.get(hand.store, PLAN, first), but=first)
    now = place(hand, first)
    pull(hand, board, first, 1, 0)
    assert place(hand, first) == (iso(MONDAY.addDays(1)), now[1], 60)
    block = board.block((PLAN, first))
    hand.drag(block, QPoint(20, block.height() - 2), QPoint(0, round(board.hours.hour * 0.5)))
    assert place(hand, first)[2] == 90
    hand.look("week-stretched")
    postpone(hand, board, first)
    return first


def by_calendar(hand: Hand) -> int:
    """The button of the page; the day from the month that opens at its line, the time written."""
    to_week(hand, MONDAY)
    mouse.button(hand, _("Plan call-back"))
    editor = hand.page.form.editor
    mouse.pick(hand, editor, "planned_customer", "jcjj")
    mouse.day(hand, editor, "planned_date", MONDAY)
    mouse.write(hand, editor, "start_time", "15:30")
    mouse.write(hand, editor, "duration", "60")
    method(hand, editor, "face_to_face")
    mouse.into(hand, editor, "purpose")
    hand.text("介绍保养合同")
    mouse.saved(hand)
    kept = newest(hand, PLAN)
    assert place(hand, kept["id"]) == (iso(MONDAY), "15:30", 60)
    return int(kept["id"])


def pull(hand: Hand, board: Any, plan: int, days: int, minutes: int) -> None:
    """The block to another day and time."""
    width = board.hours.edges[1] - board.hours.edges[0]
    block = board.block((PLAN, plan))
    hand.drag(block, QPoint(20, 6), QPoint(days * width, round(minutes * board.hours.hour / 60)))


def postpone(hand: Hand, board: Any, plan: int) -> None:
    """The right button, the entry, the reason."""
    before = place(hand, plan)
    mouse.menu_at(hand, board.block((PLAN, plan)), QPoint(20, 6))
    hand.look("week-menu")
    mouse.entry(hand, _("Postpone…"))
    hand.text("客户那天要盘点，改期。")
    hand.look("postpone")
    mouse.asked(hand)
    kept = records.get(hand.store, PLAN, plan)
    assert (kept["state"], kept["state_reason"]) == ("postponed", "客户那天要盘点，改期。")
    assert place(hand, plan) != before


def prepare(hand: Hand, plan: int) -> None:
    """The sheet of preparation from the menu of the block, on one page; and back to the week."""
    board = to_week(hand, QDate.fromString(place(hand, plan)[0], Qt.DateFormat.ISODate))
    mouse.menu_at(hand, board.block((PLAN, plan)), QPoint(20, 6))
    mouse.entry(hand, _("Preparation sheet"))
    mouse.paper(hand, "visit-preparation", CALLER)
    assert hand.page.view.pages() == 1
    hand.look("preparation")
    mouse.back(hand)
    assert hand.page_id == "visits"


# What was planned is done


def from_today(hand: Hand, form: str, record: int) -> None:
    """The button of its line of Today."""
    to_line(hand, form, record)
    press_line(hand)


def record(hand: Hand) -> None:
    """The record on the spot; the next action becomes a reminder; the report, and what the supervisor says."""
    made = plan(hand, "hcxx", TODAY, 11, "新机投用一个月，了解操作人员的意见")
    from_today(hand, PLAN, made)
    editor = hand.page.form.editor
    assert (hand.page.form.form_id, hand.page.form.value("callback_plan")) == (RECORD, made)
    mouse.into(hand, editor, "visit_notes")
    hand.text("新机运行平稳，操作人员希望有一份保养手册。")
    mouse.write(hand, editor, "next_action", NEXT)
    mouse.day(hand, editor, "next_action_on", TODAY.addDays(1))
    mouse.write(hand, editor, "next_action_time", "09:00")
    hand.look("record")
    mouse.saved(hand)
    assert records.get(hand.store, PLAN, made)["state"] == "done"
    assert (newest(hand, REMINDER)["what"], newest(hand, REMINDER)["due_time"]) == (NEXT, "09:00")
    mouse.button(hand, _("Write the report"))
    hand.look("report")
    mouse.saved(hand)
    mouse.button(hand, _("Comment of the supervisor"))
    hand.text("处理得当。")
    mouse.saved(hand)
    assert newest(hand, REPORT)["reviewed_on"] == iso(TODAY)
    hand.look("reviewed")


def call(hand: Hand) -> int:
    """A call that finds nobody with time for it: again at half past four. Gives the telephone record."""
    made = plan(hand, "tjcp", TODAY, 16, "检修后回访，确认运行是否正常", "phone")
    from_today(hand, PLAN, made)
    editor = hand.page.form.editor
    assert (hand.page.form.form_id, hand.page.form.value("callback_plan")) == (PHONE, made)
    answered(hand, editor, "call_again")
    mouse.day(hand, editor, "next_attempt_on", TODAY)
    mouse.write(hand, editor, "next_attempt_time", "16:30")
    hand.look("call")
    mouse.saved(hand)
    kept = newest(hand, PHONE)
    assert (kept["outcome"], len(kept["calls"])) == ("call_again", 1)
    return int(kept["id"])


def answered(hand: Hand, editor: Any, outcome: str) -> None:
    """How the call ended."""
    field = editor.editors["outcome"]
    if hasattr(field, "combo"):
        mouse.choose(hand, field.combo, outcome)
    else:
        mouse.tick(hand, editor, "outcome", [c.id for c in field.field.choices].index(outcome))
    assert editor.value("outcome") == outcome


def remind(hand: Hand) -> None:
    """From the card of a plan: what, on which day, at what time; back on the card."""
    plan = newest(hand, PLAN)["id"]
    board = to_week(hand, QDate.fromString(place(hand, plan)[0], Qt.DateFormat.ISODate))
    block = board.block((PLAN, plan))
    hand.click(block, QPoint(20, 6), twice=True)
    assert (hand.page.form_id, hand.page.record) == (PLAN, plan)
    mouse.button(hand, _("Remind me"))
    editor = hand.page.form.editor
    mouse.into(hand, editor, "what")
    hand.text("把检修报告寄给客户")
    mouse.day(hand, editor, "due_on", MONDAY)
    hand.look("remind")
    mouse.saved(hand)
    kept = newest(hand, REMINDER)
    assert (kept["due_on"], kept["about"]) == (iso(MONDAY), {"form": PLAN, "id": plan})
    assert (hand.page_id, hand.page.record) == ("visits", plan)


def reminded(hand: Hand, call: int) -> None:
    """At half past four it is said, wherever she is; from the message to the record, and called again."""
    what = records.get(hand.store, REMINDER, records.get(hand.store, PHONE, call)["reminder"])["what"]
    mouse.page(hand, "customers")
    hand.at("16:29")
    assert what not in hand.said
    hand.at("16:31")
    assert what in hand.said
    hand.look("reminded")
    mouse.answer_message(hand, _("Open"))
    hand.look("reminder")
    mouse.button(hand, _("Open the record"))
    assert (hand.page.form_id, hand.page.record) == (PHONE, call)
    mouse.button(hand, _("Add call"))
    editor = hand.page.form.editor
    assert len(editor.value("calls")) == 2
    answered(hand, editor, "reached")
    hand.look("second-call")
    mouse.saved(hand)
    kept = records.get(hand.store, PHONE, call)
    assert (kept["outcome"], len(kept["calls"])) == ("reached", 2)
    assert records.get(hand.store, PLAN, kept["callback_plan"])["state"] == "done"


# Who comes by


def visitor(hand: Hand) -> None:
    """Somebody walks in with a wish: a promise within three days, kept from its line of Today. Another comes by."""
    mouse.page(hand, "reception")
    mouse.button(hand, _("Receive visitor"))
    editor = hand.page.form.editor
    mouse.pick(hand, editor, "customer_name", "周一鸣", -1)
    mouse.pick(hand, editor, "organisation", "rcsw")
    mouse.into(hand, editor, "visit_purpose")
    hand.text("询问保养合同续签")
    mouse.into(hand, editor, "visit_requests")
    hand.text("想知道第二年的价格")
    field = editor.editors["resolution"]
    if hasattr(field, "combo"):
        mouse.choose(hand, field.combo, "promised")
    else:
        mouse.tick(hand, editor, "resolution", [c.id for c in field.field.choices].index("promised"))
    mouse.write(hand, editor, "promised_days", "3")
    hand.look("visitor")
    mouse.saved(hand)
    kept = records.whole(hand.store, RECEPTION, records.newest(hand.store, RECEPTION))
    assert (kept["promise_due_on"], kept["promised_days"]) == ("2026-11-22", 3)
    from_today(hand, RECEPTION, kept["id"])
    mouse.into(hand, hand.page.asking.editor, "promise_note")
    hand.text("已报价")
    hand.look("promise")
    mouse.asked(hand)
    assert records.get(hand.store, RECEPTION, kept["id"])["promise_kept_on"] == iso(TODAY)
    in_and_out(hand)
    remind(hand)


def in_and_out(hand: Hand) -> None:
    """Signed in by the button beside the list, and out again."""
    mouse.face(hand, "reception")
    inside = hand.page.inside
    before = len(inside.found)
    mouse.click(hand, inside.enter)
    hand.text("周一鸣")
    mouse.asked(hand)
    assert len(inside.found) == before + 1
    hand.look("in-the-house")
    at = next(n for n, (_sheet, line) in enumerate(inside.found) if line["visitor_name"] == "周一鸣")
    mouse.row(hand, inside.list, at)
    mouse.click(hand, inside.leave_button)
    assert len(inside.found) == before
