"""Survey results in words, the same on paper and on the screen: percentages, points, the method, what is due."""

from __future__ import annotations

from crm_desktop.kit import forms, rates, records
from crm_desktop.kit.i18n import _, ngettext, sentences
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
    """What an improvement action begins with: the number, that it stands on few sheets, the items furthest behind."""
    whole, named = results.whole, {"survey": called(store, results.scope)}
    counts = {"satisfied": f"{whole.satisfied:,}", "valid": f"{whole.valid:,}"}
    if results.below:
        found = [_("{survey}: satisfaction {rate} ({satisfied} of {valid} valid sheets), below {threshold}.").format(
            **named, **counts, rate=rates.percent(whole.rate), threshold=f"{results.threshold}%")]
    elif results.enough:
        found = [_("{survey}: satisfaction {rate} ({satisfied} of {valid} valid sheets).").format(
            **named, **counts, rate=rates.percent(whole.rate))]
    elif whole.valid:
        found = [_("{survey}: {satisfied} of {valid} valid sheets are satisfied.").format(**named, **counts),
                 few(results)]
    else:
        found = [_("{survey}: no valid sheet has come back yet.").format(**named)]
    return sentences([*found, *_lowest(results)])


def _lowest(results: Results) -> list[str]:
    """The items furthest behind, in the words and numbers of the page."""
    fields = forms.get(model.FORM).by_id
    behind = [_("{item} {value} ({top}/{answered})").format(
        item=fields[i.id].text(), value=rates.percent(i.share) if results.enough else points(i.mean),
        top=f"{i.top:,}", answered=f"{i.answered:,}") for i in results.lowest()]
    if not behind:
        return []
    sentence = _("Lowest items: {items}.") if results.enough else _("Lowest items by their mean: {items}.")
    return [sentence.format(items=_("; ").join(behind))]


def method() -> str:
    """How the numbers come about (stands under every one of them)."""
    return _("Satisfied: valid sheets whose overall item has one of the top two answers, out of all valid sheets. Per "
             "item: the top two of five or four answers, the top one of three, out of the sheets that answered it. "
             "Mean: best answer 100, worst 0, evenly between; of a sheet, the mean of its answered items. Changes are "
             "in points.")
