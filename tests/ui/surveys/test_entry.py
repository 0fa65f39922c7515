"""Keying returned sheets by number keys alone, by the mouse, anonymous and for a customer; nothing keyed is lost."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QRadioButton

from crm_desktop.kit import records
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.store import drafts
from crm_desktop.surveys import model, service
from tests.ui.desk_office import Office
from ui.surveys.entry import EntryPage
from ui.surveys.entry_draft import DRAFT

ALL = "11111111111111"
K = Qt.Key


@pytest.fixture
def entry(office: Office) -> EntryPage:
    """The entry page of an office with one running survey."""
    plan = records.create(office.store, model.PLAN, {"survey_objective": "x", "plan_name": "下半年", "ends_on": None,
                                                     "starts_on": "2026-11-19", "target_valid_responses": 60})
    office.press(K.Key_F9)
    page = office.desk.pages["survey_entry"]
    assert isinstance(page, EntryPage)
    page.choose_survey(plan)
    page.paper.setFocus()
    office.settle()
    return page


def key(office: Office, text: str) -> None:
    office.type(text)


def newest(office: Office) -> dict[str, Any]:
    return records.whole(office.store, model.FORM, records.newest(office.store, model.FORM))


def test_f9_keys_a_sheet_of_the_customer_in_view(office: Office) -> None:
    office.session.open("customer_master", 2)
    office.settle()
    office.press(K.Key_F9)
    page = office.desk.pages["survey_entry"]
    assert page.customer() == 2
    assert page.paper.hasFocus()
    key(office, ALL)
    office.press(K.Key_Return)
    kept = newest(office)
    assert (kept["employer"], kept["is_valid"], kept["satisfaction_score"], kept["anonymous"]) == (2, 1, 100.0, 0)
    assert page.paper.hasFocus()
    assert not page.head.is_named()  # the next one is of nobody again
    office.session.open("customer_master", 2)
    office.settle()
    card = office.desk.pages["customers"].cards["customer_master"]
    assert card.strip.cells[2].health.value == "100.0%"


def test_twenty_sheets_by_number_keys_alone(office: Office, entry: EntryPage) -> None:
    before = office.store.value("SELECT count(*) FROM satisfaction_sheets")
    digits = ["12312312312312", "11112411111111", "55553455555555", "10203004030201"]
    for number in range(20):
        key(office, digits[number % 4])
        assert entry.words.first().hasFocus()
        office.press(K.Key_Enter)
        if entry.question.isVisible():
            key(office, "1")
        assert entry.paper.hasFocus()
    assert office.store.value("SELECT count(*) FROM satisfaction_sheets") == before + 20
    assert entry.side.batch.numbers["keyed"].text() == "20"
    kept = newest(office)
    assert [kept[i] for i in ("product_function", "product_quality", "needs_fulfilment", "overall_service")] == [
        "satisfied", None, None, "satisfied"]
    assert (kept["batch"], kept["survey_plan"], kept["anonymous"]) == (entry.batch, entry.plan, 1)


def test_the_input_method_does_not_listen_where_digits_act(entry: EntryPage) -> None:
    off = Qt.WidgetAttribute.WA_InputMethodEnabled
    assert not entry.paper.testAttribute(off)
    assert not any(r.testAttribute(off) for r in entry.paper.rows.values())
    assert entry.words.first().testAttribute(off)


def test_a_digit_the_item_does_not_have_is_told_below_it(office: Office, entry: EntryPage) -> None:
    key(office, "11115")
    row = entry.paper.rows["product_competitiveness"]
    assert row.problem.text() == "This item has 3 steps: press 1 to 3, or 0 for no answer."
    assert row.problem.isVisible()
    assert entry.paper.keying.item == "product_competitiveness"
    key(office, "2")
    assert not row.problem.isVisible()
    assert entry.paper.keying.item == "needs_fulfilment"


@pytest.mark.parametrize("back", [K.Key_Backspace, K.Key_Minus, K.Key_Up])
def test_back_one_item(office: Office, entry: EntryPage, back: Qt.Key) -> None:
    key(office, "12")
    office.press(back)
    assert entry.paper.keying.item == "product_quality"
    key(office, "0")
    assert entry.paper.keying.answers == {"product_function": "satisfied"}
    assert entry.paper.rows["product_quality"].open_mark.text() == "no answer"


def test_from_the_written_answers_back_to_the_items(office: Office, entry: EntryPage) -> None:
    key(office, ALL)
    office.press(K.Key_Backspace)
    assert entry.paper.hasFocus()
    assert entry.paper.keying.item == "overall_service"
    key(office, "5")
    office.type("slow")
    office.press(K.Key_Return)
    assert entry.words.editors["product_suggestions"].line.hasFocus()
    office.type("boxes")
    office.press(K.Key_Return)
    kept = newest(office)
    assert (kept["overall_service"], kept["service_improvements_wanted"], kept["product_suggestions"]) == (
        "very_dissatisfied", "slow", "boxes")


def test_boxes_are_real_radio_buttons_and_the_mouse_ticks_them(office: Office, entry: EntryPage) -> None:
    boxes = entry.paper.findChildren(QRadioButton)
    assert len(boxes) == sum(len(s) for s in model.SCALES.values())
    wanted = next(b for b in boxes if b.accessibleName() == "Service efficiency: 4 Dissatisfied")
    wanted.click()
    office.settle()
    assert entry.paper.keying.answers == {"service_efficiency": "dissatisfied"}
    assert entry.paper.keying.item == "technical_level"
    assert wanted.isChecked()
    QTest.mouseClick(entry.paper.rows["product_price"], Qt.MouseButton.LeftButton)
    assert entry.paper.keying.item == "product_price"


def test_a_star_asks_why_and_the_digit_says_it(office: Office, entry: EntryPage) -> None:
    key(office, "1122")
    office.press(K.Key_Asterisk)
    assert entry.question.label.text() == "Why is the sheet not valid?"
    key(office, "4")
    assert entry.mark.text() == "Not valid: Not legible"
    office.press(K.Key_Return)
    kept = newest(office)
    assert (kept["is_valid"], kept["invalid_cause"], kept["product_quality"]) == (0, "illegible", "satisfied")
    assert entry.side.batch.numbers["wrong"].text() == "1"


def test_another_reason_is_written(office: Office, entry: EntryPage) -> None:
    office.press(K.Key_Asterisk)
    key(office, "7")
    assert entry.question.line.hasFocus()
    office.type("torn")
    office.press(K.Key_Return)
    assert entry.paper.hasFocus()
    office.press(K.Key_Return)
    assert newest(office)["invalid_reason"] == "torn"


def test_too_few_answers_are_told(office: Office, entry: EntryPage) -> None:
    key(office, "111")
    office.press(K.Key_Return)
    assert newest(office)["invalid_cause"] == "too_few_answers"
    assert office.said[-1].endswith("is kept as not valid: Too few answers.")


def test_an_empty_sheet_is_not_kept(office: Office, entry: EntryPage) -> None:
    before = office.store.value("SELECT count(*) FROM satisfaction_sheets")
    office.press(K.Key_Return)
    assert office.store.value("SELECT count(*) FROM satisfaction_sheets") == before
    assert office.said[-1] == "Nothing is entered on this sheet yet."


def test_enter_twice_says_where_the_first_sheet_is(office: Office, entry: EntryPage) -> None:
    key(office, ALL)
    office.press(K.Key_Return)
    office.press(K.Key_Return)
    number = newest(office)["number"]
    assert office.said[-1] == f"{number} is kept; nothing is entered on the next sheet yet."
    office.undo()
    office.press(K.Key_Return)
    assert office.said[-1] == "Nothing is entered on this sheet yet."


def test_written_answers_alone_are_a_sheet_too(office: Office, entry: EntryPage) -> None:
    entry.words.focus()
    office.type("too slow")
    office.press(K.Key_Return)
    office.press(K.Key_Return)
    kept = newest(office)
    assert (kept["service_improvements_wanted"], kept["invalid_cause"]) == ("too slow", "too_few_answers")
    assert office.said[-1].endswith("is kept as not valid: Too few answers.")


def test_what_was_wrong_is_said_no_longer_once_something_is_keyed(office: Office, entry: EntryPage) -> None:
    gone: list[str] = []
    office.session.taken_back.connect(lambda message: gone.append(message.sentence))
    office.press(K.Key_Return)
    assert gone == []
    key(office, "1")
    assert gone == [office.said[-1]] == ["Nothing is entered on this sheet yet."]
    entry.head.editors["answered_on"].set_value("2027-01-01")
    entry.paper.setFocus()
    office.press(K.Key_Return)
    assert office.said[-1].startswith("The sheet can't be filled in later than today.")
    entry.head.editors["answered_on"].set_value("2026-11-19")
    entry.paper.setFocus()
    key(office, "1")
    assert gone == office.said[-2:]


@pytest.mark.parametrize(("answer", "more"), [("1", 2), ("2", 1)])
def test_a_second_sheet_of_a_customer_asks_and_names_the_first(office: Office, entry: EntryPage, answer: str,
                                                               more: int) -> None:
    before = office.store.value("SELECT count(*) FROM satisfaction_sheets")
    for answers in (ALL, "2" + ALL[1:]):
        entry.head.start(3)
        entry.paper.setFocus()
        key(office, answers)
        office.press(K.Key_Return)
    assert entry.question.isVisible()
    number = newest(office)["number"]
    assert f"has a sheet here already: {number}," in entry.question.label.text()
    key(office, answer)
    assert office.store.value("SELECT count(*) FROM satisfaction_sheets") == before + more
    assert entry.is_fresh()
    assert entry.status().startswith(f"Sheet {more + 1} of this batch")


def test_the_same_praise_again_is_told_and_stops_nobody(office: Office, entry: EntryPage) -> None:
    key(office, ALL)
    office.press(K.Key_Return)
    first = newest(office)["number"]
    key(office, ALL)
    office.press(K.Key_Return)
    second = newest(office)["number"]
    assert office.said[-1] == f"{second} is kept. It has the same answers as {first}, entered before it."
    assert entry.paper.hasFocus()
    office.undo()
    assert entry.status().startswith("Sheet 2 of this batch")


@pytest.mark.parametrize(("answer", "more"), [("1", 2), ("2", 1)])
def test_a_paper_keyed_twice_asks(office: Office, entry: EntryPage, answer: str, more: int) -> None:
    before = office.store.value("SELECT count(*) FROM satisfaction_sheets")
    for _n in range(2):
        entry.head.start(3)
        entry.paper.setFocus()
        key(office, ALL)
        office.press(K.Key_Return)
    assert entry.question.isVisible()
    assert "entered already" in entry.question.label.text()
    entry.paper.setFocus()
    key(office, answer)
    assert office.store.value("SELECT count(*) FROM satisfaction_sheets") == before + more
    assert entry.is_fresh()


def test_a_customer_by_a_fragment_and_enter(office: Office, entry: EntryPage) -> None:
    name = str(office.store.value("SELECT customer_name FROM customers WHERE id = 5"))
    office.press(K.Key_Slash)
    assert entry.head.employer.line.hasFocus()
    entry.head.employer.line.insert(name[:6])
    entry.head.employer.suggester.look(name[:6])
    office.press(K.Key_Return)
    assert entry.paper.hasFocus()
    key(office, ALL)
    office.press(K.Key_Return)
    assert newest(office)["employer"] == entry.session.store.value(
        "SELECT id FROM customers WHERE customer_name LIKE ? ORDER BY id LIMIT 1", (f"{name[:6]}%",))
    assert entry.head.employer.line.hasFocus()  # the next sheet begins with its customer too


def test_another_customer_is_typed_over_the_one_that_stands_there(office: Office, entry: EntryPage) -> None:
    entry.head.start(3)
    entry.paper.setFocus()
    office.press(K.Key_Slash)
    line = entry.head.employer.line
    assert line.hasFocus()
    assert line.selectedText() == office.store.value("SELECT customer_name FROM customers WHERE id = 3")
    office.press(K.Key_Return)
    assert (entry.head.employer.value(), entry.paper.hasFocus()) == (3, True), "left as it is, it stays the same"


@pytest.mark.parametrize(("answer", "kept", "customers"), [("1", 0, 0), ("2", 1, 1), ("3", 1, 0)])
def test_an_unknown_customer_is_asked_about(office: Office, entry: EntryPage, answer: str, kept: int,
                                            customers: int) -> None:
    entry.head.set_mode("named")
    entry.head.employer.set_text("没有这家公司")
    entry.paper.setFocus()
    key(office, ALL)
    before = [office.store.value(f"SELECT count(*) FROM {t}") for t in ("satisfaction_sheets", "customers")]
    office.press(K.Key_Return)
    assert entry.question.label.text() == 'No customer is called "没有这家公司".'
    key(office, answer)
    after = [office.store.value(f"SELECT count(*) FROM {t}") for t in ("satisfaction_sheets", "customers")]
    assert [b - a for a, b in zip(before, after, strict=True)] == [kept, customers]
    if kept:
        assert bool(newest(office)["employer"]) is bool(customers)
    else:
        assert entry.head.employer.line.hasFocus()
        assert entry.paper.keying.answers


def test_digits_typed_into_the_customer_make_nobody(office: Office, entry: EntryPage) -> None:
    before = office.store.value("SELECT count(*) FROM customers")
    office.press(K.Key_Slash)
    office.type("12111111")
    office.press(K.Key_Return)
    office.press(K.Key_Return)
    assert office.store.value("SELECT count(*) FROM customers") == before


def test_enter_in_the_empty_customer_makes_one_sheet_anonymous(office: Office, entry: EntryPage) -> None:
    office.press(K.Key_Slash)
    office.press(K.Key_Return)
    assert entry.paper.hasFocus()
    key(office, ALL)
    office.press(K.Key_Return)
    assert newest(office)["anonymous"] == 1
    assert entry.head.employer.line.hasFocus()


def test_the_rail_marks_surveys_while_sheets_are_keyed(office: Office, entry: EntryPage) -> None:
    items = office.desk.rail.items
    assert office.desk.current is entry
    assert [name for name, item in items.items() if item.isChecked()] == ["surveys"]
    office.page("customers")
    assert [name for name, item in items.items() if item.isChecked()] == ["customers"]


def test_f9_on_a_list_begins_anonymous(office: Office) -> None:
    page = office.page("customers")
    page.list.choose(3)
    office.press(K.Key_F9)
    assert office.desk.pages["survey_entry"].customer() is None


def test_esc_stops_and_the_sheet_comes_back(office: Office, entry: EntryPage) -> None:
    key(office, "123")
    office.press(K.Key_Escape)
    assert office.desk.current is office.desk.pages["surveys"]
    assert drafts.find(office.store, model.FORM, DRAFT) is not None
    page = office.page("surveys")
    assert page.draft_note.isVisible()
    page.draft_note.take.click()
    office.settle()
    assert office.desk.current is entry
    assert entry.paper.keying.answers == {"product_function": "satisfied", "product_quality": "fairly_satisfied",
                                          "product_price": "average"}


def test_today_offers_the_sheet_too(office: Office, entry: EntryPage) -> None:
    key(office, "12")
    office.press(K.Key_Escape)
    sheet = office.page("today").unsaved
    assert [d.record for d in sheet.drafts] == [DRAFT]
    sheet.take_up(sheet.drafts[0])
    office.settle()
    assert office.desk.current is entry
    assert len(entry.paper.keying.answers) == 2


def test_a_draft_thrown_away_elsewhere_is_gone(office: Office, entry: EntryPage) -> None:
    key(office, "12")
    office.press(K.Key_Escape)
    sheet = office.page("today").unsaved
    sheet.throw_away(sheet.drafts[0])
    office.press(K.Key_F9)
    assert office.desk.current is entry
    assert entry.is_fresh()


def test_after_a_kill_the_sheet_is_offered_again(office: Office, entry: EntryPage) -> None:
    key(office, "1234")
    office.press(K.Key_Slash)
    entry.head.employer.set_value(3)
    entry.keep_draft()  # as the timer does; then nothing more is heard of that program
    other = EntryPage(office.session)
    office.bot.addWidget(other)
    assert other.paper.keying == entry.paper.keying
    assert other.customer() == 3
    assert "is back" in office.said[-1]
    assert other.save()
    assert drafts.find(office.store, model.FORM, DRAFT) is None


def test_a_lock_keeps_the_draft_and_forgets_the_words(office: Office, entry: EntryPage) -> None:
    entry.head.start(3)
    entry.paper.setFocus()
    key(office, "12")
    entry.forget()
    assert entry.paper.keying.is_empty()
    assert entry.head.employer.value() is None
    entry.refresh(None)
    assert len(entry.paper.keying.answers) == 2
    assert entry.customer() == 3


def test_the_batch_ends_with_its_sum(office: Office, entry: EntryPage) -> None:
    first = entry.batch
    key(office, ALL)
    office.press(K.Key_Return)
    entry.end_batch()
    assert office.said[-1] == "Batch ended. Entered 1, valid 1."
    assert entry.batch != first


def test_a_finished_survey_keeps_what_was_keyed(office: Office, entry: EntryPage) -> None:
    key(office, ALL)
    assert entry.plan is not None
    service.close_plan(office.store, entry.plan)
    office.press(K.Key_Return)
    assert "finished" in office.said[-1]
    assert len(entry.paper.keying.answers) == 14


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from([*"0123456789", "-", "up", "down", "back", "home", "end"]), max_size=25))
def test_whatever_is_pressed_the_boxes_show_the_answers(office: Office, keys: list[str]) -> None:
    page = office.page("survey_entry")
    page.drop_draft()
    codes = {"up": K.Key_Up, "down": K.Key_Down, "back": K.Key_Backspace, "home": K.Key_Home, "end": K.Key_End}
    for pressed in keys:
        if pressed in codes:
            QTest.keyClick(page.paper, codes[pressed])
        else:
            QTest.keyClicks(page.paper, pressed)
        page.paper.setFocus()
    ticked = {i: next((b.choice.id for b in r.boxes if b.isChecked()), None) for i, r in page.paper.rows.items()}
    assert {i: a for i, a in ticked.items() if a} == page.paper.keying.answers
    assert [i for i, r in page.paper.rows.items() if r.current] == ([page.paper.keying.item] if page.paper.keying.item
                                                                   else [])


def test_wherever_the_keyboard_goes_the_side_shows_that_item(office: Office, entry: EntryPage) -> None:
    key(office, "12")
    for go, place in ((K.Key_Home, "Item 1 of 14"), (K.Key_End, "Item 14 of 14")):
        office.press(go)
        assert entry.side.place.text() == place
    QTest.mouseClick(entry.paper.rows["product_price"], Qt.MouseButton.LeftButton)
    assert entry.side.item.text() == "Product price"


def test_a_sheet_that_found_no_room_is_kept_the_next_time(office: Office, entry: EntryPage,
                                                          monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_what: object) -> None:
        raise Problem("The disk is full.")

    key(office, "123")
    with monkeypatch.context() as patch:
        patch.setattr(drafts, "keep", full)
        with pytest.raises(Problem):
            entry.keep_draft()
    assert entry.leave()
    draft = drafts.find(office.store, model.FORM, DRAFT)
    assert draft is not None
    assert len(draft.body["paper"]["answers"]) == 3


@pytest.mark.parametrize("blank", range(14))
def test_no_answer_behind_the_boxes_is_whole(entry: EntryPage, office: Office, blank: int) -> None:
    key(office, ALL[:blank] + "0" + ALL[blank + 1:])
    office.settle()
    row = list(entry.paper.rows.values())[blank]
    assert row.open_mark.isVisible()
    assert row.open_mark.geometry().right() < entry.paper.viewport().width()
    assert row.width() == entry.paper.viewport().width()


@pytest.mark.parametrize("name", ["sheet_no", "answered_on", "name"])
@pytest.mark.parametrize("pasted", ["1\n2\n3\n4", "5\t4\t3\r\n2\t1\t1", "\u202e12", "9" * 400])
def test_a_list_pasted_into_the_head_is_kept_or_told_at_its_field(office: Office, entry: EntryPage, name: str,
                                                                  pasted: str) -> None:
    before = office.store.value("SELECT count(*) FROM satisfaction_sheets")
    key(office, ALL)
    entry.head.set_mode("named")
    line = entry.head.editors[name].focus_widget()
    line.setFocus()
    line.selectAll()
    QApplication.clipboard().setText(pasted)
    line.paste()
    office.settle()
    entry.words.focus()
    office.press(K.Key_Return)
    if entry.question.isVisible():
        entry.question.take("another")
    kept = office.store.value("SELECT count(*) FROM satisfaction_sheets") - before
    assert kept or (entry.head.editors[name].problem() and len(entry.paper.keying.answers) == 14)
    assert not kept or "\n" not in str(newest(office)[name])


def test_a_list_pasted_where_digits_act_ticks_nothing(office: Office, entry: EntryPage) -> None:
    QApplication.clipboard().setText("1\n2\n3")
    office.press(K.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert entry.paper.keying.is_empty()


def test_a_round_closed_elsewhere_while_a_sheet_is_keyed(office: Office, entry: EntryPage) -> None:
    key(office, ALL)
    assert entry.plan is not None
    service.close_plan(office.store, entry.plan)
    office.settle()
    office.press(K.Key_Return)
    assert "This survey is finished." in office.said[-1]
    entry.choose_survey(None)
    assert entry.words.first().hasFocus()
    office.press(K.Key_Return)
    kept = newest(office)
    assert (kept["survey_plan"], kept["overall_service"]) == (None, "satisfied")


def test_the_list_of_surveys_gives_the_keyboard_back(office: Office, entry: EntryPage) -> None:
    key(office, "12")
    entry.header.setFocus()
    entry.ask_survey()
    menu = QApplication.activePopupWidget()
    assert menu is not None
    office.press(K.Key_Escape, widget=menu)
    key(office, "3")
    assert len(entry.paper.keying.answers) == 3


def test_the_written_answer_comes_into_sight_where_the_window_is_too_low_for_the_sheet(
        office: Office, entry: EntryPage) -> None:
    office.desk.resize(1000, 300)
    office.settle()
    key(office, ALL)
    office.settle()
    line = QApplication.focusWidget()
    assert entry.words.isAncestorOf(line)
    assert line.visibleRegion().boundingRect() == line.rect()
