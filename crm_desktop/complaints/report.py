"""Complaints on paper: the sheet of a case with its steps, the customer's receipt, the result, lists, statistics."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from crm_desktop.complaints import clocks, history, model, rules, statistics_paper
from crm_desktop.kit import clock, forms, records, values
from crm_desktop.kit.forms import Field
from crm_desktop.kit.i18n import N_, _, language
from crm_desktop.kit.list_paper import chosen, list_report, sheet_report
from crm_desktop.kit.pdf.blocks import Block, FormSheet, Grid, Heading, KeepTogether, Note, Paper, Spacer, Text
from crm_desktop.kit.period import day_text
from crm_desktop.kit.report import Options, Report
from crm_desktop.kit.store import Store
from crm_desktop.kit.values import Context

_GROUP = N_("Complaints")
_ON_RECEIPT = ("complaint_no", "received_at", "customer", "complainant", "contact", "channel", "product", "content",
               "customer_request", "accepted_by")


def case_sheet(store: Store, options: Options) -> Paper:
    """The handbook's sheet of one case, its clocks, steps and department tasks."""
    record = chosen(store, model.FORM, options)
    case, form, ctx = records.whole(store, model.FORM, record), forms.get(model.FORM), store.context()
    blocks: list[Block] = [FormSheet(form, case), *_cause(form, case, ctx), *_clocks(store, record, ctx),
                           *_steps(store, record, ctx), *_tasks(store, record, ctx)]
    return Paper(form.text(), str(case["complaint_no"]), blocks=blocks, code=form.prefix,
                 sign_off=("prepared", "reviewed", "approved"))


def _cause(form: forms.Form, case: dict[str, Any], ctx: Context) -> list[Block]:
    """What the form keeps beside the handbook's print: the cause, and what came of a reopening."""
    fields = [form.by_id[f] for f in ("cause_class", "cause", "reopened_count", "reopen_reason") if case.get(f)]
    return [FormSheet(replace(form, groups=(), fields=tuple(replace(f, system=False) for f in fields)), case)] \
        if fields else []


_CLOCKS = {model.RESPONSE: N_("Response"), model.SOLUTION: N_("Solution")}
_STRETCHES = {"used": N_("counted"), "over": N_("over the limit"), "ahead": N_("still ahead")}


def _clocks(store: Store, record: int, ctx: Context) -> list[Block]:
    """The ledger of both clocks, and what they say."""
    rows, said = [], []
    for kind, one in clocks.of(store, record).items():
        if one is None:
            continue
        words = [clocks.words(one) or ""]
        if not one.running:
            words.insert(0, rules.choice_of(model.FORM, f"{kind}_state", one.state))
        said.append(rules.pair(_(_CLOCKS[kind]), _("{state}, {time}").format(state=words[0], time=words[1])
                               if words[1:] else words[0]))
        rows += [[_(_CLOCKS[kind]) if x.round == 1 else _("{clock}, round {round}").format(
            clock=_(_CLOCKS[kind]), round=x.round), _time(x.start, ctx), _time(x.end, ctx), _(_STRETCHES[x.what]),
            clocks.length(x.minutes), clocks.length(x.total), clocks.length(x.limit),
            clocks.length(x.rest) if x.rest >= 0 else "-" + clocks.length(-x.rest)] for x in one.ledger]
    heads = (_("Clock"), _("Begins"), _("Ends"), _("Stretch"), _("Time spent"), _("Sum"),
             _("Time limit"), _("Time left"))
    grid = Grid(heads, rows, align="llllrrrr", widths=(15, 14, 14, 13, 12, 12, 10, 13))
    return [KeepTogether([Heading(_("How the limits are worked out")), grid,
                          Note(_("; ").join(said))])] if rows else []


def _steps(store: Store, record: int, ctx: Context) -> list[Block]:
    rows = [[_time(s.at, ctx), s.word(), s.text, (ctx.name_of("user_ref", s.who) or "") if s.who else ""]
            for s in history.steps(store, record)]
    form = forms.get(model.STEP)
    return [Heading(form.text()), Grid([form.by_id[f].text() for f in ("at", "kind", "text", "who")], rows,
                                       align="l", widths=(14, 13, 57, 12))]


def _tasks(store: Store, record: int, ctx: Context) -> list[Block]:
    form, names = forms.get(model.TASK), ("department", "what", "owner", "due_at", "done_at", "result")
    rows = store.rows(f"SELECT {', '.join(names)} FROM complaint_tasks WHERE complaint = ? AND deleted_at IS NULL"
                      " ORDER BY id", (record,))
    if not rows:
        return []
    shown = [[values.show(form.by_id[n], row[n], ctx) for n in names] for row in rows]
    return [Heading(form.text()), Grid([form.by_id[n].text() for n in names], shown, align="l",
                                       widths=(12, 26, 10, 16, 16, 26))]


def _time(at: str, ctx: Context) -> str:
    return values.show(forms.get(model.FORM).by_id["received_at"], at[:17] + "00Z", ctx, near=True)


def receipt(store: Store, options: Options) -> Paper:
    """For the customer: number, time, what was said, who took it down, until when we answer and solve, telephone."""
    record = chosen(store, model.FORM, options)
    case, form = records.whole(store, model.FORM, record), forms.get(model.FORM)
    fields = [form.by_id[f] for f in _ON_RECEIPT if case.get(f) is not None]
    both = clocks.of(store, record)
    for kind, label in ((model.RESPONSE, _("We answer by")), (model.SOLUTION, _("We solve it by"))):
        one = both[kind]
        limit = one.limit_at if one else None
        fields.append(Field(f"{kind}_by", "datetime", {language(): label}))
        case[f"{kind}_by"] = limit
    sheet = replace(form, groups=(), fields=tuple(fields))
    asked = _("When you ask about this complaint, say its number: {number}.").format(number=case["complaint_no"])
    phone = _("Our telephone: {phone}").format(phone=store.office.phone) if store.office.phone else ""
    day = clock.instant(case["received_at"]).astimezone(store.zone).date()
    blocks: list[Block] = [FormSheet(sheet, case), Spacer(2), Text(" ".join(filter(None, (asked, phone))))]
    return Paper(_("Complaint receipt"), str(case["complaint_no"]), blocks=blocks,
                 date_text=_("Date: {date}").format(date=day_text(day)),
                 sign_off=(_("Accepted by"), _("Customer")))


def result(store: Store, options: Options) -> Paper:
    """The result report of a case: as it was written, else prefilled from the case."""
    case, form = chosen(store, model.FORM, options), forms.get(model.RESULT)
    written = store.value("SELECT max(id) FROM complaint_results WHERE complaint = ? AND deleted_at IS NULL", (case,))
    found = records.whole(store, model.RESULT, written) if written else history.result_draft(store, case)
    note = [] if written else [Note(_("Put together from the case; no result report was saved yet."))]
    return Paper(form.text(), str(found.get("number") or ""), blocks=[FormSheet(form, found), *note],
                 code=form.prefix, sign_off=("prepared", "reviewed", "approved"))


REPORTS = [
    Report("complaint-record", "", _GROUP, ("record", "customer"), case_sheet, form=model.FORM),
    Report("complaint-receipt", N_("Complaint receipt"), _GROUP, ("record", "customer"), receipt, form=model.FORM),
    Report("complaint-result", N_("Result of a complaint"), _GROUP, ("record", "customer"), result, form=model.FORM),
    sheet_report(model.RESULT, _GROUP),
    sheet_report(model.CALLBACK, _GROUP),
    sheet_report(model.TASK, _GROUP),
    Report("complaint-statistics", N_("Customer complaint statistics report"), _GROUP, ("period",),
           statistics_paper.build),
    list_report("complaint-list", N_("Complaint list"), _GROUP, model.FORM,
                ("complaint_no", "received_at", "customer", "severity", "subject", "content", "status", "owner")),
    list_report("complaint-task-list", N_("Department tasks"), _GROUP, model.TASK,
                ("number", "complaint", "department", "what", "owner", "due_at", "done_at")),
    list_report("complaint-callback-list", N_("Call-backs about complaints"), _GROUP, model.CALLBACK,
                ("number", "called_back_at", "complaint", "customer", "reached", "satisfaction", "opinions", "caller")),
    list_report("complaint-result-list", N_("Result reports"), _GROUP, model.RESULT,
                ("number", "submitted_on", "complaint", "customer", "handling_result", "submitted_to")),
]
