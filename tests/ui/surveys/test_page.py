"""Satisfaction sheets: F9, sheet after sheet, the panel on the card."""

from __future__ import annotations

from PySide6.QtCore import Qt

from crm_desktop.kit import records
from tests.ui.desk_office import Office

FORM = "customer_satisfaction_survey"


def test_f9_enters_a_sheet_of_the_customer_in_view(office: Office) -> None:
    office.session.open("customer_master", 2)
    office.settle()
    office.press(Qt.Key.Key_F9)
    page = office.desk.pages["surveys"]
    page.form.editor.put("overall_service", "satisfied")
    assert page.form.editor.save()
    kept = records.whole(office.store, FORM, page.record)
    assert (kept["employer"], kept["is_valid"], kept["satisfaction_score"]) == (2, 1, 100.0)
    office.session.open("customer_master", 2)
    office.settle()
    card = office.desk.pages["customers"].cards["customer_master"]
    assert card.strip.cells[2].health.value == "100%"
    assert card.strip.cells[2].health.state == "done"


def test_sheet_after_sheet(office: Office) -> None:
    page = office.page("surveys")
    before = page.list.total
    page.new(FORM, {"employer": 2})
    page.form.editor.put("overall_service", "average")
    page.form.editor.footer.buttons["form_next"].click()
    office.settle()
    assert page.mode == "form"
    assert page.form.value("overall_service") is None
    page.back()
    office.settle()
    assert page.list.total == before + 1


def test_an_invalid_sheet_needs_the_reason(office: Office) -> None:
    page = office.page("surveys")
    page.new(FORM, {"employer": 2, "is_valid": 0})
    assert not page.form.editor.save()
    assert page.form.editor.problems() == {"invalid_reason": "Say why the sheet is not valid."}


def test_the_dissatisfied_are_a_view(office: Office) -> None:
    made = records.create(office.store, FORM, {"employer": 2, "overall_service": "very_dissatisfied"})
    page = office.page("surveys")
    page.list.views.show_view("unhappy")
    assert made in page.list.listing.ids()
    assert all(r["overall_service"] in ("dissatisfied", "very_dissatisfied")
               for r in page.list.listing.rows(0, 50, ["overall_service"]))
