"""Survey results in words, the same on paper and on the screen: percentages, points, the method, what is due."""

from __future__ import annotations

from crm_desktop.kit import forms, rates, records
from crm_desktop.kit.i18n import _, ngettext
from crm_desktop.kit.store import Store
from crm_desktop.surveys import model
from crm_desktop.surveys.figures import Part, Results, Scope


def percent(value: float | None, counted: int, least: int) -> str:
    """A percentage, or a dash where there are too few sheets for one."""
    return rates.percent(value if counted >= least else None)


def share(top: int, of: int, value: float | None, least: int) -> str:
    """151/171  88.3%; without the percentage where there are too few."""
    return rates.out_of(top, of, rate=value is not None and of >= least)


def points(value: float | None) -> str:
    """A mean on the scale of 100."""
    return rates.NONE if value is None else f"{value:.1f}"


def change(value: float | None) -> str:
    """A difference in points: +1.4, −2.3; never a percentage."""
    return rates.step(value)


def group(part: Part) -> str:
    """The customer class of a part."""
    choice = forms.get("customer_master").by_id["customer_class"].by_choice.get(part.group or "")
    return choice.text() if choice else _("Anonymous or class not known")


def called(store: Store, scope: Scope) -> str:
    """The survey's name, or the period's."""
    if scope.plan is not None:
        row = store.row("SELECT plan_name FROM survey_plans WHERE id = ?", (scope.plan,)) or {}
        return row.get("plan_name") or records.name_of(store, model.PLAN, scope.plan) or ""
    return scope.period.title() if scope.period is not None else _("All sheets")


def few(results: Results) -> str:
    """Too little data is said, not turned into a percentage; "" where there is enough."""
    if results.enough:
        return ""
    return ngettext("Only {count} valid sheet, fewer than {least}: no percentage is given.",
                    "Only {count} valid sheets, fewer than {least}: no percentage is given.",
                    results.whole.valid).format(count=f"{results.whole.valid:,}", least=results.least)


def below(results: Results) -> str:
    """That an improvement action is due; "" where it is not."""
    if not results.below:
        return ""
    return _("Satisfaction {rate} is below the threshold of {threshold}: an improvement action is due.").format(
        rate=rates.percent(results.whole.rate), threshold=f"{results.threshold}%")


def problem(store: Store, results: Results) -> str:
    """What the improvement action begins with: the number, and the items furthest behind."""
    weakest = sorted((i for i in results.whole.items if i.share is not None and i.id in model.CSAT_ITEMS),
                     key=lambda i: i.share or 0)[:3]
    fields = forms.get(model.FORM).by_id
    items = _("; ").join(f"{fields[i.id].text()} {rates.percent(i.share)}" for i in weakest)
    return _("{survey}: satisfaction {rate} ({satisfied} of {valid} valid sheets), below {threshold}. Weakest items: "
             "{items}.").format(survey=called(store, results.scope), rate=rates.percent(results.whole.rate or 0),
                                satisfied=f"{results.whole.satisfied:,}", valid=f"{results.whole.valid:,}",
                                threshold=f"{results.threshold}%", items=items)


def method() -> str:
    """How the numbers come about (stands under every one of them)."""
    return _("Satisfied: valid sheets whose overall item has one of the top two answers, out of all valid sheets. Per "
             "item: the top two of five or four answers, the top one of three, out of the sheets that answered it. "
             "Mean: best answer 100, worst 0, evenly between; of a sheet, the mean of its answered items. Changes are "
             "in points.")
