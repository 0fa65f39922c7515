"""Satisfaction sheets on paper."""

from __future__ import annotations

from crm_desktop.kit.i18n import N_
from crm_desktop.kit.list_paper import list_report, sheet_report

REPORTS = [
    sheet_report("customer_satisfaction_survey", N_("Surveys")),
    list_report("satisfaction-sheet-list", N_("List of satisfaction sheets"), N_("Surveys"),
                "customer_satisfaction_survey",
                ("number", "answered_on", "employer", "name", "overall_service", "satisfaction_score", "is_valid")),
]
