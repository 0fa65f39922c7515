"""The draft of the sheet being keyed: kept soon after each key, given back after a stop, a lock or a power cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from crm_desktop.kit import clock
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.store import drafts
from crm_desktop.kit.store.drafts import Draft
from crm_desktop.surveys import model, plans
from crm_desktop.surveys.keying import Keying
from ui.kit.actions import Action
from ui.surveys.entry_frame import EntryFrame

if TYPE_CHECKING:
    from ui.kit.session import Session

DRAFT = -1   # the draft of the sheet in hand


class EntryDraft(EntryFrame):
    """An empty sheet, a sheet begun, a sheet taken up again."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._timer.timeout.connect(self.keep_draft)

    def next_sheet(self) -> None:
        """An empty sheet."""
        self.invalid = {}
        self.head.set_mode(self.mode)
        self.head.start()
        self.words.start()
        self.question.close_quietly()
        self.paper.show_keying(Keying())
        self._began = clock.now()
        self._show_invalid()
        self.count()
        self._settle()

    def is_fresh(self) -> bool:
        """Whether nothing is keyed on the sheet in hand."""
        return self.paper.keying.is_empty() and self.words.is_empty() and not self.invalid

    def typed(self) -> None:
        """Something changed: keep it soon."""
        self._dirty = True
        self._timer.start()
        self._show_place()

    def keep_draft(self) -> None:
        """What is keyed so far, for after a stop, a lock or a power cut."""
        self._timer.stop()
        if not self._dirty or not self.batch or self.session.read_only:
            return
        store = self.session.store
        if self.is_fresh():
            drafts.drop(store, model.FORM, DRAFT)
            self._dirty = False
            return
        body = {"paper": self.paper.keying.keep(), "head": self.head.keep(), "words": self.words.values(),
                "invalid": self.invalid, "plan": self.plan}
        drafts.keep(store, model.FORM, DRAFT, self.head.employer.text() if self.head.is_named() else "", body)
        self._dirty = False  # not before: a full disk may have refused it
        self.session.draft_saved.emit(clock.now().astimezone(store.zone).strftime("%H:%M"))

    def take_up(self, draft: Draft) -> None:
        """Go on with a sheet that was never saved."""
        body = draft.body
        self.head.put_back(body.get("head", {}))
        self.words.put_back(body.get("words", {}))
        self.paper.show_keying(Keying.of(body.get("paper", {})))
        self.invalid = dict(body.get("invalid", {}))
        if body.get("plan") in {p["id"] for p in plans.running(self.session.store)}:
            self.plan = body["plan"]
        self._show_invalid()
        self._settle()
        time = clock.instant(draft.saved_at).astimezone(self.session.store.zone).strftime("%m-%d %H:%M")
        self.session.tell(_("The sheet begun on {time} is back.").format(time=time), "near",
                          Action("drop_draft", N_("Begin it anew"), self.drop_draft))

    def drop_draft(self) -> None:
        """Begin the sheet anew."""
        drafts.drop(self.session.store, model.FORM, DRAFT)
        self.next_sheet()
        self.stand()

    def _settle(self) -> None:
        """What stands on the sheet now is no draft yet, or is one already."""
        self._dirty = False
        self._timer.stop()
        self._show_place()

    def stand(self) -> None:
        """The keyboard goes where the next key belongs."""
        wanted = self.first_focus()
        if wanted is not None:
            wanted.setFocus()
