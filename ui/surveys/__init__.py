"""Surveys: plans, the satisfaction sheets that came back, F9 that keys them from anywhere, results."""

from crm_desktop.kit.i18n import N_
from ui.kit.specs import CaptureSpec, PageSpec, PanelSpec

PAGES = (PageSpec("surveys", N_("Surveys"), "clipboard-list", 50, "ui.surveys.page:SurveysPage", key="Ctrl+5",
                  forms=("customer_satisfaction_survey", "customer_survey_plan")),
         PageSpec("survey_entry", N_("Enter survey sheets"), "clipboard-list", 51, "ui.surveys.entry:EntryPage",
                  group="hidden", part_of="surveys"),
         PageSpec("survey_results", N_("Survey results"), "chart-column", 52, "ui.surveys.results:ResultsPage",
                  group="hidden", part_of="surveys"))
PANELS = (PanelSpec("customer_card", 50, "ui.surveys.panels:NewestSheets"),)
CAPTURES = (CaptureSpec("survey", N_("Enter survey sheets"), N_("Survey"), "clipboard-list", 30, "F9",
                        "ui.surveys.page:enter"),)
