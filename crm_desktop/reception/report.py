"""Reception on paper."""

from __future__ import annotations

from dataclasses import replace

from crm_desktop.kit import forms, records
from crm_desktop.kit.i18n import N_
from crm_desktop.kit.list_paper import chosen, list_report
from crm_desktop.kit.pdf.blocks import FormSheet, Paper
from crm_desktop.kit.report import Options, Report
from crm_desktop.kit.store import Store
from crm_desktop.reception.service import PROMISED, RECEPTION, REGISTER

_GROUP = N_("Reception")
_SIGNED = ("prepared", "reviewed", "approved")


def record_sheet(store: Store, options: Options) -> Paper:
    """A reception record; the promised days stand in the blank of their answer, as printed."""
    form, found = forms.get(RECEPTION), records.whole(store, RECEPTION, chosen(store, RECEPTION, options))
    return Paper(form.text(), str(found["number"]), blocks=[FormSheet(_filled(form, found["promised_days"]), found)],
                 code=form.prefix, sign_off=_SIGNED)


def _filled(form: forms.Form, days: int | None) -> forms.Form:
    """The form with the days written into "within __ days"; they need no line of their own."""
    by_id = form.by_id["resolution"]
    choices = tuple(replace(c, label={k: v.replace("__", f" {days} ") for k, v in c.label.items()})
                    if c.id == PROMISED and days is not None else c for c in by_id.choices)
    return replace(form, fields=tuple(replace(f, choices=choices) if f.id == "resolution" else f
                                      for f in form.fields if f.id != "promised_days"))


def register_sheet(store: Store, options: Options) -> Paper:
    """A day's visitors, on its side, with the numbers of identity cards masked."""
    form = forms.get(REGISTER)
    found = records.get(store, REGISTER, chosen(store, REGISTER, options))
    return Paper(form.text(), str(found["number"]), blocks=[FormSheet(form, found)], code=form.prefix,
                 sign_off=_SIGNED[:2], landscape=True)


REPORTS = [
    Report("reception-record", "", _GROUP, ("record", "customer"), record_sheet, form=RECEPTION),
    Report("visitor-register", "", _GROUP, ("record",), register_sheet, form=REGISTER),
    list_report("reception-list", N_("List of receptions"), _GROUP, RECEPTION,
                ("number", "received_at", "customer_name", "organisation", "visit_purpose", "resolution",
                 "promise_due_on", "promise_kept_on", "receptionist")),
]
