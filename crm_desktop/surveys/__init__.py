"""Surveys: plans, and the handbook's satisfaction sheet (客户满意度调查表) as it comes back from customers."""

from crm_desktop.kit.feature import Entity, Feature, Setting
from crm_desktop.kit.i18n import N_

FEATURE = Feature(
    name="surveys",
    title=N_("Surveys"),
    order=40,
    after=("customers", "staff", "remarks"),
    entities=(
        Entity(
            form="customer_survey_plan", table="survey_plans", title=("number", "plan_name"), when="starts_on",
            summary="plan_name", search=("plan_name", "survey_objective", "content_and_items", "remarks"),
            columns=("number", "plan_name", "starts_on", "ends_on", "sent_count", "returned_count", "valid_count",
                     "target_valid_responses", "closed_on"),
            filters=("starts_on", "ends_on", "closed_on", "survey_methods"), sort="-starts_on",
            icon="clipboard-list"),
        Entity(
            form="customer_satisfaction_survey", table="satisfaction_sheets", title=("number",), customer="employer",
            when="answered_on", summary="overall_service",
            search=("name", "products_purchased", "service_improvements_wanted", "product_suggestions", "sheet_no"),
            columns=("number", "answered_on", "employer", "name", "overall_service", "satisfaction_score",
                     "is_satisfied", "is_valid"),
            filters=("survey_plan", "overall_service", "is_valid", "employer", "answered_on", "invalid_cause",
                     "followed_up_on", "batch"),
            sort="-answered_on", icon="clipboard-list")),
    settings=(
        Setting("surveys.threshold", N_("Satisfaction below this needs an improvement action (percent)"), "int", 90,
                minimum=0, maximum=100),
        Setting("surveys.least_sheets", N_("Below so many valid sheets no percentage is given"), "int", 30,
                minimum=1, maximum=10000),
        Setting("surveys.least_items", N_("A sheet entered with fewer answers is not valid"), "int", 8,
                minimum=0, maximum=14),
        Setting("surveys.target", N_("Valid sheets a survey aims at when its plan names no target"), "int", 1000,
                minimum=1, maximum=1000000),
        Setting("surveys.follow_up_days", N_("Days to call back a dissatisfied customer"), "int", 3,
                minimum=0, maximum=60),
    ),
)
