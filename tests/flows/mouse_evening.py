"""The rest of the day by mouse alone: sheets ticked box by box, what they came to, the month's paper at five."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt

from crm_desktop.improvement.service import FORM as IMPROVEMENT
from crm_desktop.kit import records
from crm_desktop.kit.i18n import _
from crm_desktop.surveys import model
from tests.flows import mouse_hand as mouse
from tests.flows.day_evening import REMARK, numbers_of_the_month, plain
from tests.flows.day_hand import Hand
from tests.flows.day_story import newest
from ui.kit import ask

COUNT = "SELECT count(*) FROM satisfaction_sheets"
CAUSE = "两张表订在一起"


def sheets(hand: Hand) -> None:
    """Three sheets box by box, one with an answer changed, one not valid, one for a customer, keyed twice."""
    mouse.page(hand, "today")
    before = hand.store.value(COUNT)
    mouse.capture(hand, 2)
    for number in range(3):
        ticked(hand, number)
    row_ = hand.page.paper.rows[model.ITEMS[0]]
    mouse.click(hand, row_.boxes[0])
    mouse.click(hand, row_.boxes[1])  # she thought better of it
    ticked(hand, 1)
    not_valid(hand)
    keyed_twice(hand)
    assert hand.store.value(COUNT) == before + 6
    side = hand.page.side.batch.numbers
    assert (side["keyed"].text(), side["wrong"].text()) == ("6", "1")


def ticked(hand: Hand, place: int, *, keep: bool = True) -> None:
    """The same box of every item, and the button below."""
    paper = hand.page.paper
    for item in model.ITEMS:
        boxes = paper.rows[item].boxes
        mouse.click(hand, boxes[min(place + 1, len(boxes) - 1)])
    if not keep:
        return
    hand.look("sheet")
    mouse.click(hand, hand.page.next_button)
    assert not hand.page.question.isVisible(), hand.page.question.label.text()
    kept = newest(hand, model.FORM)
    assert [kept[item] for item in model.ITEMS] == [
        scale[min(place + 1, len(scale) - 1)] for scale in model.SCALES.values()]


def not_valid(hand: Hand) -> None:
    """The button in the head, and a reason of her own."""
    mouse.click(hand, hand.page.paper.rows[model.ITEMS[0]].boxes[0])
    mouse.button(hand, _("Not valid"))
    question = hand.page.question
    hand.look("sheet-not-valid")
    mouse.click(hand, question.buttons[[answer for answer, _text in question.options].index("other")])
    hand.text(CAUSE)
    mouse.click(hand, question.go)
    assert not question.isVisible()
    mouse.click(hand, hand.page.next_button)
    kept = newest(hand, model.FORM)
    assert (kept["is_valid"], kept["invalid_cause"], kept["invalid_reason"]) == (0, "other", CAUSE)


def keyed_twice(hand: Hand) -> None:
    """A sheet of a customer; the same paper again is said, and thrown away."""
    head = hand.page.head
    mouse.click(hand, head.mode._buttons["named"])
    for _time in range(2):
        mouse.pick(hand, head, "employer", "rcsw")
        assert hand.page.customer() is not None
        ticked(hand, 3, keep=False)
        mouse.click(hand, hand.page.next_button)
    question = hand.page.question
    assert question.isVisible() and newest(hand, model.FORM)["number"] in question.label.text()
    hand.look("sheet-twice")
    mouse.click(hand, question.buttons[1])
    assert hand.page.is_fresh()


def results(hand: Hand) -> None:
    """The batch ends; what the survey came to, and an improvement action about it."""
    plan = hand.page.plan
    mouse.button(hand, _("End the batch"))
    assert "6" in hand.said
    mouse.labelled(hand, _("Results"), hand.page.segments)
    assert hand.page_id == "survey_results"
    hand.look("results")
    found = hand.page.found
    rows = hand.store.rows("SELECT * FROM satisfaction_sheets WHERE survey_plan = ? AND deleted_at IS NULL", (plan,))
    assert (found.scope.plan, found.whole.valid) == (plan, sum(1 for r in rows if r["is_valid"]))
    mouse.button(hand, _("Improvement action"))
    editor = hand.page.form.editor
    mouse.into(hand, editor, "problem")
    hand.text("客户不知道维修人员几点到厂。")
    mouse.into(hand, editor, "measure")
    hand.text("维修人员到厂前先电话说明到达时间。")
    mouse.pick(hand, editor, "owner", "l")
    hand.look("improvement")
    mouse.keep(hand, editor)
    assert records.get(hand.store, IMPROVEMENT, records.newest(hand.store, IMPROVEMENT))["survey_plan"] == plan
    hand.look("improvement-card")


def month(hand: Hand, out: Path) -> None:
    """The month from the list of reports, a remark, the button that saves it."""
    mouse.page(hand, "reports")
    shown: Any = hand.page.list
    names = [shown.list.item(n).data(Qt.ItemDataRole.UserRole) for n in range(shown.list.count())]
    mouse.row(hand, shown.list, names.index("monthly"))
    mouse.choose(hand, hand.page.options.period.choice, "2026-11")
    hand.until(lambda: "2026年11月" in plain(hand.page.preview.content() or b""))
    mouse.click(hand, hand.page.remarks.begin)
    hand.text(REMARK)
    mouse.click(hand, hand.page.view.viewport(), QPoint(60, 60))
    hand.until(lambda: REMARK[:6] in plain(hand.page.preview.content() or b""), 30_000)
    hand.idle()
    hand.look("month")
    with ask.answers(out):
        mouse.button(hand, _("Save as PDF"))
    hand.idle()
    assert out.name in hand.said
    numbers_of_the_month(hand, out)
