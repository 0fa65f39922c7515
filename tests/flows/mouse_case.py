"""The telephone and the case by mouse alone: taken, proposed, answered, done, solved, called back, reopened, closed."""

from __future__ import annotations

from typing import Any

from crm_desktop.complaints import history, rules
from crm_desktop.kit import records
from crm_desktop.kit.i18n import _
from tests.flows import mouse_hand as mouse
from tests.flows.day_hand import Hand
from tests.flows.day_story import (
    CALLER,
    COMPLAINT,
    CUSTOMER,
    FRAGMENT,
    HIS_NUMBER,
    UNKNOWN,
    case_of,
    newest,
)

HAPPENED = "2 号空压机从昨天下午起噪声明显变大，夜班停产两次。"


def phone_rings(hand: Hand) -> str:
    """The button at the top, the customer from the list, what happened, what is proposed, register."""
    mouse.capture(hand, 0)
    editor = hand.page.form.editor
    mouse.pick(hand, editor, "customer", FRAGMENT)
    assert records.name_of(hand.store, CUSTOMER, editor.value("customer")) == CALLER
    mouse.into(hand, editor, "content")
    hand.text(HAPPENED)
    proposals = hand.page.form.side.proposals
    hand.until(proposals.yes.isVisible)
    hand.look("intake-proposal")
    mouse.click(hand, proposals.yes)
    assert editor.value("severity") == "major"
    hand.look("intake")
    mouse.saved(hand)
    kept = newest(hand, COMPLAINT)
    assert (kept["content"], kept["severity"], hand.page.record) == (HAPPENED, "major", kept["id"])
    hand.look("case")
    return str(kept["complaint_no"])


def receipt(hand: Hand, number: str) -> None:
    """The receipt at once, from the head of the case; back to it."""
    mouse.button(hand, _("Receipt"))
    mouse.paper(hand, "complaint-receipt", number)
    hand.look("receipt")
    mouse.back(hand)
    assert hand.page_id == "complaints"


def stranger_calls(hand: Hand) -> None:
    """Somebody nobody knows becomes a customer on the same page, with the complaint."""
    mouse.page(hand, "today")
    mouse.capture(hand, 0)
    editor = hand.page.form.editor
    mouse.pick(hand, editor, "customer", UNKNOWN, -1)
    mouse.into(hand, editor, "contact")
    hand.text(HIS_NUMBER)
    mouse.into(hand, editor, "content")
    hand.text("送来的滤芯型号不对。")
    hand.look("stranger")
    mouse.saved(hand)
    kept = newest(hand, COMPLAINT)
    customer = records.get(hand.store, CUSTOMER, kept["customer"])
    assert (customer["customer_name"], kept["new_customer"]) == (UNKNOWN, 1), kept
    assert kept["contact"], customer


# The case


def open_case(hand: Hand, number: str) -> None:
    """Its line in the list of complaints."""
    mouse.face(hand, "complaints")
    table = hand.page.list.table
    rows, columns = table.model().rowCount(), range(table.model().columnCount())
    at = next(n for n in range(rows) if number in [table.model().index(n, c).data() for c in columns])
    mouse.row(hand, table, at, twice=True)
    assert hand.page.cards[COMPLAINT].values["complaint_no"] == number


def begin(hand: Hand, name: str, text: str = "") -> Any:
    """The button of an act, and what is written in its first field; gives the form."""
    mouse.click(hand, hand.page.case.acts.buttons[name])
    if text:
        hand.text(text)
    return hand.page.case.form.editor


def act(hand: Hand, name: str, text: str) -> None:
    """An act with its first field alone."""
    kept(hand, begin(hand, name, text))


def kept(hand: Hand, editor: Any) -> None:
    """The button keeps the act, its form is gone."""
    mouse.keep(hand, editor)
    form = hand.page.case.form
    assert form is None, (editor.problems(), editor.footer.sentence.text())


def handle(hand: Hand, number: str) -> None:
    """First response, a step, a task for a department, its end by the button of its line, the solution."""
    open_case(hand, number)
    act(hand, "respond", "已回电，说明今天下午派工程师到厂。")
    assert case_of(hand, number)["first_response_at"]
    act(hand, "add_step", "客户发来了噪声录音。")
    editor = begin(hand, "add_task", "更换 2 号机主轴轴承")
    mouse.write(hand, editor, "department", "售后服务部")
    hand.look("case-task")
    kept(hand, editor)
    tasks = hand.page.case.tasks
    assert tasks.first_open()
    hand.at("14:20")
    mouse.labelled(hand, _("Task done"), tasks)
    hand.text("轴承已换，试机两小时正常。")
    kept(hand, hand.page.case.form.editor)
    assert not hand.page.case.tasks.first_open()
    act(hand, "solve", "更换主轴轴承并重新校正。")
    assert case_of(hand, number)["status"] == "resolved"


def not_satisfied(hand: Hand, number: str) -> None:
    """Closing is blocked and says what is missing; the call-back goes badly; reopened from the message."""
    editor = begin(hand, "close")
    form = hand.page.case.form
    assert form.act.id == "call_back" and form.note.text() == rules.unclosable(case_of(hand, number))
    hand.look("case-not-closed")
    called(hand, editor, "dissatisfied")
    mouse.into(hand, editor, "opinions")
    hand.text("夜里又响了一次。")
    hand.look("call-back")
    kept(hand, editor)
    assert number in hand.said
    hand.look("not-satisfied")
    mouse.answer_message(hand, _("Reopen"))
    hand.text("夜里又响了一次，客户要求再查。")
    kept(hand, hand.page.case.form.editor)
    again = case_of(hand, number)
    assert (again["reopened_count"], again["status"]) == (1, "handling")
    hand.look("reopened")


def called(hand: Hand, editor: Any, satisfaction: str) -> None:
    """Reached, and how satisfied."""
    mouse.tick(hand, editor, "reached", 0)
    mouse.choose(hand, editor.editors["satisfaction"].combo, satisfaction)


def to_the_end(hand: Hand, number: str) -> None:
    """Solved anew, called back, closed once cause and result are there."""
    hand.at("15:10")
    open_case(hand, number)
    act(hand, "solve", "发现减振垫老化，已一并更换。")
    editor = begin(hand, "call_back")
    called(hand, editor, "satisfied")
    kept(hand, editor)
    editor = begin(hand, "close")
    assert hand.page.case.form.note.text() == rules.unclosable(case_of(hand, number))
    mouse.tick(hand, editor, "cause_class", 0)
    mouse.into(hand, editor, "result")
    hand.text("设备恢复正常，客户认可。")
    hand.look("close")
    kept(hand, editor)
    case = case_of(hand, number)
    kinds = [step.kind for step in history.steps(hand.store, case["id"])]
    assert case["status"] == "closed" and kinds[-1] == "closed" and "reopened" in kinds
    hand.look("closed")
