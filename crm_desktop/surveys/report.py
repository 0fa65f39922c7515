"""Surveys on paper: the report, plans, sheets."""

from __future__ import annotations

from crm_desktop.kit.i18n import N_
from crm_desktop.kit.list_paper import list_report, sheet_report
from crm_desktop.kit.report import Report
from crm_desktop.surveys import model, paper

REPORTS = [
    Report("satisfaction", N_("Customer satisfaction survey report"), N_("Surveys"), ("period", "record", "remarks"),
           paper.satisfaction, form=model.PLAN, numbers=paper.numbers),
    sheet_report("customer_survey_plan", N_("Surveys")),
    list_report("survey-plan-list", N_("List of survey plans"), N_("Surveys"), "customer_survey_plan",
                ("number", "plan_name", "starts_on", "ends_on", "sent_count", "returned_count", "valid_count",
                 "target_valid_responses")),
    sheet_report("customer_satisfaction_survey", N_("Surveys")),
    list_report("satisfaction-sheet-list", N_("List of satisfaction sheets"), N_("Surveys"),
                "customer_satisfaction_survey",
                ("number", "answered_on", "employer", "name", "overall_service", "satisfaction_score", "is_valid")),
]
