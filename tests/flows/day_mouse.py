"""The whole day by mouse alone, step by step as by keyboard: every click on a widget she sees. Only words are typed."""

from __future__ import annotations

from pathlib import Path

from crm_desktop.kit import records
from crm_desktop.kit.i18n import _
from crm_desktop.today import lines
from crm_desktop.visits.model import PLAN
from tests.flows import mouse_case, mouse_evening, mouse_week
from tests.flows.day_hand import Hand
from tests.flows.day_story import REMINDER
from tests.flows.mouse_hand import asked, back, button, click, page, paper, row, undo


def by_mouse(hand: Hand, password: str, out: Path) -> None:
    """From signing in to the month's paper, which is written to `out`."""
    hand.at("10:26")
    sign_in(hand, password)
    morning(hand)
    postponed(hand)
    hand.at("10:31")
    number = mouse_case.phone_rings(hand)
    mouse_case.receipt(hand, number)
    hand.at("10:50")
    mouse_case.stranger_calls(hand)
    first = mouse_week.week(hand)
    mouse_week.prepare(hand, first)
    hand.at("11:05")
    mouse_case.handle(hand, number)
    mouse_case.not_satisfied(hand, number)
    hand.at("14:40")
    mouse_week.record(hand)
    call = mouse_week.call(hand)
    mouse_week.visitor(hand)
    mouse_week.in_and_out(hand)
    mouse_week.remind(hand)
    mouse_case.to_the_end(hand, number)
    mouse_evening.sheets(hand)
    mouse_evening.results(hand)
    mouse_week.reminded(hand, call)
    hand.at("17:00")
    mouse_evening.month(hand, out)


def sign_in(hand: Hand, password: str) -> None:
    """The password, then the button."""
    sheet = hand.window.sign_in
    click(hand, sheet.password)
    hand.text(password)
    click(hand, sheet.go)
    hand.until(hand.window.is_open)


def to_line(hand: Hand, form: str, record: int | None = None) -> object:
    """Click the line of Today of that form, or of that record; gives it."""
    page(hand, "today")
    shown = hand.page.list
    at, line = next((n, one) for n, one in enumerate(shown.model().entries) if getattr(one, "due", None)
                    and one.due.form == form and record in (None, one.due.record))
    row(hand, shown, at)
    assert shown.line() is line
    return line


def press_line(hand: Hand) -> None:
    """The button of the line chosen."""
    click(hand, hand.page.list.button)


def morning(hand: Hand) -> None:
    """What is mine, all of it again, the morning sheet; a reminder done, taken back, done."""
    page(hand, "today")
    everybody = [line.key for line in hand.page.lines]
    click(hand, hand.page.parts.mine)
    mine = lines.read(hand.store, person=hand.store.user.staff)
    assert [line.key for line in hand.page.lines] == [line.key for line in mine] != everybody
    hand.look("today-mine")
    click(hand, hand.page.parts.mine)
    assert [line.key for line in hand.page.lines] == everybody
    button(hand, _("Print morning sheet"))
    paper(hand, "today", "2026")
    hand.look("morning-sheet")
    back(hand)
    assert hand.page_id == "today"
    line = to_line(hand, REMINDER)
    hand.look("today")
    press_line(hand)
    assert records.get(hand.store, REMINDER, line.due.record)["done_at"]
    hand.look("today-done")
    undo(hand)
    assert not records.get(hand.store, REMINDER, line.due.record)["done_at"]
    to_line(hand, REMINDER, line.due.record)
    press_line(hand)
    assert records.get(hand.store, REMINDER, line.due.record)["done_at"]


def postponed(hand: Hand) -> None:
    """A call-back that is late is postponed on its card, which a double click on its line opens."""
    line = to_line(hand, PLAN)
    shown = hand.page.list
    row(hand, shown, shown.currentIndex().row(), twice=True)
    assert (hand.page.form_id, hand.page.record) == (PLAN, line.due.record)
    button(hand, _("Postpone…"))
    hand.text("客户今天不在厂里。")
    hand.look("today-postpone")
    asked(hand)
    assert records.get(hand.store, PLAN, line.due.record)["state"] == "postponed"
