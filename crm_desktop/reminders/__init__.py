"""Reminders, tasks and promises: what somebody has to do on a day, about any record or none."""

from crm_desktop.kit.feature import Entity, Feature
from crm_desktop.kit.i18n import N_

FEATURE = Feature(
    name="reminders",
    title=N_("Reminders"),
    order=15,
    after=("customers",),
    entities=(Entity(
        form="reminder", table="reminders", title=("what",), customer="customer", when="due_on", person="owner",
        summary="what", search=("what", "remarks"),
        columns=("due_on", "due_time", "kind", "what", "customer", "owner", "done_at"),
        filters=("kind", "owner", "customer", "due_on", "done_at"), sort="-due_on", icon="bell"),),
)
