"""The page of complaints as far as cases go: their card, the acts by key, drafts, papers, the way home from a part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crm_desktop.complaints import history
from crm_desktop.kit import records
from crm_desktop.kit.i18n import N_
from crm_desktop.kit.store.drafts import Draft
from ui.complaints import case_acts
from ui.complaints.case_acts import ACTS, FINISH, FORM, RESULT, STEP, TASK
from ui.complaints.case_card import CaseCard
from ui.complaints.list_preview import CaseListFace
from ui.kit.actions import Action
from ui.kit.list_acts import ListFace
from ui.kit.record_card import Card
from ui.kit.record_list import RecordList
from ui.kit.record_page import CARD, LIST, RecordPage
from ui.kit.words import Message

if TYPE_CHECKING:
    pass

_PARTS = (STEP, TASK, case_acts.CALLBACK, RESULT)


class CasePage(RecordPage):
    """Cases with their steps, tasks, call-backs and result reports."""

    @property
    def case(self) -> CaseCard | None:
        """The case in view."""
        card = self.cards.get(FORM) if self.mode == CARD and self.form_id == FORM else None
        return card if isinstance(card, CaseCard) else None

    def make_card(self, form_id: str) -> Card:
        """A case has a card of its own."""
        return CaseCard(self.session) if form_id == FORM else super().make_card(form_id)

    def list_text(self, form_id: str) -> Message:
        """Short words for the lists."""
        return {FORM: N_("Complaints"), TASK: N_("Department tasks"), case_acts.CALLBACK: N_("Call-backs"),
                RESULT: N_("Result reports")}[form_id]

    def make_face(self, made: RecordList) -> ListFace:
        """Complaints are previewed with their clocks."""
        return CaseListFace(self.session, made) if made.form.id == FORM else super().make_face(made)

    def card_actions(self) -> list[Action]:
        """The acts that make sense now, the papers, the result report; on a task that it was done."""
        found = super().card_actions()
        if (case := self.case) is not None:
            return [*self._papers(), *found, *self._acts(case), case.why]
        if self.form_id == TASK and not self.cards[TASK].values.get("done_at"):
            act = ACTS[FINISH]
            found.append(Action(FINISH, act.text, self.finish, key=act.key, icon=act.icon, writes=True))
        return found

    def finish(self) -> None:
        """The task in view was done: said in the card of its case."""
        task = self.record
        self.show_card(FORM, int(self.cards[TASK].values["complaint"]))
        if self.case is not None:
            self.case.begin(FINISH, task)

    def print_result(self) -> None:
        """What the customer gets in writing."""
        self.session.go("reports", {"report": "complaint-result", "record": self.record})

    def write_result(self) -> None:
        """The result report of the case in view, filled in as far as the case knows."""
        self.new(RESULT, history.result_draft(self.session.store, self.record))

    def receipt(self, _form: str, record: int) -> None:
        """The receipt for the customer, in the preview."""
        self.session.go("reports", {"report": "complaint-receipt", "record": record})

    def home(self, form_id: str, record: int) -> tuple[str, str, int]:
        """From a step, task, call-back or report back to its case."""
        raw = self.session.store.raw(form_id, record) if form_id in _PARTS and record else None
        case = raw["complaint"] if raw is not None else None
        return (CARD, FORM, int(case)) if case else super().home(form_id, record)

    def back(self) -> None:
        """An open form is left first."""
        if (case := self.case) is not None and case.form is not None:
            case.form.editor.discard()
        else:
            super().back()

    # Drafts of acts

    def go_on(self, draft: Draft) -> None:
        """A draft of an act goes on in the card of its case."""
        if draft.form != FORM or draft.record >= 0:
            super().go_on(draft)
            return
        records.get(self.session.store, FORM, -draft.record)
        if self.case is None or self.record != -draft.record:
            self.show_card(FORM, -draft.record)
        self.take_up()

    def is_offered(self, draft: Draft) -> bool:
        """Also what was typed into an act of a case: on its card as long as no act is open, and on the list."""
        if draft.form != FORM or draft.record >= 0:
            return super().is_offered(draft)
        case = self.case
        return self.mode == LIST or case is not None and case.form is None and draft.record == -self.record

    def take_up(self) -> None:
        """Go on with what was typed into an act of the case in view."""
        if (case := self.case) is not None and (draft := case.draft()) is not None:
            self.draft_note.offer(None)
            case.take_up(draft)
            self.update_head()

    # Inside

    def _acts(self, case: CaseCard) -> list[Action]:
        read = list(case_acts.fitting(case.values))
        if case.tasks.first_open():
            read.append(ACTS[FINISH])
        found = [Action(a.id, a.text, lambda a=a: self._begin(a.id), key=a.key, icon=a.icon, shown=False, writes=True)
                 for a in read]
        found.append(Action("take_up", N_("Go on with it"), self.take_up, shown=False, writes=True,
                            enabled=lambda: case.draft() is not None))
        return found

    def _begin(self, act: str) -> None:
        if (case := self.case) is not None:
            self.draft_note.offer(None)
            case.begin(act)

    def _papers(self) -> list[Action]:
        return [Action("receipt", N_("Receipt"), lambda: self.receipt(FORM, self.record), icon="printer", menu="file"),
                Action("print_result", N_("Result for the customer"), self.print_result, icon="printer", menu="file"),
                Action("write_result", N_("Result report"), self.write_result, icon="file-text", writes=True)]
