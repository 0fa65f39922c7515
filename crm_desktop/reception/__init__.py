"""Reception (客户接待): who came by, what was asked and promised, and the visitor register at the door."""

from crm_desktop.kit.feature import Entity, Feature
from crm_desktop.kit.i18n import N_

FEATURE = Feature(
    name="reception",
    title=N_("Reception"),
    order=35,
    after=("customers", "reminders"),
    entities=(
        Entity(
            form="reception_record", table="receptions", title=("number",), customer="organisation",
            when="received_at", person="receptionist", summary="visit_purpose", contact=True,
            search=("visit_purpose", "visit_requests", "unresolved_reason"), generated=("promise_due_on",),
            columns=("number", "received_at", "customer_name", "organisation", "visit_purpose", "resolution",
                     "promise_due_on", "promise_kept_on", "receptionist"),
            filters=("resolution", "receptionist", "organisation", "received_at"), sort="-received_at",
            icon="door-open"),
        Entity(
            form="visitor_register", table="visitor_registers", title=("number", "visitor_names"), when="date",
            search=("visitor_names",), columns=("number", "date", "visitor_names"), filters=("date",), sort="-date",
            icon="clipboard-list"),
    ),
)
