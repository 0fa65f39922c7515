"""Today: the first page. What is due, each line with the act that comes next."""

from crm_desktop.kit.i18n import N_
from ui.kit.specs import PageSpec

PAGES = (PageSpec("today", N_("Today"), "calendar-check", 10, "ui.today.page:TodayPage", key="Ctrl+1",
                  badge="ui.today.badge:counts"),)
