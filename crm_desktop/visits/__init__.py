"""Call-backs (客户回访): lists, plans, records face to face and by telephone, reports."""

from crm_desktop.kit.feature import Entity, Feature, Setting
from crm_desktop.kit.i18n import N_

FEATURE = Feature(
    name="visits",
    title=N_("Call-backs"),
    order=30,
    after=("customers", "reminders"),
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
        Entity(
            form="telephone_callback_record", table="telephone_callbacks", title=("number",), customer="customer",
            when="last_called_at", person="caller", summary="last_result", contact=True,
            search=("last_result", "contact"), generated=("last_called_at", "last_result"),
            columns=("number", "last_called_at", "customer", "customer_name", "contact", "outcome", "next_attempt_on",
                     "caller"),
            filters=("outcome", "caller", "customer", "next_attempt_on"), sort="-last_called_at", icon="phone"),
        Entity(
            form="callback_report", table="callback_reports", title=("number",), customer="callback_customer",
            when="date", person="callback_staff", summary="result",
            search=("purpose", "result", "main_content", "main_opinions", "service_improvements"),
            columns=("number", "date", "callback_customer", "callback_staff", "purpose", "result", "reviewed_on"),
            filters=("callback_staff", "callback_customer", "date"), sort="-date", icon="file-text"),
        Entity(
            form="callback_list", table="callback_lists", title=("number",), when="list_date", person="prepared_by",
            search=("number",), columns=("number", "list_date", "prepared_by"), filters=("prepared_by", "list_date"),
            sort="-list_date", icon="clipboard-list"),
    ),
    settings=(
        Setting("visits.cadence_a", N_("Customers of grade A are called back every (days)"), "int", 30, minimum=1,
                maximum=730),
        Setting("visits.cadence_b", N_("Customers of grade B are called back every (days)"), "int", 60, minimum=1,
                maximum=730),
        Setting("visits.cadence_c", N_("Customers of grade C are called back every (days)"), "int", 90, minimum=1,
                maximum=730),
        Setting("visits.cadence_d", N_("All other customers are called back every (days)"), "int", 180, minimum=1,
                maximum=730),
        Setting("visits.rate_target", N_("Target of the call-back rate (percent, 0: none)"), "int", 0, minimum=0,
                maximum=100),
        Setting("visits.day_start", N_("Visits begin at (hour of the day)"), "int", 9, minimum=0, maximum=23),
        Setting("visits.day_end", N_("Visits end by (hour of the day)"), "int", 18, minimum=1, maximum=24,
                after="visits.day_start"),
        Setting("visits.lunch_start", N_("Lunch begins at"), "time", "12:00"),
        Setting("visits.lunch_end", N_("Lunch ends at"), "time", "13:30", after="visits.lunch_start",
                help=N_("No call-back is proposed meanwhile.")),
    ),
)
