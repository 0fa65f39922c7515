"""Links to other records: typed as a number or an exact name, kept as an id."""

from __future__ import annotations

import re
from typing import Any

from crm_desktop.kit import forms
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.forms import Field
from crm_desktop.kit.i18n import _
from crm_desktop.kit.values.context import Context
from crm_desktop.kit.values.text import shorten

_LIST = re.compile(r"[、;；\n]")
_LIST_WEAK = re.compile(r"[、;；\n,，/／]")
_NUMBER = re.compile(r"([A-Z]{2})-[\d-]+", re.IGNORECASE)
Link = int | dict[str, Any]


def kind_of(field: Field) -> str:
    """What the field points to: its type, or for a form_ref the form; "" where any form will do."""
    return (field.ref or "") if field.type == "form_ref" else field.type


def _find(field: Field, text: str, ctx: Context) -> list[Link]:
    kind = kind_of(field)
    if kind:
        return list(ctx.find(kind, text))
    match = _NUMBER.fullmatch(text)
    form = forms.by_prefix(match[1].upper()) if match else None
    return [{"form": form, "id": i} for i in ctx.find(form, text)] if form else []


def _one(field: Field, text: str, ctx: Context) -> Link:
    hits = _find(field, text, ctx)
    if not hits:
        raise Problem(_("{label}: there is no record {text} yet. "
                        "Enter it first.").format(label=field.text(), text=shorten(text)))
    if len(hits) > 1:
        raise Problem(_("{label}: {count} records are called {text}. Use the number instead.").format(
            label=field.text(), count=len(hits), text=shorten(text)))
    return hits[0]


def parse(field: Field, text: str, ctx: Context) -> Link | list[Link]:
    """The record meant, or a list of them where the field takes several. Raises Problem."""
    if not field.multiple:
        return _one(field, text, ctx)
    found: list[Link] = []
    for part in filter(None, map(str.strip, _LIST.split(text))):
        # A comma or a slash may belong to a name: only cut there when nothing is called so.
        whole = len(_find(field, part, ctx)) == 1
        names = [part] if whole else [p.strip() for p in _LIST_WEAK.split(part)]
        found += [_one(field, name, ctx) for name in names if name]
    return [link for n, link in enumerate(found) if link not in found[:n]]


def name(field: Field, link: object, ctx: Context) -> str:
    """The name of the record linked to; #12 where there is none of that id."""
    if isinstance(link, dict):
        kind, record = str(link.get("form", "")), link.get("id")
    else:
        kind, record = kind_of(field), link
    known = ctx.name_of(kind, record) if kind and isinstance(record, int) else None
    return known or f"#{record}"


def valid(field: Field, link: object) -> bool:
    """Whether this is a link as it is kept."""
    if isinstance(link, dict):
        return not kind_of(field) and isinstance(link.get("form"), str) and valid_id(link.get("id"))
    return bool(kind_of(field)) and valid_id(link)


def valid_id(record: object) -> bool:
    """Whether this can be a record's id."""
    return isinstance(record, int) and not isinstance(record, bool) and 0 < record < 2**63
