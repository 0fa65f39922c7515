"""Improvement actions: list, card, done."""

from __future__ import annotations

from PySide6.QtCore import Qt

from crm_desktop.improvement.service import FORM
from crm_desktop.kit import records
from tests.ui.desk_office import Office


def test_the_views(office: Office) -> None:
    page = office.page("improvement")
    counts = {}
    for view in ("open", "late", "unproved"):
        page.list.views.show_view(view)
        counts[view] = page.list.listing.count
    assert counts == {"open": 2, "late": 1, "unproved": 1}


def test_done_on_the_card_can_be_taken_back(office: Office) -> None:
    made = records.create(office.store, FORM, {"problem": "x", "measure": "y"})
    office.session.open(FORM, made)
    office.settle()
    page = office.desk.pages["improvement"]
    {a.id: a for a in page.current_actions()}["finish"].trigger()
    office.settle()
    assert records.get(office.store, FORM, made)["done_on"] == "2026-11-19"
    assert "finish" not in {a.id for a in page.current_actions()}
    office.undo()
    assert records.get(office.store, FORM, made)["done_on"] is None
    assert "finish" in {a.id for a in page.current_actions()}


def test_escape_goes_back_to_where_the_card_was_opened(office: Office) -> None:
    made = records.create(office.store, FORM, {"problem": "x", "measure": "y"})
    office.page("today")
    office.session.open(FORM, made)
    office.settle()
    page = office.desk.pages["improvement"]
    assert (office.desk.current, page.mode) == (page, "card")
    office.press(Qt.Key.Key_Escape)
    assert office.desk.current is office.desk.pages["today"]
    page = office.page("improvement")
    page.show_list(FORM)
    office.settle()
    office.session.open(FORM, made)
    office.settle()
    office.press(Qt.Key.Key_Escape)
    assert (office.desk.current, page.mode) == (page, "list")
