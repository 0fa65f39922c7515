"""From a plan to its record, its call, its report and the comment; postponed and cancelled with a reason; offers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt

from crm_desktop.kit import clock, forms, i18n, records, workdays
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.query import Condition, Query
from crm_desktop.kit.store import drafts
from crm_desktop.visits.calls import prefill_call
from crm_desktop.visits.model import PHONE, PLAN, RECORD, REPORT
from tests.conftest import NOW
from tests.ui.desk_office import CTRL, Office, words_of
from tests.ui.visits.test_scheduler import calm, chosen, kept, planned
from ui.kit import words

__all__ = ["calm"]
ALT = Qt.KeyboardModifier.AltModifier
Key = Qt.Key


def card(office: Office, form: str, record: int) -> Any:
    office.session.open(form, record)
    office.settle()
    return office.desk.pages["visits"]


def act(page: Any, name: str) -> None:
    {a.id: a for a in page.current_actions()}[name].trigger()


def look(page: Any) -> None:
    page.form.side.look()


def test_postponing_asks_for_the_reason_in_place(calm: Office) -> None:
    plan = planned(calm)
    page = card(calm, PLAN, plan)
    act(page, "postpone")
    calm.settle()
    editor = page.asking.editor
    assert (editor.value("planned_date"), editor.value("start_time")) == ("2026-11-19", "15:00")
    editor.put("planned_date", "2026-11-23")
    assert not editor.save()
    assert list(editor.problems()) == ["state_reason"]
    editor.put("state_reason", "the machine stands still")
    assert editor.save()
    calm.settle()
    kept = records.get(calm.store, PLAN, plan)
    assert (kept["planned_date"], kept["state"], kept["state_reason"]) == (
        "2026-11-23", "postponed", "the machine stands still")
    assert not page.asking.isVisible()
    calm.undo()
    assert records.get(calm.store, PLAN, plan)["state"] == "planned"


def test_what_was_postponed_in_the_schedule_is_in_sight_where_it_went(calm: Office) -> None:
    plan = planned(calm, start="09:00")
    calm.desk.resize(1280, 560)
    page = chosen(calm, plan)
    calm.press(Key.Key_D)
    calm.press(Key.Key_P)
    calm.settle()
    page.asking.editor.put("planned_date", "2026-11-19")
    page.asking.editor.put("start_time", "17:00")
    page.asking.editor.put("state_reason", "in the evening only")
    assert page.asking.editor.save()
    calm.settle()
    board = page.scheduler.board
    assert kept(calm, plan) == ("2026-11-19", "17:00", 60)
    assert not board._blocks[PLAN, plan].visibleRegion().isEmpty()


def test_cancelled_with_a_reason_and_planned_again(calm: Office) -> None:
    plan = planned(calm)
    page = card(calm, PLAN, plan)
    act(page, "cancel")
    page.asking.editor.put("state_reason", "customer moved")
    assert page.asking.editor.save()
    calm.settle()
    assert records.get(calm.store, PLAN, plan)["state"] == "cancelled"
    act(page, "reopen")
    calm.settle()
    assert records.get(calm.store, PLAN, plan)["state"] == "planned"


def test_today_calls_for_a_record_and_for_postponing(calm: Office) -> None:
    plan = planned(calm)
    calm.session.open(PLAN, plan, "record_callback")
    calm.settle()
    page = calm.desk.pages["visits"]
    assert (page.mode, page.form_id, page.form.value("callback_plan")) == ("form", RECORD, plan)
    page.form.discard()
    calm.session.open(PLAN, plan, "postpone")
    calm.settle()
    assert page.asking.isVisible()


def test_a_plan_of_a_call_leads_to_the_telephone_record(calm: Office) -> None:
    plan = planned(calm, callback_mode=["phone"])
    page = card(calm, PLAN, plan)
    act(page, "record_callback")
    calm.settle()
    assert page.form_id == PHONE
    editor = page.form.editor
    assert editor.value("customer") == 2
    assert editor.value("calls")[0]["purpose"] == "second phase"
    editor.put("outcome", "no_answer")
    editor.put("next_attempt_on", "2026-11-20")
    assert editor.save()
    calm.settle()
    made = page.record
    assert records.get(calm.store, PLAN, plan)["state"] == "planned"
    with clock.frozen(NOW + timedelta(minutes=5)):
        calm.session.open(PHONE, made, "add_call")
        calm.settle()
        editor = page.form.editor
        assert [r["call_number"] for r in editor.value("calls")] == [1, 2]
        editor.put("outcome", "reached")
        assert editor.save()
        calm.settle()
    assert records.get(calm.store, PLAN, plan)["state"] == "done"


def called(office: Office, plan: int) -> tuple[Any, Any]:
    page = card(office, PLAN, plan)
    act(page, "record_callback")
    office.settle()
    return page, page.form.editor


@pytest.mark.parametrize("state", ["planned", "missed"])
def test_a_call_of_a_plan_that_waits_says_how_it_went(calm: Office, state: str) -> None:
    plan = planned(calm, callback_mode=["phone"], state=state)
    page, editor = called(calm, plan)
    box = editor.boxes["outcome"]
    assert box.editor.field.required
    assert box.near.text().startswith("Say how the call went")
    assert not editor.save()
    assert list(editor.problems()) == ["outcome"]
    assert records.get(calm.store, PLAN, plan)["state"] == state
    editor.put("outcome", "reached")
    assert not box.near.text()
    assert editor.save()
    calm.settle()
    assert records.get(calm.store, PLAN, plan)["state"] == "done"
    page.show_form(PHONE, page.record)
    assert not page.form.editor.boxes["outcome"].editor.field.required, "nothing waits any more"
    page.new(PHONE, {"customer": 2})
    assert not page.form.editor.boxes["outcome"].editor.field.required, "a call nobody planned need not say it"


def test_the_rule_is_the_core_s_too(calm: Office) -> None:
    plan = planned(calm, callback_mode=["phone"])
    person = Query("contact_person", where=(Condition("customer", "is", 2),)).run(calm.store).ids()[0]
    with pytest.raises(Problem) as found:
        records.create(calm.store, PHONE, {"customer": 2, "customer_name": person, "callback_plan": plan})
    assert found.value.field == "outcome"
    records.create(calm.store, PHONE, {"customer": 2, "customer_name": person, "callback_plan": plan,
                                       "outcome": "no_answer"})


def test_a_day_said_in_a_call_may_become_the_next_one(calm: Office) -> None:
    plan = planned(calm, callback_mode=["phone"])
    page, editor = called(calm, plan)
    editor.put("calls", [{**editor.value("calls")[0], "content": "Wants the offer. Call again in three days."}])
    look(page)
    offer = page.form.side.offer
    assert offer.isVisible()
    assert 'Keep "Call again in three days" as the next step' in offer.label.text()
    calm.press(Key.Key_Y, ALT)
    assert editor.value("calls")[0]["next_action"] == "Call again in three days"
    assert editor.value("next_attempt_on") == "2026-11-22"
    editor.put("outcome", "reached")
    assert editor.save()
    calm.settle()
    made = records.get(calm.store, PHONE, page.record)
    reminder = records.get(calm.store, "reminder", made["reminder"])
    assert (reminder["due_on"], reminder["what"]) == ("2026-11-22", "Call again in three days")


def test_the_nine_steps_follow_the_papers(calm: Office) -> None:
    plan = planned(calm)
    page = card(calm, PLAN, plan)
    assert page.steps.line.states == ["done"] * 4 + ["running"] + ["draft"] * 4
    act(page, "record_callback")
    calm.settle()
    assert page.steps.line.states == ["done"] * 5 + ["running"] + ["draft"] * 3
    page.form.editor.put("visit_notes", "all well")
    assert page.form.editor.save()
    calm.settle()
    assert page.steps.line.states == ["done"] * 6 + ["running"] + ["draft"] * 2
    record = page.record
    act(page, "report")
    calm.settle()
    assert page.form_id == REPORT
    assert page.form.value("callback_record") == record
    assert "all well" in page.form.value("main_content")
    assert page.form.editor.save()
    calm.settle()
    assert page.steps.line.states == ["done"] * 7 + ["running", "draft"]
    card(calm, RECORD, record)
    act(page, "review")
    calm.settle()
    editor = page.form.editor
    assert calm.desk.focusWidget() is editor.editors["leader_opinion"].focus_widget()
    editor.put("leader_opinion", "well done")
    assert editor.save()
    calm.settle()
    kept = records.get(calm.store, RECORD, record)
    assert (kept["leader_opinion"], kept["reviewed_on"]) == ("well done", "2026-11-19")
    assert page.steps.line.states == ["done"] * 9


def test_the_comment_of_the_supervisor_is_not_written_by_the_visitor(calm: Office) -> None:
    page = calm.page("visits")
    page.new(RECORD, {"customer_visited": 2})
    assert page.form.editor.editors["leader_opinion"].read_only
    page.form.discard()


def test_a_sentence_with_a_day_may_become_the_next_step_and_its_reminder(calm: Office) -> None:
    page = calm.page("visits")
    page.new(RECORD, {"customer_visited": 2, "callback_date": "2026-11-19"})
    calm.settle()
    editor = page.form.editor
    editor.put("countermeasures", "检查皮带轮。三天后派人复测振动。")
    look(page)
    assert page.form.side.offer.isVisibleTo(page)
    calm.press(Key.Key_Y, ALT)
    assert (editor.value("next_action"), editor.value("next_action_on")) == ("三天后派人复测振动", "2026-11-22")
    assert editor.save()
    calm.settle()
    listing = Query("reminder", where=(Condition("customer", "is", 2), Condition("due_on", "is", "2026-11-22"))).run(
        calm.store)
    assert [r["what"] for r in listing.rows(0, 5, ("what",))] == ["三天后派人复测振动"]


def test_an_overlap_is_said_while_typing_and_the_next_free_time_offered(calm: Office) -> None:
    planned(calm)
    page = calm.page("visits")
    page.new(PLAN, {"planned_customer": 3, "planned_date": "2026-11-19", "callback_specialist": 1})
    calm.settle()
    editor = page.form.editor
    editor.put("start_time", "14:30")
    look(page)
    assert "14:00" in editor.boxes["start_time"].near.text()
    calm.press(Key.Key_Y, ALT)
    assert editor.value("start_time") == "15:00"
    look(page)
    assert editor.boxes["start_time"].near.text() == ""
    editor.put("start_time", "14:30")
    calm.press(Key.Key_S, CTRL)  # a warning does not block
    assert records.get(calm.store, PLAN, page.record)["start_time"] == "14:30"


def test_what_to_know_stands_beside_the_record(calm: Office) -> None:
    plan = planned(calm, place="Nanjing works")
    page = card(calm, PLAN, plan)
    act(page, "record_callback")
    calm.settle()
    look(page)
    said = words_of(page.form.side)
    assert "Nanjing works" in said
    assert "second phase" in said
    assert page.form.side.prepared.isVisibleTo(page)


def test_suggestions_are_planned_by_one_key_or_kept_as_a_list(calm: Office) -> None:
    page = calm.page("visits")
    suggested = page.scheduler.side.suggested
    calm.bot.waitUntil(lambda: bool(suggested.found), timeout=20_000)
    calm.press(Key.Key_G)
    assert suggested.list.hasFocus()
    first, before = suggested.current(), Query(PLAN).count(calm.store)
    calm.press(Key.Key_Return)
    assert Query(PLAN).count(calm.store) == before + 1
    made = records.get(calm.store, PLAN, records.newest(calm.store, PLAN))
    assert (made["planned_customer"], made["purpose"], made["callback_mode"]) == (
        first.customer, first.reason, ["phone"])
    assert page.current_row().id == made["id"], "what was just planned is the one chosen: V prepares it"
    assert suggested.list.hasFocus()
    rest = len(suggested.found)
    suggested.keep()
    calm.settle()
    assert page.form_id == "callback_list"
    act(page, "make_plans")
    calm.settle()
    assert Query(PLAN).count(calm.store) == before + 1 + rest
    assert "make_plans" not in {a.id for a in page.current_actions()}


def test_the_calls_begin_at_what_is_still_empty(calm: Office) -> None:
    page = calm.page("visits")
    page.new(PHONE, prefill_call(calm.store))
    calm.settle()
    grid = page.form.editor.editors["calls"].focus_widget()
    columns = [c.id for c in forms.get(PHONE).by_id["calls"].columns]
    assert (grid.currentRow(), columns[grid.currentColumn()]) == (0, "purpose")
    assert not grid.hasFocus(), "first comes whose call it is"


def test_suggestions_come_into_sight_and_tell_who_makes_the_call_when_it_is_somebody_else(calm: Office) -> None:
    page, side = calm.page("visits"), calm.page("visits").scheduler.side
    calm.bot.waitUntil(lambda: bool(side.suggested.found), timeout=20_000)
    calm.desk.resize(1280, 560)
    calm.settle()
    page.scheduler.board.setFocus()
    calm.press(Key.Key_G)
    calm.settle()
    box = side.suggested.list
    assert box.visibleRegion().boundingRect().height() == box.height()  # all of it, though the window is low
    other = records.create(calm.store, "staff_record", {"name": "Gong Zhihua"})
    side.suggested.found[0] = replace(side.suggested.found[0], manager=other)
    box.setCurrentRow(0)
    calm.press(Key.Key_Return)
    assert "Gong Zhihua" in calm.desk.messages.sentence.text()
    side.suggested.found[0] = replace(side.suggested.found[0], manager=None)
    box.setCurrentRow(0)
    calm.press(Key.Key_Return)
    assert "Gong Zhihua" not in calm.desk.messages.sentence.text()


def test_what_changed_while_suggestions_were_looked_up_counts_too(calm: Office) -> None:
    suggested = calm.page("visits").scheduler.side.suggested
    calm.bot.waitUntil(lambda: bool(suggested.found), timeout=20_000)
    suggested.read()
    assert suggested.running
    suggested.read()
    assert suggested._soon.isActive()


def test_what_stands_beside_speaks_the_language_in_force(calm: Office) -> None:
    page = card(calm, PLAN, planned(calm))
    act(page, "record_callback")
    calm.settle()
    look(page)
    assert "Time" in words_of(page.form.side.planned)
    with i18n.using("zh_CN"):
        words.retranslate(calm.desk)
        assert "时间" in words_of(page.form.side.planned)


def test_a_lock_drops_what_stands_beside(calm: Office) -> None:
    plan = planned(calm, place="Nanjing works")
    page = card(calm, PLAN, plan)
    act(page, "record_callback")
    calm.settle()
    page.leave()
    page.forget()
    assert "Nanjing works" not in words_of(page)


@pytest.mark.parametrize(("planned_as", "act_id", "form", "mode"), [
    (["phone"], "record_visit", RECORD, "face_to_face"), (["face_to_face"], "record_call", PHONE, None),
    (["mail"], "record_callback", RECORD, "mail"), (["mail"], "record_visit", RECORD, "face_to_face"),
    ([], "record_callback", PHONE, None), ([], "record_visit", RECORD, "face_to_face")])
def test_the_record_is_of_the_kind_that_was_chosen(calm: Office, planned_as: list[str], act_id: str, form: str,
                                                   mode: str | None) -> None:
    plan = planned(calm, callback_mode=planned_as or None)
    page = card(calm, PLAN, plan)
    act(page, act_id)
    calm.settle()
    assert (page.form_id, page.form.value("callback_plan"), page.form.value("mode")) == (form, plan, mode)
    if form == PHONE:
        return
    page.form.editor.put("visit_notes", "all well")
    assert page.form.editor.save()
    calm.settle()
    made = records.get(calm.store, RECORD, page.record)
    assert (made["mode"], made["callback_plan"]) == (mode, plan)
    assert records.get(calm.store, PLAN, plan)["state"] == "done"


def test_a_reason_half_typed_is_there_again(calm: Office) -> None:
    plan = planned(calm)
    page = card(calm, PLAN, plan)
    act(page, "postpone")
    calm.settle()
    page.asking.editor.put("state_reason", "the machine st")
    act(page, "cancel")
    assert page.asking.editor.value("state_reason") is None
    page.leave()
    page.back()
    page = card(calm, PLAN, plan)
    assert "the machine st" in page.draft_note.label.text()
    calm.press(Key.Key_Y, ALT)
    assert page.asking.editor.value("state_reason") == "the machine st"
    page.asking.editor.put("planned_date", "2026-11-23")
    assert page.asking.editor.save()
    assert drafts.every(calm.store) == []
    assert records.get(calm.store, PLAN, plan)["state_reason"] == "the machine st"


def test_a_day_off_is_said_while_planning(calm: Office) -> None:
    workdays.days_off(calm.store.context().home, [date(2027, 1, 1)])  # its tables are loaded, as some time after the start
    calm.session.new(PLAN, {"planned_customer": 2, "planned_date": "2027-01-01"})
    calm.settle()
    page = calm.desk.pages["visits"]
    look(page)
    note = page.form.editor.boxes["planned_date"].near
    assert note.text().startswith("This is a day off: ")
    for day, said in (("2026-11-28", "This is a day off."), ("2026-11-27", "")):
        page.form.editor.put("planned_date", day)
        look(page)
        assert note.text() == said


@pytest.mark.parametrize("name", ["postpone", "cancel"])
def test_the_reason_is_marked_as_needed(calm: Office, name: str) -> None:
    page = card(calm, PLAN, planned(calm))
    act(page, name)
    assert page.asking.editor.boxes["state_reason"].editor.field.required
    assert not page.asking.editor.save()
    assert list(page.asking.editor.problems()) == ["state_reason"]
