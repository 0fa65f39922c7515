"""The sheet being keyed: head, items, written answers; kept as a draft, saved with Enter."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from crm_desktop.kit import clock, forms
from crm_desktop.kit.errors import Problem, Problems
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.store import drafts
from crm_desktop.kit.store.drafts import Draft
from crm_desktop.surveys import model, plans, service
from crm_desktop.surveys.keying import Keying
from ui.kit.actions import Action
from ui.surveys.entry_frame import EntryFrame

if TYPE_CHECKING:
    from ui.kit.session import Session

DRAFT = -1   # the draft of the sheet in hand
ANOTHER, THROW_AWAY, LOOK = "another", "throw_away", "look"


class EntrySheet(EntryFrame):
    """One sheet after another."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._timer.timeout.connect(self.keep_draft)
        self._listen()

    # One sheet

    def next_sheet(self) -> None:
        """An empty sheet."""
        self.invalid, self._dirty = {}, False
        self._timer.stop()
        self.head.start()
        self.words.start()
        self.question.close_quietly()
        self.paper.show_keying(Keying())
        self._began = clock.now()
        self._show_invalid()
        self.count()
        self._dirty = False
        self._timer.stop()
        self._show_place()

    def is_fresh(self) -> bool:
        """Whether nothing is keyed on the sheet in hand."""
        return self.paper.keying.is_empty() and self.words.is_empty() and not self.invalid

    def sheet(self) -> dict[str, Any]:
        """The sheet as it stands, by field id."""
        return {**self.paper.keying.answers, **self.head.values(), **self.words.values(), "survey_plan": self.plan,
                "batch": self.batch, "is_valid": not self.invalid, **self.invalid}

    def save(self, *, another: bool = False) -> bool:
        """Keep the sheet and begin the next one; says whether it was kept."""
        if self.paper.keying.is_empty() and not self.invalid:
            self.session.tell(_("Nothing is keyed on this sheet yet."), "near")
            return False
        if (wrong := self.head.settle()) is not None:
            self.head.point(*wrong)
            self.session.tell(wrong[1], "late")
            return False
        try:
            kept = service.key_sheet(self.session.store, self.sheet(), another=another)
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
        self.next_sheet()
        self._tell(kept)
        self.stand()
        return True

    def stand(self) -> None:
        """The keyboard goes where the next key belongs."""
        wanted = self.first_focus()
        if wanted is not None:
            wanted.setFocus()

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
        self.paper.setFocus()

    # Drafts

    def typed(self) -> None:
        """Something changed: keep it soon."""
        self._dirty = True
        self._timer.start()
        self._show_place()

    def keep_draft(self) -> None:
        """What is keyed so far, for after a stop, a lock or a power cut."""
        self._timer.stop()
        if not self._dirty or not self.batch:
            return
        store, self._dirty = self.session.store, False
        if self.is_fresh():
            drafts.drop(store, model.FORM, DRAFT)
            return
        body = {"paper": self.paper.keying.keep(), "head": self.head.keep(), "words": self.words.values(),
                "invalid": self.invalid, "plan": self.plan}
        drafts.keep(store, model.FORM, DRAFT, self.head.employer.text() if self.head.is_named() else "", body)
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
        self._dirty = False
        self._timer.stop()
        time = clock.instant(draft.saved_at).astimezone(self.session.store.zone).strftime("%m-%d %H:%M")
        self.session.tell(_("The sheet begun on {time} is back.").format(time=time), "near",
                          Action("drop_draft", N_("Begin it anew"), self.drop_draft))

    def drop_draft(self) -> None:
        """Begin the sheet anew."""
        drafts.drop(self.session.store, model.FORM, DRAFT)
        self.next_sheet()
        self.stand()

    # Inside

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
        self.session.tell(problem.sentence, "late")

    def _tell(self, kept: service.Kept) -> None:
        if kept.valid:
            self.session.tell(_("{number} is kept.").format(number=kept.number), undo=True)
            return
        cause = forms.get(model.FORM).by_id["invalid_cause"].by_choice.get(kept.cause or "other")
        self.session.tell(_("{number} is kept as not valid: {cause}.").format(
            number=kept.number, cause=cause.text() if cause else ""), "near", undo=True)

    def _asked(self, asked: str) -> None:
        if self.question.isVisible():
            if asked == "stop":
                self.question.close_quietly()
            return
        acts: dict[str, Callable[[], object]] = {"save": self.save, "invalid": self.ask_invalid,
                                                 "customer": self.head.focus_customer, "stop": self.back}
        acts[asked]()

    def _listen(self) -> None:
        self.next_button.clicked.connect(lambda: self.save())
        for part in (self.head, self.words, self.paper):
            part.changed.connect(self.typed)
        self.head.done.connect(self.paper.setFocus)
        self.words.done.connect(lambda: self.save())
        self.paper.ended.connect(self.words.focus)
        self.words.back_asked.connect(self.paper.back_to_items)
        self.paper.asked.connect(self._asked)
        self.paper.question = self.question
        self.question.worded.connect(self._reason)

    def _reason(self, text: str) -> None:
        if text.strip():
            self.question.close_quietly()
            self.set_invalid({"invalid_cause": "other", "invalid_reason": text.strip()})
