"""The monthly summary on paper."""

from __future__ import annotations

from crm_desktop.complaints import figures as complaint_figures
from crm_desktop.customers.report import movement_grid
from crm_desktop.kit import forms
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.pdf.blocks import Block, Chart, Grid, Heading, Note, Paper, SideBySide, Text
from crm_desktop.kit.pdf.numerals import heading_number
from crm_desktop.kit.period import Period, month_name
from crm_desktop.kit.report import Number, Options, Report
from crm_desktop.kit.store import Store
from crm_desktop.remarks import service as remarks
from crm_desktop.summary.facts import Fact, change, facts, minutes, shown
from crm_desktop.surveys import figures as survey_figures
from crm_desktop.surveys import model as survey_model
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
    return f"{fact.part}/{fact.whole}  {shown(fact.kind, fact.now)}" if fact.whole else shown(fact.kind, fact.now)


def _remarks(store: Store, period: Period) -> list[Block]:
    """What the office added by hand."""
    text = remarks.text(store, "monthly", str(period))
    return [Heading(heading_number(6) + _("Remarks")), Text(text)] if text else []


def _part(done: int, of: int, *, percent: bool = False) -> str:
    if not of:
        return "—"
    share = f"  {100 * done / of:.1f}%" if percent else ""
    return f"{done}/{of}{share}"


def _complaints(store: Store, period: Period) -> list[Block]:
    rows = [_complaint_row(line) for line in complaint_figures.month(store, period)]
    heads = (_("Complaints"), _("Received"), _("Answered in time"), _("Mean response"), _("Solved in time"),
             _("Mean solution"), _("Still open"))
    response, solution = (store.setting(f"complaints.{s}_hours") for s in ("response", "solution"))
    note = _("Each case is held to the limits in force when it was registered; now: response {response} h, solution"
             " {solution} h. In time: out of those done or past their limit; open ones within it are not counted.")
    return [Grid(heads, rows, align="lrrrrrr", total=True), Note(note.format(response=response, solution=solution)),
            *_causes(store, period), SideBySide(_six_months(store, period), _overall(store, period))]


def _causes(store: Store, period: Period) -> list[Block]:
    """What the complaints came from, as far as it was found out, most first."""
    lines = complaint_figures.by(store, period, "cause_class")
    total, known = lines[-1].received, [x for x in lines[:-1] if x.group]
    if not total:
        return []
    names = forms.get("complaint_record").by_id["cause_class"].by_choice
    rows = [[names[x.group].text() if x.group in names else str(x.group), str(x.received), share_text(x, total)]
            for x in sorted(known, key=lambda x: -x.received)]
    unknown = total - sum(x.received for x in known)
    if unknown:
        rows.append([_("Not found out yet"), str(unknown), f"{100 * unknown / total:.1f}%"])
    return [Grid((_("Cause"), _("Complaints"), _("Share")), rows, align="lrr", widths=(3, 1, 1))]


def share_text(line: complaint_figures.Line, total: int) -> str:
    """A group's part of the whole."""
    return f"{100 * line.received / total:.1f}%"


def _complaint_row(line: complaint_figures.Line) -> list[str]:
    severity, total = forms.get("complaint_record").by_id["severity"].by_choice, line.group is None
    name = severity[line.group].text() if line.group in severity else _("Not entered")
    return [_("Total") if total else name, str(line.received),
            _part(line.answered_in_time, line.answered, percent=total), minutes(line.answer_minutes),
            _part(line.solved_in_time, line.solved, percent=total), minutes(line.solve_minutes), str(line.open)]


def _six_months(store: Store, period: Period) -> Chart:
    months = [period.months()[-1]]
    while len(months) < 6:
        months.insert(0, months[0].previous())
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
        {labels[a].text(): n for a, n in result.answers.items()}, title=_("Overall service level (sheets)")
    )


def _visits(store: Store, period: Period) -> list[Block]:
    lines = visit_figures.month(store, period)
    modes = forms.get("callback_plan").by_id["callback_mode"].by_choice
    rows = [
        [
            _("Total") if x.mode is None else modes[x.mode].text() if x.mode in modes else _("Not entered"),
            str(x.planned),
            str(x.done),
            f"{100 * x.done / x.planned:.1f}%" if x.planned else "—",
            str(x.missed),
        ]
        for x in lines
    ]
    grid = Grid(
        (_("Call-backs"), _("Planned"), _("Done"), _("Done (%)"), _("Past their day")), rows, align="lrrrr", total=True
    )
    return [
        grid,
        Note(
            _("Call-back records of the period, planned or not: {count}.").format(
                count=visit_figures.recorded(store, period)
            )
        ),
    ]


def _surveys(store: Store, period: Period) -> list[Block]:
    result, least = survey_figures.month(store, period), store.setting("surveys.least_sheets")
    satisfied = f"{result.satisfied}/{result.valid}"
    if result.valid >= least and result.rate is not None:
        satisfied += f"  {result.rate:.1f}%"
    grid = Grid((_("Returned"), _("Valid"), _("Not valid"), _("Satisfied (top two)"), _("Mean score")),
                [[str(result.returned), str(result.valid), str(result.returned - result.valid), satisfied,
                  "—" if result.mean is None else f"{result.mean:.1f}"]], align="rrrrr")
    method = Note(_("Satisfied: overall item in the top two answers, out of valid sheets. Score: mean of the answered"
                    " items, best answer 100, worst 0."))
    return [grid, *_judged(result, least, store.setting("surveys.threshold")), method]


def _judged(result: survey_figures.Result, least: int, threshold: int) -> list[Block]:
    """Too little data is said; a rate below the threshold too (000/5.2a)."""
    if result.valid < least:
        few = _("Only {count} valid sheets, fewer than {least}: no percentage is given.")
        return [Note(few.format(count=result.valid, least=least))]
    if result.rate is None or result.rate >= threshold:
        return []
    below = _("Satisfaction {rate} is below the threshold of {threshold}: an improvement action is due.")
    return [Note("▲ " + below.format(rate=f"{result.rate:.1f}%", threshold=f"{threshold}%"))]


REPORTS = [Report("monthly", N_("Customer service summary"), N_("Summary"), ("period", "remarks"), monthly,
                  numbers=numbers)]
