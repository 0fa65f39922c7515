"""Columns of the customer list that show a state or leave something out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from crm_desktop.customers import model
from crm_desktop.kit import feature, forms, values
from crm_desktop.kit.i18n import _
from crm_desktop.kit.values import Context
from ui.kit.days import parts
from ui.kit.table import Column, column_of

Row = dict[str, Any]


def list_columns(least: float) -> list[Column]:
    """Completeness marked below `least`, call-backs due today marked, the last contact as a day."""
    form, entity = forms.get(model.FORM), feature.entity(model.FORM)
    by_id = form.by_id

    def complete(row: Row, ctx: Context) -> tuple[str, str] | None:
        share = row.get("record_completeness")
        if share is None or share >= least:
            return None
        return "near", values.show(by_id["record_completeness"], share, ctx)

    def callback(row: Row, ctx: Context) -> tuple[str, str] | None:
        return ("near", _("Today")) if row.get("next_callback_on") == ctx.today.isoformat() else None

    def contact(row: Row, ctx: Context) -> str:
        day, _time = parts(row.get("last_contact_at") or "", ctx)
        return values.show(by_id["next_callback_on"], day.isoformat(), ctx, near=True) if day else ""

    def column(name: str, **more: Any) -> Column:
        return replace(column_of(by_id[name], entity), **more)

    return [column("record_completeness", mark=complete), column("next_callback_on", mark=callback),
            column("last_contact_at", show=contact, width=104)]
