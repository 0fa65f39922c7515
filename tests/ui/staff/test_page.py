"""The staff register: list, card, form."""

from __future__ import annotations

from crm_desktop.kit import records
from tests.ui.desk_office import Office


def test_a_person_is_entered_and_left_out_of_the_view_when_gone(office: Office) -> None:
    page = office.page("staff")
    before = page.list.total
    page.new("staff_record", {})
    page.form.editor.put("name", "周雨桐")
    assert page.form.editor.save()
    assert page.title() == "周雨桐"
    assert page.customer() is None
    records.save(office.store, "staff_record", page.record, {"active": False})
    page.back()
    office.settle()
    assert page.list.total == before + 1
    page.list.views.show_view("active")
    assert page.list.listing.count == before


def test_a_name_is_needed(office: Office) -> None:
    page = office.page("staff")
    page.new("staff_record", {})
    assert not page.form.editor.save()
    assert page.form.editor.problems() == {"name": "Name is needed."}


def test_reached_at_the_foot_of_the_rail(office: Office) -> None:
    assert office.desk.specs["staff"].group == "foot"
