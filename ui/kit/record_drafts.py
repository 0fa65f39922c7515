"""What was typed on a page and never saved: offered above its list, card and form, taken up, thrown away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from crm_desktop.kit.store import drafts
from crm_desktop.kit.store.drafts import Draft
from ui.kit.actions import Action
from ui.kit.draft_note import DraftNote
from ui.kit.own_draft import throw_away
from ui.kit.page import Page
from ui.kit.record_form import RecordForm
from ui.kit.small_form import SmallForm

if TYPE_CHECKING:
    from ui.kit.session import Session

LIST, CARD, FORM, FORGOTTEN = "list", "card", "form", "forgotten"


class RecordDrafts(Page):
    """A page with the note. New records begin empty; what was begun before stays and is offered."""

    LISTS: Mapping[str, str] = {}

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.mode = LIST
        self.form_id = next(iter(self.LISTS))
        self.record = 0
        self.form: RecordForm | None = None
        self.asking = SmallForm(session)
        self.draft_note = DraftNote()
        self.draft_note.taken.connect(lambda draft: session.attempt(lambda: self.go_on(draft)))
        self.draft_note.dropped.connect(lambda draft: session.attempt(lambda: self._drop_draft(draft)))
        self.body.addWidget(self.draft_note)
        self.body.addWidget(self.asking)
        for signal in (self.asking.began, self.asking.ended):
            signal.connect(self._drafts_changed)

    def show_list(self, form_id: str) -> None:
        """The list of an entity."""
        raise NotImplementedError

    def show_card(self, form_id: str, record: int) -> None:
        """One record."""
        raise NotImplementedError

    def show_form(self, form_id: str, record: int, values: Mapping[str, Any] | None = None,
                  draft: Draft | None = None) -> None:
        """The form of a record."""
        raise NotImplementedError

    def go_on(self, draft: Draft) -> None:
        """Take up what was typed, where it was typed. What is typed now stays as a draft of its own."""
        if not draft.act:
            self.show_form(draft.form, draft.record, draft=draft if not draft.record else None)
            return
        if draft.record:
            self.show_card(draft.form, draft.record)
        elif self.mode != LIST or self.form_id != draft.form:
            self.show_list(draft.form if draft.form in self.LISTS else next(iter(self.LISTS)))
        self.asking.go_on(draft, [a for a in self.current_actions() if a.id == draft.act])

    def offers(self) -> Sequence[Action]:
        """What stands beside the form in view and is taken or put away by Alt+Y and Alt+X."""
        return ()

    def note_keys(self) -> list[Action]:
        """The keys of the note, and of what is offered beside the form."""
        return self.draft_note.shared(self.offers() if self.mode == FORM else ())

    def forget_drafts(self) -> None:
        """Drop all text of drafts; what is being typed is kept first."""
        self.asking.close_form()
        self.draft_note.offer(None)
        self.draft_note.yield_to(None)

    def is_offered(self, draft: Draft) -> bool:
        """Whether a draft is offered in the note of what is in view: not of what is open already."""
        if self.asking.holds(draft):
            return False
        if self.mode == FORM:
            own = self.form.view.own.slot if self.form is not None else ""
            return not self.record and draft.form == self.form_id and not (draft.record or draft.act) \
                and draft.slot != own
        if self.mode == CARD:
            return draft.form == self.form_id and draft.record == self.record
        return draft.form in (self.spec.forms if self.spec else tuple(self.LISTS)) and draft.record >= 0

    def _offer_draft(self) -> None:
        """The newest; from one form to the next older, so that all of them come round."""
        every = drafts.every(self.session.store)
        own = self.form.view.own if self.mode == FORM and self.form is not None else None
        at = next((n for n, d in enumerate(every) if own and
                   (d.form, d.record, d.slot) == (own.form, own.record, own.slot)), 0)
        found = next((d for d in (*every[at:], *every[:at]) if self.is_offered(d)), None)
        self.draft_note.offer(found, self.session.store)

    def _drop_draft(self, draft: Draft) -> None:
        throw_away(self.session, draft, self._drafts_changed)

    def _drafts_changed(self) -> None:
        if self.mode != FORGOTTEN:
            self._offer_draft()
            self.update_head()
