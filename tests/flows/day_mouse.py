"""The main steps of the day by mouse alone: every click on a widget she sees. Only words are typed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QWidget

from crm_desktop.kit import records
from crm_desktop.kit.i18n import _
from crm_desktop.surveys import model
from crm_desktop.visits.model import PLAN
from tests.flows.day_evening import REMARK, numbers_of_the_month, plain
from tests.flows.day_hand import Hand
from tests.flows.day_story import CALLER, COMPLAINT, CUSTOMER, FRAGMENT, REMINDER, WHAT_HAPPENED, case_of, newest
from ui.kit import ask
from ui.kit.widgets import Button


def by_mouse(hand: Hand, password: str, out: Path) -> None:
    """From signing in to the month's paper, which is written to `out`."""
    hand.at("10:26")
    sign_in(hand, password)
    due(hand)
    hand.at("10:31")
    number = telephone(hand)
    case(hand, number)
    week(hand)
    sheet(hand)
    hand.at("17:00")
    month(hand, out)


# What a mouse does


def row(hand: Hand, view: QAbstractItemView, at: int, *, twice: bool = False) -> None:
    """Click on a row of a list."""
    index = view.model().index(at, view.modelColumn() if hasattr(view, "modelColumn") else 0)
    view.scrollTo(index)
    hand.settle()
    hand.click(view.viewport(), view.visualRect(index).center(), twice=twice)


def choose(hand: Hand, box: QComboBox, data: Any) -> None:
    """Open a list of answers and click one."""
    hand.click(box)
    QTest.qWait(QApplication.doubleClickInterval() + 50)  # so long Qt takes a release for that of the opening click
    row(hand, box.view(), box.findData(data))
    assert box.currentData() == data


def into(hand: Hand, editor: Any, name: str) -> None:
    """Click into a field of a form."""
    target = editor.editors[name].focus_widget()
    editor.fields.scroll_to(name) if hasattr(editor.fields, "scroll_to") else None
    hand.click(target, QPoint(12, min(10, target.height() // 2)))


def keep(hand: Hand, editor: Any) -> None:
    """The button that saves."""
    hand.click(editor.footer.buttons["form_save"])


def page(hand: Hand, page_id: str) -> None:
    """A page of the rail."""
    hand.click(hand.window.desk.rail.items[page_id])
    assert hand.page_id == page_id


# The day


def sign_in(hand: Hand, password: str) -> None:
    """The password, then the button."""
    sheet = hand.window.sign_in
    hand.click(sheet.password)
    hand.text(password)
    hand.click(sheet.go)
    hand.until(hand.window.is_open)


def due(hand: Hand) -> None:
    """The button at the end of a line that is due."""
    page(hand, "today")
    shown = hand.page.list
    at = next(n for n, one in enumerate(shown.model().entries) if getattr(one, "due", None) and one.due.form == REMINDER)
    line = shown.model().entries[at]
    row(hand, shown, at)
    assert shown.line() is line
    hand.look("today")
    hand.click(shown.button)
    assert records.get(hand.store, REMINDER, line.due.record)["done_at"]


def telephone(hand: Hand) -> str:
    """The button at the top, the customer from the list below the line, what happened, register."""
    hand.click(hand.window.desk.strip.buttons[0])
    editor = hand.page.form.editor
    line = editor.editors["customer"]
    hand.click(line.line)
    hand.text(FRAGMENT)
    hand.look("intake-customer")
    row(hand, line.suggester.popup.list, 0)
    assert records.name_of(hand.store, CUSTOMER, editor.value("customer")) == CALLER
    into(hand, editor, "content")
    hand.text(WHAT_HAPPENED)
    hand.look("intake")
    keep(hand, editor)
    kept = newest(hand, COMPLAINT)
    assert (kept["content"], hand.page.record) == (WHAT_HAPPENED, kept["id"])
    return str(kept["complaint_no"])


def act(hand: Hand, name: str, text: str = "") -> Any:
    """The button of an act, and what is written in its first field; gives the form."""
    hand.click(hand.page.case.acts.buttons[name])
    editor = hand.page.case.form.editor
    if text:
        hand.text(text)
    return editor


def case(hand: Hand, number: str) -> None:
    """First response, solution, call-back not satisfied, reopened from the message."""
    keep(hand, act(hand, "respond", "已回电，下午派人到厂。"))
    hand.look("case")
    keep(hand, act(hand, "solve", "更换主轴轴承。"))
    editor = act(hand, "call_back")
    hand.click(editor.editors["reached"].buttons[0])
    choose(hand, editor.editors["satisfaction"].combo, "dissatisfied")
    hand.look("call-back")
    keep(hand, editor)
    hand.look("not-satisfied")
    hand.click(hand.labelled(Button, _("Reopen"), hand.window.desk.messages))
    hand.text("夜里又响了一次。")
    keep(hand, hand.page.case.form.editor)
    assert case_of(hand, number)["reopened_count"] == 1


def week(hand: Hand) -> None:
    """A double click on a free place plans there; the block is pulled to another day."""
    page(hand, "visits")
    board = hand.page.scheduler.board
    friday = board.span.days[4]
    left, _width = board.hours.column(friday)
    at = QPoint(left + 20, board.hours.y(15 * 60) + 5)
    hand.click(board.ground, at, twice=True)
    editor = hand.page.form.editor
    assert (editor.value("planned_date"), editor.value("start_time")) == (friday.isoformat(), "15:00")
    line = editor.editors["planned_customer"]
    hand.click(line.line)
    hand.text(FRAGMENT)
    row(hand, line.suggester.popup.list, 0)
    into(hand, editor, "purpose")
    hand.text("跟进主轴轴承更换后的运行情况")
    hand.look("plan")
    keep(hand, editor)
    made = newest(hand, PLAN)
    hand.click(hand.page.header.back)
    hand.look("week")
    pull(hand, made["id"])


def pull(hand: Hand, plan: int) -> None:
    """A day back and an hour up."""
    board = hand.page.scheduler.board
    before = QDate.fromString(records.get(hand.store, PLAN, plan)["planned_date"], Qt.DateFormat.ISODate)
    width = board.hours.edges[1] - board.hours.edges[0]
    hand.drag(board.block((PLAN, plan)), QPoint(20, 6), QPoint(-width, -round(board.hours.hour)))
    kept = records.get(hand.store, PLAN, plan)
    assert (kept["planned_date"], kept["start_time"]) == (before.addDays(-1).toString(Qt.DateFormat.ISODate), "14:00")
    hand.look("week-moved")


def sheet(hand: Hand) -> None:
    """The boxes of one sheet, and the button below."""
    page(hand, "today")
    hand.click(hand.window.desk.strip.buttons[2])
    paper = hand.page.paper
    for item in model.ITEMS:
        paper.ensureWidgetVisible(paper.rows[item])
        hand.settle()
        hand.click(paper.rows[item].boxes[1])
    hand.look("sheet")
    hand.click(hand.page.next_button)
    kept = newest(hand, model.FORM)
    assert [kept[item] for item in model.ITEMS] == [scale[1] for scale in model.SCALES.values()]


def month(hand: Hand, out: Path) -> None:
    """The month from the list of reports, a remark, the button that saves it."""
    page(hand, "reports")
    shown: Any = hand.page.list
    names = [shown.list.item(n).data(Qt.ItemDataRole.UserRole) for n in range(shown.list.count())]
    row(hand, shown.list, names.index("monthly"))
    choose(hand, hand.page.options.period.choice, "2026-11")
    hand.until(lambda: "2026年11月" in plain(hand.page.preview.content() or b""))
    hand.click(hand.page.remarks.begin)
    hand.text(REMARK)
    hand.click(hand.page.view.viewport(), QPoint(60, 60))
    hand.until(lambda: REMARK[:6] in plain(hand.page.preview.content() or b""), 30_000)
    hand.idle()
    hand.look("month")
    with ask.answers(out):
        hand.click(button(hand, _("Save as PDF")))
    numbers_of_the_month(hand, out)


def button(hand: Hand, text: str) -> QWidget:
    """A button in the head of the page."""
    found: QWidget = next(b for b in hand.page.header.buttons() if b.text() == text)
    return found
