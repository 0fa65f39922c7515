"""Call-backs (客户回访): plans (客户回访计划表) and records (客户回访记录表)."""

from crm_desktop.kit.feature import Entity, Feature
from crm_desktop.kit.i18n import N_

FEATURE = Feature(
    name="visits",
    title=N_("Call-backs"),
    order=30,
    after=("customers",),
    entities=(
        Entity(
            form="callback_plan", table="callback_plans", title=("number",), customer="planned_customer",
            when="planned_date", person="callback_specialist", summary="purpose",
            search=("purpose", "place", "callback_content"),
            columns=("number", "planned_date", "start_time", "planned_customer", "callback_mode", "purpose", "state",
                     "callback_specialist"),
            filters=("state", "callback_specialist", "planned_customer", "planned_date"), sort="-planned_date",
            icon="calendar-days"),
        Entity(
            form="callback_record", table="callback_records", title=("number",), customer="customer_visited",
            when="callback_date", person="visitor", summary="key_points", contact=True,
            search=("key_points", "visit_notes", "customer_opinions", "countermeasures"),
            columns=("number", "callback_date", "customer_visited", "visitor", "product_fit_satisfaction",
                     "key_points", "reviewed_on"),
            filters=("visitor", "customer_visited", "product_fit_satisfaction", "callback_date"),
            sort="-callback_date", icon="phone-outgoing"),
    ),
)
