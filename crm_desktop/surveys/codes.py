"""Each sheet in short, for counting: its answers as fourteen digits and its points, kept beside the sheets.

A survey of 200,000 sheets is counted from these alone; a follow rule keeps them in step with every change.
"""

from __future__ import annotations

import json
from typing import Any

from crm_desktop.kit.store import Change
from crm_desktop.kit.store.change import Changed
from crm_desktop.surveys import model

_STEPS = {item: {answer: str(k) for k, answer in enumerate(scale, 1)} for item, scale in model.SCALES.items()}


def code(sheet: dict[str, Any]) -> str:
    """The answers in the order of the paper, 1 for the first box; 0 where there is none."""
    return "".join(steps.get(sheet.get(item) or "", "0") for item, steps in _STEPS.items())


def counted(whole: str) -> dict[str, dict[str, int]]:
    """How often each answer of each item was ticked on sheets whose codes stand one behind the other."""
    found: dict[str, dict[str, int]] = {}
    for place, (item, scale) in enumerate(model.SCALES.items()):
        ticks = whole[place::len(model.ITEMS)]
        found[item] = {answer: ticks.count(str(k)) for k, answer in enumerate(scale, 1)}
    return found


def follow(change: Change, changed: list[Changed]) -> None:
    """Every sheet that is not in the bin, in short."""
    if old := [c.id for c in changed if c.old is not None]:
        change.execute("DELETE FROM sheet_codes WHERE sheet IN (SELECT value FROM json_each(?))", (json.dumps(old),))
    rows = [_short(c.id, c.new) for c in changed if c.new is not None and not c.new.get("deleted_at")]
    if rows:
        columns = ", ".join(f"j.value ->> {n}" for n in range(7))
        change.execute("INSERT INTO sheet_codes (sheet, plan, day, valid, employer, code, points)"
                       f" SELECT {columns} FROM json_each(?) j", (json.dumps(rows),))


def _short(sheet: int, new: dict[str, Any]) -> list[Any]:
    points = model.satisfaction_score(new)
    return [sheet, new.get("survey_plan"), new.get("answered_on"), int(new.get("is_valid") in (True, 1)),
            new.get("employer"), code(new), None if points is None else round(points * 10)]
