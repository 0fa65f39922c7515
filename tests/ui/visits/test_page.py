"""Call-backs: plans and records, F8, from the plan to its record."""

from __future__ import annotations

from PySide6.QtCore import Qt

from crm_desktop.kit import records
from crm_desktop.kit.query import Query
from tests.ui.desk_office import CTRL, Office
from tests.ui.visits.test_scheduler import calm

__all__ = ["calm"]

PLAN, RECORD = "callback_plan", "callback_record"


def planned(office: Office, day: str = "2026-11-19") -> int:
    return records.create(office.store, PLAN, {"planned_customer": 2, "planned_date": day, "purpose": "second phase",
                                               "callback_mode": ["face_to_face"]})


def test_f8_plans_a_call_back_for_the_customer_in_view(calm: Office) -> None:
    office = calm
    office.session.open("customer_master", 2)
    office.settle()
    office.press(Qt.Key.Key_F8)
    page = office.desk.pages["visits"]
    assert page.form.value("planned_customer") == 2
    assert office.desk.focusWidget() is page.form.editor.editors["planned_date"].focus_widget()
    office.type("+5")
    office.press(Qt.Key.Key_S, CTRL)
    kept = records.get(office.store, PLAN, page.record)
    assert (kept["planned_customer"], kept["planned_date"], kept["state"]) == (2, "2026-11-24", "planned")
    office.session.open("customer_master", 2)
    office.settle()
    card = office.desk.pages["customers"].cards["customer_master"]
    assert card.strip.cells[1].health.value == "11-24 Tue"


def test_plans_and_records_are_two_lists(office: Office) -> None:
    page = office.page("visits")
    page.show_list(PLAN)
    assert page.list.form.id == PLAN
    assert page.list.total == Query(PLAN).run(office.store).count
    page.show_list(RECORD)
    assert page.list.form.id == RECORD
    assert page.list.total == Query(RECORD).run(office.store).count
    assert page.state() == {"form": RECORD}


def test_a_plan_leads_to_its_record_and_is_done_then(office: Office) -> None:
    plan = planned(office)
    office.session.open(PLAN, plan)
    page = office.desk.pages["visits"]
    {a.id: a for a in page.current_actions()}["record_callback"].trigger()
    assert page.form.value("callback_plan") == plan
    assert page.form.value("callback_date") == "2026-11-19"
    assert page.form.editor.save()
    office.settle()
    assert records.get(office.store, PLAN, plan)["state"] == "done"
    assert records.get(office.store, RECORD, page.record)["customer_visited"] == 2


def test_a_done_plan_is_not_recorded_again(office: Office) -> None:
    plan = planned(office)
    records.create(office.store, RECORD, {"customer_visited": 2, "callback_date": "2026-11-19", "callback_plan": plan})
    office.session.open(PLAN, plan)
    page = office.desk.pages["visits"]
    assert "record_callback" not in {a.id for a in page.current_actions()}


def test_the_panel_marks_what_is_overdue(office: Office) -> None:
    planned(office, "2026-11-10")
    office.session.open("customer_master", 2)
    office.settle()
    card = office.desk.pages["customers"].cards["customer_master"]
    panel = next(p for p in card.panels if type(p).__name__ == "NextCallbacks")
    said = [panel.line(r, office.store.context()) for r in panel.found]
    assert ("late", "9 days ago") in [line.mark for line in said]


def test_tomorrow_is_no_day_of_a_record(office: Office) -> None:
    page = office.page("visits")
    page.new(RECORD, {"customer_visited": 2, "callback_date": "2026-11-20"})
    assert not page.form.editor.save()
    assert list(page.form.editor.problems()) == ["callback_date"]
