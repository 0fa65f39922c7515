"""Complaints (客户投诉记录表): what a customer complained about, who answers, how it ended."""

from crm_desktop.kit.feature import Entity, Feature, Setting
from crm_desktop.kit.i18n import N_

FEATURE = Feature(
    name="complaints",
    title=N_("Complaints"),
    order=20,
    after=("customers",),
    entities=(Entity(
        form="complaint_record", table="complaints", title=("complaint_no",), customer="customer",
        when="received_at", person="accepted_by", summary="content",
        search=("content", "contact", "product", "customer_request", "solution"),
        columns=("complaint_no", "received_at", "customer", "severity", "content", "status", "response_in_time",
                 "resolved_in_time", "owner"),
        filters=("status", "severity", "subject", "customer", "owner", "received_at"), sort="-received_at",
        icon="message-square-warning", contact=True),),
    settings=(
        Setting("complaints.response_hours", N_("A complaint is answered within (hours)"), "int", 2, minimum=1,
                maximum=240),
        Setting("complaints.solution_hours", N_("A complaint is solved within (hours)"), "int", 48, minimum=1,
                maximum=2400),
        Setting("complaints.repeat_days", N_("The same product within so many days counts as repeated"), "int", 90,
                minimum=1, maximum=3650),
    ),
)
