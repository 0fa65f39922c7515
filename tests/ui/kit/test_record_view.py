"""One record: read with what is missing, edited in place, drafts taken up, a new one begun."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from crm_desktop.kit import records
from crm_desktop.kit.store import drafts
from ui.kit.editors import LinkEditor
from ui.kit.editors.office import suggestions
from ui.kit.record_view import RecordView

if TYPE_CHECKING:
    from ui.kit.session import Session


@pytest.fixture
def customer(session: Session) -> int:
    return records.create(session.store, "customer_master",
                          {"customer_name": "恒岚精密机械", "telephone": "13800004127", "region": "华东"})


@pytest.fixture
def made(session: Session, qtbot: QtBot) -> Any:
    def make(form_id: str = "customer_master", **options: Any) -> RecordView:
        view = RecordView(session, form_id, **options)
        qtbot.addWidget(view)
        view.resize(1000, 700)
        view.show()
        return view
    return make


def test_it_reads_with_what_is_missing(made: Any, customer: int) -> None:
    view = made()
    view.show_record(customer)
    lines = view.reader.lines
    assert lines["customer_name"].value.text() == "恒岚精密机械"
    assert lines["telephone"].value.text() == "138 0000 4127"
    assert lines["industry"].value.text() == "—"
    assert lines["telephone"].value.accessibleName() == "Telephone: 138 0000 4127"
    assert view.reader.missing.isVisible()
    assert "Address" in view.reader.missing_names.text()
    assert "Telephone" not in view.reader.missing_names.text()


def test_labels_and_values_stay_level_when_it_grows_wider(made: Any, customer: int) -> None:
    view = made()
    for width in (420, 1200):
        view.resize(width, 700)
        view.show_record(customer)
        QApplication.processEvents()
    for line in view.reader.lines.values():
        words, room = line.label.text(), line.label.width()
        assert line.value.alignment() & Qt.AlignmentFlag.AlignTop
        if line.label.fontMetrics().horizontalAdvance(words) <= room:
            assert line.label.minimumHeight() < 2 * line.label.fontMetrics().height(), words


def test_it_is_edited_in_place(made: Any, session: Session, customer: int, qtbot: QtBot) -> None:
    view = made()
    view.show_record(customer)
    view.edit()
    assert view.editing
    view.editor.put("industry", "精密加工")
    with qtbot.waitSignal(view.saved) as got:
        assert view.editor.save()
    assert got.args == [customer]
    assert not view.editing
    assert records.get(session.store, "customer_master", customer)["industry"] == "精密加工"
    assert view.reader.lines["industry"].value.text() == "精密加工"


def test_a_change_by_someone_else_is_not_overwritten(made: Any, session: Session, customer: int) -> None:
    view = made()
    view.show_record(customer)
    view.edit()
    view.editor.put("industry", "mine")
    session.store.db.conn.execute("UPDATE customers SET changed_at = '2020-01-01T00:00:00Z' WHERE id = ?", (customer,))
    assert not view.editor.save()
    assert view.editor.footer.sentence.text()
    assert view.editor.value("industry") == "mine"


def test_escape_keeps_a_draft_that_comes_back(made: Any, session: Session, customer: int, qtbot: QtBot) -> None:
    view = made()
    view.show_record(customer)
    view.edit()
    view.editor.focus("industry")
    qtbot.keyClicks(view.editor.focusWidget(), "half")
    with qtbot.waitSignal(session.told):
        qtbot.keyClick(view.editor.focusWidget(), Qt.Key.Key_Escape)
    assert not view.editing
    assert drafts.find(session.store, "customer_master", customer) is not None
    with qtbot.waitSignal(session.told) as got:
        view.edit()
    assert view.editor.value("industry") == "half"
    got.args[0].action.trigger()
    assert view.editor.value("industry") is None
    assert drafts.find(session.store, "customer_master", customer) is None


def test_saving_drops_the_draft(made: Any, session: Session, customer: int) -> None:
    view = made()
    view.show_record(customer)
    view.edit()
    view.editor.put("industry", "x")
    view.editor.flush_draft()
    assert drafts.find(session.store, "customer_master", customer) is not None
    view.editor.save()
    assert drafts.find(session.store, "customer_master", customer) is None


def test_a_new_record_begins_with_its_defaults(made: Any, session: Session, customer: int, qtbot: QtBot) -> None:
    view = made("contact_person")
    view.new({"customer": customer})
    assert view.editor.value("customer") == customer
    assert view.editor.value("birthday_calendar") == "solar"
    view.editor.put("contact_name", "沈知远")
    view.editor.put("birthday", "--03-05")
    with qtbot.waitSignal(view.saved) as got:
        view.editor.save()
    kept = records.get(session.store, "contact_person", got.args[0])
    assert (kept["contact_name"], kept["birthday"]) == ("沈知远", "--03-05")


def test_a_sensitive_value_is_masked_until_looked_at(made: Any, session: Session, customer: int) -> None:
    contact = records.create(session.store, "contact_person",
                             {"customer": customer, "contact_name": "沈知远", "birthday": "1980-03-05"})
    view = made("contact_person")
    view.show_record(contact)
    line = view.reader.lines["birthday"]
    assert "1980" not in line.value.text()
    line.eye.click()
    assert line.value.text() == "1980-03-05"


def test_contacts_of_the_customer_are_suggested(made: Any, session: Session, customer: int, qtbot: QtBot) -> None:
    other = records.create(session.store, "customer_master", {"customer_name": "宏榆建材"})
    for owner, name in ((customer, "沈知远"), (customer, "宋清如"), (other, "沈国栋")):
        records.create(session.store, "contact_person", {"customer": owner, "contact_name": name, "position": "经理"})
    assert {s[2] for s in suggestions(session.store, "contact_ref", "", customer)} == {"沈知远", "宋清如"}
    assert [s[2] for s in suggestions(session.store, "contact_ref", "szy", customer)] == ["沈知远"]
    view = made("complaint_record")
    view.new({"customer": customer})
    editor = view.editor.editors["complainant"]
    assert isinstance(editor, LinkEditor)
    editor.line.setFocus()
    qtbot.keyClick(editor.line, Qt.Key.Key_F4)
    popup = editor.suggester.popup
    assert popup is not None
    assert popup.list.count() == 2


def test_customers_and_staff_are_suggested(session: Session, customer: int) -> None:
    staff = records.create(session.store, "staff_record", {"name": "林晓梅"})
    assert [s[0] for s in suggestions(session.store, "customer_ref", "hljm")] == [customer]
    assert [s[0] for s in suggestions(session.store, "user_ref", "lxm")] == [staff]
    assert suggestions(session.store, "segmentation_model", "x") == []


def test_forget_keeps_the_draft_and_drops_the_text(made: Any, session: Session, customer: int) -> None:
    view = made()
    view.show_record(customer)
    view.edit()
    view.editor.put("industry", "精密")
    view.forget()
    QApplication.processEvents()
    assert drafts.find(session.store, "customer_master", customer) is not None
    texts = [str(getattr(w, "text", str)()) for w in view.findChildren(QWidget) if w.isVisible()]
    assert not [t for t in texts if "恒岚" in t or "精密" in t]


def test_what_was_typed_and_taken_out_again_leaves_no_draft(made: Any, session: Session, customer: int) -> None:
    view = made()
    view.show_record(customer)
    view.edit()
    view.editor.put("address", "8 Harbour Road")
    view.editor.flush_draft()
    assert drafts.every(session.store)
    view.editor.put("address", None)
    view.editor.discard()
    assert drafts.every(session.store) == []


def test_nothing_is_looked_up_for_a_form_that_was_left(made: Any, customer: int, qtbot: QtBot) -> None:
    looked: list[str] = []
    view = made(near={"customer_name": lambda text: looked.append(text) or ""})
    view.show_record(customer)
    for leave in ("discard", "save", "hide"):
        view.edit()
        editor = view.editor
        editor.editors["customer_name"].line.setFocus()
        qtbot.keyClicks(editor.editors["customer_name"].line, leave)
        assert editor._near_timer.isActive()
        getattr(editor, leave)()
        assert not editor._near_timer.isActive()
    assert looked == []
    view.editor.show()
    qtbot.waitUntil(lambda: bool(looked))
