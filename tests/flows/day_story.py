"""One day of the secretary by keyboard alone, step by step: what is due, the telephone, the case to its end.

Each step does what she does, looks at what stands on the screen and in the office, and lets a picture be taken.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QApplication

from crm_desktop.complaints import history, rules
from crm_desktop.kit import records
from crm_desktop.kit.i18n import _
from crm_desktop.today import lines
from tests.flows.day_hand import Hand

COMPLAINT, REMINDER, CUSTOMER = "complaint_record", "reminder", "customer_master"
CALLER, FRAGMENT = "瑞诚生物科技有限公司", "rcsw"
WHAT_HAPPENED = "2 号空压机从昨天下午起噪声明显变大，停机后再开又响，夜班停了两次。"
UNKNOWN, HIS_NUMBER = "沧屿新能源材料厂", "0513-5550-8801"
MOST_KEYS = 12


def newest(hand: Hand, form: str) -> dict[str, Any]:
    """The record made last."""
    return records.get(hand.store, form, records.newest(hand.store, form))


def case_of(hand: Hand, number: str) -> dict[str, Any]:
    """A complaint as it is now."""
    record = hand.store.value("SELECT id FROM complaints WHERE complaint_no = ?", (number,))
    return records.get(hand.store, COMPLAINT, record)


# The morning


def sign_in(hand: Hand, password: str) -> None:
    """The password and Enter; Today is the first page, its list has the keyboard."""
    hand.look("sign-in")
    hand.text(password)
    hand.press("Return")
    hand.until(lambda: hand.window.is_open())
    assert hand.page_id == "today"
    assert QApplication.focusWidget() is hand.page.list


def to_line(hand: Hand, form: str, record: int | None = None) -> Any:
    """Down with the arrow to a line of that form, or of that record; gives it."""
    hand.press("Home")
    for _step in range(len(hand.page.lines)):
        line = hand.page.list.line()
        if line.due.form == form and record in (None, line.due.record):
            return line
        hand.press("Down")
    raise AssertionError((form, record, [(line.due.form, line.due.record, line.what) for line in hand.page.lines]))


def morning(hand: Hand) -> None:
    """What is late stands first; the arrows walk it all, Enter does one of them, Ctrl+Z takes it back."""
    due = lines.read(hand.store)
    assert [line.key for line in hand.page.lines] == [line.key for line in due]
    assert hand.page.list.line() is not None
    for _line in due:
        hand.press("Down")
    assert hand.page.list.line().key == due[-1].key
    line = to_line(hand, REMINDER)
    hand.look("today")
    hand.press("Return")
    assert records.get(hand.store, REMINDER, line.due.record)["done_at"]
    hand.until(lambda: line.key not in [one.key for one in hand.page.lines])
    hand.look("today-done")
    hand.press("Ctrl+Z")
    assert not records.get(hand.store, REMINDER, line.due.record)["done_at"]
    to_line(hand, REMINDER, line.due.record)
    hand.press("Return")
    assert records.get(hand.store, REMINDER, line.due.record)["done_at"]


# The telephone


def phone_rings(hand: Hand) -> str:
    """F7, a fragment, Enter, what happened, Ctrl+S: at most twelve keys beside the text. Gives the number."""
    hand.keys = 0
    hand.press("F7")
    hand.fragment(FRAGMENT)
    hand.press("Return")
    hand.text(WHAT_HAPPENED)
    hand.page.form.side.look()  # as a moment after typing
    hand.settle()
    hand.look("intake")
    hand.press("Ctrl+S")
    assert hand.keys <= MOST_KEYS
    kept = newest(hand, COMPLAINT)
    assert records.name_of(hand.store, CUSTOMER, kept["customer"]) == CALLER
    assert (kept["content"], kept["channel"], kept["response_limit_min"]) == (WHAT_HAPPENED, "phone", 120)
    assert (kept["complainant"] or kept["contact"]) and hand.page.record == kept["id"]
    hand.look("case")
    return str(kept["complaint_no"])


def receipt(hand: Hand, number: str) -> None:
    """The receipt at once, found by its name; back to the case."""
    hand.find(">" + _("Receipt"))
    assert hand.page_id == "reports"
    hand.until(lambda: hand.page.preview.content())
    hand.idle()
    assert hand.page.report().name == "complaint-receipt"
    assert number in text_of(hand.page.preview.content())
    hand.look("receipt")
    hand.press("Alt+Left")
    assert hand.page_id == "complaints"


def stranger_calls(hand: Hand) -> str:
    """Somebody nobody knows becomes a customer on the same page, with the complaint."""
    before = hand.store.value("SELECT count(*) FROM customers")
    hand.press("Ctrl+1", "F7")
    hand.text(UNKNOWN)
    hand.press("Return")
    hand.text(HIS_NUMBER)
    hand.to_field("content")
    hand.text("送来的滤芯型号不对。")
    hand.look("stranger")
    assert hand.store.value("SELECT count(*) FROM customers") == before
    hand.press("Ctrl+S")
    kept = newest(hand, COMPLAINT)
    customer = records.get(hand.store, CUSTOMER, kept["customer"])
    assert (customer["customer_name"], kept["new_customer"]) == (UNKNOWN, 1)
    return str(kept["complaint_no"])


# The case


def open_case(hand: Hand, number: str) -> None:
    """By its number, in the box that finds everything."""
    hand.find(number)
    assert hand.page_id == "complaints"
    assert hand.page.cards[COMPLAINT].values["complaint_no"] == number


def act(hand: Hand, key: str, text: str = "", *, save: bool = True) -> None:
    """An act of the case by its key, what is written in its first field, Ctrl+S."""
    hand.press(key)
    assert hand.page.case.form is not None
    if text:
        hand.text(text)
    if save:
        keep(hand)


def keep(hand: Hand) -> None:
    """Ctrl+S keeps the act, its form is gone."""
    hand.press("Ctrl+S")
    form = hand.page.case.form
    assert form is None, (form.editor.problems(), form.editor.footer.sentence.text())


def handle(hand: Hand, number: str) -> None:
    """First response, a step, a task for a department, its end, the solution."""
    open_case(hand, number)
    act(hand, "Alt+R", "已回电，说明今天下午派工程师到厂。")
    assert case_of(hand, number)["first_response_at"]
    act(hand, "Alt+N", "客户发来了噪声录音。")
    act(hand, "Alt+D", "更换 2 号机主轴轴承", save=False)
    hand.to_field("department")
    hand.text("售后服务部")
    hand.look("case-task")
    keep(hand)
    assert hand.page.case.tasks.first_open()
    hand.at("14:20")
    act(hand, "Alt+K", "轴承已换，试机两小时正常。")
    assert not hand.page.case.tasks.first_open()
    act(hand, "Alt+S", "更换主轴轴承并重新校正。")
    assert case_of(hand, number)["status"] == "resolved"


def not_satisfied(hand: Hand, number: str) -> None:
    """Closing is blocked and says what is missing; the call-back goes badly; reopened with the reason."""
    hand.press("Alt+L")
    form = hand.page.case.form
    assert form.act.id == "call_back", "closing leads to what is missing first"
    assert form.note.text() == rules.unclosable(case_of(hand, number))
    hand.look("case-not-closed")
    answer(hand, "bmy")
    hand.to_field("opinions")
    hand.text("夜里又响了一次。")
    hand.look("case-call-back")
    keep(hand)
    assert number in hand.said
    hand.look("case-not-satisfied")
    act(hand, "Alt+W", "夜里又响了一次，客户要求再查。")
    again = case_of(hand, number)
    assert (again["reopened_count"], again["status"]) == (1, "handling")
    hand.look("case-reopened")


def answer(hand: Hand, satisfaction: str) -> None:
    """Reached by its digit, and how satisfied by the initials."""
    hand.to_field("reached")
    hand.press("1")
    hand.to_field("satisfaction")
    hand.fragment(satisfaction)


def to_the_end(hand: Hand, number: str) -> None:
    """Solved anew, called back, closed once cause and result are there."""
    hand.at("15:10")
    open_case(hand, number)
    act(hand, "Alt+S", "发现减振垫老化，已一并更换。")
    act(hand, "Alt+C", save=False)
    answer(hand, "my")
    keep(hand)
    hand.press("Alt+L")
    form = hand.page.case.form
    assert form.act.id == "close" and form.note.text() == rules.unclosable(case_of(hand, number))
    hand.to_field("cause_class")
    hand.press("1")
    hand.to_field("result", "Shift+Tab")
    hand.text("设备恢复正常，客户认可。")
    hand.look("case-close")
    keep(hand)
    assert case_of(hand, number)["status"] == "closed"
    kinds = [step.kind for step in history.steps(hand.store, case_of(hand, number)["id"])]
    assert kinds[0] == "registered" and kinds[-1] == "closed" and "reopened" in kinds
    hand.look("case-closed")


def text_of(content: bytes) -> str:
    """What stands on a paper; nothing where there is none yet."""
    from io import BytesIO

    import pypdf
    return "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages) if content else ""
