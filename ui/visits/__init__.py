"""Call-backs: plans and records side by side, and F8 that plans one from anywhere."""

from crm_desktop.kit.i18n import N_
from ui.kit.specs import CaptureSpec, PageSpec, PanelSpec

PAGES = (PageSpec("visits", N_("Call-backs"), "calendar-days", 40, "ui.visits.page:VisitsPage", key="Ctrl+4",
                  forms=("callback_plan", "callback_record", "telephone_callback_record", "callback_report",
                         "callback_list")),)
PANELS = (PanelSpec("customer_card", 40, "ui.visits.panels:NextCallbacks"),)
CAPTURES = (CaptureSpec("visit", N_("Plan call-back"), N_("Call-back"), "calendar-days", 20, "F8",
                        "ui.visits.page:plan"),)
