"""New forms begin empty; what was begun before is offered, one after another, and never written over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt

from crm_desktop.kit import clock, records
from crm_desktop.kit.store import drafts
from tests.conftest import NOW
from tests.ui.desk_office import CTRL, Office, filled, office, words_of

__all__ = ["filled", "office"]
FORM = "complaint_record"
Key, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(office: Office) -> Any:
    office.page("customers")
    begin(office, "the first caller")
    return office.desk.pages["complaints"]


def begin(office: Office, said: str) -> None:
    """F7, and what the caller says."""
    office.press(Key.Key_F7)
    office.desk.pages["complaints"].form.editor.focus("content")  # type: ignore[attr-defined]
    office.type(said)


def said(page: Any) -> str:
    return str(page.form.editor.editors["content"].text())


def kept(office: Office) -> list[str]:
    return sorted(d.body["content"]["t"] for d in drafts.every(office.store))


def test_the_second_caller_gets_an_empty_form(office: Office, page: Any) -> None:
    office.press(Key.Key_F7)
    assert said(page) == "" and page.draft_note.isVisible()
    assert "the first caller" in page.draft_note.label.text()
    assert kept(office) == ["the first caller"]


def test_a_form_only_opened_is_no_draft(office: Office, page: Any) -> None:
    office.press(Key.Key_F7)
    office.press(Key.Key_Escape)
    office.press(Key.Key_F7)
    assert kept(office) == ["the first caller"]


def test_what_was_taken_out_again_is_no_draft(office: Office, page: Any) -> None:
    page.form.editor.flush_draft()
    page.form.editor.editors["content"].set_text("")
    page.leave()
    assert kept(office) == []


def test_going_on_with_the_other_keeps_this_one(office: Office, page: Any) -> None:
    begin(office, "the second caller")
    office.press(Key.Key_Y, ALT)
    assert said(page) == "the first caller" and "the second caller" in page.draft_note.label.text()
    assert kept(office) == ["the first caller", "the second caller"]
    office.press(Key.Key_Y, ALT)
    assert said(page) == "the second caller"


def test_all_of_three_come_round(office: Office, page: Any) -> None:
    begin(office, "the second caller")
    begin(office, "the third caller")
    seen = {said(page)}
    for _turn in range(2):
        office.press(Key.Key_Y, ALT)
        seen.add(said(page))
    assert seen == {"the first caller", "the second caller", "the third caller"}
    assert len(kept(office)) == 3


def test_saving_drops_its_own_draft_only(office: Office, page: Any) -> None:
    begin(office, "the second caller")
    page.form.editor.flush_draft()
    page.form.editor.put("customer", 4)
    office.press(Key.Key_S, CTRL)
    assert kept(office) == ["the first caller"]
    assert records.get(office.store, FORM, page.record)["content"] == "the second caller"


def test_thrown_away_above_a_form_and_taken_back(office: Office, page: Any) -> None:
    begin(office, "the second caller")
    page.form.editor.flush_draft()
    office.press(Key.Key_X, ALT)
    assert kept(office) == ["the second caller"] and page.draft_note.isHidden()
    assert said(page) == "the second caller"
    office.desk.messages.findChild(object, "action_draft_back").click()  # type: ignore[call-overload]
    assert kept(office) == ["the first caller", "the second caller"] and page.draft_note.isVisible()


def test_save_and_next_begins_empty(office: Office) -> None:
    page: Any = office.page("surveys")
    page.new("customer_satisfaction_survey", {})
    page.form.editor.put("name", "the first")
    page.new("customer_satisfaction_survey", {})
    assert page.form.value("name") is None and page.draft_note.isVisible()
    page.form._save_then("next")
    assert page.form.value("name") is None
    first, = drafts.every(office.store)
    assert first.body["name"] == {"t": "the first"}


def test_a_proposal_beside_the_form_has_the_keys_first(office: Office, page: Any) -> None:
    begin(office, "")
    page.form.editor.put("content", "再不解决就要退货，还要找律师")
    page.form.side.look()
    office.settle()
    note = page.draft_note
    assert page.form.side.proposals.severity.isVisible() and note.isVisible()
    assert note.take._key == ""
    office.press(Key.Key_Y, ALT)
    assert page.form.value("severity") == "major" and said(page).startswith("再不解决")
    assert note.take._key == "Alt+Y"
    office.press(Key.Key_Y, ALT)
    assert said(page) == "the first caller"


def test_after_the_lock_and_on_today_each_is_found(office: Office, page: Any) -> None:
    with clock.frozen(NOW + timedelta(minutes=3)):
        begin(office, "the second caller")
        assert office.desk.forget()
    with clock.frozen(NOW + timedelta(minutes=5)):
        today: Any = office.page("today")
        text = words_of(today.unsaved)
        assert "the first caller" in text and "the second caller" in text and len(today.unsaved.drafts) == 2
        older = next(d for d in today.unsaved.drafts if "first" in str(d.body))
        today.unsaved.take_up(older)
        office.settle()
    assert said(page) == "the first caller"


def test_a_contact_begun_on_a_card_knows_its_customer(office: Office) -> None:
    office.session.open("customer_master", 3)
    office.settle()
    page: Any = office.desk.pages["customers"]
    contacts = next(p for p in page.cards["customer_master"].panels if type(p).__name__ == "Contacts")
    contacts.edit(0)
    contacts.view.editor.put("contact_name", "Sun Li")
    office.session.open("customer_master", 4)
    office.settle()
    draft, = drafts.every(office.store)
    office.session.go_on(draft)
    office.settle()
    assert (page.form.value("contact_name"), page.form.value("customer")) == ("Sun Li", 3)
