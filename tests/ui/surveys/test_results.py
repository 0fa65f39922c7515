"""The results page: numbers that open their rows, the threshold, too few sheets, what is begun from here."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea

from crm_desktop.improvement import service as improvement
from crm_desktop.kit import records
from crm_desktop.surveys import figures, model, service
from crm_desktop.surveys.figures import Scope
from tests.ui.desk_office import Office, words_of
from ui.kit.widgets import Button
from ui.surveys.dist_bar import DistBar
from ui.surveys.results import ResultsPage

SHEET = {i: s[0] for i, s in model.SCALES.items()}


@pytest.fixture
def plan(office: Office) -> int:
    """A survey of 40 sheets, 32 of them satisfied, one not valid."""
    made = records.create(office.store, model.PLAN, {"survey_objective": "x", "plan_name": "冬季调查",
                                                     "starts_on": "2026-11-19", "target_valid_responses": 50})
    for n in range(40):
        service.key_sheet(office.store, {**SHEET, "name": f"n{n}", "survey_plan": made, "employer": n % 12 + 1,
                                         "overall_service": "satisfied" if n < 32 else "average"})
    service.key_sheet(office.store, {**SHEET, "survey_plan": made, "is_valid": False, "invalid_cause": "illegible"})
    return made


def shown(office: Office, state: dict[str, object]) -> ResultsPage:
    office.session.go("survey_results", state)
    office.settle()
    page = office.desk.pages["survey_results"]
    assert isinstance(page, ResultsPage)
    return page


def press(office: Office, page: ResultsPage, name: str) -> None:
    wanted = next(b for b in page.area.widget().findChildren(Button) if (b.accessibleName() or b.text()) == name)
    wanted.click()
    office.settle()


def test_below_the_threshold_an_improvement_action_is_offered(office: Office, plan: int) -> None:
    page = shown(office, {"plan": plan})
    assert page.note is not None
    assert page.note.label.text() == ("Satisfaction 80.0% is below the threshold of 90%: an improvement action is "
                                      "due.")
    assert page.note.button is not None
    page.note.button.click()
    office.settle()
    form = office.desk.pages["improvement"].form
    assert (form.value("trigger"), form.value("survey_plan"), form.value("due_on")) == ("csat_low", plan, "2026-12-19")
    assert form.value("problem").startswith("冬季调查: satisfaction 80.0% (32 of 40 valid sheets), below 90%.")
    form.editor.put("measure", "每天排班")
    assert form.editor.save()
    office.settle()
    assert len(improvement.of_survey(office.store, plan)) == 1
    page = shown(office, {"plan": plan})
    number = records.name_of(office.store, improvement.FORM, improvement.of_survey(office.store, plan)[0])
    press(office, page, str(number))
    assert office.desk.current is office.desk.pages["improvement"]


@pytest.mark.parametrize(("name", "count"), [
    ("Satisfied (top two): 32", 32), ("Copies returned: Show", 41), ("Valid: Show", 40), ("Not valid: Show", 1),
    ("Overall service level: 32/40", 32), ("Product price: 40/40", 40)])
def test_a_number_opens_its_rows(office: Office, plan: int, name: str, count: int) -> None:
    page = shown(office, {"plan": plan})
    press(office, page, name)
    surveys = office.desk.pages["surveys"]
    assert office.desk.current is surveys
    assert surveys.list.listing.count == count


def test_the_numbers_are_those_of_the_figures(office: Office, plan: int) -> None:
    page = shown(office, {"plan": plan})
    found = figures.results(office.store, Scope(plan=plan))
    text = words_of(page)
    for item in found.whole.items:
        assert f"{item.share:.1f}%" in text
    assert "40 valid in all, target 50" in text
    assert "Not legible 1" in text
    assert "Per item: the top two of five or four answers" in text
    bars = page.findChildren(DistBar)
    assert [b.counts for b in bars] == [tuple(i.answers.values()) for i in found.whole.items]


def test_too_few_sheets_give_no_percentage(office: Office) -> None:
    made = records.create(office.store, model.PLAN, {"survey_objective": "x", "plan_name": "小", "starts_on":
                                                     "2026-11-19"})
    for n in range(3):
        service.key_sheet(office.store, {**SHEET, "name": f"n{n}", "survey_plan": made})
    page = shown(office, {"plan": made})
    assert page.note is not None
    assert page.note.label.text() == "Only 3 valid sheets, fewer than 30: no percentage is given."
    assert page.note.button is None
    assert "100.0%" not in words_of(page)


LOW = {"product_competitiveness": "average", "product_price": "average", "needs_fulfilment": "hardly_met"}


@pytest.mark.parametrize(("sheets", "start", "trigger"), [
    (0, "小: no valid sheet has come back yet.", None),
    (1, "小: 0 of 1 valid sheets are satisfied. Only 1 valid sheet, fewer than 30: no percentage is given. Lowest items "
        "by their mean: Do our products meet your requirements? 33.3 (0/1); ", "csat_low"),
    (29, "小: 0 of 29 valid sheets are satisfied. Only 29 valid sheets, fewer than 30: no percentage", "csat_low"),
    (30, "小: satisfaction 0.0% (0 of 30 valid sheets), below 90%. Lowest items: Do our products meet your "
         "requirements? 0.0% (0/30); ", "csat_low"),
    (31, "小: satisfaction 3.2% (1 of 31 valid sheets), below 90%. Lowest items: ", "csat_low")])
def test_an_improvement_action_never_begins_empty(office: Office, sheets: int, start: str, trigger: str | None) -> None:
    made = records.create(office.store, model.PLAN, {"survey_objective": "x", "plan_name": "小", "starts_on":
                                                     "2026-11-19"})
    for n in range(sheets):
        service.key_sheet(office.store, {**SHEET, **LOW, "name": f"n{n}", "survey_plan": made, "overall_service":
                                         "satisfied" if n == 30 else "average"})
    page = shown(office, {"plan": made})
    page.improve()
    office.settle()
    form = office.desk.pages["improvement"].form
    assert form.value("problem").startswith(start), form.value("problem")
    assert (form.value("trigger"), form.value("survey_plan")) == (trigger, made)


def test_the_lowest_items_are_those_of_the_page_in_its_words_and_numbers(office: Office, plan: int) -> None:
    for n in range(10):
        service.key_sheet(office.store, {**SHEET, "name": f"m{n}", "survey_plan": plan, "product_competitiveness":
                                         "average", "product_price": "average" if n < 4 else "satisfied"})
    page = shown(office, {"plan": plan})
    assert page.found is not None
    page.improve()
    office.settle()
    told = office.desk.pages["improvement"].form.value("problem")
    assert told.endswith("Lowest items: Product competitiveness 80.0% (40/50); Overall service level 84.0% (42/50); "
                         "Product price 92.0% (46/50).")
    text = words_of(page)
    for share, part in (("80.0%", "40/50"), ("84.0%", "42/50"), ("92.0%", "46/50")):
        assert share in text and part in text


def test_an_action_left_before_it_is_kept_goes_back_to_the_results(office: Office, plan: int) -> None:
    page = shown(office, {"plan": plan})
    page.improve()
    office.settle()
    assert office.desk.current is office.desk.pages["improvement"]
    office.press(Qt.Key.Key_Escape)
    assert office.desk.current is page
    assert page.scope() == Scope(plan=plan)
    office.page("improvement").new(improvement.FORM, {})
    office.settle()
    office.press(Qt.Key.Key_Escape)
    assert (office.desk.current, office.desk.pages["improvement"].mode) == (office.desk.pages["improvement"], "list")


def test_a_survey_nobody_could_answer_is_proposed_too(office: Office) -> None:
    made = records.create(office.store, model.PLAN, {"survey_objective": "x", "plan_name": "小", "starts_on":
                                                     "2026-11-19"})
    office.store.set_setting("surveys.least_items", 0)
    for _n in range(31):
        service.key_sheet(office.store, {"survey_plan": made})
    page = shown(office, {"plan": made})
    page.improve()
    office.settle()
    form = office.desk.pages["improvement"].form
    assert form.value("problem") == "小: satisfaction 0.0% (0 of 31 valid sheets), below 90%."


def test_a_period_without_sheets_says_so(office: Office) -> None:
    page = shown(office, {"period": "2019-H1"})
    assert "No sheet has come back in this time." in words_of(page)
    assert page.choice.currentText() == "First half of 2019"
    page.refresh(None)
    assert page.choice.currentText() == "First half of 2019", "what was chosen stays chosen"
    page.session.go("survey_results", {"period": "2026-H2"})
    office.settle()
    assert page.scope().period is not None
    assert page.found is not None
    assert page.found.whole.returned


def test_print_leads_to_the_report_of_what_is_in_view(office: Office, plan: int) -> None:
    page = shown(office, {"plan": plan})
    page.print_report()
    office.settle()
    reports = office.desk.pages["reports"]
    assert reports.state()["report"] == "satisfaction"
    assert reports.state()["record"] == plan


def test_a_new_sheet_is_counted_at_once(office: Office, plan: int) -> None:
    page = shown(office, {"plan": plan})
    service.key_sheet(office.store, {**SHEET, "name": "late", "survey_plan": plan})
    office.settle()
    assert page.found is not None
    assert page.found.whole.valid == 41


def test_in_another_language_and_after_a_lock(office: Office, plan: int) -> None:
    page = shown(office, {"plan": plan})
    page.retranslate()
    assert page.scope() == Scope(plan=plan)
    page.forget()
    assert "冬季" not in words_of(page)
    page.refresh(None)
    assert page.found is not None
    assert isinstance(page.area, QScrollArea)


def test_a_plan_is_finished_and_opened_again_on_its_card(office: Office, plan: int) -> None:
    office.session.open(model.PLAN, plan)
    office.settle()
    page = office.desk.pages["surveys"]
    acts = {a.id: a for a in page.current_actions()}
    acts["close_plan"].trigger()
    office.settle()
    assert records.get(office.store, model.PLAN, plan)["closed_on"] == "2026-11-19"
    acts = {a.id: a for a in page.current_actions()}
    assert not acts["key_sheets"].enabled()
    acts["close_plan"].trigger()
    office.settle()
    assert records.get(office.store, model.PLAN, plan)["closed_on"] is None
    {a.id: a for a in page.current_actions()}["results"].trigger()
    office.settle()
    assert office.desk.pages["survey_results"].scope() == Scope(plan=plan)


def test_following_up_a_dissatisfied_customer(office: Office) -> None:
    kept = service.key_sheet(office.store, {**SHEET, "employer": 2, "overall_service": "dissatisfied"})
    office.session.open(model.FORM, kept.id)
    office.settle()
    page = office.desk.pages["surveys"]
    {a.id: a for a in page.current_actions()}["follow_up"].trigger()
    office.settle()
    page.form.editor.put("follow_up", "已致电")
    assert page.form.editor.save()
    office.settle()
    sheet = records.get(office.store, model.FORM, kept.id)
    assert (sheet["followed_up_on"], sheet["follow_up"]) == ("2026-11-19", "已致电")
    assert "follow_up" not in {a.id for a in page.current_actions()}


def test_the_acts_of_due_lines_are_there(office: Office, plan: int) -> None:
    """Each line of what is due names an act of its record's card."""
    from crm_desktop.kit import due
    records.save(office.store, model.PLAN, plan, {"ends_on": "2026-11-20"})
    service.key_sheet(office.store, {**SHEET, "employer": 2, "answered_on": "2026-11-16",
                                     "overall_service": "very_dissatisfied"})
    made = records.create(office.store, improvement.FORM, {"problem": "x", "measure": "y", "start_on": "2026-11-01",
                                                           "due_on": "2026-11-10"})
    lines = [d for d in due.read(office.store).lines if d.form in (model.PLAN, model.FORM, improvement.FORM)]
    assert {(d.form, d.act) for d in lines} >= {(model.PLAN, "key_sheets"), (model.FORM, "follow_up"),
                                                (improvement.FORM, "finish"), (improvement.FORM, "edit")}
    for line in lines:
        office.session.open(line.form, line.record)
        office.settle()
        assert line.act in {a.id for a in office.desk.current.current_actions()}, line  # type: ignore[union-attr]
    office.session.open(improvement.FORM, made, "finish")
    office.settle()
    assert records.get(office.store, improvement.FORM, made)["done_on"] == "2026-11-19"
    office.session.open(model.PLAN, plan, "key_sheets")
    office.settle()
    assert office.desk.current is office.desk.pages["survey_entry"]
    assert office.desk.pages["survey_entry"].plan == plan
