"""Complaints: the quick path of a call, what the form fills in by itself, list, change, panel, print."""

from __future__ import annotations

from PySide6.QtCore import Qt

from crm_desktop.kit import records
from crm_desktop.kit.query import Condition, Query
from tests.ui.desk_office import CTRL, Office

FORM = "complaint_record"


def main_contact(office: Office, customer: int) -> int:
    for other in range(1, 30):
        raw = office.store.raw("contact_person", other)
        if raw and raw["customer"] == customer and raw["is_main_contact"]:
            return other
    raise AssertionError("no main contact in the sample")


def test_a_call_is_registered_by_keyboard(office: Office) -> None:
    name = records.name_of(office.store, "customer_master", 3) or ""
    office.page("customers").list.choose(8)
    office.page("staff")
    office.press(Qt.Key.Key_F7)
    page = office.desk.pages["complaints"]
    assert page.mode == "form"
    line = page.form.editor.editors["customer"].line
    assert office.desk.focusWidget() is line
    line.insert(name)
    line.textEdited.emit(name)
    office.press(Qt.Key.Key_Return, widget=line)
    content = page.form.editor.editors["content"]
    assert office.desk.focusWidget() is content.focus_widget()
    office.type("leaks oil")
    office.press(Qt.Key.Key_S, CTRL)
    kept = records.get(office.store, FORM, page.record)
    assert (page.mode, kept["customer"], kept["content"]) == ("card", 3, "leaks oil")
    assert kept["complainant"] == main_contact(office, 3)
    assert kept["contact"] == records.get(office.store, "contact_person", kept["complainant"])["mobile"]
    assert (kept["channel"], kept["severity"], kept["status"]) == ("phone", "ordinary", "registered")
    assert kept["received_at"] == "2026-11-19T02:26:00Z"


def test_f7_takes_the_customer_in_view(office: Office) -> None:
    office.session.open("customer_master", 2)
    office.settle()
    office.press(Qt.Key.Key_F7)
    page = office.desk.pages["complaints"]
    assert page.form.value("customer") == 2
    assert office.desk.focusWidget() is page.form.editor.editors["content"].focus_widget()
    assert not page.form.editor.is_dirty(), "what was filled in is no draft"


def test_f7_leaves_the_row_that_is_current_by_itself_alone(office: Office) -> None:
    page = office.page("customers")
    table, first = page.list.table, page.list.current_id()
    assert (first is not None, page.customer()) == (True, None), "nobody chose the first row"
    page.list.refresh()
    assert page.customer() is None
    office.press(Qt.Key.Key_Down, widget=table)
    assert page.customer() == page.list.current_id() != first
    office.press(Qt.Key.Key_Up, widget=table)
    assert page.customer() == first, "a step there and back is a choice"
    page.list.refresh()
    assert page.customer() == first, "a choice outlives what is written elsewhere"


def test_f7_over_the_complaints_begins_without_a_customer(office: Office) -> None:
    for customer in (2, 3):
        records.create(office.store, FORM, {"customer": customer, "content": "noise"})
    page = office.page("complaints")
    assert page.list.current_id() is not None
    office.press(Qt.Key.Key_F7)
    assert page.form.editor.value("customer") is None


def test_f7_takes_the_row_that_was_looked_for(office: Office) -> None:
    page = office.page("customers")
    page.list.search(str(records.get(office.store, "customer_master", 3)["customer_no"]))
    assert page.customer() == 3


def test_f7_takes_the_row_that_was_previewed(office: Office) -> None:
    page = office.page("customers")
    first = page.list.current_id()
    assert page.customer() is None
    office.press(Qt.Key.Key_Space, widget=page.list.table)
    assert page.customer() == first


def test_another_customer_brings_another_contact(office: Office) -> None:
    page = office.page("complaints")
    page.new(FORM, {"customer": 2})
    first = page.form.value("complainant")
    page.form.editor.put("customer", 5)
    assert page.form.value("complainant") != first
    assert page.form.value("complainant") == main_contact(office, 5)


def test_a_draft_keeps_the_complainant_that_was_chosen(office: Office) -> None:
    other = records.create(office.store, "contact_person", {"customer": 2, "contact_name": "程一诺"})
    page = office.page("complaints")
    page.new(FORM, {"customer": 2})
    page.form.editor.put("complainant", other)
    page.form.discard()
    page.new(FORM, {})
    assert page.form.value("complainant") is None, "a new one begins empty"
    office.press(Qt.Key.Key_Y, Qt.KeyboardModifier.AltModifier)
    assert (page.form.value("customer"), page.form.value("complainant")) == (2, other)


def test_the_open_view_agrees_with_the_figures(office: Office) -> None:
    from crm_desktop.complaints import service
    page = office.page("complaints")
    page.list.views.show_view("open")
    customers = list(range(1, 13))
    assert page.list.listing.count == sum(service.open_by_customer(office.store, customers).values())


def test_a_change_is_shown_in_the_card_and_the_list(office: Office) -> None:
    made = records.create(office.store, FORM, {"customer": 1, "content": "noise"})
    office.session.open(FORM, made)
    page = office.desk.pages["complaints"]
    office.settle()
    page.show_form(FORM, made)
    page.form.editor.put("severity", "major")
    assert page.form.editor.save()
    office.settle()
    assert page.cards[FORM].values["severity"] == "major"
    assert page.cards[FORM].done.changes.rowCount() >= 2
    page.back()
    page.list.views.show_view("serious")
    assert made in page.list.listing.ids()


def test_nothing_is_answered_before_it_was_received(office: Office) -> None:
    page = office.page("complaints")
    made = records.create(office.store, FORM, {"customer": 1, "content": "noise"})
    page.show_form(FORM, made)
    page.form.editor.put("first_response_at", "2026-11-01T01:00:00Z")
    assert not page.form.editor.save()
    assert page.form.editor.problems() == {
        "first_response_at": "The first response can't be earlier than the complaint. Correct the time."}


def test_the_customer_is_one_press_away(office: Office) -> None:
    made = records.create(office.store, FORM, {"customer": 4, "content": "noise"})
    office.session.open(FORM, made)
    page = office.desk.pages["complaints"]
    assert page.customer() == 4
    page.cards[FORM].customer.link.click()
    assert office.desk.pages["customers"].state() == {"form": "customer_master", "record": 4}


def test_forgetting_leaves_nothing(office: Office) -> None:
    from tests.ui.desk_office import words_of
    made = records.create(office.store, FORM, {"customer": 4, "content": "a very secret noise"})
    office.session.open(FORM, made)
    page = office.desk.pages["complaints"]
    assert "secret noise" in words_of(page)
    page.forget()
    assert "secret noise" not in words_of(page)
    assert (records.name_of(office.store, "customer_master", 4) or "?") not in words_of(page)


def test_a_number_leads_to_its_rows(office: Office) -> None:
    query = Query(FORM, where=(Condition("severity", "is", "major"),), sort=("-received_at",))
    office.session.rows(query)
    office.settle()
    page = office.desk.pages["complaints"]
    assert page.mode == "list"
    assert page.list.listing.count == query.run(office.store).count > 0
