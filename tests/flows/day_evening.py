"""The rest of the day by keyboard alone: twenty returned sheets, what they came to, the month's paper at five."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from crm_desktop.kit.i18n import _
from crm_desktop.remarks import service as remarks
from crm_desktop.surveys import model
from tests.flows.day_hand import Hand
from tests.flows.day_story import newest, text_of
from ui.kit import ask

SHEETS = 20
GOOD = "11121112111211"   # as the paper: five steps, and three and four where it has three and four
REMARK = "本月投诉多为设备老化，建议下月把保养提醒提前两周。"


def sheet_of(number: int) -> str:
    """What somebody ticked: every sheet another."""
    digits = list(GOOD)
    for place in range(3):
        digits[(number + 5 * place) % len(digits)] = str(1 + (number + place) % 3)
    return "".join(digits)


def sheets(hand: Hand) -> None:
    """F9, then digits and Enter: nothing else. One is not valid, one was keyed already."""
    before = hand.store.value("SELECT count(*) FROM satisfaction_sheets")
    hand.press("Ctrl+1", "F9")
    assert hand.page_id == "survey_entry" and hand.page.plan is not None
    for number in range(SHEETS - 2):
        hand.digits(sheet_of(number))
        if number == 4:
            hand.look("sheet")
        hand.press("Enter")
        assert not hand.page.question.isVisible(), hand.page.question.label.text()
    not_valid(hand)
    keyed_twice(hand)
    assert hand.store.value("SELECT count(*) FROM satisfaction_sheets") == before + SHEETS
    assert hand.page.side.batch.numbers["keyed"].text() == str(SHEETS)
    assert hand.page.side.batch.numbers["wrong"].text() == "1"


def not_valid(hand: Hand) -> None:
    """An asterisk and the digit of the reason."""
    hand.digits("1122")
    hand.press("*")
    assert hand.page.question.isVisible()
    hand.look("sheet-not-valid")
    hand.press("4", "Enter")
    kept = newest(hand, model.FORM)
    assert (kept["is_valid"], kept["invalid_cause"]) == (0, "illegible")


def keyed_twice(hand: Hand) -> None:
    """The same paper again: it is said with the number of the first, and thrown away."""
    hand.press("/")  # from now on every sheet begins with its customer
    for _time in range(2):
        hand.fragment("rcsw")
        hand.press("Return")
        assert hand.page.customer() is not None
        hand.digits(sheet_of(SHEETS))
        hand.press("Enter")
    assert hand.page.question.isVisible()
    assert newest(hand, model.FORM)["number"] in hand.page.question.label.text()
    hand.look("sheet-twice")
    hand.press("2")
    assert hand.page.is_fresh()


def results(hand: Hand) -> None:
    """What the survey came to so far: the page says the numbers that the office has."""
    plan = hand.page.plan
    hand.find(">" + _("End the batch"))
    assert str(SHEETS) in hand.said
    hand.find(_("Survey results"))
    assert hand.page_id == "survey_results"
    hand.look("results")
    found = hand.page.found
    rows = hand.store.rows("SELECT * FROM satisfaction_sheets WHERE survey_plan = ? AND deleted_at IS NULL", (plan,))
    valid = [r for r in rows if r["is_valid"]]
    assert (found.scope.plan, found.whole.valid) == (plan, len(valid))
    happy = [r for r in valid if r[model.OVERALL] in ("satisfied", "fairly_satisfied")]
    assert found.whole.rate is not None and round(found.whole.rate, 6) == round(100 * len(happy) / len(valid), 6)


# At five o'clock


def month(hand: Hand, out: Path) -> None:
    """The month's summary with a remark, saved as a PDF; its numbers are those of the office."""
    hand.press("Ctrl+6")
    assert hand.page_id == "reports"
    hand.press("Ctrl+F")
    hand.text("月度")
    hand.press("Return")
    for _step in range(3):
        if hand.page.report().name != "monthly":
            hand.press("Down")
    assert hand.page.report().name == "monthly"
    this_month(hand)
    remark(hand)
    hand.until(lambda: hand.page.preview.content() and REMARK[:6] in plain(hand.page.preview.content()), 30_000)
    hand.idle()
    hand.look("month")
    with ask.answers(out):
        hand.press("Ctrl+S")
    hand.idle()
    assert out.name in hand.said
    numbers_of_the_month(hand, out)


def this_month(hand: Hand) -> None:
    """Tab to the period, the first of its list."""
    while QApplication.focusWidget() is not hand.page.options.period.choice:
        hand.press("Tab")
    hand.press("Home")
    assert str(hand.page.options.period.period()) == "2026-11"
    hand.until(lambda: "2026年11月" in plain(hand.page.preview.content() or b""))


def remark(hand: Hand) -> None:
    """The link above the paper, what she has to say, Ctrl+Enter."""
    box = hand.page.remarks
    while QApplication.focusWidget() is not box.begin:
        hand.press("Tab")
    hand.press("Space")
    hand.text(REMARK)
    hand.press("Ctrl+Return")
    assert remarks.text(hand.store, "monthly", "2026-11") == REMARK


def numbers_of_the_month(hand: Hand, out: Path) -> None:
    """What the paper says, against the office, asked in SQL."""
    text = plain(out.read_bytes())
    count = hand.store.value
    asked: dict[str, Any] = {
        _("Complaints received"): count(
            "SELECT count(*) FROM complaints WHERE deleted_at IS NULL"
            " AND received_at >= '2026-10-31T16:00:00Z' AND received_at < '2026-11-30T16:00:00Z'"),
        _("Sheets returned"): count(
            "SELECT count(*) FROM satisfaction_sheets WHERE deleted_at IS NULL"
            " AND answered_on BETWEEN '2026-11-01' AND '2026-11-30'"),
        _("Valid sheets"): count(
            "SELECT count(*) FROM satisfaction_sheets WHERE deleted_at IS NULL AND is_valid"
            " AND answered_on BETWEEN '2026-11-01' AND '2026-11-30'")}
    for label, number in asked.items():
        assert f"{label}{number}".replace(" ", "") in text, (label, number)
    assert plain_of(REMARK) in text


def plain(content: bytes) -> str:
    """The text of a paper without its spaces and line ends; nothing where there is no paper yet."""
    return plain_of(text_of(content)) if content else ""


def plain_of(text: str) -> str:
    """Without spaces."""
    return "".join(text.split())
