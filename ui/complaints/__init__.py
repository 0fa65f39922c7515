"""Complaints: the list, the board, the case and its acts, and F7 that registers one from anywhere."""

from crm_desktop.kit.i18n import N_
from ui.kit.specs import CaptureSpec, HintSpec, PageSpec, PanelSpec

PAGES = (PageSpec("complaints", N_("Complaints"), "message-square-warning", 30, "ui.complaints.page:ComplaintsPage",
                  key="Ctrl+3", forms=("complaint_record", "complaint_step", "complaint_task",
                                         "complaint_callback_record", "complaint_result_report"),
                  badge="ui.complaints.list_badge:counts"),)
PANELS = (PanelSpec("customer_card", 30, "ui.complaints.panels:OpenComplaints"),)
CAPTURES = (CaptureSpec("complaint", N_("Register complaint"), N_("Complaint"), "phone-incoming", 10, "F7",
                        "ui.complaints.page:register"),)
HINTS = (HintSpec("telephone", 40, N_("A customer complains on the telephone: {key} from any page, a few letters of "
                                      "the name, Enter, what happened."), "complaint"),)
