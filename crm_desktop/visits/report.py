"""Call-backs on paper."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from crm_desktop.kit import forms, rates, records
from crm_desktop.kit.i18n import N_
from crm_desktop.kit.list_paper import chosen, list_report, sheet_report
from crm_desktop.kit.pdf.blocks import FormSheet, Paper
from crm_desktop.kit.period import Period
from crm_desktop.kit.report import Options, Report, write
from crm_desktop.kit.store import Store
from crm_desktop.kit.store.layout import Record
from crm_desktop.visits import figures, proposals
from crm_desktop.visits.model import LIST, PHONE, PLAN, RECORD, REPORT
from crm_desktop.visits.preparation_paper import preparation_paper
from crm_desktop.visits.week_paper import week_paper

_GROUP = N_("Call-backs")
_NEARLY = 2  # pages of what may fit one when it is set closer
_STATISTICS = "callback_rate_statistics"


def list_sheet(store: Store, options: Options) -> Paper:
    """A call-back list with the day of each customer's last call-back."""
    record = chosen(store, LIST, options)
    form, found = forms.get(LIST), records.whole(store, LIST, record)
    found["entries"] = proposals.entries(store, record)
    return Paper(form.text(), str(found["number"]), blocks=[FormSheet(form, found)], code=form.prefix,
                 sign_off=("prepared", "reviewed", "approved"))


def report_sheet(store: Store, options: Options) -> Paper:
    """A call-back report as the handbook prints it: one page, signed by the comment of the manager in charge."""
    form, found = forms.get(REPORT), records.get(store, REPORT, chosen(store, REPORT, options))
    fields = [f for f in form.fields if not f.inferred]
    narrow = [replace(f, type="text") if f.type == "multiline" and not found[f.id] else f for f in fields]
    for some in (fields, narrow):  # what was left open takes less room where the page is too short
        paper = Paper(form.text(), str(found["number"]), code=form.prefix,
                      blocks=[FormSheet(replace(form, fields=tuple(some)), found)])
        if write(store, paper, BytesIO()) != _NEARLY:
            break
    return paper


def rate_sheet(store: Store, options: Options) -> Paper:
    """The call-back rates of a period by person, of key accounts, after complaints (R53)."""
    period, form = options.period_or(store), forms.get(_STATISTICS)
    blocks = [FormSheet(form, rate_values(store, period))]
    return Paper(form.text(), f"{form.prefix}-{period}", period_text=period.span(), blocks=blocks, code=form.prefix,
                 sign_off=("prepared", "reviewed", "approved"))


def rate_values(store: Store, period: Period) -> Record:
    """callback_rate_statistics of a period; a rate without anything planned stays open."""
    found, made = figures.rates(store, period), figures.made_by(store, period)
    planned = {p.person: p.planned for p in figures.people(store, period) if not isinstance(p.person, str)}
    rows = []
    for who in sorted({*planned, *made}, key=lambda w: (w is None, -planned.get(w, 0), w or 0)):
        done, all_ = made.get(who, 0), planned.get(who, 0)
        rows.append({"user": who, "planned": all_, "done": done, "rate": rates.in_percent(done, all_)})
    target = store.setting("visits.rate_target")
    return {"period": period.title(), "by_person": rows, "target": target or None,
            "key_account_rate": rates.in_percent(found.key_called, found.key_all),
            "complaint_callback_rate": rates.in_percent(found.complaints_called, found.complaints_solved)}


REPORTS = [
    Report("visit-plan", N_("Call-back plan of the week"), _GROUP, ("period", "query"), week_paper),
    Report("visit-preparation", N_("Call-back preparation sheet"), _GROUP, ("record", "customer"), preparation_paper,
           either=PLAN),
    sheet_report(PLAN, _GROUP),
    sheet_report(RECORD, _GROUP),
    sheet_report(PHONE, _GROUP),
    Report("callback-report", "", _GROUP, ("record", "customer"), report_sheet, form=REPORT),
    Report("callback-list", "", _GROUP, ("record",), list_sheet, form=LIST),
    Report("callback-rate", "", _GROUP, ("period",), rate_sheet, form=_STATISTICS),
    list_report("callback-plan-list", N_("List of planned call-backs"), _GROUP, PLAN,
                ("number", "planned_date", "start_time", "planned_customer", "callback_mode", "purpose", "state",
                 "callback_specialist")),
    list_report("callback-record-list", N_("List of call-back records"), _GROUP, RECORD,
                ("number", "callback_date", "customer_visited", "visitor", "product_fit_satisfaction", "key_points")),
    list_report("telephone-callback-list", N_("List of telephone call-backs"), _GROUP, PHONE,
                ("number", "last_called_at", "customer", "customer_name", "outcome", "last_result",
                 "next_attempt_on", "caller")),
]
