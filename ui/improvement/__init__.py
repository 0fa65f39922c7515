"""Improvement actions: what is being done about a number that missed its mark."""

from crm_desktop.kit.i18n import N_
from ui.kit.specs import PageSpec

PAGES = (PageSpec("improvement", N_("Improvement actions"), "badge-check", 55, "ui.improvement.page:ImprovementPage",
                  group="hidden", forms=("improvement_action",)),)
