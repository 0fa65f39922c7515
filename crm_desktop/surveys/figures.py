"""The numbers about satisfaction sheets of a period (decision 27)."""

from __future__ import annotations

from dataclasses import dataclass

from crm_desktop.kit.period import Period
from crm_desktop.kit.store import Store
from crm_desktop.surveys import model


@dataclass(frozen=True)
class Result:
    """Sheets of a period: returned, valid, satisfied by the overall item of those that answered it, mean points."""

    returned: int
    valid: int
    answered: int
    satisfied: int
    mean: float | None
    answers: dict[str, int]

    @property
    def rate(self) -> float | None:
        """Satisfied sheets out of the valid ones, in percent."""
        return 100.0 * self.satisfied / self.valid if self.valid else None


def month(store: Store, period: Period) -> Result:
    """The sheets filled in during a period."""
    rows = store.rows(f"SELECT is_valid, {', '.join(model.SCALES)} FROM satisfaction_sheets WHERE deleted_at IS NULL"
                      " AND answered_on BETWEEN ? AND ?", (period.start.isoformat(), period.end.isoformat()))
    valid = [r for r in rows if r["is_valid"] == 1]
    points = [p for r in valid if (p := model.satisfaction_score(r)) is not None]
    answers = {a: sum(1 for r in valid if r[model.OVERALL] == a) for a in model.CSAT5}
    return Result(len(rows), len(valid), sum(answers.values()), sum(answers[a] for a in model.top(model.OVERALL)),
                  round(sum(points) / len(points), 1) if points else None, answers)
