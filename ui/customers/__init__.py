"""Customers: the list, the card with its timeline, contacts, purchases, notes and files."""

from crm_desktop.kit.i18n import N_
from ui.kit.specs import PageSpec, PanelSpec

PAGES = (PageSpec("customers", N_("Customers"), "users", 20, "ui.customers.page:CustomersPage", key="Ctrl+2",
                  forms=("customer_master", "contact_person", "purchase_record", "communication_record",
                         "attached_file")),)
PANELS = (PanelSpec("customer_card", 10, "ui.customers.contacts:Contacts"),
          PanelSpec("customer_card", 20, "ui.customers.purchases:Purchases"))
