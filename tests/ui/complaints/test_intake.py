"""Taking a complaint on the telephone: unknown callers, proposals, limits, who is calling, the receipt, drafts."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from crm_desktop.complaints import service
from crm_desktop.kit import emptying, i18n, records
from crm_desktop.kit.store import drafts
from tests.ui.desk_office import CTRL, Office, words_of
from ui.kit import words

FORM = "complaint_record"
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(office: Office) -> Any:
    office.page("customers")
    office.press(Qt.Key.Key_F7)
    return office.desk.pages["complaints"]


def look(office: Office, page: Any) -> None:
    """The pause after typing is over."""
    page.form.side.look()
    office.settle()


def test_an_unknown_caller_becomes_a_customer_with_the_complaint(office: Office, page: Any) -> None:
    line = page.form.editor.editors["customer"].line
    line.insert("沧屿新能源")
    line.textEdited.emit("沧屿新能源")
    office.press(Qt.Key.Key_Return, widget=line)
    before = office.store.value("SELECT count(*) FROM customers")
    contact = page.form.editor.editors["contact"]
    assert office.desk.focusWidget() is contact.focus_widget()
    office.type("13800004127")
    page.form.editor.focus("content")
    office.type("no power")
    assert office.store.value("SELECT count(*) FROM customers") == before
    office.press(Qt.Key.Key_S, CTRL)
    kept = records.get(office.store, FORM, page.record)
    customer = records.get(office.store, "customer_master", kept["customer"])
    assert customer["customer_name"] == "沧屿新能源"
    assert (kept["new_customer"], kept["content"]) == (1, "no power")
    office.undo()
    assert office.store.value("SELECT count(*) FROM customers WHERE deleted_at IS NULL") == before


def test_tab_after_a_name_nobody_knows_goes_on_with_it(office: Office, page: Any) -> None:
    editors = page.form.editor.editors
    page.form.editor.put("customer", None)
    page.form.editor.focus("customer")
    office.type("Zoltan Quill")
    office.press(Qt.Key.Key_Tab)
    assert editors["customer"].newcomer == "Zoltan Quill"
    assert page.form.editor.problems() == {}
    assert office.desk.focusWidget() is editors["complainant"].focus_widget()


def test_a_new_name_that_exists_is_said_at_the_field(office: Office, page: Any) -> None:
    name = records.name_of(office.store, "customer_master", 2) or ""
    page.form.editor.editors["customer"].set_newcomer(name)
    page.form.editor.put("content", "no power")
    assert not page.form.editor.save()
    assert "customer" in page.form.editor.problems()
    assert page.form.editor.editors["content"].text() == "no power"


def test_an_unknown_caller_survives_as_a_draft(office: Office, page: Any) -> None:
    page.form.editor.editors["customer"].set_newcomer("沧屿新能源")
    page.form.editor.put("content", "no power")
    page.form.editor.flush_draft()
    draft, = drafts.every(office.store)
    page.go_on(draft)
    assert page.form.editor.editors["customer"].newcomer == "沧屿新能源"
    assert page.form.editor.editors["content"].text() == "no power"


def test_a_draft_about_a_customer_who_is_gone_for_good_is_taken_up(office: Office, page: Any) -> None:
    gone = records.create(office.store, "customer_master", {"customer_name": "沧屿新能源"})
    page.form.editor.put("customer", gone)
    page.form.editor.put("content", "no power")
    page.form.editor.flush_draft()
    page.back()
    records.delete(office.store, "customer_master", [gone])
    emptying.empty_bin(office.store)
    draft, = drafts.every(office.store)
    page.go_on(draft)
    assert page.form.side is not None
    assert page.form.editor.editors["content"].text() == "no power"


def test_what_stands_beside_the_call_follows_the_language(office: Office, page: Any) -> None:
    page.form.editor.put("customer", 4)
    page.form.editor.put("content", "再不解决就要退货")
    look(office, page)
    with i18n.using("zh_CN"):
        words.retranslate(page)
        assert "定为" in words_of(page.form.side.proposals)
        assert "Account manager" not in words_of(page.form.side.caller)


def test_severe_words_propose_a_major_complaint(office: Office, page: Any) -> None:
    page.form.editor.put("content", "再不解决就要退货，还要找律师")
    look(office, page)
    side = page.form.side
    assert side.proposals.severity.isVisible()
    assert "退货" in side.proposals.severity.accessibleDescription()
    office.press(Qt.Key.Key_Y, ALT)
    assert page.form.editor.value("severity") == "major"
    assert not side.proposals.severity.isVisible()


def test_a_proposal_put_away_stays_away_until_there_are_other_words(office: Office, page: Any) -> None:
    page.form.editor.put("content", "要退货")
    look(office, page)
    office.press(Qt.Key.Key_X, ALT)
    assert not page.form.side.proposals.severity.isVisible()
    assert page.form.editor.value("severity") == "ordinary"
    page.form.editor.put("content", "要退货，机器漏电")
    look(office, page)
    assert page.form.side.proposals.severity.isVisible()


def test_a_possible_repeat_leads_to_the_earlier_one(office: Office, page: Any) -> None:
    earlier = service.register(office.store, {"customer": 4, "content": "高温停机", "product": "螺杆空压机 LG-37",
                                              "received_at": "2026-10-20T02:00:00Z"})
    page.form.editor.put("customer", 4)
    page.form.editor.put("content", "6 号车间的螺杆空压机 LG-37 又停了")
    look(office, page)
    side = page.form.side
    assert side.proposals.repeat.record == earlier
    assert side.proposals.again.isVisible()
    page.form.editor.put("customer", 5)
    look(office, page)
    assert not side.proposals.again.isVisible()


def test_the_limits_follow_the_time_of_the_complaint(office: Office, page: Any) -> None:
    limits = page.form.side.limits
    assert limits.until["response"].text() == "by Today 12:26"
    page.form.editor.put("received_at", "2026-11-19T00:00:00Z")
    look(office, page)
    assert limits.until["response"].text() == "by Today 10:00"
    assert "over" in limits.rest["response"].text()
    page.form.editor.put("received_at", None)
    look(office, page)
    assert limits.until["solution"].text() == "—"


def test_who_is_calling_shows_open_complaints_and_contacts(office: Office, page: Any) -> None:
    made = service.register(office.store, {"customer": 4, "content": "高温停机"})
    number = records.name_of(office.store, FORM, made)
    page.form.editor.put("customer", 4)
    look(office, page)
    texts = [b.text() for b in page.form.side.caller.findChildren(type(page.form.side.proposals.look_there))]
    assert any(number in text for text in texts)


def test_registering_and_the_receipt_are_one_key(office: Office, page: Any) -> None:
    asked: list[tuple[str, Any]] = []
    office.session.go_asked.disconnect()
    office.session.go_asked.connect(lambda place, state: asked.append((place, state)))
    page.form.editor.put("customer", 1)
    page.form.editor.put("content", "noise")
    page.form.editor.focus("content")
    office.press(Qt.Key.Key_P, CTRL)
    assert asked == [("reports", {"report": "complaint-receipt", "record": page.record})]
    assert page.mode == "card" and records.get(office.store, FORM, page.record)["content"] == "noise"


def test_a_call_takes_twelve_keys_beside_the_text(office: Office) -> None:
    """F7, Enter on the customer, Ctrl+S: three strokes and a fragment of eight letters at the most (decision 29)."""
    office.page("customers")
    strokes = [QKeySequence("F7"), QKeySequence("Return"), QKeySequence("Ctrl+S")]
    name = records.name_of(office.store, "customer_master", 3) or ""
    office.press(Qt.Key.Key_F7)
    page = office.desk.pages["complaints"]
    line = page.form.editor.editors["customer"].line
    fragment = name[:4]
    line.insert(fragment)
    line.textEdited.emit(fragment)
    office.press(Qt.Key.Key_Return, widget=line)
    office.type("leaks oil")
    office.press(Qt.Key.Key_S, CTRL)
    assert records.get(office.store, FORM, page.record)["customer"] == 3
    assert len(strokes) + len(fragment) <= 12


@pytest.mark.parametrize("width", [860, 1366])
def test_nothing_beside_is_clipped(office: Office, page: Any, width: int) -> None:
    office.desk.resize(width, 700)
    page.form.editor.put("customer", 4)
    page.form.editor.put("content", "再不解决就要退货，还要找律师")
    look(office, page)
    for label in (page.form.side.limits.until["response"], page.form.side.proposals.yes):
        assert label.width() >= label.minimumSizeHint().width()


def test_the_lock_leaves_nobody_beside_the_form(office: Office, page: Any) -> None:
    name = records.name_of(office.store, "customer_master", 4) or ""
    page.form.editor.put("customer", 4)
    page.form.editor.put("content", "再不解决就要退货")
    look(office, page)
    side = page.form.side
    page.forget()
    texts = [getattr(w, "text", str)() for w in side.findChildren(QWidget) if w.isVisibleTo(side)]
    assert not any(name in str(t) or "退货" in str(t) for t in texts)
    assert not side._tick.isActive()
    assert len(drafts.every(office.store)) == 1
