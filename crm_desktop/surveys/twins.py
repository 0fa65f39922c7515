"""A sheet keyed twice is noticed: by the number on the paper, else by everything that stands on it."""

from __future__ import annotations

import json
from typing import Any

from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import _
from crm_desktop.kit.store import Change, Store
from crm_desktop.kit.store.change import Changed
from crm_desktop.kit.values import dates
from crm_desktop.surveys import model

_TELLS = ("sheet_no", "survey_plan", "employer", "name", "contact", *model.TEXTS, *model.ITEMS)


class AlreadyKeyed(Problem):
    """This paper was keyed before, as that sheet; `is_another` keeps it knowingly."""

    def __init__(self, sentence: str, sheet: int, field: str) -> None:
        super().__init__(sentence, field=field)
        self.sheet = sheet


def twin(store: Store, sheet: dict[str, Any], old: dict[str, Any] | None = None) -> AlreadyKeyed | None:
    """The sheet that this one was keyed as already, as a Problem; None for a paper not seen before."""
    if sheet.get("is_another") or (old and all(sheet.get(k) == old.get(k) for k in _TELLS)):
        return None
    but, paper = (old or {}).get("id", 0), (sheet.get("sheet_no") or "").strip()
    if paper:
        found = store.row(
            "SELECT s.id, s.number, s.answered_on FROM satisfaction_sheets s WHERE sheet_no = ? AND survey_plan IS ?"
            " AND deleted_at IS NULL AND id <> ? ORDER BY id LIMIT 1", (paper, sheet.get("survey_plan"), but))
        return _told(found, "sheet_no") if found else None
    if (seen := model.fingerprint(sheet)) is None:
        return None
    found = store.row(
        "SELECT s.id, s.number, s.answered_on FROM sheet_fingerprints f JOIN satisfaction_sheets s ON s.id = f.sheet"
        " WHERE f.fingerprint = ? AND s.deleted_at IS NULL AND s.sheet_no IS NULL AND s.id <> ? ORDER BY s.id LIMIT 1",
        (seen, but))
    return _told(found, "is_another") if found else None


def _told(found: dict[str, Any], field: str) -> AlreadyKeyed:
    day = dates.paper(found["answered_on"]) if found["answered_on"] else "—"
    return AlreadyKeyed(_("This sheet was keyed already: {number}, filled in on {day}. If it is another one, "
                          "confirm that.").format(number=found["number"], day=day), found["id"], field)


def follow(change: Change, changed: list[Changed]) -> None:
    """Remember what each sheet looks like."""
    if old := [c.id for c in changed if c.old is not None]:
        change.execute("DELETE FROM sheet_fingerprints WHERE sheet IN (SELECT value FROM json_each(?))",
                       (json.dumps(old),))
    rows = [[c.id, seen] for c in changed if c.new is not None and (seen := model.fingerprint(c.new)) is not None]
    if rows:
        change.execute("INSERT INTO sheet_fingerprints (sheet, fingerprint)"
                       " SELECT j.value ->> 0, j.value ->> 1 FROM json_each(?) j", (json.dumps(rows),))
