"""Somebody answers a call who is in no card yet."""

from __future__ import annotations

from PySide6.QtCore import Qt

from crm_desktop.kit import records
from crm_desktop.visits.model import PHONE
from tests.ui.desk_office import Office
from tests.ui.visits.test_scheduler import calm

__all__ = ["calm"]
Key = Qt.Key


def test_who_answers_the_call_and_is_not_known_is_typed(calm: Office) -> None:
    page = calm.page("visits")
    page.new(PHONE, {"customer": 2})
    calm.settle()
    person = page.form.editor.editors["customer_name"]
    page.form.editor.focus("customer_name")
    calm.type("Zoltan Q")
    calm.press(Key.Key_Return)
    assert person.newcomer == "Zoltan Q"
    assert page.form.editor.save()
    calm.settle()
    made = records.get(calm.store, PHONE, page.record)["customer_name"]
    known = records.get(calm.store, "contact_person", made)
    assert (known["contact_name"], known["customer"]) == ("Zoltan Q", 2)
