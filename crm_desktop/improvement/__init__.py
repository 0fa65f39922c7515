"""Improvement: what is done when a number misses its mark, who does it, until when, and whether it helped."""

from crm_desktop.kit.feature import Entity, Feature, Setting
from crm_desktop.kit.i18n import N_

FEATURE = Feature(
    name="improvement",
    title=N_("Improvement actions"),
    order=45,
    after=("staff", "surveys"),
    entities=(Entity(
        form="improvement_action", table="improvement_actions", title=("number",), when="due_on", person="owner",
        summary="problem", search=("problem", "cause", "measure", "verification"),
        columns=("number", "trigger", "problem", "measure", "owner", "due_on", "progress", "done_on", "effective"),
        filters=("trigger", "owner", "due_on", "done_on", "effective", "survey_plan"), sort="-due_on",
        icon="list-checks"),),
    settings=(
        Setting("improvement.days", N_("Days a new improvement action is given"), "int", 30, minimum=1, maximum=365),
    ),
)
