"""The staff register: who owns, visits, answers."""

from crm_desktop.kit.i18n import N_
from ui.kit.specs import PageSpec

PAGES = (PageSpec("staff", N_("Staff"), "id-card", 80, "ui.staff.page:StaffPage", forms=("staff_record",),
                  group="foot"),)
