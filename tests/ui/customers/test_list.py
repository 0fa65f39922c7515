"""The list and the form of customers: enter, change, find, warn of the same name, export, drafts, keys."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from crm_desktop.kit import query, records
from crm_desktop.kit.store import drafts
from tests.ui.desk_office import CTRL, Office
from ui.kit import ask
from ui.kit.actions import forbidden_keys, keys_twice


def test_a_customer_is_entered_by_keyboard_alone(office: Office) -> None:
    page = office.page("customers")
    before = page.list.total
    office.press(Qt.Key.Key_N, CTRL, widget=page.list.table)
    assert page.mode == "form"
    assert office.desk.focusWidget() is page.form.editor.editors["customer_name"].focus_widget()
    office.type("Hengfan Pumps")
    office.press(Qt.Key.Key_S, CTRL)
    assert page.mode == "card"
    made = records.find_exact(office.store, "customer_master", "Hengfan Pumps")
    assert made == [page.record]
    assert records.get(office.store, "customer_master", made[0])["customer_no"].startswith("KH-")
    assert office.said == ["Hengfan Pumps is saved."]
    page.back()
    office.settle()
    assert page.list.total == before + 1
    office.undo()
    assert page.list.total == before


def test_the_same_name_is_warned_of_while_typing(office: Office) -> None:
    name = records.name_of(office.store, "customer_master", 3)
    assert name is not None
    page = office.page("customers")
    page.new("customer_master", {})
    assert page.same_name(name, None).startswith("Already a customer?")
    assert name in page.same_name(name, None)
    assert page.same_name(name, 3) == "" or name not in page.same_name(name, 3)
    assert page.same_name("", None) == ""
    page.form.editor.put("customer_name", name)
    box = page.form.editor.boxes["customer_name"]
    office.bot.waitUntil(lambda: name in box.near.text())


def test_a_change_is_saved_shown_and_undone(office: Office) -> None:
    page = office.page("customers")
    page.list.table.choose_row(0)
    record = page.list.current_id()
    before = records.get(office.store, "customer_master", record)["region"]
    office.press(Qt.Key.Key_F2, widget=page.list.table)
    assert (page.mode, page.record) == ("form", record)
    page.form.editor.put("region", "西南")
    assert page.form.editor.save()
    office.settle()
    assert page.mode == "card"
    assert page.cards["customer_master"].values["region"] == "西南"
    office.undo()
    assert page.cards["customer_master"].values["region"] == before


def test_nothing_is_written_where_nothing_was_changed(office: Office) -> None:
    page = office.page("customers")
    page.show_form("customer_master", 2)
    changes = len(records.history(office.store, "customer_master", 2))
    assert page.form.editor.save()
    assert len(records.history(office.store, "customer_master", 2)) == changes


def test_problems_stand_at_their_fields(office: Office) -> None:
    page = office.page("customers")
    page.new("customer_master", {"customer_name": "A"})
    page.form.editor.put("customer_status", "removed")
    assert not page.form.editor.save()
    assert page.form.editor.problems() == {"removal_reason": "Say why the customer was removed."}
    assert page.mode == "form"


def test_finding_a_fragment_and_opening_it(office: Office) -> None:
    page = office.page("customers")
    name = records.name_of(office.store, "customer_master", 5)
    assert name is not None
    page.list.filter.search.setText(name[:4])
    office.settle()
    assert 5 in page.list.listing.ids()
    assert page.list.choose(5)
    office.press(Qt.Key.Key_Return, widget=page.list.table)
    assert (page.mode, page.record) == ("card", 5)


def test_the_views_agree_with_the_query(office: Office) -> None:
    page = office.page("customers")
    page.list.views.show_view("key")
    wanted = query.Query("customer_master", where=(query.Condition("customer_class", "in", ("key_account",)),))
    assert page.list.listing.count == wanted.run(office.store).count
    page.list.views.show_view("gaps")
    assert all(r["record_completeness"] < 80 for r in page.list.listing.rows(0, 50, ["record_completeness"]))


def test_what_is_typed_is_kept_and_offered_again(office: Office) -> None:
    page = office.page("customers")
    page.new("customer_master", {})
    page.form.editor.put("customer_name", "Half typed")
    page.form.discard()
    office.settle()
    assert page.mode == "list"
    assert [d.record for d in drafts.every(office.store)] == [0]
    assert page.draft_note.isVisible()
    office.press(Qt.Key.Key_Y, Qt.KeyboardModifier.AltModifier, widget=page.list.table)
    assert page.mode == "form"
    assert page.form.value("customer_name") == "Half typed"
    assert page.form.editor.save()
    page.back()
    office.settle()
    assert not page.draft_note.isVisible()


def test_a_draft_can_be_thrown_away(office: Office) -> None:
    page = office.page("customers")
    page.new("customer_master", {})
    page.form.editor.put("customer_name", "Half typed")
    page.back()
    office.press(Qt.Key.Key_X, Qt.KeyboardModifier.AltModifier, widget=page.list.table)
    assert drafts.every(office.store) == []
    assert not page.draft_note.isVisible()


def test_several_go_to_the_bin_at_once(office: Office) -> None:
    page = office.page("customers")
    before = page.list.total
    page.list.table.selectAll()
    office.press(Qt.Key.Key_Delete, widget=page.list.table)
    assert page.list.total == 0
    assert office.said == [f"{before} records are in the recycle bin."]
    office.undo()
    assert page.list.total == before


def test_the_list_as_seen_is_exported(office: Office, tmp_path: Path) -> None:
    page = office.page("customers")
    page.list.views.show_view("key")
    count, out = page.list.listing.count, tmp_path / "list.csv"
    with ask.answers(out):
        {a.id: a for a in page.current_actions()}["export"].trigger()
    office.bot.waitUntil(lambda: not office.session.tasks, timeout=30_000)
    office.settle()
    lines = out.read_text("utf-8-sig").splitlines()
    assert len(lines) == count + 1
    assert len(lines[0].split(",")) == len(page.list.column_ids())
    assert any("list.csv" in s for s in office.said)


def test_space_previews_the_current_row(office: Office) -> None:
    page = office.page("customers")
    face = page.faces["customer_master"]
    office.press(Qt.Key.Key_Space, widget=page.list.table)
    assert face.sheet.isVisible()
    page.list.table.choose_row(2)
    office.settle()
    assert face.look.record_id == page.list.current_id()
    office.press(Qt.Key.Key_Space, widget=page.list.table)
    assert not face.sheet.isVisible()


def test_printing_the_list_asks_for_what_is_seen(office: Office) -> None:
    page = office.page("customers")
    asked: list[tuple[str, object]] = []
    office.session.go_asked.disconnect()
    office.session.go_asked.connect(lambda place, state: asked.append((place, state)))
    page.list.views.show_view("key")
    acts = {a.id: a for a in page.current_actions()}
    acts["print"].trigger()
    acts["import"].trigger()
    page.print_record("customer_master", 4)
    assert asked == [
        ("reports", {"report": "customer-list", "query": page.list.query(), "columns": tuple(page.list.column_ids())}),
        ("import", {"form": "customer_master"}), ("reports", {"report": "customer-card", "record": 4})]


def test_keys_are_used_once(office: Office) -> None:
    page = office.page("customers")
    office.session.open("customer_master", 1)
    for _face in range(2):
        assert keys_twice(page.current_actions(), office.desk.captures) == []
        assert forbidden_keys(page.current_actions()) == []
        page.back()


def test_back_and_forward_remember_the_card(office: Office) -> None:
    page = office.page("customers")
    office.session.open("customer_master", 4)
    office.page("complaints")
    office.desk.step(-1)
    office.settle()
    assert (page.mode, page.record) == ("card", 4)
    office.desk.step(-1)
    office.settle()
    assert page.mode == "list"


def test_a_contact_found_opens_its_customer(office: Office) -> None:
    contact = records.newest(office.store, "contact_person")
    customer = records.get(office.store, "contact_person", contact)["customer"]
    office.session.open("contact_person", contact)
    page = office.desk.pages["customers"]
    assert page.state() == {"form": "customer_master", "record": customer}
