"""What surveys have due: plans short of their target near their end, dissatisfied customers nobody called back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from crm_desktop.kit.due import CAP, Due, Line, Moment, Source
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.store import Store
from crm_desktop.surveys import model, plans

_RECENT = 90      # days; a sheet older than this is history, no follow-up


def short_plans(store: Store, at: Moment) -> list[Due]:
    """Running plans that end until the last day shown, or have ended, short of their target."""
    rows = store.rows(
        "SELECT id, number, plan_name, ends_on FROM survey_plans WHERE deleted_at IS NULL AND closed_on IS NULL"
        " AND ends_on <= ? ORDER BY ends_on, id LIMIT ?",
        (at.last.isoformat(), CAP))
    found = []
    for row in rows:
        so_far = plans.progress(store, row["id"])
        if not so_far.missing:
            continue
        what = _("{name}: {valid} of {target} valid sheets").format(
            name=row["plan_name"] or row["number"], valid=f"{so_far.valid:,}", target=f"{so_far.target:,}")
        found.append(Due("survey", model.PLAN, row["id"], row["ends_on"], at.state(row["ends_on"]), what,
                         N_("Enter sheets"), act="key_sheets"))
    return found


_UNHAPPY = Source("survey", model.FORM, "satisfaction_sheets WHERE deleted_at IS NULL AND is_valid = 1"
                  " AND employer IS NOT NULL AND followed_up_on IS NULL"
                  " AND overall_service IN ('dissatisfied', 'very_dissatisfied') AND answered_on >= ?", "answered_on",
                  "id, employer, name, answered_on, keyed_by", "keyed_by", "id")


def unhappy_customers(store: Store, at: Moment) -> list[Line]:
    """Named customers whose valid sheet says dissatisfied, as long as nobody followed it up."""
    days = store.setting("surveys.follow_up_days")
    rows, rests = replace(_UNHAPPY, shift=days).read(store, at, ((at.today - timedelta(days=_RECENT)).isoformat(),))
    found: list[Line] = [*rests]
    for row in rows:
        day = (date.fromisoformat(row["answered_on"]) + timedelta(days=days)).isoformat()
        what = _("Dissatisfied on the survey sheet: {name}").format(name=row["name"]) if row["name"] \
            else _("Dissatisfied on the survey sheet")
        found.append(Due("survey", model.FORM, row["id"], day, at.state(day), what, N_("Follow up"), act="follow_up",
                         customer=row["employer"], person=row["keyed_by"]))
    return found
