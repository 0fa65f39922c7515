"""The staff register on paper."""

from __future__ import annotations

from crm_desktop.kit.i18n import N_
from crm_desktop.kit.list_paper import list_report

REPORTS = [
    list_report("staff-list", N_("Staff list"), N_("Staff"), "staff_record",
                ("number", "name", "position", "level", "department", "telephone", "email", "active")),
]
