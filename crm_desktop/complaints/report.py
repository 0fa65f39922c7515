"""Complaints on paper."""

from __future__ import annotations

from crm_desktop.kit.i18n import N_
from crm_desktop.kit.list_paper import list_report, sheet_report

REPORTS = [
    sheet_report("complaint_record", N_("Complaints")),
    list_report("complaint-list", N_("Complaint list"), N_("Complaints"), "complaint_record",
                ("complaint_no", "received_at", "customer", "severity", "subject", "content", "status", "owner")),
]
