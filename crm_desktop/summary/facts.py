"""The month in numbers: this period beside the one before, each number with the rows behind it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from crm_desktop.complaints import figures as complaint_figures
from crm_desktop.customers import figures as customer_figures
from crm_desktop.customers import model as customer_model
from crm_desktop.kit import rates
from crm_desktop.kit.i18n import N_
from crm_desktop.kit.period import Period
from crm_desktop.kit.query import IDS, Condition, Query
from crm_desktop.kit.store import Store
from crm_desktop.surveys import figures as survey_figures
from crm_desktop.visits import figures as visit_figures

COUNT, RATE, MINUTES, POINTS = "count", "rate", "minutes", "points"


@dataclass(frozen=True)
class Fact:
    """One number of a period (None: unknown) and of the period before. `kind` says how it is written.

    `part` and `whole` stand behind a rate. `query` lists its rows; None where nothing is counted (a mean, a rate).
    """

    label: str
    kind: str
    now: float | None
    before: float | None = None
    part: int = 0
    whole: int = 0
    query: Query | None = None


def facts(store: Store, period: Period) -> list[Fact]:
    """The month's numbers (R80) with those of the period before, in the order of the paper."""
    before = {f.label: f.now for f in _of(store, period.previous())}
    return [replace(f, before=before[f.label]) for f in _of(store, period)]


def shown(kind: str, value: float | None) -> str:
    """A number as the paper writes it."""
    if value is None:
        return rates.NONE
    if kind == MINUTES:
        return complaint_figures.mean_text(value)
    return f"{value:,.0f}" if kind == COUNT else rates.percent(value) if kind == RATE else f"{value:.1f}"


def change(fact: Fact) -> str:
    """Now less before, with its sign; rates and scores in points."""
    if fact.now is None or fact.before is None:
        return rates.NONE
    if fact.kind == RATE:
        return rates.points(rates.difference(fact.now, fact.before))
    if fact.kind == MINUTES:
        step = round(fact.now) - round(fact.before)
        return ("+" if step > 0 else "−") + complaint_figures.mean_text(abs(step)) if step else "0"
    return rates.step(rates.difference(fact.now, fact.before), 0 if fact.kind == COUNT else 1)


def _of(store: Store, period: Period) -> list[Fact]:
    return [*_customers(store, period), *_complaints(store, period), *_visits(store, period),
            *_surveys(store, period)]


def _customers(store: Store, period: Period) -> list[Fact]:
    def moved(event: str) -> Query:
        return Query(customer_model.FORM, where=(Condition(IDS, "in", customer_figures.moved(store, period, event)),))

    new, lost = customer_figures.changed_in(store, period)
    return [Fact(N_("New customers"), COUNT, new, query=moved("new")),
            Fact(N_("Lost customers"), COUNT, lost, query=moved("lost"))]


def _complaints(store: Store, period: Period) -> list[Fact]:
    total = complaint_figures.month(store, period)[-1]

    def rows(what: str) -> Query:
        return complaint_figures.rows(store, period, what)

    return [
        Fact(N_("Complaints received"), COUNT, total.received, query=rows("received")),
        _rate(N_("Answered in time"), total.answered_in_time, total.answered),
        Fact(N_("Mean time to the answer"), MINUTES, total.answer_minutes),
        _rate(N_("Solved in time"), total.solved_in_time, total.solved),
        Fact(N_("Mean time to the solution"), MINUTES, total.solve_minutes),
        Fact(N_("Complaints still open"), COUNT, total.open, query=rows("open")),
        Fact(N_("Of these past a limit"), COUNT, total.late, query=rows("late")),
    ]


def _visits(store: Store, period: Period) -> list[Fact]:
    total, scope = visit_figures.people(store, period)[-1], visit_figures.scope(store, period)
    return [
        Fact(N_("Call-backs planned"), COUNT, total.planned, query=scope.planned()),
        Fact(N_("Call-backs done"), COUNT, total.done, query=scope.done()),
        Fact(N_("Call-backs missed"), COUNT, total.missed, query=scope.missed()),
        Fact(N_("Past their day and still open"), COUNT, total.overdue, query=scope.overdue()),
        _rate(N_("Call-backs done of those planned"), total.done, total.planned),
    ]


def _surveys(store: Store, period: Period) -> list[Fact]:
    result, scope = survey_figures.month(store, period), survey_figures.Scope(period=period)
    enough = result.valid >= store.setting("surveys.least_sheets")
    rate = _rate(N_("Satisfied customers"), result.satisfied, result.valid)
    return [
        Fact(N_("Sheets returned"), COUNT, result.returned, query=scope.rows()),
        Fact(N_("Valid sheets"), COUNT, result.valid, query=scope.valid_rows()),
        rate if enough else Fact(rate.label, RATE, None, part=rate.part, whole=rate.whole),
        Fact(N_("Mean score"), POINTS, result.mean),
    ]


def _rate(label: str, part: int, whole: int) -> Fact:
    return Fact(label, RATE, rates.in_percent(part, whole), part=part, whole=whole)
