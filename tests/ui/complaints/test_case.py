"""The card of a case: every act by keyboard, what is wrong at its field, drafts, two people at one case, papers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QTimeEdit
from pytestqt.qtbot import QtBot

from crm_desktop.complaints import history, service
from crm_desktop.kit import clock, i18n, records
from crm_desktop.kit.store import drafts
from tests.conftest import NOW
from tests.ui.desk_office import CTRL, Office, words_of
from ui.complaints.case_card import CaseCard
from ui.complaints.case_form import ActForm
from ui.kit import theme
from ui.kit.actions import forbidden_keys, keys_twice
from ui.kit.editors.calendar import CalendarPopup, DateEditor
from ui.today.unsaved import DraftsSheet

FORM, TASK = "complaint_record", "complaint_task"
ALT = Qt.KeyboardModifier.AltModifier


def registered(office: Office, **more: Any) -> int:
    return service.register(office.store, {"customer": 4, "content": "the pump leaks oil", "channel": "phone",
                                           "received_at": "2026-11-19T01:00:00Z", **more})


def opened(office: Office, record: int, act: str = "") -> CaseCard:
    office.session.open(FORM, record, act)
    office.settle()
    card = office.desk.pages["complaints"].cards[FORM]
    assert isinstance(card, CaseCard)
    return card


def form_of(card: CaseCard) -> ActForm:
    assert card.form is not None
    return card.form


def kept(office: Office, record: int) -> dict[str, Any]:
    office.settle()
    return records.get(office.store, FORM, record)


def kinds(office: Office, record: int) -> list[str]:
    return [s.kind for s in history.steps(office.store, record)]


def save(office: Office) -> None:
    office.press(Qt.Key.Key_S, CTRL)
    office.settle()


@pytest.mark.parametrize(("key", "needed"), [(Qt.Key.Key_R, "text"), (Qt.Key.Key_N, "text"), (Qt.Key.Key_S, "solution")])
def test_what_an_act_can_not_do_without_is_marked(office: Office, key: Qt.Key, needed: str) -> None:
    card = opened(office, registered(office))
    office.press(key, ALT)
    editor = card.form.editor
    assert editor.boxes[needed].label._needed
    office.press(Qt.Key.Key_S, CTRL)
    assert editor.problems()[needed].startswith("Write "), "the sentence that says what to write, not that it is needed"


def test_a_case_goes_from_first_response_to_its_end_by_keyboard(office: Office) -> None:
    record = registered(office)
    card = opened(office, record)
    office.press(Qt.Key.Key_R, ALT)
    office.type("we look into it")
    save(office)
    assert kept(office, record)["first_response_at"] == clock.stamp(NOW)
    assert card.form is None and card.acts.first() is card.acts.buttons["solve"]
    office.press(Qt.Key.Key_N, ALT)
    office.type("photos asked for")
    save(office)
    office.press(Qt.Key.Key_D, ALT)
    office.type("replace the seal")
    office.press(Qt.Key.Key_Return, CTRL)
    office.type("Workshop")
    save(office)
    assert card.tasks.first_open()
    office.press(Qt.Key.Key_K, ALT)
    office.type("done on site")
    save(office)
    assert not card.tasks.first_open()
    office.press(Qt.Key.Key_S, ALT)
    office.type("seal replaced")
    save(office)
    assert kept(office, record)["status"] == "resolved"
    office.press(Qt.Key.Key_C, ALT)
    form_of(card).editor.put("satisfaction", "satisfied")
    save(office)
    assert kept(office, record)["status"] == "called_back"
    office.press(Qt.Key.Key_L, ALT)
    assert form_of(card).act.id == "close" and "Still missing" in form_of(card).note.text()
    assert form_of(card).editor.fields.current() == "result", "the first that is missing, as they stand there"
    form_of(card).editor.put("cause_class", records_choice("cause_class"))
    form_of(card).editor.put("result", "all is well")
    save(office)
    assert kept(office, record)["status"] == "closed"
    assert kinds(office, record)[-1] == "closed"
    assert card.done.steps.rowCount() == len(kinds(office, record))
    office.press(Qt.Key.Key_W, ALT)
    office.type("it leaks again")
    save(office)
    assert (kept(office, record)["status"], kept(office, record)["reopen_reason"]) == ("handling", "it leaks again")


def test_what_is_long_without_measure_stays_in_its_column(office: Office) -> None:
    name = "上海华东精密机械制造有限责任公司第一分公司" * 9
    records.save(office.store, "customer_master", 4, {"customer_name": name[:200]})
    record = registered(office, content="x" * 3000)
    service.respond(office.store, record, "液压站漏油，现场停线。" * 270)
    for text in ("质量部" * 60, "D" * 180):
        task = service.add_task(office.store, record, text, "y" * 3000)
        service.finish_task(office.store, task, "z" * 3000)
    card = opened(office, record)
    area = card.side.viewport()
    assert card.side.widget().width() <= area.width()
    head = office.desk.pages["complaints"].header
    assert len(head.subtitle.text()) >= 12


def test_after_each_act_the_keyboard_is_on_the_next_one(office: Office) -> None:
    record = registered(office)
    card = opened(office, record)
    acts: tuple[tuple[Qt.Key, str, dict[str, Any], str], ...] = (
        (Qt.Key.Key_R, "rang back", {}, "solve"), (Qt.Key.Key_N, "photos asked for", {}, "solve"),
        (Qt.Key.Key_D, "look at it", {"department": "Workshop"}, "solve"), (Qt.Key.Key_K, "looked at", {}, "solve"),
        (Qt.Key.Key_O, "all is well", {}, "solve"), (Qt.Key.Key_S, "seal replaced", {}, "call_back"),
        (Qt.Key.Key_C, "", {"satisfaction": "satisfied"}, "close"),
        (Qt.Key.Key_L, "", {"cause_class": records_choice("cause_class")}, "add_step"),
        (Qt.Key.Key_W, "it leaks again", {}, "solve"))
    for key, typed, more, then in acts:
        office.press(key, ALT)
        assert form_of(card).isAncestorOf(office.desk.focusWidget()), then
        if typed:
            office.type(typed)
        for field, value in more.items():
            form_of(card).editor.put(field, value)
        save(office)
        assert card.form is None, (then, form_of(card).editor.problems())
        assert office.desk.focusWidget() is card.acts.buttons[then], (typed, then)


def records_choice(field: str) -> str:
    from crm_desktop.kit import forms
    return forms.get(FORM).by_id[field].choices[0].id


def test_only_what_makes_sense_is_offered(office: Office) -> None:
    record = registered(office)
    card = opened(office, record)
    page = office.desk.pages["complaints"]
    assert {n for n, b in card.acts.buttons.items() if not b.isHidden()} == {
        "respond", "add_step", "add_task", "solve", "record_result"}
    service.respond(office.store, record, "hello")
    service.solve(office.store, record, "done")
    office.settle()
    assert {n for n, b in card.acts.buttons.items() if not b.isHidden()} == {
        "add_step", "record_result", "call_back", "close", "reopen"}
    assert {a.id for a in page.current_actions()} >= {"call_back", "close", "reopen", "receipt", "print_result"}
    assert all(a.writes for a in page.current_actions() if a.id in card.acts.buttons)


def test_no_key_is_taken_twice(office: Office) -> None:
    record = registered(office)
    task = service.add_task(office.store, record, "Workshop", "look at it")
    for form, one in ((FORM, record), (TASK, task)):
        office.session.open(form, one)
        office.settle()
        acts = office.desk.actions()
        assert keys_twice(acts) == [] and forbidden_keys(acts) == [], form
    service.solve(office.store, record, "done")
    opened(office, record)
    assert keys_twice(office.desk.actions()) == []


@pytest.mark.parametrize(("act", "first"), [("respond", "text"), ("solve", "solution")])
def test_today_opens_an_act_with_the_keyboard_in_its_first_field(office: Office, act: str, first: str) -> None:
    card = opened(office, registered(office), act)
    assert form_of(card).act.id == act
    assert office.desk.focusWidget() is form_of(card).editor.editors[first].focus_widget()


def test_today_opens_the_call_back(office: Office) -> None:
    record = registered(office)
    service.solve(office.store, record, "done")
    card = opened(office, record, "call_back")
    assert form_of(card).editor.fields.current() == "reached"


def test_today_finishes_a_task_in_the_card_of_its_case(office: Office) -> None:
    record = registered(office)
    service.add_task(office.store, record, "Sales", "call them")
    second = service.add_task(office.store, record, "Workshop", "look at it")
    office.session.open(TASK, second, "finish")
    office.settle()
    page = office.desk.pages["complaints"]
    assert (page.form_id, page.record) == (FORM, record)
    office.type("looked at")
    save(office)
    assert records.get(office.store, TASK, second)["result"] == "looked at"
    assert page.cards[FORM].tasks.first_open() not in (0, second)


def test_what_is_wrong_stands_at_its_field(office: Office) -> None:
    card = opened(office, registered(office), "solve")
    save(office)
    assert form_of(card).editor.problems() == {"solution": "Write how the complaint was solved."}
    form_of(card).editor.put("solution", "done")
    form_of(card).editor.put("resolved_at", "2026-11-18T01:00:00Z")
    save(office)
    assert "resolved_at" in form_of(card).editor.problems()
    office.session.open(FORM, registered(office), "respond")
    office.settle()
    form_of(card).editor.put("at", "2026-11-18T01:00:00Z")
    save(office)
    assert form_of(card).editor.problems() == {"text": "Write how the customer was reached and what was said."}
    assert form_of(card).editor.value("at") == "2026-11-18T01:00:00Z", "nothing typed is lost"
    office.type("rang back")
    save(office)
    assert form_of(card).editor.problems() == {"at": "The first response can't be earlier than the complaint. "
                                                     "Correct the time."}


def test_esc_leaves_and_keeps_what_was_typed(office: Office) -> None:
    record = registered(office)
    card = opened(office, record, "solve")
    office.type("half a solution")
    office.press(Qt.Key.Key_Escape)
    assert card.form is None and card.isVisible()
    draft = drafts.find(office.store, FORM, -record)
    assert draft is not None and draft.body["solve"]["solution"] == {"t": "half a solution"}
    office.press(Qt.Key.Key_S, ALT)
    assert form_of(card).editor.editors["solution"].text() == "half a solution"
    save(office)
    assert kept(office, record)["solution"] == "half a solution"
    assert drafts.find(office.store, FORM, -record) is None


def test_begin_anew_after_the_form_was_left_only_drops_the_draft(office: Office) -> None:
    record = registered(office)
    messages: list[Any] = []
    office.session.told.connect(messages.append)
    opened(office, record, "solve")
    office.type("half a solution")
    office.press(Qt.Key.Key_Escape)
    office.press(Qt.Key.Key_S, ALT)
    back = next(m for m in messages if "is back" in m.sentence)
    office.press(Qt.Key.Key_Escape)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    back.action.trigger()
    assert drafts.find(office.store, FORM, -record) is None


def test_the_head_names_the_whole_customer(office: Office) -> None:
    name = "A very long name of a customer, longer than the link beside the case is wide, Ltd"
    records.save(office.store, "customer_master", 4, {"customer_name": name})
    card = opened(office, registered(office))
    assert card.subtitle() == name and card.customer.link.text() != name


def test_drafts_of_two_acts_do_not_push_each_other_out(office: Office) -> None:
    record = registered(office)
    card = opened(office, record, "respond")
    office.type("one")
    office.press(Qt.Key.Key_Escape)
    office.press(Qt.Key.Key_N, ALT)
    office.type("two")
    office.press(Qt.Key.Key_Escape)
    card.begin("respond")
    assert form_of(card).editor.value("text") == "one"
    save(office)
    draft = drafts.find(office.store, FORM, -record)
    assert draft is not None and set(draft.body) == {"add_step"}


def test_after_a_kill_the_draft_is_offered_when_the_card_is_opened(office: Office) -> None:
    record = registered(office)
    drafts.keep(office.store, FORM, -record, "TS", {"solve": {"solution": {"t": "typed before the kill"}}})
    opened(office, record)
    page = office.desk.pages["complaints"]
    assert page.draft_note.draft is not None
    office.press(Qt.Key.Key_Y, ALT)
    assert form_of(page.cards[FORM]).editor.value("solution") == "typed before the kill"
    assert page.draft_note.draft is None
    office.press(Qt.Key.Key_Escape)
    page.back()
    assert page.mode == "list" and page.draft_note.draft is not None


def test_today_lists_drafts_of_acts_and_opens_them(office: Office) -> None:
    record = registered(office)
    number = records.get(office.store, FORM, record)["complaint_no"]
    drafts.keep(office.store, FORM, -record, number, {"respond": {"text": {"t": "typed before the kill"}}})
    today = office.page("today")
    assert number in words_of(today)
    sheet = today.findChildren(DraftsSheet)[0]
    sheet.take_up(sheet.drafts[0])
    office.settle()
    page = office.desk.pages["complaints"]
    assert page.record == record
    assert form_of(page.cards[FORM]).editor.value("text") == "typed before the kill"


def test_two_people_at_one_case(office: Office) -> None:
    record = registered(office)
    card = opened(office, record, "solve")
    office.type("our solution")
    with clock.frozen(NOW + timedelta(minutes=5)):
        service.record_result(office.store, record, "the leader knows")
        office.settle()
        save(office)
        form = form_of(card)
        assert form.note.text() == (
            "Someone changed this case in the meantime. Look at what was done and try again.")
        assert form.editor.value("solution") == "our solution"
        assert kept(office, record)["resolved_at"] is None
        form.note.again.click()
        office.settle()
        assert form.note.isHidden() and form.editor.value("solution") == "our solution"
        save(office)
        assert kept(office, record)["solution"] == "our solution"


def test_a_customer_who_is_not_satisfied_leads_to_reopening(office: Office) -> None:
    record = registered(office)
    service.solve(office.store, record, "done")
    messages: list[Any] = []
    office.session.told.connect(messages.append)
    card = opened(office, record, "call_back")
    form_of(card).editor.put("satisfaction", "dissatisfied")
    save(office)
    offered = messages[-1]
    assert "not satisfied" in offered.sentence
    offered.action.trigger()
    office.settle()
    assert form_of(card).act.id == "reopen"
    office.type("still leaks")
    save(office)
    assert kept(office, record)["reopened_count"] == 1


def test_a_call_back_says_whether_the_customer_was_reached(office: Office) -> None:
    record = registered(office)
    service.solve(office.store, record, "done")
    card = opened(office, record, "call_back")
    form_of(card).editor.put("reached", None)
    save(office)
    assert form_of(card).editor.problems() == {"reached": "Say whether the customer was reached."}


def test_a_reopened_case_asks_for_a_new_solution(office: Office) -> None:
    record = registered(office)
    service.solve(office.store, record, "the old one", cause_class=records_choice("cause_class"))
    service.reopen(office.store, record, "still leaks")
    card = opened(office, record, "solve")
    assert form_of(card).editor.value("solution") is None
    assert form_of(card).editor.value("cause_class") == records_choice("cause_class")


def test_an_act_is_taken_back_by_ctrl_z(office: Office) -> None:
    record = registered(office)
    opened(office, record, "solve")
    office.type("done")
    save(office)
    assert kept(office, record)["resolved_at"]
    office.undo()
    assert kept(office, record)["resolved_at"] is None
    card = office.desk.pages["complaints"].cards[FORM]
    assert not card.acts.buttons["respond"].isHidden()


def test_not_reached_is_called_again_on_a_day(office: Office) -> None:
    record = registered(office)
    service.solve(office.store, record, "done")
    card = opened(office, record, "call_back")
    form_of(card).editor.put("reached", 0)
    form_of(card).editor.put("callback_due_on", "2026-11-21")
    save(office)
    assert kept(office, record)["callback_due_on"] == "2026-11-21"


def test_closing_leads_to_the_call_back_that_is_missing(office: Office) -> None:
    record = registered(office)
    service.solve(office.store, record, "done")
    card = opened(office, record)
    office.press(Qt.Key.Key_L, ALT)
    assert form_of(card).act.id == "call_back"
    assert "a call-back that reached the customer" in form_of(card).note.text()


def test_the_reckoning_comes_and_goes_by_one_key(office: Office) -> None:
    card = opened(office, registered(office))
    ledger = card.clocks.ledgers["response"]
    assert ledger.isHidden()
    office.press(Qt.Key.Key_Return, ALT)
    assert not ledger.isHidden() and ledger.sum.text() == "2:00 − 1:26 = 0:34"
    office.press(Qt.Key.Key_Return, ALT)
    assert ledger.isHidden()


def test_esc_takes_the_reckoning_away_before_the_case_is_left(office: Office) -> None:
    card, left = opened(office, registered(office)), list[bool]()
    card.back_asked.connect(lambda: left.append(True))
    office.press(Qt.Key.Key_Return, ALT)
    office.press(Qt.Key.Key_Escape)
    assert card.clocks.ledgers["response"].isHidden() and left == []
    office.press(Qt.Key.Key_Escape)
    assert left == [True]


@pytest.mark.parametrize("where", ["month", "time"])
def test_esc_closes_the_calendar_before_the_act(office: Office, qtbot: QtBot, where: str) -> None:
    card = opened(office, registered(office), "solve")
    editor = next(e for e in form_of(card).findChildren(DateEditor) if e.field.id == "resolved_at")
    editor.line.setFocus()
    qtbot.keyClick(editor.line, Qt.Key.Key_F4)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, CalendarPopup)
    if where == "time":
        popup.findChild(QTimeEdit).setFocus()
    here = QApplication.focusWidget()
    assert here is not None and popup.isAncestorOf(here)
    qtbot.keyClick(here, Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None
    assert form_of(card).act.id == "solve" and form_of(card).isVisible(), "the act is still open"


def test_clocks_and_steps_at_instants(office: Office) -> None:
    card = opened(office, registered(office))
    seen = []
    for minutes in (0, 15, 40):
        with clock.frozen(NOW + timedelta(minutes=minutes)):
            card.tick()
            seen.append((card.clocks.lines["response"].mark.state(), card.clocks.lines["response"].mark.text(),
                         card.line.marks["response"].state()))
    assert seen == [("running", "34 min left", "running"), ("near", "19 min left", "near"),
                    ("late", "6 min over", "late")]
    assert card.line.marks["registered"].state() == "done" and card.line.marks["closed"].state() == "draft"


def test_papers_and_the_result_report(office: Office) -> None:
    record = registered(office)
    service.solve(office.store, record, "seal replaced")
    opened(office, record)
    page = office.desk.pages["complaints"]
    asked: list[Any] = []
    office.session.go_asked.disconnect()
    office.session.go_asked.connect(lambda place, state: asked.append((place, state)))
    acts = {a.id: a for a in page.current_actions()}
    for name in ("receipt", "print", "print_result"):
        acts[name].trigger()
    assert [state["report"] for _place, state in asked] == ["complaint-receipt", "complaint-record",
                                                            "complaint-result"]
    acts["write_result"].trigger()
    office.settle()
    assert page.form.value("handling_result") == "seal replaced"
    assert page.form.editor.save()
    office.settle()
    assert page.form_id == "complaint_result_report"
    page.back()
    assert (page.form_id, page.record) == (FORM, record)


def test_locking_keeps_the_draft_and_leaves_nothing(office: Office) -> None:
    record = registered(office)
    opened(office, record, "solve")
    office.type("a secret solution")
    page = office.desk.pages["complaints"]
    page.forget()
    assert "secret solution" not in words_of(page) and "leaks oil" not in words_of(page)
    draft = drafts.find(office.store, FORM, -record)
    assert draft is not None and "solve" in draft.body


@pytest.mark.parametrize("language", ["zh_CN", "zh_TW", "en"])
def test_three_languages_at_150_percent(office: Office, language: str) -> None:
    record = registered(office)
    service.add_task(office.store, record, "Workshop", "look at it")
    theme.look().set(factor=1.5)
    card = opened(office, record, "solve")
    with i18n.using(language):
        from ui.kit import words
        words.retranslate(office.desk)
        office.settle()
        assert form_of(card).isVisible() and form_of(card).editor.footer is not None
        clipped = [b.text() for b in card.acts.buttons.values() if b.isVisible() and b.width() < b.sizeHint().width()]
        assert clipped == []
        assert card.width() <= card.parentWidget().width()


def test_undo_after_the_end_leads_back_to_closing(office: Office) -> None:
    record = registered(office)
    service.respond(office.store, record, "hello")
    service.solve(office.store, record, "done", cause_class=records_choice("cause_class"), result="well")
    service.call_back(office.store, record, reached=True, satisfied=True)
    card = opened(office, record)
    office.press(Qt.Key.Key_L, ALT)
    office.settle()
    assert kept(office, record)["status"] == "closed"
    office.undo()
    assert kept(office, record)["status"] == "called_back"
    assert card.acts.first() is card.acts.buttons["close"]
    assert card.isAncestorOf(office.desk.focusWidget())


def test_an_act_on_a_case_that_was_closed_meanwhile_keeps_what_was_typed(office: Office) -> None:
    record = registered(office)
    card = opened(office, record, "solve")
    office.type("half a solution")
    service.solve(office.store, record, "done elsewhere", cause_class=records_choice("cause_class"), result="well")
    service.call_back(office.store, record, reached=True, satisfied=True)
    service.close(office.store, record)
    save(office)
    assert "changed this case" in form_of(card).note.text()
    assert form_of(card).editor.editors["solution"].text() == "half a solution"
    form_of(card).look_again()
    save(office)
    assert form_of(card).editor.footer.sentence.text() == "This complaint is solved. Reopen it first."
    assert form_of(card).editor.editors["solution"].text() == "half a solution"
    assert kept(office, record)["solution"] == "done elsewhere"
