"""The health of a customer in six cells: a mark, a value, a reason; Enter opens the rule and the rows behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from crm_desktop.customers import model
from crm_desktop.kit import forms, timeline, values
from crm_desktop.kit.i18n import N_, _, ngettext
from crm_desktop.kit.values import Context
from ui.kit.days import ago, day_text, parts

if TYPE_CHECKING:
    from crm_desktop.kit.store import Store

SOON = 30  # days before the end of a contract from which on it is marked
MOST = 5   # rows behind a value


@dataclass(frozen=True)
class Health:
    """One cell. `rows` are the records behind the value: (form, id, text)."""

    field: str
    state: str
    value: str
    reason: str
    rule: str
    rows: tuple[tuple[str, int, str], ...] = ()


RULES = {
    "last_contact_at": N_("The newest day on which somebody spoke with this customer: communications, complaints"
                          " and the first responses to them, receptions, and call-backs that reached somebody."),
    "next_callback_on": N_("The earliest call-back that is planned from today on and not done yet."),
    "latest_satisfaction": N_("The score of the newest valid satisfaction sheet: the mean of its answers in points."),
    "open_complaints": N_("The complaints of this customer that are not resolved or closed."),
    "contract_end_date": N_("The latest end of this customer's contracts."),
    "record_completeness": N_("The required and recommended fields that are filled, out of all of them."),
}


def cells(store: Store, customer: dict[str, Any]) -> list[Health]:
    """The six cells of a customer, as `records.whole` gives it."""
    ctx = store.context()
    return [make(store, customer, ctx) for make in (_contact, _callback, _satisfaction, _complaints, _contract,
                                                     _complete)]


def _rows(store: Store, customer: int, *kinds: str) -> tuple[tuple[str, int, str], ...]:
    """The newest entries of those forms."""
    return _said(timeline.timeline(store, customer, kinds, limit=MOST), store.context())


def _said(found: list[timeline.TimelineRow], ctx: Context) -> tuple[tuple[str, int, str], ...]:
    return tuple((r.form, r.id, " ".join(filter(None, (day_text(parts(r.at, ctx)[0], ctx), r.number, r.summary))))
                 for r in found)


def _contact(store: Store, customer: dict[str, Any], ctx: Context) -> Health:
    day, time = parts(customer.get("last_contact_at") or "", ctx)
    rows = _said(timeline.contacts(store, customer["id"], MOST), ctx)
    value, reason = _("None yet"), _("Nothing entered")
    if day:
        value, reason = ago(day, ctx), time if day == ctx.today and time else day_text(day, ctx)
    return Health("last_contact_at", "done" if day else "draft", value, reason, RULES["last_contact_at"], rows)


def _callback(store: Store, customer: dict[str, Any], ctx: Context) -> Health:
    at = customer.get("next_callback_on")
    rows = _rows(store, customer["id"], "callback_plan")
    if not at:
        return Health("next_callback_on", "draft", _("None planned"), _("F8 plans one"), RULES["next_callback_on"],
                      rows)
    day = date.fromisoformat(at)
    return Health("next_callback_on", "near" if day == ctx.today else "running", day_text(day, ctx), ago(day, ctx),
                  RULES["next_callback_on"], rows)


def _satisfaction(store: Store, customer: dict[str, Any], ctx: Context) -> Health:
    score = customer.get("latest_satisfaction")
    rows = _rows(store, customer["id"], "customer_satisfaction_survey")
    if score is None:
        return Health("latest_satisfaction", "draft", _("Not asked yet"), _("No valid sheet"),
                      RULES["latest_satisfaction"], rows)
    field = forms.get(model.FORM).by_id["latest_satisfaction"]
    least = store.setting("surveys.threshold")
    reason = _("below {limit}%") if score < least else _("{limit}% or more")
    return Health("latest_satisfaction", "near" if score < least else "done", values.show(field, score, ctx),
                  reason.format(limit=f"{least:g}"), RULES["latest_satisfaction"], rows)


def _complaints(store: Store, customer: dict[str, Any], ctx: Context) -> Health:  # noqa: ARG001 - as its neighbours
    count = customer.get("open_complaints") or 0
    total = timeline.counts(store, customer["id"]).get("complaint_record", 0)
    value = ngettext("{count} open", "{count} open", count).format(count=count) if count else _("None")
    reason = ngettext("{count} in all", "{count} in all", total).format(count=total)
    return Health("open_complaints", "near" if count else "done", value, reason, RULES["open_complaints"],
                  _rows(store, customer["id"], "complaint_record"))


def _contract(store: Store, customer: dict[str, Any], ctx: Context) -> Health:  # noqa: ARG001 - as its neighbours
    at = customer.get("contract_end_date")
    if not at:
        return Health("contract_end_date", "draft", "—", _("No contract entered"), RULES["contract_end_date"])
    day = date.fromisoformat(at)
    left = (day - ctx.today).days
    state = "late" if left < 0 else "near" if left <= SOON else "running"
    return Health("contract_end_date", state, day.isoformat(), ago(day, ctx), RULES["contract_end_date"])


def _complete(store: Store, customer: dict[str, Any], ctx: Context) -> Health:
    form = forms.get(model.FORM)
    missing = model.missing(customer)
    share = customer.get("record_completeness")
    share = model.completeness(customer) if share is None else share
    near = share < store.setting("customers.completeness_near")
    reason = ngettext("{count} missing", "{count} missing", len(missing)).format(count=len(missing)) if missing \
        else _("Nothing missing")
    rows = tuple((model.FORM, customer["id"], form.by_id[f].text()) for f in missing)
    return Health("record_completeness", "near" if near else "done",
                  values.show(form.by_id["record_completeness"], share, ctx), reason, RULES["record_completeness"],
                  rows)


