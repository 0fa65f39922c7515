"""The staff register (部门人员登记表): the people every owner, visitor and handler field points to."""

from crm_desktop.kit.feature import Entity, Feature
from crm_desktop.kit.i18n import N_

FEATURE = Feature(
    name="staff",
    title=N_("Staff"),
    order=5,
    entities=(Entity(
        form="staff_record", table="staff", title=("name",), search=("name", "telephone", "department", "position"),
        columns=("number", "name", "position", "department", "telephone", "email", "joined_on", "active"),
        filters=("department", "level", "active", "qualified"), sort="name", sorted_text=("name",), icon="id-card"),),
)
