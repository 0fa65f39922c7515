"""The draft of a form that is open: kept while she types, put back into it, dropped once it is saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from crm_desktop.kit import clock, feature, forms, records
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.store import drafts
from crm_desktop.kit.store.drafts import Draft
from crm_desktop.kit.store.layout import TARGETS
from crm_desktop.kit.values.text import shorten
from ui.kit.actions import Action

if TYPE_CHECKING:
    from crm_desktop.kit.store import Store
    from ui.kit.form_editor import FormEditor
    from ui.kit.session import Session


class OwnDraft:
    """Never another's: a new record begins with a slot of its own, and only that one is kept and dropped.

    `known` is what stands in no field of the form but belongs to it (whose contact it is), as values by field.
    """

    def __init__(self, session: Session, form: str, record: int = 0, slot: str = "", *,
                 title: Callable[[], str] = str, known: dict[str, Any] | None = None) -> None:
        self._session, self.form, self.record, self.slot = session, form, record, slot
        self._title = title
        self._known = {name: {"v": value} for name, value in (known or {}).items() if value is not None}
        self._kept: dict[str, Any] | None = None

    def keep(self, raw: dict[str, Any]) -> None:
        """What stands in the form now; the time stays that of the last change."""
        if raw == self._kept:
            return
        store = self._session.store
        drafts.keep(store, self.form, self.record, self._title(), {**self._known, **raw}, self.slot)
        self._kept = raw  # not before: a full disk may have refused it
        self._session.draft_saved.emit(clock.now().astimezone(store.zone).strftime("%H:%M"))

    def drop(self) -> None:
        """It was saved, or is begun anew."""
        self._kept = None
        drafts.drop(self._session.store, self.form, self.record, self.slot)

    def find(self) -> Draft | None:
        """What was kept of it."""
        return drafts.find(self._session.store, self.form, self.record, self.slot)

    def take_up(self, editor: FormEditor, is_open: Callable[[], bool]) -> bool:
        """Put back what was typed, and say so; says whether there was anything. It can be begun anew while it
        `is_open`."""
        draft = self.find()
        if draft is None or draft.body == editor.raw():
            return False
        self._known = {name: raw for name, raw in draft.body.items() if name not in editor.editors}
        editor.set_raw(draft.body)
        self._kept = editor.raw()
        time = clock.instant(draft.saved_at).astimezone(self._session.store.zone).strftime("%m-%d %H:%M")
        self._session.tell(_("Your draft of {time} is back.").format(time=time), "near",
                           Action("drop_draft", N_("Begin anew"), lambda: self._begin_anew(editor, is_open)))
        return True

    def _begin_anew(self, editor: FormEditor, is_open: Callable[[], bool]) -> None:
        self.drop()
        if is_open():
            editor.set_record(editor.record)


def name_of(store: Store, draft: Draft) -> str:
    """What a draft is of: the act asked for, the record; of a new one whom it is about and its first words."""
    if draft.record:
        return draft.title or records.name_of(store, draft.form, draft.record) or ""
    return " · ".join(filter(None, (draft.title, *_about(store, draft))))


def _about(store: Store, draft: Draft) -> tuple[str, str]:
    form, entity = forms.get(draft.form), feature.entities().get(draft.form)
    typed = {name: raw for name, raw in draft.body.items() if isinstance(raw, dict)}
    customer = typed.get(entity.customer or "", {}) if entity else {}
    whom = records.name_of(store, TARGETS["customer_ref"], customer["v"]) if isinstance(customer.get("v"), int) \
        else customer.get("n") or customer.get("t")
    texts = [typed[f.id].get("t") or typed[f.id].get("v") for f in form.fields
             if f.id in typed and f.type in ("text", "multiline") and not f.sensitive]
    said = next((t for t in texts if isinstance(t, str) and t.strip()), "")
    return shorten(str(whom or ""), 30), shorten(said, 30)


def throw_away(session: Session, draft: Draft, changed: Callable[[], object]) -> None:
    """Forget a draft; it can be taken back. `changed()` is called after each of both."""
    def back() -> None:
        drafts.keep(session.store, draft.form, draft.record, draft.title, draft.body, draft.slot)
        changed()

    drafts.drop(session.store, draft.form, draft.record, draft.slot)
    changed()
    session.tell(_("The draft is thrown away."), action=Action(
        "draft_back", N_("Keep the draft"), back, icon="undo-2", guard=session.attempt))
