"""A sheet keyed twice is noticed: by the number on the paper, else by everything that stands on it.

While sheets are keyed two more likenesses are told, which forbid nothing: a second sheet of a customer, and one without
a customer that has the answers of another.
"""

from __future__ import annotations

import json
from typing import Any

from crm_desktop.kit import records
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import _
from crm_desktop.kit.store import Change, Store
from crm_desktop.kit.store.change import Changed
from crm_desktop.kit.values import dates
from crm_desktop.surveys import codes, model

_TELLS = ("sheet_no", "survey_plan", "employer", "name", "contact", *model.TEXTS, *model.ITEMS)
_SEEN = ", ".join(f"s.{k}" for k in ("id", "number", "answered_on", "employer", "name", *model.TEXTS))


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


def second(store: Store, sheet: dict[str, Any]) -> AlreadyKeyed | None:
    """A sheet of the same customer in the same survey (in the same batch, where there is no survey), or None."""
    customer, plan = sheet.get("employer"), sheet.get("survey_plan")
    if not customer or plan is None and not sheet.get("batch"):
        return None
    scope, value = ("survey_plan", plan) if plan is not None else ("batch", sheet["batch"])
    found = store.row(
        f"SELECT id, number, answered_on, name FROM satisfaction_sheets WHERE employer = ? AND {scope} = ?"
        " AND deleted_at IS NULL ORDER BY id DESC LIMIT 1", (customer, value))
    if found is None:
        return None
    number = _("{number} ({name})").format(number=found["number"], name=found["name"]) if found["name"] \
        else found["number"]
    return AlreadyKeyed(_("{customer} has a sheet here already: {number}, filled in on {day}. If this is one more, "
                          "confirm that.").format(customer=records.name_of(store, "customer_master", customer),
                                                  number=number, day=_day(found)), found["id"], "is_another")


def asked(store: Store, sheet: dict[str, Any]) -> AlreadyKeyed | None:
    """What is asked before a sheet is kept: it may be one more of a customer, or the same paper without one."""
    if (found := second(store, sheet)) is not None:
        return found
    telling = model.varies(sheet) or any(sheet.get(k) for k in model.TEXTS)
    same = _alike(store, sheet) if telling and not (sheet.get("sheet_no") or "").strip() else None
    return _told(same, "is_another") if same else None


def _alike(store: Store, sheet: dict[str, Any]) -> dict[str, Any] | None:
    """A sheet with the same answers and words as this one, where one of the two has no customer: of the survey, or of
    the batch alone where many of the survey may have such answers."""
    found = [f for f in _of_batch(store, sheet) if not (f["employer"] and sheet.get("employer"))]
    if model.varies(sheet):
        found += store.rows(
            f"SELECT {_SEEN} FROM sheet_codes c JOIN satisfaction_sheets s ON s.id = c.sheet WHERE c.plan IS ?"
            " AND c.valid IN (0, 1) AND c.employer IS NULL AND c.code = ? AND s.sheet_no IS NULL ORDER BY s.id DESC"
            " LIMIT 50", (sheet.get("survey_plan"), codes.code(sheet)))
    return next((f for f in found if model.same_words(f, sheet)), None)


def said(store: Store, sheet: dict[str, Any]) -> str:
    """What is only told after a sheet was kept: the number of one of the same batch with the same answers, both without
    a customer. Many sheets are nothing but praise, so that nothing is asked about them."""
    if sheet.get("employer") or (sheet.get("sheet_no") or "").strip() or not model.answered(sheet):
        return ""
    same = (f for f in _of_batch(store, sheet) if not f["employer"] and model.same_words(f, sheet))
    return str(next(same, {"number": ""})["number"])


def _of_batch(store: Store, sheet: dict[str, Any]) -> list[dict[str, Any]]:
    """The sheets of the same batch with the same answers, the newest first; a number on the paper tells one apart."""
    return store.rows(
        f"SELECT {_SEEN} FROM satisfaction_sheets s JOIN sheet_codes c ON c.sheet = s.id WHERE s.batch = ?"
        " AND s.deleted_at IS NULL AND c.plan IS ? AND c.code = ? AND s.sheet_no IS NULL ORDER BY s.id DESC",
        (sheet.get("batch"), sheet.get("survey_plan"), codes.code(sheet)))


def _told(found: dict[str, Any], field: str) -> AlreadyKeyed:
    return AlreadyKeyed(_("This sheet was entered already: {number}, filled in on {day}. If it is another one, "
                          "confirm that.").format(number=found["number"], day=_day(found)), found["id"], field)


def _day(found: dict[str, Any]) -> str:
    return dates.paper(found["answered_on"]) if found["answered_on"] else "—"


def follow(change: Change, changed: list[Changed]) -> None:
    """Remember what each sheet looks like."""
    if old := [c.id for c in changed if c.old is not None]:
        change.execute("DELETE FROM sheet_fingerprints WHERE sheet IN (SELECT value FROM json_each(?))",
                       (json.dumps(old),))
    rows = [[c.id, seen] for c in changed if c.new is not None and (seen := model.fingerprint(c.new)) is not None]
    if rows:
        change.execute("INSERT INTO sheet_fingerprints (sheet, fingerprint)"
                       " SELECT j.value ->> 0, j.value ->> 1 FROM json_each(?) j", (json.dumps(rows),))
