"""Conditions of a list: what each field can be asked for, and the words on its chip."""

from __future__ import annotations

from typing import Any

from crm_desktop.kit import values
from crm_desktop.kit.feature import Entity
from crm_desktop.kit.forms import Field, Form
from crm_desktop.kit.i18n import _, ngettext
from crm_desktop.kit.query import IDS, Condition


def can_ask(field: Field, entity: Entity) -> bool:
    """Whether a list can be filtered by a field."""
    if field.sensitive or field.type in ("table", "signature") or (field.type == "form_ref" and not field.ref):
        return False
    return field.stored or field.id in entity.generated


def fields_to_ask(form: Form, entity: Entity) -> list[Field]:
    """The fields to filter by, those the entity names first."""
    first = [form.by_id[n] for n in entity.filters if n in form.by_id]
    rest = [f for f in form.fields if f not in first]
    return [f for f in (*first, *rest) if can_ask(f, entity)]


def described(condition: Condition, form: Form, ctx: values.Context) -> str:
    """The words on a condition's chip."""
    if condition.field == IDS:
        count = len(condition.value)
        return ngettext("{n} record behind a number", "{n} records behind a number", count).format(n=f"{count:,}")
    field, value = form.by_id[condition.field], condition.value
    said = {
        "in": lambda: values.joiner().join(_one(field, v, ctx) for v in value),
        "is": lambda: _one(field, value, ctx),
        "contains": lambda: _('contains "{text}"').format(text=value),
        "empty": lambda: _("not known"),
        "filled": lambda: _("known"),
        "lt": lambda: _("below {value}").format(value=_one(field, value, ctx)),
        "gt": lambda: _("above {value}").format(value=_one(field, value, ctx)),
        "between": lambda: _range(field, value, ctx),
    }[condition.op]()
    return _("{label}: {value}").format(label=field.text(), value=said)


def _one(field: Field, value: Any, ctx: values.Context) -> str:
    if value is None:
        return _("not known")
    single = values.show(field, [value] if field.type == "multi_choice" or field.multiple else value, ctx)
    return single or str(value)


def _range(field: Field, value: tuple[Any, Any], ctx: values.Context) -> str:
    low, high = (_one(field, v, ctx) if v is not None else "" for v in value)
    if low and high:
        return _("{low} to {high}").format(low=low, high=high)
    return _("from {low}").format(low=low) if low else _("to {high}").format(high=high)
