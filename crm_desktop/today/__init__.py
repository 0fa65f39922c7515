"""Today: what every feature says is due, in one list, and the morning sheet. It keeps nothing of its own."""

from crm_desktop.kit.feature import Feature
from crm_desktop.kit.i18n import N_

FEATURE = Feature(name="today", title=N_("Today"), order=95)
