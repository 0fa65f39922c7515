"""Today on the desk: walked by keys, acted on, going late by itself; drafts, the empty day, the lock."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from crm_desktop.kit import clock, due, records
from crm_desktop.kit.store import drafts
from crm_desktop.reminders import service
from crm_desktop.reminders.service import FORM
from crm_desktop.today.lines import More
from tests.conftest import NOW
from tests.ui.desk_office import CTRL, Office, words_of
from ui.kit.session import Session
from ui.kit.widgets import ElidedLabel, EmptyState
from ui.shell import left
from ui.today.model import Head

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def only_reminders(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Nothing is due but what the test says."""
    for record in office.store.column("SELECT id FROM reminders"):
        records.delete(office.store, FORM, [record])

    monkeypatch.setattr(due, "_all", service.due_lines)
    return office


def kept(office: Office, what: str, day: str = "2026-11-19", time: str | None = None, **more: Any) -> int:
    with office.store.change("x") as change:
        return service.remind(change, what=what, due_on=day, due_time=time, **more)


@pytest.fixture
def four(only_reminders: Office) -> Office:
    office = only_reminders
    kept(office, "yesterday", "2026-11-18", kind="promise", customer=2)
    kept(office, "soon", time="10:30")
    kept(office, "later", time="16:00")
    kept(office, "tomorrow", "2026-11-20")
    return office


def shown(page: Any) -> list[str]:
    """Heads as words, lines as what they are about."""
    return [f"{e.group} {e.count}" if isinstance(e, Head) else e.what for e in page.list.model().entries]


def test_it_is_the_first_page(office: Office) -> None:
    assert left.first_page(office.desk) == "today"


def test_three_groups_in_their_order(four: Office) -> None:
    page = four.page("today")
    assert shown(page) == ["late 1", "yesterday", "today 2", "soon", "later", "soon 1", "tomorrow"]
    line = page.list.model().entries[1]
    assert (line.mark, line.when, line.kind) == ("1 day late", "11-18 Wed", "Promise")
    assert page.list.model().index(1).data(Qt.ItemDataRole.AccessibleTextRole).startswith("1 day late, 11-18 Wed, Pro")
    assert page.list.model().index(0).data() == "Late 1"
    assert page.status() == "4 lines · 1 is late"
    assert page.subtitle() == "2026-11-19 Thu"
    assert page.list.line() is not None and page.customer() is None, "F7 must not begin with the customer of a line"


def test_the_arrows_step_over_heads_and_enter_does_the_next_thing(four: Office) -> None:
    page = four.page("today")
    assert four.desk.focusWidget() is page.list
    walked = [page.list.line().what]
    for _step in range(4):
        four.press(Qt.Key.Key_Down)
        walked.append(page.list.line().what)
    assert walked == ["yesterday", "soon", "later", "tomorrow", "tomorrow"]
    four.press(Qt.Key.Key_Home)
    assert page.list.line().what == "yesterday"
    four.press(Qt.Key.Key_End)
    four.press(Qt.Key.Key_Up)
    assert page.list.line().what == "later"
    four.press(Qt.Key.Key_Return)
    assert four.said[-1] == "Done: later"
    assert four.desk.current is page
    four.bot.waitUntil(lambda: "later" not in shown(page))
    assert page.list.line().what == "tomorrow"
    assert four.desk.focusWidget() is page.list
    four.undo()
    four.bot.waitUntil(lambda: "later" in shown(page))


def test_a_click_on_a_painted_button_presses_it(four: Office) -> None:
    page = four.page("today")
    index = page.list.model().index(4)  # not the current row
    rect = page.list.visualRect(index)
    four.bot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton,
                        pos=QPoint(rect.right() - 20, rect.center().y()))
    four.bot.waitUntil(lambda: "later" not in shown(page))
    real = page.list.button
    four.bot.mouseClick(real, Qt.MouseButton.LeftButton)
    four.bot.waitUntil(lambda: len(shown(page)) < 6)
    assert [s for s in four.said if s.startswith("Done")] == ["Done: later", "Done: tomorrow"]


def test_a_click_beside_the_button_only_chooses_and_a_double_click_opens(four: Office) -> None:
    page = four.page("today")
    rect = page.list.visualRect(page.list.model().index(3))
    at = QPoint(rect.left() + 200, rect.center().y())
    four.bot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert page.list.line().what == "soon" and not four.said
    four.bot.mouseDClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    four.settle()
    assert four.desk.current is four.desk.pages["reminders"]


def test_a_line_of_another_feature_opens_the_place_to_act(office: Office) -> None:
    plan = records.create(office.store, "callback_plan", {"planned_customer": 2, "planned_date": "2026-11-19"})
    page = office.page("today")
    row = next(n for n, e in enumerate(page.list.model().entries)
               if not isinstance(e, Head) and (e.due.form, e.due.record) == ("callback_plan", plan))
    page.list.choose(row)
    page.list.setFocus()
    office.press(Qt.Key.Key_Return)
    assert office.desk.current is office.desk.pages["visits"]


def test_escape_comes_back_to_today_and_leaves_no_card_behind(office: Office) -> None:
    plan = records.create(office.store, "callback_plan", {"planned_customer": 2, "planned_date": "2026-11-19"})
    today = office.page("today")
    office.session.open("callback_plan", plan)
    office.settle()
    visits = office.desk.pages["visits"]
    office.session.open("customer_master", 2)
    office.settle()
    office.press(Qt.Key.Key_Escape)
    assert (office.desk.current, visits.mode, visits.record) == (visits, "card", plan)
    office.press(Qt.Key.Key_Escape)
    assert office.desk.current is today
    assert office.desk.focusWidget() is today.list
    office.page("visits")
    assert visits.mode == "schedule"


def test_escape_from_a_card_one_came_to_by_oneself_goes_to_its_list(office: Office) -> None:
    office.page("today")
    office.session.open("customer_master", 2)
    office.settle()
    office.page("complaints")
    customers = office.page("customers")
    assert customers.mode == "card", "it is still open"
    office.press(Qt.Key.Key_Escape)
    assert (office.desk.current, customers.mode) == (customers, "list")


def test_a_clock_goes_late_by_itself_and_her_row_stays_hers(four: Office) -> None:
    page = four.page("today")
    page.list.choose_key(next(e for e in page.list.model().entries if getattr(e, "what", "") == "later").key, 0)
    resets = QSignalSpy(page.list.model().modelReset)
    assert page.list.model().entries[3].mark == "4 min left"
    with clock.frozen(NOW + timedelta(minutes=3)):
        page.tick()
        assert page.list.model().entries[3].mark == "1 min left"
    with clock.frozen(NOW + timedelta(minutes=9)):
        page.tick()
        assert shown(page) == ["late 2", "yesterday", "soon", "today 1", "later", "soon 1", "tomorrow"]
        assert page.list.model().entries[2].mark == "5 min late"
        assert page.list.line().what == "later"
        assert page.parts.day.now.time == "10:35"
    assert resets.count() == 0
    assert page._timer.interval() >= 30_000


def test_midnight_moves_the_days(four: Office) -> None:
    page = four.page("today")
    with clock.frozen(NOW + timedelta(days=1)):
        page.tick()
        assert shown(page) == ["late 3", "yesterday", "soon", "later", "today 1", "tomorrow"]
        assert page.subtitle() == "2026-11-20 Fri"


def test_a_hidden_page_reads_when_it_is_seen_again(four: Office) -> None:
    page = four.page("today")
    four.page("customers")
    with clock.frozen(NOW + timedelta(minutes=9)):
        page.tick()
        assert shown(page)[0] == "late 1" and page.stale
        four.page("today")
        assert shown(page)[0] == "late 2"


def test_kinds_and_mine_narrow_the_list(four: Office) -> None:
    other = records.create(four.store, "staff_record", {"name": "何敏"})
    kept(four, "hers", owner=other)
    page = four.page("today")
    page.refresh(None)
    assert "hers" in shown(page)
    four.press(Qt.Key.Key_M, CTRL)
    assert "hers" not in shown(page) and len(page.lines) == 4
    assert four.session.settings.get("today.mine") is True
    four.press(Qt.Key.Key_M, CTRL)
    page.parts.show_kind("callbacks")
    assert shown(page) == []
    assert page.parts.stack.currentWidget() is page.parts.nothing
    assert page.state() == {"kind": "callbacks"}
    page.restore({})
    assert "hers" in shown(page)


def test_an_office_without_customers_offers_to_bring_them_in(session: Session, qtbot: QtBot) -> None:
    office = Office(session, qtbot)
    page = office.page("today")
    empty = page.parts.stack.currentWidget()
    assert empty is page.parts.first
    bring_in, enter = empty.findChildren(QPushButton)
    assert (bring_in.text(), enter.text()) == ("Import from Excel", "Enter the first customer")
    assert page.first_focus() is bring_in
    enter.click()
    office.settle()
    assert (office.desk.current.spec.id, office.desk.current.mode) == ("customers", "form")
    office.page("today")
    bring_in.click()
    office.settle()
    assert office.desk.current.spec.id == "import"
    records.create(session.store, "customer_master", {"customer_name": "First Ltd."})
    page.refresh(None)
    assert page.parts.stack.currentWidget() is not page.parts.first


def test_names_come_before_the_columns_that_say_the_same_as_mark_and_icon(four: Office) -> None:
    page = four.page("today")
    looks = page.list.itemDelegate()
    assert set(looks._beside(1200)) == {"when", "kind", "who"}
    assert set(looks._beside(760)) < {"when", "kind", "who"}
    assert "who" in looks._beside(760)
    assert looks._beside(360) == {}


def test_an_empty_day_says_so_and_offers_the_next_step(only_reminders: Office) -> None:
    page = only_reminders.page("today")
    page.refresh(None)
    empty = page.parts.stack.currentWidget()
    assert isinstance(empty, EmptyState)
    assert empty.sentence.text() == "Nothing is due until 11-22 Sun."
    offered = next(b for b in empty.findChildren(QPushButton) if b.objectName() == "action_next_step")
    assert page.first_focus() is offered
    offered.click()
    only_reminders.settle()
    assert only_reminders.desk.current is only_reminders.desk.pages["visits"]


def test_the_course_of_the_day_has_now_between(four: Office) -> None:
    kept(four, "early", time="09:00")
    page = four.page("today")
    page.refresh(None)
    day = page.parts.day
    assert [entry.time for entry in day.entries] == ["09:00", "10:30", "16:00"]
    assert day.pile.indexOf(day.now) == 1
    assert day.entries[0].accessibleName() == "09:00, Reminder, early"
    day.entries[2].click()
    four.settle()
    assert four.desk.current is four.desk.pages["reminders"]


def test_drafts_found_open_where_they_were_typed(office: Office) -> None:
    store = office.store
    drafts.keep(store, "communication_record", -3, "", {"note": "they asked for the price"})
    with clock.frozen(NOW + timedelta(minutes=1)):
        drafts.keep(store, "customer_master", 2, "", {"region": {"t": "north"}})
    with clock.frozen(NOW + timedelta(minutes=2)):
        drafts.keep(store, "complaint_record", 0, "", {"content": {"t": "it is loud"}})
    page = office.page("today")
    said = words_of(page.unsaved)
    assert records.name_of(store, "customer_master", 3) in said and "Draft of Today 10:28" in said
    assert "it is loud" in said
    titles = [label.whole() for label in page.unsaved.findChildren(ElidedLabel)]
    assert titles[0] == "it is loud · Customer complaint record"
    assert titles[2].startswith(f"{records.name_of(store, 'customer_master', 3)} · "), "what tells them apart comes first"
    assert [d.form for d in page.unsaved.drafts] == ["complaint_record", "customer_master", "communication_record"]
    office.press(Qt.Key.Key_Y, ALT)
    assert office.desk.current is office.desk.pages["complaints"]
    page.unsaved.take_up(page.unsaved.drafts[1])
    office.settle()
    customers = office.desk.pages["customers"]
    assert customers.form.editor.editors["region"].text() == "north"
    page.unsaved.take_up(page.unsaved.drafts[2])
    office.settle()
    assert customers.cards["customer_master"].timeline.note.text() == "they asked for the price"


def test_below_the_list_there_is_room_for_one_draft(office: Office) -> None:
    for record in (1, 2, 3):
        drafts.keep(office.store, "customer_master", record, "", {"region": {"t": "north"}})
    page = office.page("today")
    assert page.unsaved.pile.count() == 3 and page.unsaved.rest.isHidden()
    office.desk.resize(900, 700)
    office.settle()
    assert page.unsaved.pile.count() == 1 and page.unsaved.rest.text() == "2 more drafts"
    office.desk.resize(1366, 768)
    office.settle()
    assert page.unsaved.pile.count() == 3


def test_a_draft_thrown_away_can_be_taken_back(office: Office) -> None:
    drafts.keep(office.store, "customer_master", 2, "", {"region": {"t": "north"}})
    page = office.page("today")
    office.press(Qt.Key.Key_X, ALT)
    assert drafts.every(office.store) == [] and page.unsaved.isHidden()
    next(b for b in office.desk.messages.findChildren(QPushButton) if b.objectName() == "action_draft_back").click()
    kept_again, = drafts.every(office.store)
    assert kept_again.body == {"region": {"t": "north"}} and not page.unsaved.isHidden()


def test_the_badge_counts_late_then_due(four: Office) -> None:
    four.desk.badges.count()
    assert four.desk.rail.items["today"].accessibleName() == "Today, 1 late"
    service.done(four.store, four.store.value("SELECT id FROM reminders WHERE what = 'yesterday'"))
    four.desk.badges.count()
    assert four.desk.rail.items["today"].accessibleName() == "Today, 2 due"


def test_nothing_is_left_after_the_lock(four: Office) -> None:
    page = four.page("today")
    assert "yesterday" in words_of(page)
    four.desk.forget()
    found = words_of(page)
    name = records.name_of(four.store, "customer_master", 2)
    assert "yesterday" not in found and name not in found
    assert not page._timer.isActive()


def test_hundreds_of_lines_ask_for_what_is_seen_only(only_reminders: Office) -> None:
    with only_reminders.store.change("x") as change:
        for number in range(480):
            service.remind(change, what=f"line {number}", due_on="2026-11-19")
    page = only_reminders.page("today")
    page.refresh(None)
    asked: list[int] = []
    real = page.list._looks._line
    page.list._looks._line = lambda painter, option, line: (asked.append(1), real(painter, option, line))
    page.list.grab()
    assert 0 < len(asked) < 60


def test_what_there_is_more_of_a_group_is_counted_and_opens_its_list(four: Office) -> None:
    with four.store.change("x") as change:
        for number in range(250):
            service.remind(change, what=f"old {number}", due_on="2026-11-02")
    page = four.page("today")
    page.refresh(None)
    late = 251 - due.MOST[due.LATE]
    entries = page.list.model().entries
    more = entries[due.MOST[due.LATE] + 1]
    assert shown(page)[0] == "late 251" and isinstance(more, More)
    assert shown(page)[-5:] == ["today 2", "soon", "later", "soon 1", "tomorrow"]
    assert (more.mark, more.kind, more.verb) == (f"{late} more lines", "Reminder", "Show all")
    assert page.status() == "254 lines · 251 are late"
    assert page.parts.kinds.text_of("other").endswith("254")
    four.desk.badges.count()
    assert four.desk.rail.items["today"].accessibleName() == "Today, 251 late"
    page.list.choose(entries.index(more))
    page.list.setFocus()
    four.press(Qt.Key.Key_Return)
    reminders = four.desk.pages["reminders"]
    assert four.desk.current is reminders
    assert reminders.list.table.model().rowCount() == 251


def test_a_long_day_shows_what_is_around_now(only_reminders: Office) -> None:
    with only_reminders.store.change("x") as change:
        for minute in range(0, 570, 6):
            service.remind(change, what=f"{minute}", due_on="2026-11-19",
                           due_time=f"{8 + minute // 60:02}:{minute % 60:02}")
    page = only_reminders.page("today")
    page.refresh(None)
    day = page.parts.day
    assert [e.time for e in day.entries[:7]] == ["10:00", "10:06", "10:12", "10:18", "10:24", "10:30", "10:36"]
    assert len(day.entries) == 30 and day.count.text() == "95" and day.pile.indexOf(day.now) == 5
    with clock.frozen(NOW + timedelta(hours=7)):
        page.tick()
        assert (day.entries[0].time, day.entries[-1].time) == ("14:30", "17:24")


def test_the_morning_sheet_is_printed_from_here(four: Office) -> None:
    page = four.page("today")
    four.press(Qt.Key.Key_P, CTRL)
    reports = four.desk.pages["reports"]
    assert reports.report().name == "today"
    four.page("today")
    page.parts.mine.click()
    page.print_sheet()
    assert reports.report().name == "today-own"
