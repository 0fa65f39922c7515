"""Reminders on paper."""

from __future__ import annotations

from crm_desktop.kit.i18n import N_
from crm_desktop.kit.list_paper import list_report

REPORTS = [
    list_report("reminder-list", N_("List of reminders and tasks"), N_("Reminders"), "reminder",
                ("due_on", "due_time", "kind", "what", "customer", "owner", "done_at")),
]
