"""Complaints (客户投诉记录表): what a customer complained about, who answers, how it ended."""

from crm_desktop.kit.feature import Entity, Feature, Setting
from crm_desktop.kit.i18n import N_

# Words that make a complaint major: goods sent back, production stopped, people hurt, law, press, refunds.
MAJOR_WORDS = ("退货，退款，停产，停线，影响交货，延误交货，受伤，安全事故，起火，漏电，泄漏，爆炸，律师，起诉，诉讼，索赔，赔偿，媒体，记者，曝光，"
               "客诉升级，refund, return the goods, production stopped, line is down, injured, accident, on fire, lawyer,"
               " sue, court, press")

_KEPT = N_("Holds for complaints registered from now on; each keeps the limit it began with.")
FEATURE = Feature(
    name="complaints",
    title=N_("Complaints"),
    order=20,
    after=("customers",),
    entities=(
        Entity(
            form="complaint_record", table="complaints", title=("complaint_no",), customer="customer",
            when="received_at", person="accepted_by", summary="content",
            search=("content", "contact", "product", "customer_request", "solution"),
            columns=("complaint_no", "received_at", "customer", "severity", "content", "status", "response_clock",
                     "solution_clock", "owner"),
            filters=("status", "severity", "subject", "cause_class", "responsible_department", "customer", "owner",
                     "received_at"),
            sort="-received_at", generated=("next_limit_at", "next_near_at"), indexed=("next_limit_at",),
            icon="message-square-warning", contact=True,
            spoken=(("first_response_at", N_("First response")),)),
        Entity(
            form="complaint_step", table="complaint_steps", title=("number",), part_of="complaint_record",
            master="complaint", when="at", person="who", summary="text",
            columns=("at", "complaint", "kind", "text", "who"), filters=("complaint", "kind", "who", "at"),
            sort="-at", icon="list"),
        Entity(
            form="complaint_task", table="complaint_tasks", title=("number",), part_of="complaint_record",
            master="complaint", when="due_at", person="owner", summary="what", search=("number", "what", "department"),
            columns=("number", "complaint", "department", "what", "owner", "due_at", "done_at", "result"),
            filters=("complaint", "department", "owner", "due_at", "done_at"), sort="-id", icon="list-checks"),
        Entity(
            form="complaint_callback_record", table="complaint_callbacks", title=("number",),
            part_of="complaint_record", master="complaint", customer="customer", when="called_back_at",
            person="caller", summary="opinions", search=("number", "opinions"), contact="reached",
            columns=("number", "called_back_at", "complaint", "customer", "mode", "reached", "satisfied",
                     "satisfaction", "opinions", "caller"),
            filters=("complaint", "reached", "satisfied", "satisfaction", "caller", "called_back_at"),
            sort="-called_back_at", icon="phone-outgoing"),
        Entity(
            form="complaint_result_report", table="complaint_results", title=("number",),
            part_of="complaint_record", master="complaint", customer="customer", when="submitted_on",
            person="reporter", summary="handling_result", search=("number", "handling_result", "complaint_summary"),
            columns=("number", "submitted_on", "complaint", "customer", "handling_result", "submitted_to", "reporter"),
            filters=("complaint", "customer", "reporter", "submitted_on"), sort="-submitted_on", icon="file-text"),
    ),
    settings=(
        Setting("complaints.response_hours", N_("A complaint is answered within (hours)"), "int", 2, minimum=1,
                maximum=240, help=_KEPT),
        Setting("complaints.solution_hours", N_("A complaint is solved within (hours)"), "int", 48, minimum=1,
                maximum=2400, help=_KEPT),
        Setting("complaints.callback_days", N_("A solved complaint is called back within (days)"), "int", 3,
                minimum=0, maximum=60),
        Setting("complaints.repeat_days", N_("The same product within so many days counts as repeated"), "int", 90,
                minimum=1, maximum=3650),
        Setting("complaints.major_words", N_("Words that propose a major complaint"), "text", MAJOR_WORDS,
                help=N_("Separated by commas. Simplified and traditional count as the same.")),
    ),
)
