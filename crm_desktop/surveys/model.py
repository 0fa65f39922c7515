"""How a satisfaction sheet counts (decision 27): scales as printed, the mean, the top answers."""

from __future__ import annotations

from typing import Any

FORM = "customer_satisfaction_survey"
OVERALL = "overall_service"
CSAT5 = ("satisfied", "fairly_satisfied", "average", "dissatisfied", "very_dissatisfied")
CSAT_ITEMS = ("product_function", "product_quality", "product_price", "product_packaging", "work_attitude",
              "sense_of_responsibility", "service_efficiency", "technical_level", "complaint_handling",
              "repair_quality", "fault_resolution", "overall_service")
SCALES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(CSAT_ITEMS, CSAT5),
    "product_competitiveness": ("strong", "average", "rather_weak"),
    "needs_fulfilment": ("fully_met", "basically_met", "hardly_met", "not_met_at_all"),
}


def score(answer: str, scale: tuple[str, ...]) -> float:
    """An answer as points from 100 (the best) to 0: (k - 1) / (n - 1) counted from the worst."""
    return 100.0 * (len(scale) - 1 - scale.index(answer)) / (len(scale) - 1)


def satisfaction_score(sheet: dict[str, Any]) -> float | None:
    """The mean over the answered items of a sheet in points, or None when nothing was answered."""
    points = [score(sheet[i], s) for i, s in SCALES.items() if sheet.get(i) in s]
    return round(sum(points) / len(points), 1) if points else None


def top(item: str) -> tuple[str, ...]:
    """The answers that count as satisfied: the top two of five or four, the top one of three."""
    scale = SCALES[item]
    return scale[:1] if len(scale) == 3 else scale[:2]


def is_satisfied(sheet: dict[str, Any]) -> bool | None:
    """Whether a sheet counts as satisfied by its overall item; None when that was not answered."""
    answer = sheet.get(OVERALL)
    return None if answer is None else answer in top(OVERALL)
