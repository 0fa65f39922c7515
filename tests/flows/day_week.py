"""The week by keyboard alone: call-backs planned, moved, postponed, prepared and recorded; a visitor, a promise, a
reminder when it is due."""

from __future__ import annotations

from typing import Any

from crm_desktop.kit import forms, records
from crm_desktop.kit.i18n import _
from crm_desktop.reception.service import RECEPTION
from crm_desktop.visits import planning
from crm_desktop.visits.model import PHONE, PLAN, RECORD
from tests.flows.day_hand import Hand
from tests.flows.day_story import REMINDER, newest, text_of, to_line

NEXT = "寄新版保养手册"


def plan(hand: Hand, fragment: str, day: str, start: str, purpose: str, mode: str = "face_to_face") -> int:
    """F8, whom, when, how, what for, Ctrl+S; gives the plan."""
    hand.press("Ctrl+1", "F8")
    hand.fragment(fragment)
    hand.press("Return")
    assert "planned_date" in hand.fields()
    fill(hand, "planned_date", day)
    fill(hand, "start_time", start)
    fill(hand, "duration", "60")
    hand.to_field("callback_mode")
    hand.press(str(1 + [c.id for c in forms.get(PLAN).by_id["callback_mode"].choices].index(mode)))
    hand.to_field("purpose")
    hand.text(purpose)
    hand.look(f"plan-{start[:2]}")
    saved(hand)
    kept = newest(hand, PLAN)
    assert (kept["planned_date"][5:], kept["start_time"], kept["duration"]) == (day, start, 60)
    assert kept["callback_mode"] == [mode]
    assert kept["callback_specialist"] == hand.store.user.staff
    return int(kept["id"])


def fill(hand: Hand, field: str, text: str) -> None:
    """That field says this and nothing else."""
    hand.to_field(field)
    hand.press("Ctrl+A")
    hand.text(text)


def saved(hand: Hand) -> None:
    """Ctrl+S keeps the form in view."""
    form = hand.page.form
    hand.press("Ctrl+S")
    editor = form.editor if form is not None else None
    assert hand.page.mode != "form", editor.problems() if editor is not None else ""


def to_block(hand: Hand, wanted: int) -> Any:
    """To the week, and with the arrows to the block of a plan."""
    hand.press("Ctrl+4")
    if hand.page.mode != "schedule":
        hand.press("Esc")
    assert hand.page.mode == "schedule"
    board = hand.page.scheduler.board
    day = records.get(hand.store, PLAN, wanted)["planned_date"]
    for _step in range(14):
        if board.at.day == day:
            break
        hand.press("Right" if board.at.day < day else "Left")
    for key in ("Up", "Down"):
        for _step in range(60):
            row = hand.page.current_row()
            if row is not None and row.id == wanted and row.form == PLAN:
                return row
            hand.press(key)
    raise AssertionError(f"the arrows don't reach plan {wanted}")


def place(hand: Hand, wanted: int) -> tuple[str, str]:
    """Day and time of a plan."""
    found = records.get(hand.store, PLAN, wanted)
    return found["planned_date"][5:], found["start_time"]


def week(hand: Hand) -> int:
    """Two plans; one is moved onto the other, that is said at once with a way out; it is postponed with the reason."""
    first = plan(hand, "rcsw", "11-23", "14:00", "跟进主轴轴承更换后的运行情况")
    second = plan(hand, "jcjj", "11-23", "15:30", "介绍保养合同")
    to_block(hand, first)
    hand.press("Ctrl+Down", "Ctrl+Down")
    assert place(hand, first) == ("11-23", "14:30")
    hand.press("Ctrl+Down")
    clash = planning.conflicts(hand.store, records.get(hand.store, PLAN, first), but=first)
    assert clash[0].plan == second and clash[0].sentence in hand.said
    hand.look("conflict")
    hand.press("Alt+Y")
    assert not planning.conflicts(hand.store, records.get(hand.store, PLAN, first), but=first)
    hand.press("Ctrl+Right")
    assert place(hand, first)[0] == "11-24"
    hand.press("]")
    assert records.get(hand.store, PLAN, first)["duration"] == 75
    postpone(hand, first)
    return first


def postpone(hand: Hand, wanted: int) -> None:
    """P: the next free time stands there already, the reason is asked."""
    before = place(hand, wanted)
    hand.press("P")
    hand.text("客户那天要盘点，改期。")
    hand.look("postpone")
    hand.press("Ctrl+S")
    kept = records.get(hand.store, PLAN, wanted)
    assert (kept["state"], kept["state_reason"]) == ("postponed", "客户那天要盘点，改期。")
    assert place(hand, wanted) != before


def prepare(hand: Hand, wanted: int) -> None:
    """V: the sheet of preparation, on one page; and back to the week."""
    to_block(hand, wanted)
    hand.press("V")
    assert hand.page_id == "reports" and hand.page.report().name == "visit-preparation"
    hand.until(lambda: hand.page.preview.content())
    hand.idle()
    assert hand.page.view.pages() == 1
    name = records.name_of(hand.store, "customer_master", records.get(hand.store, PLAN, wanted)["planned_customer"])
    assert name and name in text_of(hand.page.preview.content())
    hand.look("preparation")
    hand.press("Alt+Left")
    assert hand.page_id == "visits"


def record(hand: Hand) -> None:
    """A line of Today opens the record of its call-back, filled in; the next action becomes a reminder."""
    made = plan(hand, "hcxx", "11-19", "11:00", "新机投用一个月，了解操作人员的意见")
    hand.press("Ctrl+1")
    line = to_line(hand, PLAN, made)
    hand.press("Return")
    assert hand.page_id == "visits" and hand.page.mode == "form"
    form = hand.page.form
    assert form.form_id == RECORD and form.value("callback_plan") == line.due.record
    hand.to_field("visit_notes")
    hand.text("新机运行平稳，操作人员希望有一份保养手册。")
    hand.to_field("next_action")
    hand.text(NEXT)
    fill(hand, "next_action_on", "11-20")
    fill(hand, "next_action_time", "09:00")
    hand.look("record")
    saved(hand)
    assert records.get(hand.store, PLAN, line.due.record)["state"] == "done"
    assert (newest(hand, REMINDER)["what"], newest(hand, REMINDER)["due_time"]) == (NEXT, "09:00")
    hand.look("recorded")


def visitor(hand: Hand) -> None:
    """Somebody walks in: whom, what for, a promise within three days, which becomes a deadline."""
    hand.find(_("Reception"))
    assert hand.page_id == "reception"
    hand.press("Ctrl+N")
    hand.text("周一鸣")
    hand.press("Return")
    hand.to_field("organisation")
    hand.fragment("rcsw")
    hand.press("Return")
    hand.to_field("visit_purpose")
    hand.text("询问保养合同续签")
    hand.to_field("visit_requests")
    hand.text("想知道第二年的价格")
    hand.to_field("resolution")
    hand.fragment("cnz")
    fill(hand, "promised_days", "3")
    hand.look("visitor")
    saved(hand)
    kept = records.whole(hand.store, RECEPTION, records.newest(hand.store, RECEPTION))
    assert (kept["promise_due_on"], kept["promised_days"]) == ("2026-11-22", 3)
    hand.press("Ctrl+1")
    line = to_line(hand, RECEPTION, kept["id"])
    assert line.verb


def call(hand: Hand) -> int:
    """A call that finds nobody with time for it: again at half past four, as agreed. Gives the telephone record."""
    made = plan(hand, "tjcp", "11-19", "16:00", "检修后回访，确认运行是否正常", "phone")
    hand.press("Ctrl+1")
    line = to_line(hand, PLAN, made)
    hand.press("Return")
    form = hand.page.form
    assert form.form_id == PHONE and form.value("callback_plan") == line.due.record
    hand.to_field("outcome")
    hand.fragment("ydzd")
    fill(hand, "next_attempt_on", "11-19")
    fill(hand, "next_attempt_time", "16:30")
    hand.look("call")
    saved(hand)
    kept = newest(hand, PHONE)
    assert (kept["outcome"], len(kept["calls"])) == ("call_again", 1)
    return int(kept["id"])


def reminded(hand: Hand, call: int) -> None:
    """At half past four the reminder is said, wherever she is; its line on Today leads to the second attempt."""
    reminder = records.get(hand.store, PHONE, call)["reminder"]
    what = records.get(hand.store, REMINDER, reminder)["what"]
    hand.press("Ctrl+2")
    hand.at("16:29")
    assert what not in hand.said
    hand.at("16:31")
    assert what in hand.said
    hand.look("reminded")
    hand.press("Ctrl+1")
    to_line(hand, REMINDER, reminder)
    hand.press("Ctrl+O", "Ctrl+O")  # the reminder, then what it is about
    assert (hand.page.form_id, hand.page.record) == (PHONE, call)
    hand.press("Ctrl+Return")
    assert hand.page.mode == "form" and len(hand.page.form.value("calls")) == 2
    hand.to_field("outcome")
    hand.fragment("yjt")
    hand.look("second-call")
    saved(hand)
    kept = records.get(hand.store, PHONE, call)
    assert (kept["outcome"], len(kept["calls"])) == ("reached", 2)
    assert records.get(hand.store, PLAN, kept["callback_plan"])["state"] == "done"
