"""The morning by mouse alone: every click on a widget she sees. Only words are typed."""

from __future__ import annotations

from crm_desktop.kit import records
from crm_desktop.kit.i18n import _
from crm_desktop.today import lines
from crm_desktop.visits.model import PLAN
from tests.flows import mouse_hand as mouse
from tests.flows.day_hand import Hand
from tests.flows.day_story import REMINDER


def sign_in(hand: Hand, password: str) -> None:
    """The password, then the button."""
    sheet = hand.window.sign_in
    mouse.click(hand, sheet.password)
    hand.text(password)
    mouse.click(hand, sheet.go)
    hand.until(hand.window.is_open)


def to_line(hand: Hand, form: str, record: int | None = None) -> object:
    """Click the line of Today of that form, or of that record; gives it."""
    mouse.page(hand, "today")
    shown = hand.page.list
    at, line = next((n, one) for n, one in enumerate(shown.model().entries) if getattr(one, "due", None)
                    and one.due.form == form and record in (None, one.due.record))
    mouse.row(hand, shown, at)
    assert shown.line() is line
    return line


def press_line(hand: Hand) -> None:
    """The button of the line chosen."""
    mouse.click(hand, hand.page.list.button)


def morning(hand: Hand) -> None:
    """What is mine, all of it again, the morning sheet; a reminder done, taken back, done; a call-back put off."""
    mouse.page(hand, "today")
    everybody = [line.key for line in hand.page.lines]
    mouse.click(hand, hand.page.parts.mine)
    mine = lines.read(hand.store, person=hand.store.user.staff)
    assert [line.key for line in hand.page.lines] == [line.key for line in mine] != everybody
    hand.look("today-mine")
    mouse.click(hand, hand.page.parts.mine)
    assert [line.key for line in hand.page.lines] == everybody
    mouse.button(hand, _("Print morning sheet"))
    mouse.paper(hand, "today", "2026")
    hand.look("morning-sheet")
    mouse.back(hand)
    assert hand.page_id == "today"
    line = to_line(hand, REMINDER)
    hand.look("today")
    press_line(hand)
    assert records.get(hand.store, REMINDER, line.due.record)["done_at"]
    hand.look("today-done")
    mouse.undo(hand)
    assert not records.get(hand.store, REMINDER, line.due.record)["done_at"]
    to_line(hand, REMINDER, line.due.record)
    press_line(hand)
    assert records.get(hand.store, REMINDER, line.due.record)["done_at"]
    postponed(hand)


def postponed(hand: Hand) -> None:
    """A call-back that is late is postponed on its card, which a double click on its line opens."""
    line = to_line(hand, PLAN)
    shown = hand.page.list
    mouse.row(hand, shown, shown.currentIndex().row(), twice=True)
    assert (hand.page.form_id, hand.page.record) == (PLAN, line.due.record)
    mouse.button(hand, _("Postpone…"))
    hand.text("客户今天不在厂里。")
    hand.look("today-postpone")
    mouse.asked(hand)
    assert records.get(hand.store, PLAN, line.due.record)["state"] == "postponed"
