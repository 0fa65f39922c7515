"""Reception: who comes by, what they want, what is promised; the visitor register."""

from crm_desktop.kit.i18n import N_
from ui.kit.specs import PageSpec, PanelSpec

PAGES = (PageSpec("reception", N_("Reception"), "door-open", 45, "ui.reception.page:ReceptionPage",
                  forms=("reception_record", "visitor_register")),)
PANELS = (PanelSpec("customer_card", 45, "ui.reception.panels:OpenPromises"),)
