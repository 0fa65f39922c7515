"""Improvement actions on paper."""

from __future__ import annotations

from crm_desktop.kit.i18n import N_
from crm_desktop.kit.list_paper import list_report, sheet_report

REPORTS = [
    sheet_report("improvement_action", N_("Improvement actions")),
    list_report("improvement-action-list", N_("List of improvement actions"), N_("Improvement actions"),
                "improvement_action", ("number", "trigger", "problem", "measure", "owner", "due_on", "progress",
                                       "done_on", "effective")),
]
