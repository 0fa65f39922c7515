"""Reports: choose one, see the real PDF, print it or save it."""

from crm_desktop.kit.i18n import N_
from ui.kit.specs import PageSpec

PAGES = (PageSpec("reports", N_("Reports"), "file-chart-column", 60, "ui.reports.page:ReportsPage", key="Ctrl+6"),)
