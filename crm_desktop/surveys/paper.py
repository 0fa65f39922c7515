"""The satisfaction report (客户满意度调查分析报告): a survey or a period, by item and class, against the last one."""

from __future__ import annotations

from datetime import date

from crm_desktop.kit import forms, rates
from crm_desktop.kit.i18n import _
from crm_desktop.kit.pdf.blocks import Block, Chart, Grid, Heading, KeepTogether, Note, Paper, Series, Text
from crm_desktop.kit.pdf.numerals import heading_number
from crm_desktop.kit.period import Period, span_text
from crm_desktop.kit.query import Condition, Query
from crm_desktop.kit.report import Number, Options
from crm_desktop.kit.store import Store
from crm_desktop.remarks import service as remarks
from crm_desktop.surveys import figures, model, plans, said
from crm_desktop.surveys.figures import Results, Scope

_STEPS = 5
_OPINIONS, _NAME = 20, 40


def scope_of(store: Store, options: Options) -> Scope:
    """The survey asked for, else the period, else the newest survey with sheets, else this half-year."""
    if options.record:
        return Scope(plan=options.record)
    if options.period:
        return Scope(period=Period.parse(options.period))
    newest = next((p["id"] for p in plans.everyone(store) if plans.counts(store, [p["id"]])[p["id"]][0]), None)
    return Scope(plan=newest) if newest is not None else Scope(period=options.period_or(store, "half"))


def satisfaction(store: Store, options: Options) -> Paper:
    """The whole report."""
    scope = scope_of(store, options)
    found = figures.results(store, scope)
    if not found.whole.returned:
        return _paper(store, scope, [Heading(heading_number(1) + _("Result")), *_sent_only(store, found),
                                     Note(_("No satisfaction sheet came back yet.")), *_remarks(store, scope)])
    warnings = [Note("▲ " + text) for text in (said.few(found), said.below(found)) if text]
    blocks: list[Block] = [
        Heading(heading_number(1) + _("Result")), _headline(store, found), *warnings,
        Heading(heading_number(2) + _("By item")), _items(found), *_chart(found), Note(said.method()),
        Heading(heading_number(3) + _("By customer class")), _classes(found), *_invalid(found),
        *_opinions(store, scope), *_remarks(store, scope)]
    return _paper(store, scope, blocks)


def _paper(store: Store, scope: Scope, blocks: list[Block]) -> Paper:
    return Paper(_("Customer satisfaction survey report"), _number(store, scope), period_text=_span(store, scope),
                 blocks=blocks, sign_off=("prepared", "reviewed", "approved"))


def numbers(store: Store, options: Options) -> list[Number]:
    """The rows behind the numbers."""
    scope = scope_of(store, options)
    found = figures.results(store, scope, compare=False)
    fields = forms.get(model.FORM).by_id
    head = [Number(_("Copies returned"), f"{found.whole.returned:,}", scope.rows()),
            Number(_("Valid"), f"{found.whole.valid:,}", scope.valid_rows()),
            Number(_("Not valid"), f"{found.whole.returned - found.whole.valid:,}", invalid_rows(scope)),
            Number(_("Satisfied"), f"{found.whole.satisfied:,}",
                   scope.valid_rows(Condition(model.OVERALL, "in", model.top(model.OVERALL))))]
    return head + [Number(fields[i.id].text(), f"{i.top:,}", scope.valid_rows(Condition(i.id, "in", model.top(i.id))))
                   for i in found.whole.items]


def invalid_rows(scope: Scope) -> Query:
    """The list of sheets that don't count."""
    return scope.rows(Condition("is_valid", "in", (0, None)))


def _number(store: Store, scope: Scope) -> str:
    if scope.plan is None:
        return f"MF-{scope.period}"
    return str(store.value("SELECT number FROM survey_plans WHERE id = ?", (scope.plan,)) or "")


def _span(store: Store, scope: Scope) -> str:
    if scope.period is not None:
        return scope.period.span()
    plan = store.row("SELECT starts_on, ends_on FROM survey_plans WHERE id = ?", (scope.plan,)) or {}
    days = [date.fromisoformat(plan[k]) for k in ("starts_on", "ends_on") if plan.get(k)]
    name = said.called(store, scope)
    return _("{name}, {days}").format(name=name, days=span_text(*days)) if len(days) == 2 else name


def _headline(store: Store, found: Results) -> Grid:
    whole, last, least = found.whole, found.last, found.least
    before = found.scope.before(store) if last else None
    rows = [[_("Copies sent out"), _sent(found.progress), "", ""]] if found.progress and found.progress.sent else []
    rows += [
        [_("Copies returned"), f"{whole.returned:,}", f"{last.returned:,}" if last else "—", ""],
        [_("Valid"), _valid(found), f"{last.valid:,}" if last else "—", ""],
        [_("Satisfied (top two)"), said.share(whole.satisfied, whole.valid, whole.rate, least),
         said.share(last.satisfied, last.valid, last.rate, least) if last else "—", said.change(found.rate_change())],
        [_("Mean score"), said.points(whole.mean), said.points(last.mean) if last else "—",
         said.change(found.change(whole.mean, last.mean, last.valid) if last else None)],
    ]
    last_time = _short(said.called(store, before)) if before else _("Last time")
    heads = (_("Measure"), _short(said.called(store, found.scope)), last_time, _("Change (points)"))
    return Grid(heads, rows, align="lrrr", widths=(3, 3, 3, 2))


def _short(name: str) -> str:
    return name if len(name) <= _NAME else name[:_NAME - 1] + "…"


def _sent_only(store: Store, found: Results) -> list[Block]:
    """Before any sheet came back: how many were sent out."""
    return [_headline(store, found)] if found.progress and found.progress.sent or found.last else []


def _sent(progress: plans.Progress) -> str:
    return _("{count} (returned {rate})").format(count=f"{progress.sent:,}", rate=rates.percent(progress.return_rate))


def _valid(found: Results) -> str:
    if found.progress is None:
        return f"{found.whole.valid:,}"
    return _("{valid} of {target}").format(valid=f"{found.whole.valid:,}", target=f"{found.progress.target:,}")


def _items(found: Results) -> Grid:
    """How often each box was ticked, in the order of the paper; then what it comes to."""
    fields, rows = forms.get(model.FORM).by_id, []
    for number, item in enumerate(found.whole.items, 1):
        ticks = [f"{n:,}" for n in item.answers.values()]
        rows.append([str(number), fields[item.id].text(), *ticks, *[""] * (_STEPS - len(ticks)), f"{item.answered:,}",
                     said.percent(item.share, item.answered, found.least), said.points(item.mean),
                     said.change(found.item_change(item))])
    heads = ("", _("Item"), *(str(n) for n in range(1, _STEPS + 1)), _("Answered"), _("Satisfied"), _("Mean"),
             _("Against last"))
    return Grid(heads, rows, align="rlrrrrrrrrr", widths=(1, 5.6, *(1.1,) * _STEPS, 2.4, 2.3, 1.7, 2.1))


def _chart(found: Results) -> list[Block]:
    """Percentages, or means where there are too few sheets for them; the lowest item is black."""
    if not found.whole.valid:
        return []
    fields, items = forms.get(model.FORM).by_id, found.whole.items
    values = [i.share if found.enough else i.mean for i in items]
    lowest = next((items.index(i) for i in found.lowest(1)), None)
    title = _("Satisfied by item (percent)") if found.enough else _("Mean by item (points)")
    bars = Series("", values, ["–" if v is None else f"{v:.1f}" for v in values])
    overall = {fields[model.OVERALL].by_choice[a].text(): n for a, n in found.whole.overall.answers.items()}
    return [KeepTogether([Chart("hbars", [fields[i.id].text() for i in items], (bars,), title, lowest)]),
            Chart.parts(overall, title=_("Overall service level (sheets)"))]


def _classes(found: Results) -> Grid:
    named = [*((said.group(p), p) for p in found.classes), (_("Total"), found.whole)]
    rows = [[name, f"{p.returned:,}", f"{p.valid:,}",
             said.share(p.satisfied, p.valid, p.rate, found.least), said.points(p.mean)] for name, p in named]
    return Grid((_("Customer class"), _("Returned"), _("Valid"), _("Satisfied (top two)"), _("Mean score")), rows,
                align="lrrrr", widths=(4, 2, 2, 3, 2), total=True)


def _invalid(found: Results) -> list[Block]:
    """Why sheets don't count."""
    causes = forms.get(model.FORM).by_id["invalid_cause"].by_choice
    if not found.causes:
        return []
    told = _("; ").join(f"{causes[c].text() if c in causes else c} {n:,}" for c, n in found.causes.items())
    return [Note(_("Not valid: {causes}.").format(causes=told))]


def _opinions(store: Store, scope: Scope) -> list[Block]:
    """What was written on the valid sheets, the newest first."""
    fields, by_text = forms.get(model.FORM).by_id, [
        scope.valid_rows(Condition(text, "filled")).run(store) for text in model.TEXTS]
    count = sum(listing.count for listing in by_text)
    if not count:
        return []
    written = [(row["answered_on"] or "", fields[text].text(), row[text])
               for text, listing in zip(model.TEXTS, by_text, strict=True)
               for row in listing.rows(0, _OPINIONS, ("answered_on", text))]
    newest = sorted(written, key=lambda row: row[0], reverse=True)[:_OPINIONS]
    more = [Note(_("The newest {count} of {all}.").format(count=_OPINIONS, all=f"{count:,}"))] \
        if count > _OPINIONS else []
    return [Heading(heading_number(4) + _("Main opinions")),
            Grid((_("Date"), _("Question"), _("Opinion")), newest, align="lll", widths=(2, 4, 7)), *more]


def _remarks(store: Store, scope: Scope) -> list[Block]:
    """The office's own words: of the plan, or of the period's report."""
    if scope.plan is not None:
        text = store.value("SELECT remarks FROM survey_plans WHERE id = ?", (scope.plan,)) or ""
    else:
        text = remarks.text(store, "satisfaction", str(scope.period))
    return [Heading(_("Remarks")), Text(text)] if text else []
