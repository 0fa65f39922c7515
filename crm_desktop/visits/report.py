"""Call-backs on paper."""

from __future__ import annotations

from crm_desktop.kit.i18n import N_
from crm_desktop.kit.list_paper import list_report, sheet_report

REPORTS = [
    sheet_report("callback_plan", N_("Call-backs")),
    sheet_report("callback_record", N_("Call-backs")),
    list_report("callback-plan-list", N_("List of planned call-backs"), N_("Call-backs"), "callback_plan",
                ("number", "planned_date", "start_time", "planned_customer", "callback_mode", "purpose", "state",
                 "callback_specialist")),
    list_report("callback-record-list", N_("List of call-back records"), N_("Call-backs"), "callback_record",
                ("number", "callback_date", "customer_visited", "visitor", "product_fit_satisfaction", "key_points")),
]
