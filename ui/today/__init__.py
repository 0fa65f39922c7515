"""Today: the first page. What is due, each line with the act that comes next."""

from crm_desktop.kit.i18n import N_
from ui.kit.specs import HintSpec, PageSpec

PAGES = (PageSpec("today", N_("Today"), "calendar-check", 10, "ui.today.page:TodayPage", key="Ctrl+1",
                  badge="ui.today.badge:counts"),)
HINTS = (HintSpec("today", 10, N_("{key} is your list of the day: what is late, due today and due in the next three "
                                  "days. Enter on a line does what comes next."), "go_today"),)
