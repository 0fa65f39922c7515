"""The sheet being keyed: head, items, written answers; kept as a draft, saved with Enter."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from crm_desktop.kit import clock, forms, records
from crm_desktop.kit.errors import Problem, Problems
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.store import drafts
from crm_desktop.surveys import model, service
from ui.surveys.entry_draft import DRAFT, EntryDraft
from ui.surveys.entry_head import ANONYMOUS, NAMED

if TYPE_CHECKING:
    from ui.kit.session import Session

ANOTHER, THROW_AWAY, LOOK, CHOOSE, CREATE = "another", "throw_away", "look", "choose", "create"


class EntrySheet(EntryDraft):
    """One sheet after another."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._listen()

    # One sheet

    def sheet(self) -> dict[str, Any]:
        """The sheet as it stands, by field id."""
        return {**self.paper.keying.answers, **self.head.values(), **self.words.values(), "survey_plan": self.plan,
                "batch": self.batch, "is_valid": not self.invalid, **self.invalid}

    def save(self, *, another: bool = False) -> bool:
        """Keep the sheet and begin the next one; says whether it was kept."""
        if self.is_fresh():
            self._refuse(self._empty(), "near")
            return False
        if (wrong := self.head.settle()) is not None:
            if wrong[0] == "employer":
                self._ask_unknown(self.head.employer.text().strip())
                return False
            self.head.point(*wrong)
            self._refuse(wrong[1], "late")
            return False
        try:
            kept = service.key_sheet(self.session.store, self.sheet(), another=another, ask=True)
        except service.AlreadyKeyed as again:
            self._ask_again(again)
            return False
        except Problem as problem:
            self._point(problem)
            return False
        drafts.drop(self.session.store, model.FORM, DRAFT)
        self.session.draft_saved.emit("")
        self._seconds += (clock.now() - self._began).total_seconds()
        self.kept_here += 1
        self._last = kept
        self.next_sheet()
        self._take_back()
        self._tell(kept)
        self.stand()
        return True

    def ask_invalid(self) -> None:
        """Why the sheet doesn't count; once more makes it count again."""
        if self.invalid:
            self.set_invalid({})
            return
        causes = forms.get(model.FORM).by_id["invalid_cause"].choices
        self.question.ask(N_("Why is the sheet not valid?"), [(c.id, c.text) for c in causes],
                          lambda cause: self.set_invalid({"invalid_cause": cause}))
        self.paper.setFocus()

    def set_invalid(self, why: dict[str, Any]) -> None:
        """The sheet doesn't count, for that reason; {}: it does."""
        self.invalid = why
        self._show_invalid()
        self.typed()
        self.stand()

    def typed(self) -> None:
        """What was wrong with the sheet as it stood is said no longer."""
        self._take_back()
        super().typed()

    # Inside

    def _refuse(self, sentence: str, kind: str) -> None:
        """Why the sheet isn't kept; said until it is changed or kept."""
        self._take_back()
        self._refused = self.session.tell(sentence, kind)

    def _take_back(self) -> None:
        if self._refused is not None:
            self.session.take_back(self._refused)
            self._refused = None

    def _empty(self) -> str:
        """That nothing is keyed, and where the sheet before is: Enter twice must not look like a sheet lost."""
        last = self._last
        if last is None or not service.is_kept(self.session.store, last.id):
            return _("Nothing is entered on this sheet yet.")
        return _("{number} is kept; nothing is entered on the next sheet yet.").format(number=last.number)

    def _ask_unknown(self, name: str) -> None:
        """A company nobody knows yet: a new customer, or a sheet without one."""
        self.question.ask(lambda: _('No customer is called "{name}".').format(name=name),
                          [(CHOOSE, N_("Choose another one")), (CREATE, N_("New customer with this name")),
                           (ANONYMOUS, N_("Enter it without a customer"))],
                          lambda answer: self._answered_unknown(answer, name))
        self.paper.setFocus()

    def _answered_unknown(self, answer: str, name: str) -> None:
        if answer == CHOOSE:
            self.head.focus_customer()
            return
        if answer == CREATE:
            made = self.session.attempt(lambda: self.head.employer.set_value(
                records.create(self.session.store, "customer_master", {"customer_name": name})))
            if not made:
                return
        else:
            self.head.employer.set_value(None)
            self.head.set_mode(ANONYMOUS)
        self.save()

    def _ask_again(self, again: service.AlreadyKeyed) -> None:
        sentence = again.sentence
        self.question.ask(lambda: sentence, [(ANOTHER, N_("It is another sheet: keep it")),
                                             (THROW_AWAY, N_("The same: throw this one away")),
                                             (LOOK, N_("Look at the first one"))],
                          lambda answer: self._answered_again(answer, again.sheet))
        self.paper.setFocus()

    def _answered_again(self, answer: str, sheet: int) -> None:
        if answer == ANOTHER:
            self.save(another=True)
        elif answer == THROW_AWAY:
            self.drop_draft()
        else:
            self.typed()
            self.keep_draft()
            self.session.open(model.FORM, sheet)

    def _point(self, problem: Problem) -> None:
        found = problem.problems if isinstance(problem, Problems) else (problem,)
        first = next((p for p in found if p.field in model.ITEMS or p.field in self.head.editors), None)
        if first is not None and first.field in model.ITEMS:
            self.paper.say(str(first.field), first.sentence)
        elif first is not None:
            self.head.point(str(first.field), first.sentence)
        self._refuse(problem.sentence, "late")

    def _tell(self, kept: service.Kept) -> None:
        if kept.valid and kept.alike:
            self.session.tell(_("{number} is kept. It has the same answers as {other}, entered before it.").format(
                number=kept.number, other=kept.alike), "near", undo=True)
            return
        if kept.valid:
            self.session.tell(_("{number} is kept.").format(number=kept.number), undo=True)
            return
        cause = forms.get(model.FORM).by_id["invalid_cause"].by_choice.get(kept.cause or "other")
        self.session.tell(_("{number} is kept as not valid: {cause}.").format(
            number=kept.number, cause=cause.text() if cause else ""), "near", undo=True)

    def _asked(self, asked: str) -> None:
        if self.question.isVisible() and asked != "stop":
            return  # it is answered first, or put away
        acts: dict[str, Callable[[], object]] = {"save": self.save, "invalid": self.ask_invalid,
                                                 "customer": self._to_customer, "stop": self.back, "up": self._up}
        acts[asked]()

    def _listen(self) -> None:
        self.next_button.clicked.connect(lambda: self.save())
        for part in (self.head, self.words, self.paper):
            part.changed.connect(self.typed)
        self.head.done.connect(self._head_done)
        self.head.mode.chosen.connect(self._choose_mode)
        self.words.done.connect(lambda: self.save())
        self.paper.ended.connect(self.words.focus)
        self.words.back_asked.connect(self.paper.back_to_items)
        self.paper.asked.connect(self._asked)
        self.paper.question = self.question
        self.question.worded.connect(self._reason)

    def _choose_mode(self, mode: str) -> None:
        self.mode = mode

    def _to_customer(self) -> None:
        """From now on every sheet begins with its customer; Enter in the empty line: this one is anonymous."""
        self.mode = NAMED
        self.head.focus_customer()

    def _up(self) -> None:
        if self.head.is_named():
            self.head.focus_customer()

    def _head_done(self) -> None:
        if self.head.is_named() and self.head.employer.is_empty() and self.head.editors["name"].is_empty():
            self.head.set_mode(ANONYMOUS)
        self.paper.setFocus()

    def _reason(self, text: str) -> None:
        if text.strip():
            self.question.close_quietly()
            self.set_invalid({"invalid_cause": "other", "invalid_reason": text.strip()})
