"""Import: a sheet becomes a plan (new, changed, same, rejected, with differences), the plan one change.

    plan = prepare(store, "customer_master", path)      reads, finds head and columns, compares; writes nothing
    counts = run_import(store, plan)                    one transaction, undone as one
    write_rejects(plan, out)                            the rejected rows with a column that says why
"""

from crm_desktop.kit.importing.plan import Difference, ImportPlan, Outcome, plan_import
from crm_desktop.kit.importing.run import (
    Counts,
    forget_mapping,
    prepare,
    remember_mapping,
    remembered_mapping,
    run_import,
    write_rejects,
)

__all__ = [
    "Counts", "Difference", "ImportPlan", "Outcome", "forget_mapping", "plan_import", "prepare", "remember_mapping",
    "remembered_mapping", "run_import", "write_rejects",
]
