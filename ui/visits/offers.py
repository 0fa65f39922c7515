"""What the forms of plans and records find while one types: an overlap with its way out, a promise with a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from crm_desktop.kit import clock
from crm_desktop.kit.i18n import _
from crm_desktop.visits import model, phrases, planning
from crm_desktop.visits.phrases import Said
from ui.kit.days import day_text
from ui.kit.form_editor import FormEditor
from ui.visits.beside import Offer
from ui.visits.scheduler import days_off

if TYPE_CHECKING:
    from collections.abc import Callable

    from crm_desktop.kit.store import Store
    from ui.kit.session import Session

_ASKED = ("callback_specialist", "planned_date", "start_time", "duration")
_NOTES = ("countermeasures", "customer_opinions", "visit_notes", "remarks")
_CALLED = ("next_action", "result", "content")


def look_for_clash(session: Session, editor: FormEditor, plan: int, offer: Offer) -> None:
    """The same person at the same time: said below the start time, the next free time offered. Nothing is blocked."""
    store = session.store
    typed = {name: editor.value(name) for name in _ASKED}
    clashes = planning.conflicts(store, typed, but=plan or None) if _is_time(typed["start_time"]) else []
    editor.boxes["start_time"].near.say(clashes[0].sentence if clashes else "")
    editor.boxes["planned_date"].near.say(_day_off(store, typed["planned_date"]))
    if not clashes:
        offer.clear()
        return
    free = planning.free_slot(store, typed["callback_specialist"], typed["planned_date"],
                              typed["duration"] or model.USUAL, typed["start_time"], but=plan or None)
    if free is None:
        offer.offer(clashes[0].sentence, "", None, clashes[0])
        return
    to = free.start if free.day == typed["planned_date"] else \
        f"{day_text(date.fromisoformat(free.day), store.context())} {free.start}"

    def take() -> None:
        editor.put("planned_date", free.day)
        editor.put("start_time", free.start)
    offer.offer(clashes[0].sentence, _("Move to {time}").format(time=to), take, clashes[0])


def _day_off(store: Store, day: str | None) -> str:
    """What to say of a day on which nobody works."""
    off = days_off(store, [date.fromisoformat(day)]) if day else {}
    return "".join(_("This is a day off: {holiday}.").format(holiday=name) if name else _("This is a day off.")
                   for name in off.values())


def look_for_promise(session: Session, editor: FormEditor, offer: Offer) -> None:
    """A sentence with a day in the notes may become the next step, with its reminder."""
    if editor.value("next_action") or editor.value("next_action_on"):
        offer.clear()
        return

    def take(found: Said) -> None:
        editor.put("next_action", found.sentence)
        editor.put("next_action_on", found.day.isoformat())
        editor.focus("next_action")
    _offer_promise(session, offer, [editor.editors[n].text() for n in _NOTES if n in editor.editors], take)


def look_for_next_call(session: Session, editor: FormEditor, offer: Offer) -> None:
    """A sentence with a day in the newest call may become what is done next, with the day of the next call."""
    rows: list[dict[str, Any]] = editor.value("calls") or []
    if not rows or editor.value("next_attempt_on"):
        offer.clear()
        return

    def take(found: Said) -> None:
        editor.fields.settle()
        *before, last = editor.value("calls") or [{}]
        editor.put("calls", [*before, {**last, "next_action": last.get("next_action") or found.sentence}])
        editor.put("next_attempt_on", found.day.isoformat())
        editor.focus("next_attempt_on")
    _offer_promise(session, offer, [str(rows[-1].get(n) or "") for n in _CALLED], take)


def _offer_promise(session: Session, offer: Offer, texts: list[str], take: Callable[[Said], object]) -> None:
    today = clock.today(session.store.zone)
    found = next((said for text in texts if (said := phrases.said(text, today)) is not None), None)
    if found is None:
        offer.clear()
        return
    day = day_text(found.day, session.store.context())
    offer.offer(_('Keep "{what}" as the next step, with a reminder on {day}?').format(what=found.sentence, day=day),
                _("Keep as next step"), lambda: take(found), found)


def _is_time(text: object) -> bool:
    return isinstance(text, str) and len(text) == 5 and text[2] == ":" and text.replace(":", "").isdigit()
