"""The customer card: what it shows, notes, contacts, files, changes, the bin, what is forgotten."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crm_desktop.customers import service
from crm_desktop.kit import clock, emptying, i18n, records, timeline
from crm_desktop.kit.store import drafts
from tests.conftest import NOW
from tests.ui.desk_office import CTRL, Office, words_of
from ui.customers.card import CustomerCard
from ui.customers.health_strip import WhyPopup
from ui.kit import ask, words
from ui.kit.buttons import Button
from ui.kit.event_rows import TEXT, TITLE
from ui.kit.session import Message


def opened(office: Office, customer: int = 1) -> CustomerCard:
    office.session.open("customer_master", customer)
    office.settle()
    card = office.desk.pages["customers"].cards["customer_master"]  # type: ignore[attr-defined]
    assert isinstance(card, CustomerCard)
    return card


def test_shows_name_number_chips_health_and_panels(office: Office) -> None:
    card = opened(office)
    customer = records.whole(office.store, "customer_master", 1)
    page = office.desk.current
    assert page is not None
    assert page.title() == customer["customer_name"]
    assert page.subtitle() == customer["customer_no"]
    assert [cell.health.field for cell in card.strip.cells if cell.health] == [
        "last_contact_at", "next_callback_on", "latest_satisfaction", "open_complaints", "contract_end_date",
        "record_completeness"]
    assert {type(p).__name__ for p in card.panels} == {"Contacts", "Purchases", "OpenComplaints", "NextCallbacks",
                                                      "NewestSheets", "OpenReminders", "OpenPromises"}
    assert customer["customer_no"] in page.status()
    assert page.customer() == 1


def test_the_labels_of_the_first_card_are_as_wide_as_those_of_the_next(office: Office) -> None:
    wide = []
    for customer in (1, 2):
        reader = opened(office, customer).view.reader
        wide.append({line.label.width() for line in reader.lines.values() if line.isVisible()})
    assert wide[0] == wide[1]


def test_completeness_names_what_is_missing(office: Office) -> None:
    records.save(office.store, "customer_master", 1, {"email": None, "postal_code": None})
    card = opened(office)
    cell = card.strip.cells[5]
    assert cell.health is not None
    assert "missing" in cell.health.reason
    card.strip.why(cell)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, WhyPopup)
    assert "E-mail" in words_of(popup)
    popup.close()


def test_esc_closes_what_says_why_before_the_card_is_left(office: Office, qtbot: QtBot) -> None:
    card = opened(office)
    left: list[bool] = []
    card.back_asked.connect(lambda: left.append(True))
    card.strip.cells[0].setFocus()
    card.strip.why(card.strip.cells[0])
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, WhyPopup)
    here = QApplication.focusWidget()
    assert here is not None and popup.isAncestorOf(here)
    qtbot.keyClick(here, Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None
    assert left == []
    qtbot.keyClick(card.strip.cells[0], Qt.Key.Key_Escape)
    assert left == [True]


def test_a_long_row_behind_a_value_ends_in_dots_and_says_all_of_itself_to_who_looks(office: Office) -> None:
    card = opened(office)
    long = "2026-11-20 Call-back record with a sentence that is far too long for one line of the small window"
    health = replace(card.strip.cells[0].health, rows=(("visit", 1, long), ("visit", 2, "short")))  # type: ignore[type-var]
    popup = WhyPopup(card.strip.cells[0], health, office.session)  # type: ignore[arg-type]
    links = [button for button in popup.findChildren(Button) if button.kind == "link"]
    assert links[0].text().endswith("…") and links[0].toolTip() == links[0].accessibleName() == long
    assert (links[1].text(), links[1].toolTip()) == ("short", "")
    popup.close()


def test_behind_the_last_contact_stand_all_in_which_somebody_spoke(office: Office) -> None:
    store = office.store
    person = store.value("SELECT id FROM contacts WHERE customer = 1")
    made = records.create(store, "telephone_callback_record", {
        "customer": 1, "customer_name": person, "last_called_at": "2026-11-19T02:20:00Z", "last_result": "content"})
    card = opened(office)
    cell = card.strip.cells[0].health
    assert cell is not None
    assert ("telephone_callback_record", made) in [row[:2] for row in cell.rows]


def test_open_complaints_agree_with_the_panel(office: Office) -> None:
    store = office.store
    before = records.whole(store, "customer_master", 1)["open_complaints"]
    made = records.create(store, "complaint_record", {"customer": 1, "content": "漏油", "status": "registered"})
    records.create(store, "complaint_record", {"customer": 1, "content": "噪声"})
    card = opened(office)
    panel = next(p for p in card.panels if type(p).__name__ == "OpenComplaints")
    assert len(panel.found) == before + 2  # type: ignore[attr-defined]
    records.save(store, "complaint_record", made, {"status": "resolved", "resolved_at": clock.stamp()})
    office.settle()
    assert len(panel.found) == before + 1  # type: ignore[attr-defined]
    assert card.strip.cells[3].health is not None
    assert card.strip.cells[3].health.value.startswith(str(before + 1))


def test_a_note_is_kept_by_ctrl_enter_and_undone(office: Office) -> None:
    card = opened(office)
    rows = card.timeline.entries.rowCount()
    card.timeline.note.setFocus()
    office.type("Asked for the price list")
    office.press(Qt.Key.Key_Return)
    assert card.timeline.entries.rowCount() == rows, "Enter alone keeps nothing"
    office.press(Qt.Key.Key_Return, CTRL)
    assert card.timeline.note.text() == ""
    assert card.timeline.entries.rowCount() == rows + 1
    texts = [card.timeline.entries.index(n, 0).data(TEXT) for n in range(rows + 1)]  # above it what is planned
    assert texts.count("Asked for the price list") == 1
    office.undo()
    assert card.timeline.entries.rowCount() == rows


def test_an_empty_note_is_one_sentence(office: Office) -> None:
    card = opened(office)
    card.timeline.note.setFocus()
    office.press(Qt.Key.Key_Return, CTRL)
    assert office.said == ["Write the note first."]


def test_a_note_begun_comes_back(office: Office) -> None:
    card = opened(office)
    card.timeline.note.setText("half a sen")
    office.page("complaints")
    assert drafts.find(office.store, "communication_record", -1) is not None
    opened(office, 2)
    assert card.timeline.note.text() == ""
    opened(office, 1)
    assert card.timeline.note.text() == "half a sen"


def test_a_note_is_kept_as_a_draft_while_she_types(office: Office) -> None:
    card = opened(office)
    card.timeline.note.pause.setInterval(1)
    card.timeline.note.setFocus()
    office.type("half a sen")
    office.bot.waitUntil(lambda: drafts.find(office.store, "communication_record", -1) is not None)
    card.timeline.note.setFocus()
    office.press(Qt.Key.Key_Return, CTRL)
    assert drafts.find(office.store, "communication_record", -1) is None


def test_a_change_leaves_the_timeline_where_she_is_and_another_customer_begins_at_its_top(
        office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.customers.timeline.STEP", 10)
    for customer in (1, 2):
        for n in range(30):
            service.add_note(office.store, customer, f"note {n}")
    timeline = opened(office).timeline
    while timeline.entries.canFetchMore(QModelIndex()):
        timeline.entries.fetchMore(QModelIndex())
    rows = timeline.entries.rowCount()
    assert rows >= 30
    timeline.list.scrollToBottom()
    office.settle()
    records.save(office.store, "customer_master", 1, {"region": "华北"})
    office.settle()
    assert timeline.entries.rowCount() == rows
    assert timeline.list.verticalScrollBar().value() > 0
    opened(office, 2)
    assert timeline.list.verticalScrollBar().value() == 0


def test_a_contact_who_is_gone_for_good_leaves_the_list_in_view(office: Office) -> None:
    card = opened(office)
    panel: Any = card.panels[0]
    gone = records.create(office.store, "contact_person", {"customer": 1, "contact_name": "沈知远"})
    office.settle()
    records.delete(office.store, "contact_person", [gone])
    emptying.empty_bin(office.store)
    assert not office.session.attempt(lambda: panel.edit(gone))
    assert panel.view is None and not panel.lines.itemAt(0).widget().isHidden()


def test_the_timeline_by_kind_agrees_with_the_records(office: Office) -> None:
    store = office.store
    records.create(store, "complaint_record", {"customer": 1, "content": "漏油"})
    card = opened(office)
    everything = card.timeline.entries.rowCount()
    assert everything == sum(timeline.counts(store, 1).values())
    card.timeline.kinds.choose("complaints")
    card.timeline._fill()
    assert card.timeline.entries.rowCount() == timeline.counts(store, 1)["complaint_record"]
    card.timeline.list.setCurrentIndex(card.timeline.entries.index(0, 0))
    office.press(Qt.Key.Key_Return, widget=card.timeline.list)
    assert office.desk.current is office.desk.pages["complaints"]


def test_changes_are_told_with_labels_and_values(office: Office) -> None:
    records.save(office.store, "customer_master", 1, {"region": "华北", "customer_class": "key_account"})
    card = opened(office)
    card.timeline.kinds.choose("changes")
    card.timeline._fill()
    told = {card.timeline.changes.index(n, 0).data(TITLE): card.timeline.changes.index(n, 0).data(TEXT)
            for n in range(card.timeline.changes.rowCount())}
    assert told["Region"].endswith("→ 华北")
    assert "Entered" in told


def test_a_contact_is_added_changed_and_deleted_in_place(office: Office) -> None:
    store = office.store
    card = opened(office)
    panel = card.panels[0]
    before = len(panel.found)  # type: ignore[attr-defined]
    panel.edit(0)  # type: ignore[attr-defined]
    editor = panel.view.editor  # type: ignore[attr-defined]
    editor.put("contact_name", "沈知远")
    editor.put("mobile", "13800004127")
    office.press(Qt.Key.Key_S, CTRL, widget=editor.editors["contact_name"].focus_widget())
    assert len(panel.found) == before + 1  # type: ignore[attr-defined]
    made = records.find_exact(store, "contact_person", "沈知远")[0]
    assert records.get(store, "contact_person", made)["customer"] == 1
    panel.edit(made)  # type: ignore[attr-defined]
    panel.view.editor.put("position", "设备部经理")  # type: ignore[attr-defined]
    assert panel.view.editor.save()  # type: ignore[attr-defined]
    office.settle()
    assert records.get(store, "contact_person", made)["position"] == "设备部经理"
    panel.drop(made)  # type: ignore[attr-defined]
    office.settle()
    assert len(panel.found) == before  # type: ignore[attr-defined]
    office.undo()
    assert len(panel.found) == before + 1  # type: ignore[attr-defined]


def test_a_file_is_attached_and_given_out_again(office: Office, tmp_path: Path) -> None:
    source, copy = tmp_path / "合同.pdf", tmp_path / "copy.pdf"
    source.write_bytes(b"%PDF-1.7 contract")
    opened(office)
    page = office.desk.pages["customers"]
    acts = {a.id: a for a in page.current_actions()}
    with ask.answers(source):
        acts["attach"].trigger()
    office.idle()
    file = records.newest(office.store, "attached_file")
    office.session.open("attached_file", file)
    acts = {a.id: a for a in page.current_actions()}
    with ask.answers(copy):
        acts["save_copy"].trigger()
    office.idle()
    assert copy.read_bytes() == b"%PDF-1.7 contract"
    page.back()
    assert page.title() == records.name_of(office.store, "customer_master", 1)


def test_to_the_bin_and_back(office: Office) -> None:
    opened(office)
    page = office.desk.pages["customers"]
    {a.id: a for a in page.current_actions()}["delete"].trigger()
    office.settle()
    assert page.mode == "list"  # type: ignore[attr-defined]
    assert records.get(office.store, "customer_master", 1)["deleted_at"]
    office.undo()
    assert not records.get(office.store, "customer_master", 1)["deleted_at"]


def test_a_card_whose_record_is_deleted_elsewhere_is_left(office: Office) -> None:
    opened(office)
    records.delete(office.store, "customer_master", [1])
    office.settle()
    assert office.desk.pages["customers"].mode == "list"  # type: ignore[attr-defined]


def test_esc_goes_back_to_the_list(office: Office) -> None:
    card = opened(office)
    office.press(Qt.Key.Key_Escape, widget=card.timeline.list)
    page = office.desk.pages["customers"]
    assert page.mode == "list"  # type: ignore[attr-defined]
    assert page.list.table.hasFocus()  # type: ignore[attr-defined]


def test_narrow_windows_make_tabs_of_the_panels(office: Office) -> None:
    card = opened(office)
    assert card.tabs.count() == 1
    office.desk.resize(1024, 700)
    office.settle()
    assert tabs_of(card) == ["Timeline", "Contact persons and more"], "one for each has no room"
    card.tabs.setCurrentIndex(1)
    office.settle()
    assert all(panel.isVisible() for panel in card.panels)
    office.desk.resize(1366, 768)
    office.settle()
    assert card.tabs.count() == 1
    assert all(panel.isVisible() for panel in card.panels)


def test_short_names_are_a_tab_each(office: Office) -> None:
    card = opened(office)
    with i18n.using("zh_CN"):
        words.retranslate(office.desk)
        office.desk.resize(998, 700)
        office.settle()
        assert tabs_of(card) == ["往来记录", "客户资料", *(panel.accessibleName() for panel in card.panels)]
        assert card.tabs.tabBar().sizeHint().width() <= card.tabs.width()
    words.retranslate(office.desk)
    office.settle()
    assert card.tabs.count() == 3, "and all in one in another language"


def tabs_of(card: CustomerCard) -> list[str]:
    return [card.tabs.tabText(n) for n in range(card.tabs.count())]


def test_nothing_of_a_customer_stays_after_forgetting(office: Office) -> None:
    card = opened(office)
    page = office.desk.pages["customers"]
    name = records.name_of(office.store, "customer_master", 1)
    assert name is not None
    assert name in words_of(page)
    card.timeline.note.setText("secret")
    page.leave()
    page.forget()
    office.settle()
    left = words_of(page)
    assert name not in left
    assert "secret" not in left
    assert "KH-" not in left


def test_another_language_keeps_the_widgets(office: Office) -> None:
    card = opened(office)
    parts = [card.strip, card.timeline, *card.panels]
    i18n.set_language("zh_CN")
    words.retranslate(office.desk)
    office.desk.retranslate()
    assert [card.strip, card.timeline, *card.panels] == parts
    assert card.strip.cells[5].caption() == "资料完备率"


@pytest.mark.parametrize("size", [(1366, 768), (1024, 640)])
def test_every_control_has_a_name(office: Office, size: tuple[int, int]) -> None:
    from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLineEdit
    office.desk.resize(*size)
    opened(office)
    page = office.desk.pages["customers"]
    nameless = [w for kind in (QAbstractButton, QLineEdit, QAbstractItemView) for w in page.findChildren(kind)
                if w.isVisible() and not w.accessibleName() and not (isinstance(w, QAbstractButton) and w.text())
                and w.objectName() not in ("qt_spinbox_lineedit", "ScrollLeftButton", "ScrollRightButton")]
    assert nameless == []


def test_the_moment_of_the_pictures_stands(office: Office) -> None:
    assert clock.now() == NOW


def test_del_inside_a_form_on_the_card_deletes_nothing(office: Office) -> None:
    card = opened(office)
    panel = card.panels[0]
    panel.edit(0)  # type: ignore[attr-defined]
    panel.view.editor.editors["is_main_contact"].focus_widget().setFocus()  # type: ignore[attr-defined]
    office.press(Qt.Key.Key_Delete)
    assert not records.get(office.store, "customer_master", 1)["deleted_at"]
    assert office.desk.pages["customers"].mode == "card"  # type: ignore[attr-defined]


def test_the_list_behind_the_card_is_fresh_when_it_comes_back(office: Office) -> None:
    opened(office)
    page = office.desk.pages["customers"]
    records.save(office.store, "customer_master", 1, {"customer_name": "Renamed Ltd"})
    office.settle()
    page.back()
    shown = page.list.table.rows  # type: ignore[attr-defined]
    assert "Renamed Ltd" in [shown.index(r, 1).data() for r in range(shown.rowCount())]


def test_kinds_that_do_not_fit_side_by_side_are_a_list(office: Office) -> None:
    timeline = opened(office).timeline
    office.desk.resize(2000, 900)
    office.settle()
    assert timeline.kinds.isVisible() and not timeline.list_of_kinds.isVisible()
    office.desk.resize(1366, 768)
    office.settle()
    choice = timeline.list_of_kinds
    assert choice.isVisible() and not timeline.kinds.isVisible()
    choice.setCurrentIndex(choice.findData("complaints"))
    choice.activated.emit(choice.currentIndex())
    assert timeline.kinds.current() == "complaints"
    assert {row.form for row in timeline.entries.rows} <= {"complaint_record"}


def test_what_was_saved_as_it_was_offers_no_undo_of_another_act(office: Office) -> None:
    told: list[Message] = []
    office.session.told.connect(told.append)
    contacts = opened(office).panels[0]
    records.save(office.store, "customer_master", 3, {"customer_name": "Renamed Ltd"})
    person = office.store.value("SELECT id FROM contacts WHERE customer = 1 AND deleted_at IS NULL")
    contacts.edit(person)  # type: ignore[attr-defined]
    assert contacts.view.editor.save()  # type: ignore[attr-defined]
    office.desk.pages["customers"].show_form("customer_master", 2)  # type: ignore[attr-defined]
    office.settle()
    office.press(Qt.Key.Key_S, CTRL)
    assert [(m.sentence.endswith("is saved."), m.actions) for m in told] == [(True, ()), (True, ())]
    office.desk.pages["customers"].show_form("customer_master", 2)  # type: ignore[attr-defined]
    office.desk.pages["customers"].form.editor.put("customer_name", "Star Dairy")  # type: ignore[attr-defined]
    office.press(Qt.Key.Key_S, CTRL)
    assert [a.id for a in told[-1].actions] == ["undo"]
