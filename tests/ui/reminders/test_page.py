"""Reminders in the windows: from a card and back, typed as people type, done and undone, said when due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from crm_desktop.kit import clock, feature, records
from crm_desktop.kit.store import drafts
from crm_desktop.reminders import service
from crm_desktop.reminders.service import FORM
from tests.conftest import NOW
from tests.ui.desk_office import CTRL, Office
from ui.kit.actions import forbidden_keys, keys_twice
from ui.reminders.watch import ReminderWatch


def kept(office: Office, what: str = "寄保养发票", day: str = "2026-11-19", time: str | None = "10:30") -> int:
    with office.store.change("x") as change:
        return service.remind(change, what=what, due_on=day, due_time=time, customer=2)


def button(office: Office, name: str) -> QPushButton:
    office.settle()
    return next(b for b in office.desk.messages.findChildren(QPushButton) if b.objectName() == f"action_{name}"
                and not b.isHidden())


def bar(office: Office) -> str:
    """The sentence in the message bar, "" when it is closed."""
    return "" if office.desk.messages.isHidden() else office.desk.messages.sentence.text()


def test_a_card_begins_a_reminder_and_is_there_again_when_it_is_kept(office: Office) -> None:
    office.session.open("customer_master", 2)
    office.settle()
    office.press(Qt.Key.Key_R, CTRL)
    page = office.desk.pages["reminders"]
    assert office.desk.current is page
    assert (page.form.value("customer"), page.form.value("about")) == (2, None)
    office.type("send the invoice")
    office.press(Qt.Key.Key_Return)
    office.bot.keyClick(office.desk.focusWidget(), Qt.Key.Key_A, CTRL)
    office.type("+3")
    office.press(Qt.Key.Key_Return)
    office.type("1430")
    office.press(Qt.Key.Key_S, CTRL)
    made = records.newest(office.store, FORM)
    found = records.get(office.store, FORM, made)
    assert [found[f] for f in ("what", "due_on", "due_time", "kind", "owner", "customer")] == [
        "send the invoice", "2026-11-22", "14:30", "reminder", office.store.user.staff, 2]
    assert office.desk.current is office.desk.pages["customers"]
    assert office.desk.pages["customers"].state() == {"form": "customer_master", "record": 2}
    panel = next(p for p in office.desk.pages["customers"].cards["customer_master"].panels
                 if type(p).__name__ == "OpenReminders")
    assert made in [r["id"] for r in panel.found]


def test_one_reminder_after_the_other_comes_back_to_the_card(office: Office) -> None:
    office.session.open("customer_master", 2)
    office.settle()
    for what in ("send the invoice", "ask for the drawing"):
        office.press(Qt.Key.Key_R, CTRL)
        office.type(what)
        office.press(Qt.Key.Key_S, CTRL)
        assert office.desk.current is office.desk.pages["customers"]
        assert office.desk.current.state() == {"form": "customer_master", "record": 2}


def test_a_reminder_about_a_record_leads_to_it(office: Office) -> None:
    office.session.open("callback_plan", 1)
    office.press(Qt.Key.Key_R, CTRL)
    page = office.desk.pages["reminders"]
    assert page.form.value("about") == {"form": "callback_plan", "id": 1}
    office.type("ask again")
    office.press(Qt.Key.Key_S, CTRL)
    assert office.desk.current is office.desk.pages["visits"]
    office.session.open(FORM, records.newest(office.store, FORM), "open_about")
    assert office.desk.current is office.desk.pages["visits"]


def test_leaving_the_form_goes_back_and_keeps_a_draft(office: Office) -> None:
    office.session.open("customer_master", 2)
    office.settle()
    office.press(Qt.Key.Key_R, CTRL)
    office.type("send the inv")
    office.press(Qt.Key.Key_Escape)
    assert office.desk.current is office.desk.pages["customers"]
    assert len(drafts.every(office.store)) == 1
    office.page("reminders")
    assert office.desk.pages["reminders"].draft_note.draft is not None


@pytest.mark.parametrize(("typed", "means"), [("9:20", "09:20"), ("0920", "09:20"), ("下午2点半", "14:30")])
def test_a_time_is_typed_as_people_type_it(office: Office, typed: str, means: str) -> None:
    page = office.page("reminders")
    page.new(FORM, {"what": "x"})
    page.form.editor.editors["due_time"].set_text(typed)
    page.form.editor.editors["due_time"].settle()
    assert page.form.editor.editors["due_time"].text() == means
    assert page.form.editor.save()
    assert records.get(office.store, FORM, page.record)["due_time"] == means


def test_no_time_of_day_keeps_what_was_typed(office: Office) -> None:
    page = office.page("reminders")
    page.new(FORM, {"what": "x"})
    page.form.editor.editors["due_time"].set_text("soon")
    assert not page.form.editor.save()
    assert list(page.form.editor.problems()) == ["due_time"]
    assert page.form.editor.editors["due_time"].text() == "soon"


def test_done_by_one_key_and_open_again_by_undo(office: Office) -> None:
    made = kept(office)
    office.session.open(FORM, made)
    office.press(Qt.Key.Key_Return, CTRL)
    assert records.get(office.store, FORM, made)["done_at"] == "2026-11-19T02:26:00Z"
    assert office.said[-1] == "Done: 寄保养发票"
    assert "reopen" in {a.id for a in office.desk.pages["reminders"].current_actions()}
    office.undo()
    assert records.get(office.store, FORM, made)["done_at"] is None
    page = office.page("reminders")
    assert "done" in {a.id for a in page.current_actions()}


def test_opening_with_an_act_does_it_and_an_unknown_act_only_opens(office: Office) -> None:
    made = kept(office)
    office.session.open(FORM, made, "no such act")
    assert office.desk.pages["reminders"].state() == {"form": FORM, "record": made}
    office.session.open(FORM, made, "done")
    assert records.get(office.store, FORM, made)["done_at"]
    before = office.store.value("SELECT count(*) FROM txns")
    office.session.open(FORM, made, "done")  # no longer there
    assert office.store.value("SELECT count(*) FROM txns") == before


def test_no_card_has_a_key_twice(office: Office) -> None:
    for form in feature.entities():
        record = office.store.value(f"SELECT max(id) FROM {feature.entity(form).table} WHERE deleted_at IS NULL")
        if not record:
            continue
        office.session.open(form, record)
        office.settle()
        acts = office.desk.actions()
        assert keys_twice(acts) == [] and forbidden_keys(acts) == [], form
        assert "remind" in {a.id for a in acts}, form


# -- said when due


@pytest.fixture
def watch(office: Office) -> Callable[[], ReminderWatch]:
    for record in office.store.column("SELECT id FROM reminders"):
        records.delete(office.store, FORM, [record])
    office.settle()
    return lambda: ReminderWatch(office.session, office.desk)


def test_it_is_said_when_due_and_done_from_the_bar(office: Office, watch: Callable[[], ReminderWatch]) -> None:
    made = kept(office)
    watching = watch()
    assert bar(office) == ""
    assert 0 < watching._timer.interval() <= 30_000
    with clock.frozen(NOW + timedelta(minutes=4)):
        watching.look()
        name = records.name_of(office.store, "customer_master", 2)
        assert bar(office) == f"Reminder: 10:30 · {name} · 寄保养发票"
        watching.look()
        button(office, "reminder_done").click()
        office.settle()
        assert records.get(office.store, FORM, made)["done_at"]
        assert bar(office) == "Done: 寄保养发票"
        office.undo()
        assert records.get(office.store, FORM, made)["done_at"] is None
    assert [s for s in office.said if s.startswith("Reminder")] == [f"Reminder: 10:30 · {name} · 寄保养发票"]


def test_it_can_be_opened_or_put_off(office: Office, watch: Callable[[], ReminderWatch]) -> None:
    made = kept(office, time="10:00")
    watching = watch()
    button(office, "reminder_later").click()
    office.settle()
    assert records.get(office.store, FORM, made)["snoozed"] == "2026-11-19T02:36:00Z"
    assert bar(office) == "You are reminded again at 10:36."
    with clock.frozen(NOW + timedelta(minutes=10)):
        watching.look()
        button(office, "reminder_open").click()
        office.settle()
    assert office.desk.pages["reminders"].state() == {"form": FORM, "record": made}


def test_what_was_done_elsewhere_is_said_no_more(office: Office, watch: Callable[[], ReminderWatch]) -> None:
    made = kept(office, time="10:00")
    watch()
    assert bar(office).startswith("Reminder")
    office.session.tell("Saved.")
    service.done(office.store, made)
    office.bot.waitUntil(lambda: not office.desk.messages._standing)
    office.desk.messages.leave()
    assert bar(office) == ""


def test_missed_ones_are_told_in_one_sentence_at_the_start(office: Office, watch: Callable[[], ReminderWatch]) -> None:
    for day, time in (("2026-11-17", None), ("2026-11-18", "09:00"), ("2026-11-19", "09:00"), ("2026-11-19", None)):
        kept(office, "x", day, time)
    watch()
    assert bar(office) == "3 reminders came due while the office was closed."
    office.desk.messages.leave()
    watch()
    assert bar(office) == ""


def test_a_clock_set_back_repeats_nothing(office: Office, watch: Callable[[], ReminderWatch]) -> None:
    kept(office, time="10:00")
    kept(office, "later", time="10:40")
    watching = watch()
    office.desk.messages.leave()
    with clock.frozen(NOW - timedelta(hours=2)):
        watching.look()
        watch()
        assert bar(office) == ""
    with clock.frozen(NOW + timedelta(minutes=14)):
        watching.look()
        assert "later" in bar(office)


def test_a_new_reminder_moves_the_next_look(office: Office, watch: Callable[[], ReminderWatch]) -> None:
    watching = watch()
    with clock.frozen(NOW + timedelta(seconds=50)):
        kept(office, time="10:27")
        office.bot.waitUntil(lambda: watching._timer.interval() <= 10_001)


def test_after_the_lock_nothing_is_asked(office: Office, watch: Callable[[], ReminderWatch]) -> None:
    office.desk.watch(list)
    watching = next(w for w in office.desk.watches if isinstance(w, ReminderWatch))
    office.desk.forget()
    assert not watching._timer.isActive()
    kept(office, time="10:00")
    office.settle()
    assert bar(office) == "" and not watching._timer.isActive()


def test_a_form_begun_on_a_card_goes_nowhere_when_the_office_is_locked(office: Office) -> None:
    customers = office.page("customers")
    office.session.open("customer_master", 2)
    office.settle()
    office.press(Qt.Key.Key_R, CTRL)
    office.type("send the invoice")
    page = office.desk.pages["reminders"]
    office.desk.forget()
    office.settle()
    assert office.desk.current is page
    assert customers.list.listing is None
    assert [d.form for d in drafts.every(office.store)] == [FORM]
