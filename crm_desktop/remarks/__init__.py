"""Remarks: what the office adds by hand to a report of a period, and prints with it."""

from crm_desktop.kit.feature import Entity, Feature
from crm_desktop.kit.i18n import N_

FEATURE = Feature(
    name="remarks",
    title=N_("Remarks"),
    order=12,
    entities=(Entity(form="report_remark", table="report_remarks", title=("number", "report", "period"),
                     columns=("number", "report", "period", "remarks"), sort="-id"),),
)
