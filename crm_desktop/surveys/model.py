"""How a satisfaction sheet counts (decision 27): scales as printed, the mean, the top answers, what makes two alike."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections import Counter
from typing import Any

FORM = "customer_satisfaction_survey"
PLAN = "customer_survey_plan"
OVERALL = "overall_service"
UNHAPPY = ("dissatisfied", "very_dissatisfied")
CSAT5 = ("satisfied", "fairly_satisfied", "average", "dissatisfied", "very_dissatisfied")
_THREE = ("strong", "average", "rather_weak")
_FOUR = ("fully_met", "basically_met", "hardly_met", "not_met_at_all")
# In the order of the paper.
SCALES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("product_function", "product_quality", "product_price", "product_packaging"), CSAT5),
    "product_competitiveness": _THREE,
    "needs_fulfilment": _FOUR,
    **dict.fromkeys(("work_attitude", "sense_of_responsibility", "service_efficiency", "technical_level",
                     "complaint_handling", "repair_quality", "fault_resolution", "overall_service"), CSAT5),
}
ITEMS = tuple(SCALES)
TEXTS = ("service_improvements_wanted", "product_suggestions")
TOO_FEW = "too_few_answers"
_TELLING = 3  # so many answers away from the sheet's commonest one tell an anonymous sheet from another


def points(scale: tuple[str, ...]) -> dict[str, float]:
    """Each answer of a scale as points from 100 (the best) to 0: (k - 1) / (n - 1) counted from the worst."""
    return {answer: 100.0 * (len(scale) - 1 - k) / (len(scale) - 1) for k, answer in enumerate(scale)}


_WORTH = {item: points(scale) for item, scale in SCALES.items()}


def satisfaction_score(sheet: dict[str, Any]) -> float | None:
    """The mean over the answered items of a sheet in points, or None when nothing was answered."""
    found = [worth[a] for i, worth in _WORTH.items() if (a := sheet.get(i)) in worth]
    return round(sum(found) / len(found), 1) if found else None


def top(item: str) -> tuple[str, ...]:
    """The answers that count as satisfied: the top two of five or four, the top one of three."""
    scale = SCALES[item]
    return scale[:1] if len(scale) == 3 else scale[:2]


def is_satisfied(sheet: dict[str, Any]) -> bool | None:
    """Whether a sheet counts as satisfied by its overall item; None when that was not answered."""
    answer = sheet.get(OVERALL)
    return None if answer is None else answer in top(OVERALL)


def answered(sheet: dict[str, Any]) -> int:
    """How many items of a sheet are answered."""
    return sum(1 for i in ITEMS if sheet.get(i) is not None)


def varies(sheet: dict[str, Any]) -> bool:
    """Whether enough answers differ from the sheet's commonest one to tell it from others."""
    answers = [sheet.get(i) or "" for i in ITEMS]
    steps = Counter(SCALES[i].index(a) if a in SCALES[i] else -1 for i, a in zip(ITEMS, answers, strict=True))
    return len(answers) - max(steps.values()) >= _TELLING


def fingerprint(sheet: dict[str, Any]) -> str | None:
    """What two keyings of one paper have in common; None for a sheet that many others may look like.

    Survey, customer, name, answers and words. An anonymous sheet without words is told apart by its answers
    alone, and only where these vary.
    """
    said = [_plain(sheet.get(k)) for k in ("name", "contact", *TEXTS)]
    if not sheet.get("employer") and not any(said) and not varies(sheet):
        return None
    whole = [sheet.get("survey_plan"), sheet.get("employer"), *said, *(sheet.get(i) or "" for i in ITEMS)]
    return hashlib.sha256(json.dumps(whole).encode()).hexdigest()[:32]


def same_words(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two sheets bear the same written answers, and no two different names."""
    named = [_plain(one.get("name")), _plain(other.get("name"))]
    return all(_plain(one.get(k)) == _plain(other.get(k)) for k in TEXTS) and (not all(named) or named[0] == named[1])


def _plain(text: Any) -> str:
    return "".join(unicodedata.normalize("NFKC", str(text or "")).casefold().split())
