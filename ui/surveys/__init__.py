"""Surveys: the satisfaction sheets that came back, and F9 that enters one from anywhere."""

from crm_desktop.kit.i18n import N_
from ui.kit.specs import CaptureSpec, PageSpec, PanelSpec

PAGES = (PageSpec("surveys", N_("Surveys"), "clipboard-list", 50, "ui.surveys.page:SurveysPage", key="Ctrl+5",
                  forms=("customer_satisfaction_survey",)),)
PANELS = (PanelSpec("customer_card", 50, "ui.surveys.panels:NewestSheets"),)
CAPTURES = (CaptureSpec("survey", N_("Enter survey sheet"), N_("Survey"), "clipboard-list", 30, "F9",
                        "ui.surveys.page:enter"),)
