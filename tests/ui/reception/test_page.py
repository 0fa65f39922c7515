"""Reception: known and unknown visitors, promises kept, the visitor register, the panel of the customer card."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from crm_desktop.kit import forms, i18n, records, values
from crm_desktop.kit.forms import fold_word
from crm_desktop.kit.query import Condition, Query
from crm_desktop.kit.store import drafts
from crm_desktop.reception import service
from crm_desktop.reception.service import PROMISED, RECEPTION, REGISTER
from tests.ui.by_mouse import button, click, save
from tests.ui.desk_office import CTRL, Office, words_of
from ui.kit import theme, words
from ui.reception.who import WhoMenu

Key, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier


def received(office: Office, **more: Any) -> int:
    contact = Query("contact_person", where=(Condition("customer", "is", 2),)).run(office.store).rows(0, 1, ())[0]["id"]
    return service.receive(office.store, {"customer_name": contact, "resolution": "promised", "promised_days": 3,
                                          "visit_requests": "sharper drawings", **more})


def count(office: Office, form: str) -> int:
    return Query(form).count(office.store)


def test_an_unknown_visitor_of_an_unknown_house_is_entered_in_the_same_save(office: Office) -> None:
    page = office.page("reception")
    before = [count(office, f) for f in (RECEPTION, "contact_person", "customer_master")]
    page.new(RECEPTION, {})
    office.settle()
    editor = page.form.editor
    editor.editors["customer_name"].set_newcomer("Wang Fang")
    editor.put("visit_purpose", "asks for a price")
    assert not editor.save()
    assert list(editor.problems()) == ["organisation"]
    editor.editors["organisation"].set_newcomer("Qinghe Tools")
    assert editor.save()
    office.settle()
    after = [count(office, f) for f in (RECEPTION, "contact_person", "customer_master")]
    assert [b - a for a, b in zip(before, after, strict=True)] == [1, 1, 1]
    kept = records.get(office.store, RECEPTION, page.record)
    assert records.name_of(office.store, "contact_person", kept["customer_name"]) == "Wang Fang"
    assert records.name_of(office.store, "customer_master", kept["organisation"]) == "Qinghe Tools"
    office.undo()
    assert [count(office, f) for f in (RECEPTION, "contact_person", "customer_master")] == before


def test_an_unknown_visitor_is_typed_and_taken_from_the_list(office: Office) -> None:
    page = office.page("reception")
    office.press(Key.Key_N, CTRL)
    editor = page.form.editor
    assert office.desk.focusWidget() is editor.editors["customer_name"].focus_widget()
    office.type("Zoltan Q")
    office.press(Key.Key_Return)
    assert editor.editors["customer_name"].newcomer == "Zoltan Q"


def test_a_visitor_brings_the_organisation(office: Office) -> None:
    page = office.page("reception")
    page.new(RECEPTION, {})
    contact = Query("contact_person", where=(Condition("customer", "is", 3),)).run(office.store).rows(0, 1, ())[0]["id"]
    page.form.editor.put("customer_name", contact)
    assert page.form.value("organisation") == 3


def test_a_promise_says_its_last_day_and_is_kept_in_place(office: Office) -> None:
    record = received(office)
    office.session.open(RECEPTION, record, "keep_promise")
    office.settle()
    page = office.desk.pages["reception"]
    editor = page.asking.editor
    assert editor.value("promise_kept_on") == "2026-11-19"
    editor.put("promise_note", "sent by mail")
    assert editor.save()
    office.settle()
    kept = records.get(office.store, RECEPTION, record)
    assert (kept["promise_kept_on"], kept["promise_note"]) == ("2026-11-19", "sent by mail")
    assert "keep_promise" not in {a.id for a in page.current_actions()}


def test_the_form_says_until_when_the_promise_holds(office: Office) -> None:
    page = office.page("reception")
    page.new(RECEPTION, {})
    editor = page.form.editor
    editor.put("resolution", "promised")
    assert editor.boxes["promised_days"].near.text() == "Within how many days."
    editor.editors["promised_days"].set_text("5")
    assert editor._near["promised_days"]("5").startswith("Until 2026-11-24 Tue;")
    assert editor._near["promised_days"]("60").startswith("Until 2027-01-18 Mon;")
    for odd in ("²", "9" * 100_000, "-1", "9999"):
        editor.editors["promised_days"].set_text(odd)
        assert editor._near["promised_days"](odd) == ""
    page.form.discard()


def test_one_key_signs_in_and_one_signs_out(office: Office) -> None:
    page = office.page("reception")
    there = len(page.inside.found)
    office.press(Key.Key_I, ALT)
    office.type("Sun Li")
    office.press(Key.Key_S, CTRL)
    assert [line["visitor_name"] for _sheet, line in page.inside.found][there:] == ["Sun Li"]
    assert "Sun Li is in the house." in office.said
    page.inside.list.setCurrentRow(there)
    page.inside.list.setFocus()
    office.press(Key.Key_O, ALT)
    assert len(page.inside.found) == there
    office.undo()
    assert len(page.inside.found) == there + 1


def test_who_reads_a_record_signs_in_and_out_by_the_same_keys(office: Office) -> None:
    page = nobody_inside(office)
    page.show_card(RECEPTION, page.list.current_id())
    office.press(Key.Key_I, ALT)
    office.type("Sun Li")
    office.press(Key.Key_S, CTRL)
    assert names(page) == ["Sun Li"]
    page.show_card(RECEPTION, page.list.current_id())
    office.press(Key.Key_O, ALT)
    assert names(page) == []


def nobody_inside(office: Office) -> Any:
    """The page, with nobody in the house."""
    for sheet, line in service.inside(office.store):
        service.sign_out(office.store, sheet, line["seq"])
    return office.page("reception")


def names(page: Any) -> list[str]:
    return [line["visitor_name"] for _sheet, line in page.inside.found]


def asked_who() -> WhoMenu:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, WhoMenu)
    return menu


def test_the_only_visitor_leaves_at_once(office: Office) -> None:
    page = nobody_inside(office)
    act = next(a for a in page.current_actions() if a.id == "sign_out")
    assert not act.enabled() and act.why == "Nobody is signed in."
    service.sign_in(office.store, {"visitor_name": "Sun Li"})
    office.settle()
    office.press(Key.Key_O, ALT)
    assert QApplication.activePopupWidget() is None
    assert names(page) == []
    office.undo()
    assert names(page) == ["Sun Li"]


@pytest.mark.parametrize(("keys", "left"), [((Key.Key_2,), ["Sun Li", "R&D <b>"]), ((Key.Key_Return,), ["Wu Fang", "R&D <b>"]),
                                            ((Key.Key_Down, Key.Key_Down, Key.Key_Return), ["Sun Li", "Wu Fang"]),
                                            ((Key.Key_Escape,), ["Sun Li", "Wu Fang", "R&D <b>"])])
def test_of_several_visitors_it_is_asked_who_leaves(office: Office, keys: tuple[Key, ...], left: list[str]) -> None:
    page = nobody_inside(office)
    for name in ("Sun Li", "Wu Fang", "R&D <b>"):
        service.sign_in(office.store, {"visitor_name": name})
    office.settle()
    page.list.table.setFocus()
    office.press(Key.Key_O, ALT)
    menu = asked_who()
    assert [a.text().split(",")[0] for a in menu.lines] == ["1  Sun Li", "2  Wu Fang", "3  R&&D <b>"]
    for key in keys:
        office.bot.keyClick(menu, key)
    office.settle()
    assert QApplication.activePopupWidget() is None
    assert names(page) == left
    if len(left) < 3:
        office.undo()
        assert names(page) == ["Sun Li", "Wu Fang", "R&D <b>"]


def test_who_leaves_is_asked_by_mouse_too(office: Office) -> None:
    page = nobody_inside(office)
    for name in ("Sun Li", "Wu Fang"):
        service.sign_in(office.store, {"visitor_name": name})
    office.settle()
    page.list.table.setFocus()
    click(office, page.inside.leave_button)
    menu = asked_who()
    second = menu.lines[1]
    sheet, line = page.inside.found[0]
    service.sign_out(office.store, sheet, line["seq"])  # by another window meanwhile
    click(office, menu, menu.actionGeometry(second).center())
    assert names(page) == []


def test_what_is_asked_in_place_is_put_off_in_words_of_its_own(office: Office) -> None:
    page = office.page("reception")
    page.sign_in()
    assert page.asking.editor.footer.buttons["form_discard"].text() == "Not now"
    page.asking.close_form()


def test_a_visitor_needs_a_name(office: Office) -> None:
    page = office.page("reception")
    page.sign_in()
    assert not page.asking.editor.save()
    assert list(page.asking.editor.problems()) == ["visitor_name"]
    page.asking.close_form()


def test_open_promises_stand_on_the_customer_card(office: Office) -> None:
    received(office, date="2026-11-10")
    office.session.open("customer_master", 2)
    office.settle()
    card = office.desk.pages["customers"].cards["customer_master"]
    panel = next(p for p in card.panels if type(p).__name__ == "OpenPromises")
    lines = [panel.line(r, office.store.context()) for r in panel.found]
    assert ("late", "6 days ago") in [line.mark for line in lines]


def test_the_register_is_a_list_of_its_own_and_opens(office: Office) -> None:
    sheet, _number = service.sign_in(office.store, {"visitor_name": "Sun Li"})
    office.session.open(REGISTER, sheet)
    office.settle()
    page = office.desk.pages["reception"]
    assert page.record == sheet
    office.press(Key.Key_Escape)
    assert page.list.form.id == REGISTER


def test_the_lock_drops_the_names(office: Office) -> None:
    service.sign_in(office.store, {"visitor_name": "Sun Li"})
    page = office.page("reception")
    assert "Sun Li" in words_of(page)
    page.leave()
    page.forget()
    assert "Sun Li" not in words_of(page)


@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"])
def test_three_languages_at_150_percent(office: Office, language: str) -> None:
    page = office.page("reception")
    with i18n.using(language):
        theme.look().set(factor=1.5)
        words.retranslate(office.desk)
        office.desk.retranslate()
        office.settle()
        assert page.inside.enter.width() >= page.inside.enter.sizeHint().width()
        page.sign_in()
        office.settle()
        assert page.asking.editor.isVisible()
        page.asking.close_form()


def test_what_was_asked_in_place_is_offered_again(office: Office) -> None:
    """Left half typed: on the page of the record, and on Today, it goes on where it was asked."""
    record = received(office)
    office.session.open(RECEPTION, record, "keep_promise")
    office.settle()
    page: Any = office.desk.pages["reception"]
    page.asking.editor.focus("promise_note")
    office.type("sent by m")
    office.press(Key.Key_Escape)
    assert page.asking.isHidden() and page.draft_note.isVisible() and "sent by m" in page.draft_note.label.text()
    today: Any = office.page("today")
    assert "sent by m" in words_of(today.unsaved)
    today.unsaved.take_up(today.unsaved.drafts[0])
    office.settle()
    assert office.desk.current is page and page.record == record
    assert page.asking.editor.value("promise_note") == "sent by m" and page.draft_note.isHidden()
    assert page.asking.editor.save()
    assert records.get(office.store, RECEPTION, record)["promise_note"] == "sent by m"
    assert drafts.every(office.store) == []


def test_the_second_visitor_gets_an_empty_line(office: Office) -> None:
    page: Any = office.page("reception")
    office.press(Key.Key_I, ALT)
    office.type("Sun Li")
    office.press(Key.Key_I, ALT)
    assert page.asking.editor.value("visitor_name") is None
    office.type("Wu Fang")
    office.press(Key.Key_Escape)
    assert [d.act for d in drafts.every(office.store)] == ["sign_in", "sign_in"]
    office.press(Key.Key_Y, ALT)
    typed = page.asking.editor.value("visitor_name")
    assert typed in ("Sun Li", "Wu Fang")
    office.press(Key.Key_S, CTRL)
    other, = drafts.every(office.store)
    assert typed not in str(other.body)


def test_what_can_no_longer_be_asked_says_so(office: Office) -> None:
    record = received(office)
    drafts.keep(office.store, RECEPTION, record, "Promise kept", {"promise_note": {"t": "sent"}}, "keep_promise")
    service.keep_promise(office.store, record, "by hand", "2026-11-19")
    office.session.go_on(drafts.every(office.store)[0])
    office.settle()
    assert office.said[-1].startswith("This can't be done here any more.")
    assert len(drafts.every(office.store)) == 1


def test_the_list_has_no_blank_to_fill_in(office: Office) -> None:
    page = office.page("reception")
    field = forms.get(RECEPTION).by_id["resolution"]
    assert [values.show(field, c.id, office.store.context()) for c in field.choices if "__" in c.text()] == ["Promised"]
    page.list.views.show_view("promised")
    model = page.list.table.model()
    shown = {str(model.index(0, n).data()) for n in range(model.columnCount())}
    assert "Promised" in shown
    assert {field.answers[fold_word(w)] for w in ("承诺限期解决", "承诺在__天内解决", "promised")} == {PROMISED}


def test_a_visitor_in_and_out_and_a_promise_kept_by_mouse(office: Office) -> None:
    page: Any = office.page("reception")
    inside, before = page.inside, len(page.inside.found)
    click(office, inside.enter)
    office.type("Sun Li")
    save(office, page.asking.editor)
    place = [line["visitor_name"] for _sheet, line in inside.found].index("Sun Li")
    assert len(inside.found) == before + 1
    click(office, inside.list.viewport(), inside.list.visualItemRect(inside.list.item(place)).center())
    click(office, inside.leave_button)
    assert [line["visitor_name"] for _sheet, line in inside.found].count("Sun Li") == 0
    record = received(office)
    office.session.open(RECEPTION, record)
    office.settle()
    button(office, page, "Promise kept")
    save(office, page.asking.editor)
    assert records.get(office.store, RECEPTION, record)["promise_kept_on"] == "2026-11-19"
    click(office, page.header.back)
    assert page.mode == "list"


@pytest.mark.parametrize("name", ["x" * 300, "<b>&'\"</b>", "=cmd|' /C calc'!A0", "\U0001f600 Li"])
def test_strange_names_stand_in_the_house_as_they_are(office: Office, name: str) -> None:
    page: Any = office.page("reception")
    click(office, page.inside.enter)
    page.asking.editor.put("visitor_name", name)
    if not page.asking.editor.save():
        assert page.asking.editor.problems()["visitor_name"], "a sentence, and nothing typed is lost"
        assert page.asking.editor.value("visitor_name") == name
        return
    office.settle()
    assert name in [line["visitor_name"] for _sheet, line in page.inside.found]
    assert page.inside.width() <= page.width() // 2, "a long name makes nothing wide"
