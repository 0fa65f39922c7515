"""Surveys: the handbook's satisfaction sheet (客户满意度调查表) as it comes back from customers."""

from crm_desktop.kit.feature import Entity, Feature, Setting
from crm_desktop.kit.i18n import N_

FEATURE = Feature(
    name="surveys",
    title=N_("Surveys"),
    order=40,
    after=("customers",),
    entities=(Entity(
        form="customer_satisfaction_survey", table="satisfaction_sheets", title=("number",), customer="employer",
        when="answered_on", summary="overall_service",
        search=("name", "products_purchased", "service_improvements_wanted", "product_suggestions"),
        columns=("number", "answered_on", "employer", "name", "overall_service", "satisfaction_score",
                 "is_satisfied", "is_valid"),
        filters=("overall_service", "is_valid", "employer", "answered_on"), sort="-answered_on",
        icon="clipboard-list"),),
    settings=(
        Setting("surveys.threshold", N_("Satisfaction below this needs an improvement action (percent)"), "int", 90,
                minimum=0, maximum=100),
        Setting("surveys.least_sheets", N_("Below so many valid sheets no percentage is given"), "int", 30,
                minimum=1, maximum=10000),
    ),
)
