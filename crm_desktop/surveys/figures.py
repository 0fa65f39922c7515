"""The numbers about satisfaction sheets (decision 27), counted from the records the list shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from crm_desktop.kit import rates
from crm_desktop.kit.period import Period
from crm_desktop.kit.query import Condition, Query
from crm_desktop.kit.store import Store
from crm_desktop.surveys import codes, model, plans


@dataclass(frozen=True)
class Item:
    """One item of the sheet over the valid sheets: how often each answer was ticked."""

    id: str
    answers: dict[str, int]

    @property
    def answered(self) -> int:
        """Valid sheets that answered it."""
        return sum(self.answers.values())

    @property
    def top(self) -> int:
        """Those with one of the top answers."""
        return sum(self.answers[a] for a in model.top(self.id))

    @property
    def share(self) -> float | None:
        """The top answers out of those who answered, in percent."""
        return rates.in_percent(self.top, self.answered)

    @property
    def mean(self) -> float | None:
        """The mean in points, best answer 100, worst 0."""
        if not self.answered:
            return None
        worth = model.points(model.SCALES[self.id])
        return sum(worth[a] * n for a, n in self.answers.items()) / self.answered


@dataclass(frozen=True)
class Scope:
    """Whose sheets: those of a survey plan, or those filled in during a period."""

    plan: int | None = None
    period: Period | None = None

    def where(self, *more: Condition) -> tuple[Condition, ...]:
        """As conditions of a list."""
        own: tuple[Condition, ...] = ()
        if self.plan is not None:
            own = (Condition("survey_plan", "is", self.plan),)
        elif self.period is not None:
            own = (Condition("answered_on", "between", (self.period.start.isoformat(),
                                                        self.period.end.isoformat())),)
        return own + more

    def rows(self, *more: Condition) -> Query:
        """The list behind a number."""
        return Query(model.FORM, where=self.where(*more))

    def valid_rows(self, *more: Condition) -> Query:
        """The list behind a number of valid sheets."""
        return self.rows(Condition("is_valid", "is", 1), *more)

    def before(self, store: Store) -> Scope | None:
        """The survey before, or the period of the same kind before."""
        if self.plan is not None:
            earlier = plans.before(store, self.plan)
            return Scope(plan=earlier) if earlier is not None else None
        return Scope(period=self.period.previous()) if self.period is not None else None

    def sql(self) -> tuple[str, list[Any]]:
        """The same as a test of the sheets in short."""
        if self.plan is not None:
            return "s.plan = ?", [self.plan]
        if self.period is not None:
            return "s.day BETWEEN ? AND ?", [self.period.start.isoformat(), self.period.end.isoformat()]
        return "1", []


@dataclass(frozen=True)
class Part:
    """The sheets of one customer class (None: none known; "all": everybody).

    `scored` valid sheets have a mean of their own; `points` is the sum of these.
    """

    group: str | None
    returned: int
    valid: int
    items: tuple[Item, ...]
    scored: int
    points: float

    @property
    def overall(self) -> Item:
        """The overall item: the headline."""
        return next(i for i in self.items if i.id == model.OVERALL)

    @property
    def satisfied(self) -> int:
        """Valid sheets whose overall item is in the top two."""
        return self.overall.top

    @property
    def rate(self) -> float | None:
        """The headline: satisfied out of valid sheets, in percent."""
        return rates.in_percent(self.satisfied, self.valid)

    @property
    def mean(self) -> float | None:
        """The mean of the sheets' own means, in points."""
        return round(self.points / self.scored, 1) if self.scored else None


@dataclass(frozen=True)
class Results:
    """What a survey or a period came to, beside the last one.

    `causes` of the sheets that don't count; below `least` valid ones no percentage is given; a rate below `threshold`
    (percent, 000/5.2a) asks for an improvement action.
    """

    scope: Scope
    whole: Part
    classes: tuple[Part, ...]
    causes: dict[str, int]
    least: int
    threshold: int
    last: Part | None = None
    progress: plans.Progress | None = None

    @property
    def enough(self) -> bool:
        """Whether there are sheets enough for a percentage."""
        return self.whole.valid >= self.least

    @property
    def below(self) -> bool:
        """Whether an improvement action is due (000/5.2a)."""
        return self.enough and self.whole.rate is not None and self.whole.rate < self.threshold

    def lowest(self, most: int = 3) -> tuple[Item, ...]:
        """The items furthest behind, the last first: by the share that is shown of each, by the mean where there are
        too few sheets for a share. One that is perfect is not behind."""
        values = {i.id: i.share if self.enough and i.answered >= self.least else None if self.enough else i.mean
                  for i in self.whole.items}
        behind = [i for i in self.whole.items if (value := values[i.id]) is not None and value < 100]
        return tuple(sorted(behind, key=lambda i: (values[i.id] or 0, i.mean or 0))[:most])

    def change(self, now: float | None, then: float | None, valid_then: int) -> float | None:
        """A difference in points; None where one of the two has too few sheets."""
        return rates.difference(now, then) if self.enough and valid_then >= self.least else None

    def rate_change(self) -> float | None:
        """The headline against the last time, in points."""
        return self.change(self.whole.rate, self.last.rate, self.last.valid) if self.last else None

    def item_change(self, item: Item) -> float | None:
        """An item's share against the last time, in points."""
        if self.last is None:
            return None
        then = next(i for i in self.last.items if i.id == item.id)
        return self.change(item.share, then.share, self.last.valid)


def results(store: Store, scope: Scope, *, compare: bool = True) -> Results:
    """Everything about the sheets of a survey or a period."""
    parts = _parts(store, scope)
    earlier = scope.before(store) if compare else None
    last = _sum(_parts(store, earlier)) if earlier is not None else None
    test, params = scope.sql()
    causes = {str(r["cause"]): int(r["n"]) for r in store.rows(
        "SELECT coalesce(t.invalid_cause, 'other') AS cause, count(*) AS n FROM sheet_codes s"
        f" JOIN satisfaction_sheets t ON t.id = s.sheet WHERE s.valid = 0 AND {test} GROUP BY 1 ORDER BY 2 DESC, 1",
        params)}
    order = ("key_account", "general", None)
    return Results(scope, _sum(parts), tuple(sorted(parts, key=lambda p: order.index(p.group))), causes,
                   store.setting("surveys.least_sheets"), store.setting("surveys.threshold"),
                   last if last is not None and last.returned else None,
                   plans.progress(store, scope.plan) if scope.plan is not None else None)


def _parts(store: Store, scope: Scope) -> list[Part]:
    """The sheets by customer class."""
    test, params = scope.sql()
    found: dict[str | None, list[dict[str, Any]]] = {}
    for row in store.rows(
            "SELECT c.customer_class AS g, s.valid, count(*) AS n, group_concat(s.code, '') AS codes,"
            " sum(s.points) AS points, count(s.points) AS scored FROM sheet_codes s"
            f" LEFT JOIN customers c ON c.id = s.employer WHERE {test} GROUP BY c.customer_class, s.valid", params):
        found.setdefault(row["g"], []).append(row)
    return [_part(group, rows) for group, rows in found.items()]


def _part(group: str | None, rows: list[dict[str, Any]]) -> Part:
    none: dict[str, Any] = {"n": 0, "codes": "", "points": 0, "scored": 0}
    valid = next((r for r in rows if r["valid"] == 1), none)
    items = tuple(Item(i, a) for i, a in codes.counted(valid["codes"]).items())
    return Part(group, sum(int(r["n"]) for r in rows), int(valid["n"]), items, int(valid["scored"]),
                (valid["points"] or 0) / 10)


def _sum(parts: Sequence[Part]) -> Part:
    items = tuple(Item(item, {a: sum(p.items[n].answers[a] for p in parts) for a in scale})
                  for n, (item, scale) in enumerate(model.SCALES.items()))
    return Part("all", sum(p.returned for p in parts), sum(p.valid for p in parts), items,
                sum(p.scored for p in parts), sum(p.points for p in parts))


def month(store: Store, period: Period) -> Part:
    """The sheets filled in during a period, of everybody."""
    return _sum(_parts(store, Scope(period=period)))
