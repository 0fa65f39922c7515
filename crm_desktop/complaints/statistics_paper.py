"""complaint_statistics_report (客户投诉报表) on paper: a period against the one before it."""

from __future__ import annotations

from collections.abc import Callable

from crm_desktop.complaints import figures, model, statistics
from crm_desktop.complaints.figures import Line, mean_text
from crm_desktop.complaints.statistics import COMPLETE, Statistics
from crm_desktop.kit import forms, rates, values
from crm_desktop.kit.i18n import _
from crm_desktop.kit.pdf.blocks import Block, Chart, Grid, Heading, KeepTogether, Note, Paper, SideBySide
from crm_desktop.kit.pdf.numerals import heading_number
from crm_desktop.kit.period import Period, month_name
from crm_desktop.kit.report import Options
from crm_desktop.kit.store import Store

_MOST = 12
_SHORT = 6


def build(store: Store, options: Options) -> Paper:
    """The numbers beside those of the period before, then by severity, subject, cause, channel and department."""
    period, form = options.period_or(store), forms.get("complaint_statistics_report")
    this, before = statistics.compare(store, period)
    blocks: list[Block] = [Heading(heading_number(1) + _("Overview")), _overview(this, before), *_method(store, this)]
    if not this.received:
        return _paper(form, period, [*blocks, Note(_("There was no complaint in this period."))])
    blocks.append(SideBySide(_course(store, period), _causes(store, period)))
    for number, field in enumerate(("severity", "subject", "cause_class", "channel", "responsible_department"), 2):
        blocks += _groups(store, period, number, field)
    return _paper(form, period, blocks)


def _paper(form: forms.Form, period: Period, blocks: list[Block]) -> Paper:
    return Paper(form.text(), f"{form.prefix}-{period}", period_text=period.span(), blocks=blocks, code=form.prefix,
                 sign_off=("prepared", "reviewed", "approved"))


def _overview(this: Statistics, before: Statistics) -> Grid:
    items: list[tuple[str, Callable[[Statistics], str], Callable[[Statistics], float | None], str]] = [
        (_("Total complaints"), lambda s: f"{s.received:,}", lambda s: s.received, "%"),
        (_("Active customers"), lambda s: f"{s.customers:,}", lambda s: s.customers, "%"),
        (_("Customer complaint rate"), lambda s: rates.percent(s.rate, 2), lambda s: s.rate, "%"),
        (_("Answered in time"), lambda s: rates.out_of(s.total.answered_in_time, s.total.answered),
         lambda s: s.response_in_time_rate, "p"),
        (_("Mean response"), lambda s: mean_text(s.total.answer_minutes), lambda s: s.total.answer_minutes, "%"),
        (_("Resolved"), lambda s: rates.out_of(s.resolved, s.received), lambda s: s.resolved_rate, "p"),
        (_("Solved in time"), lambda s: rates.out_of(s.total.solved_in_time, s.total.solved),
         lambda s: s.resolved_in_time_rate, "p"),
        (_("Mean solution"), lambda s: mean_text(s.total.solve_minutes), lambda s: s.total.solve_minutes, "%"),
        (_("Satisfied with the solution"), lambda s: rates.out_of(s.satisfied, s.resolved),
         lambda s: s.satisfaction_rate, "p"),
        (_("Still open"), lambda s: f"{s.total.open:,}", lambda s: s.total.open, ""),
        (_("Of these late"), lambda s: f"{s.total.late:,}", lambda s: s.total.late, ""),
        (_("Repeated"), lambda s: f"{s.repeated:,}", lambda s: s.repeated, ""),
        (_("Reopened"), lambda s: f"{s.reopened:,}", lambda s: s.reopened, ""),
        (_("Records complete"), lambda s: rates.out_of(s.complete, s.received), lambda s: s.completeness, "p"),
    ]
    rows = [[name, show(this), show(before), _change(value(this), value(before), how)]
            for name, show, value, how in items]
    return Grid((_("Item"), this.period.title(), before.period.title(), _("Against the period before")), rows,
                align="lrrr", widths=(30, 22, 22, 16))


def _change(now: float | None, before: float | None, how: str) -> str:
    """A share changes by points, a number by percent, few cases by so many."""
    if now is None or before is None:
        return rates.NONE
    if how == "p":
        return rates.points(rates.difference(now, before))
    if how == "%":
        return rates.grown(statistics.change(now, before))
    return rates.step(now - before, 0)


def _method(store: Store, this: Statistics) -> list[Block]:
    form = forms.get(model.FORM)
    fields = values.joiner().join(form.by_id[f].text() for f in COMPLETE)
    return [Note(_("Complaint rate: complaints out of active customers at the end of the period. In time: out of those"
                   " done or past the limit kept with each case; open ones within their limit are not counted."
                   " Satisfied: out of the resolved ones ({asked} were asked).").format(asked=this.asked)),
            Note(_("Repeated: the same customer and product within {days} days. Complete: {fields} are filled in.")
                 .format(days=store.setting("complaints.repeat_days"), fields=fields))]


def _course(store: Store, period: Period) -> Chart:
    """This period and the five before it."""
    periods = period.latest(_SHORT)
    named = {month_name(p.start.month) if p.kind == "month" else str(p): figures.received(store, p) for p in periods}
    return Chart.of("bars", named, title=_("Complaints received"), emphasis=len(periods) - 1)


def _causes(store: Store, period: Period) -> Chart:
    lines = [line for line in figures.by(store, period, "cause_class")[:-1] if line.received]
    return Chart.parts({_name("cause_class", line): line.received for line in lines}, title=_("By cause"))


def _name(field: str, line: Line) -> str:
    known = forms.get(model.FORM).by_id[field].by_choice
    if line.group is None:
        return _("Total")
    none = _("Not found out yet") if field == "cause_class" else _("Not entered")
    return known[line.group].text() if line.group in known else line.group or none


def _groups(store: Store, period: Period, number: int, field: str) -> list[Block]:
    lines = figures.by(store, period, field)
    shown = [*lines[:-1][:_MOST], lines[-1]]
    heads = (forms.get(model.FORM).by_id[field].text(), _("Received"), _("Answered in time"), _("Mean response"),
             _("Solved in time"), _("Mean solution"), _("Still open"), _("Of these late"))
    rows = [[_name(field, x), f"{x.received:,}", rates.out_of(x.answered_in_time, x.answered),
             mean_text(x.answer_minutes), rates.out_of(x.solved_in_time, x.solved), mean_text(x.solve_minutes),
             f"{x.open:,}", f"{x.late:,}"] for x in shown]
    blocks: list[Block] = [KeepTogether([Heading(heading_number(number) + forms.get(model.FORM).by_id[field].text()),
                                         Grid(heads, rows, align="lrrrrrrr", total=True)])]
    if len(lines) - 1 > _MOST:
        blocks.append(Note(_("The {count} with the most complaints.").format(count=_MOST)))
    return blocks
