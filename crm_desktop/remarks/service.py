"""The verbs of remarks: one text per report and period."""

from __future__ import annotations

from crm_desktop.kit import records
from crm_desktop.kit.store import Store
from crm_desktop.kit.store.layout import Record

FORM = "report_remark"


def text(store: Store, report: str, period: str) -> str:
    """What was added to that report of that period; empty when nothing was."""
    row = _row(store, report, period)
    return str(row["remarks"] or "") if row else ""


def keep(store: Store, report: str, period: str, remarks: str) -> None:
    """Keep the text, as one change that can be undone; the same text changes nothing.

    Raises Problems where the text can't be kept (too long, a sign that is none).
    """
    wanted = remarks.strip() or None
    row = _row(store, report, period)
    if wanted == (row["remarks"] if row else None):
        return
    if row:
        records.save(store, FORM, row["id"], {"remarks": wanted})
    else:
        records.create(store, FORM, {"report": report, "period": period, "remarks": wanted})


def _row(store: Store, report: str, period: str) -> Record | None:
    return store.row("SELECT id, remarks FROM report_remarks WHERE report = ? AND period = ? AND deleted_at IS NULL"
                     " ORDER BY id LIMIT 1", (report, period))
