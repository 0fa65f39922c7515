"""The monthly summary on paper."""

from __future__ import annotations

from crm_desktop.complaints import figures as complaint_figures
from crm_desktop.customers.report import movement_grid
from crm_desktop.kit import forms, rates
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.pdf.blocks import Block, Chart, Grid, Heading, Note, Paper, SideBySide, Text
from crm_desktop.kit.pdf.numerals import heading_number
from crm_desktop.kit.period import Period, month_name
from crm_desktop.kit.report import Number, Options, Report
from crm_desktop.kit.store import Store
from crm_desktop.remarks import service as remarks
from crm_desktop.summary.facts import Fact, change, facts, shown
from crm_desktop.surveys import figures as survey_figures
from crm_desktop.surveys import model as survey_model
from crm_desktop.surveys import said
from crm_desktop.visits import figures as visit_figures


def monthly(store: Store, options: Options) -> Paper:
    """Customers, complaints, call-backs and survey results of the month, beside the month before."""
    period = options.period_or(store)
    blocks: list[Block] = [
        Heading(heading_number(1) + _("At a glance")),
        _glance(store, period),
        Heading(heading_number(2) + _("Customers")),
        movement_grid(store, period),
        Heading(heading_number(3) + _("Complaints")),
        *_complaints(store, period),
        Heading(heading_number(4) + _("Call-backs")),
        *_visits(store, period),
        Heading(heading_number(5) + _("Satisfaction")),
        *_surveys(store, period),
        *_remarks(store, period),
    ]
    return Paper(
        _("Customer service summary"),
        f"YH-{period}",
        period_text=period.span(),
        blocks=blocks,
        sign_off=("prepared", "reviewed", "approved"),
    )


def numbers(store: Store, options: Options) -> list[Number]:
    """The rows behind the numbers at a glance."""
    return [Number(_(f.label), shown(f.kind, f.now), f.query) for f in facts(store, options.period_or(store))
            if f.query is not None]


def _glance(store: Store, period: Period) -> Grid:
    """Every number of the month, that of the month before, and what changed."""
    now, before = (_("This month"), _("Month before")) if period.kind == "month" else (
        _("This period"), _("Period before"))
    rows = [[_(f.label), _with_parts(f), shown(f.kind, f.before), change(f)] for f in facts(store, period)]
    return Grid((_("Measure"), now, before, _("Difference")), rows, align="lrrr", widths=(3, 2, 2, 2))


def _with_parts(fact: Fact) -> str:
    return rates.out_of(fact.part, fact.whole, rate=fact.now is not None) if fact.whole else shown(fact.kind, fact.now)


def _remarks(store: Store, period: Period) -> list[Block]:
    """What the office added by hand."""
    text = remarks.text(store, "monthly", str(period))
    return [Heading(heading_number(6) + _("Remarks")), Text(text)] if text else []


def _complaints(store: Store, period: Period) -> list[Block]:
    lines = complaint_figures.month(store, period)
    months = _six_months(store, period)
    if not lines[-1].received:
        return [Note(_("There was no complaint in this period.")),
                *([months] if any(n for n in months.series[0].values) else [])]
    rows = [_complaint_row(line) for line in lines]
    heads = (_("Complaints"), _("Received"), _("Answered in time"), _("Mean response"), _("Solved in time"),
             _("Mean solution"), _("Still open"))
    response, solution = (store.setting(f"complaints.{s}_hours") for s in ("response", "solution"))
    note = _("Each case is held to the limits in force when it was registered; now: response {response} h, solution"
             " {solution} h. In time: out of those done or past their limit; open ones within it are not counted.")
    return [Grid(heads, rows, align="lrrrrrr", total=True), Note(note.format(response=response, solution=solution)),
            *_causes(store, period), *_charts(months, _overall(store, period))]


def _charts(months: Chart, overall: Chart) -> list[Block]:
    """Both beside each other, where there were sheets."""
    return [SideBySide(months, overall)] if any(s.values[0] for s in overall.series) else [months]


def _causes(store: Store, period: Period) -> list[Block]:
    """What the complaints came from, as far as it was found out, most first."""
    lines = complaint_figures.by(store, period, "cause_class")
    total, known = lines[-1].received, [x for x in lines[:-1] if x.group]
    if not total:
        return []
    names = forms.get("complaint_record").by_id["cause_class"].by_choice
    rows = [[names[x.group].text() if x.group in names else str(x.group), f"{x.received:,}",
             rates.share(x.received, total)]
            for x in sorted(known, key=lambda x: -x.received)]
    unknown = total - sum(x.received for x in known)
    if unknown:
        rows.append([_("Not found out yet"), f"{unknown:,}", rates.share(unknown, total)])
    return [Grid((_("Cause"), _("Complaints"), _("Share")), rows, align="lrr", widths=(3, 1, 1))]


def _complaint_row(line: complaint_figures.Line) -> list[str]:
    severity, total = forms.get("complaint_record").by_id["severity"].by_choice, line.group is None
    name = severity[line.group].text() if line.group in severity else _("Not entered")
    return [_("Total") if total else name, f"{line.received:,}",
            rates.out_of(line.answered_in_time, line.answered, rate=total),
            complaint_figures.mean_text(line.answer_minutes),
            rates.out_of(line.solved_in_time, line.solved, rate=total),
            complaint_figures.mean_text(line.solve_minutes), f"{line.open:,}"]


def _six_months(store: Store, period: Period) -> Chart:
    months = period.months()[-1].latest(6)
    return Chart.of(
        "bars",
        {month_name(m.start.month): complaint_figures.received(store, m) for m in months},
        title=_("Complaints received, last six months"),
        emphasis=5,
    )


def _overall(store: Store, period: Period) -> Chart:
    result = survey_figures.month(store, period)
    labels = forms.get(survey_model.FORM).by_id[survey_model.OVERALL].by_choice
    return Chart.parts(
        {labels[a].text(): n for a, n in result.overall.answers.items()}, title=_("Overall service level (sheets)")
    )


def _visits(store: Store, period: Period) -> list[Block]:
    lines, recorded = visit_figures.month(store, period), visit_figures.recorded(store, period)
    told = Note(_("Call-back records of the period, planned or not: {count}.").format(count=f"{recorded:,}"))
    if not lines[-1].planned:
        return [Note(_("No call-back was planned for this period.")), *([told] if recorded else [])]
    modes = forms.get("callback_plan").by_id["callback_mode"].by_choice
    rows = [[_("Total") if x.mode is None else modes[x.mode].text() if x.mode in modes else _("Not entered"),
             f"{x.planned:,}", f"{x.done:,}", rates.share(x.done, x.planned), f"{x.missed:,}"] for x in lines]
    heads = (_("Call-backs"), _("Planned"), _("Done"), _("Done (%)"), _("Past their day"))
    return [Grid(heads, rows, align="lrrrr", total=True), told]


def _surveys(store: Store, period: Period) -> list[Block]:
    """The headline; too little data is said, a rate below the threshold too (000/5.2a)."""
    found = survey_figures.results(store, survey_figures.Scope(period=period), compare=False)
    whole = found.whole
    if not whole.returned:
        return [Note(_("No satisfaction sheet came back in this period."))]
    grid = Grid((_("Returned"), _("Valid"), _("Not valid"), _("Satisfied (top two)"), _("Mean score")),
                [[f"{whole.returned:,}", f"{whole.valid:,}", f"{whole.returned - whole.valid:,}",
                  said.share(whole.satisfied, whole.valid, whole.rate, found.least), said.points(whole.mean)]],
                align="rrrrr")
    method = Note(_("Satisfied: overall item in the top two answers, out of valid sheets. Score: mean of the answered"
                    " items, best answer 100, worst 0."))
    return [grid, *(Note("▲ " + text) for text in (said.few(found), said.below(found)) if text), method]


REPORTS = [Report("monthly", N_("Customer service summary"), N_("Summary"), ("period", "remarks"), monthly,
                  numbers=numbers)]
