"""Satisfaction sheets: sheet after sheet, the panel on the card."""

from __future__ import annotations

from crm_desktop.kit import records
from tests.ui.desk_office import Office

FORM = "customer_satisfaction_survey"


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
