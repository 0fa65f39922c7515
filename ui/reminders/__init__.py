"""Reminders: from every card (Ctrl+R), said when they are due, and as a list."""

from crm_desktop.kit.i18n import N_
from ui.kit.specs import CardActSpec, LineActSpec, PageSpec, PanelSpec, WatchSpec

PAGES = (PageSpec("reminders", N_("Reminders and tasks"), "bell", 90, "ui.reminders.page:RemindersPage",
                  forms=("reminder",), group="hidden"),)
PANELS = (PanelSpec("customer_card", 60, "ui.reminders.panels:OpenReminders"),)
CARD_ACTS = (CardActSpec("remind", N_("Remind me"), "bell", 10, "Ctrl+R", "ui.reminders.page:remind"),)
LINE_ACTS = (LineActSpec("reminder", "done", "ui.reminders.page:done_now"),)
WATCHES = (WatchSpec(10, "ui.reminders.watch:ReminderWatch"),)
