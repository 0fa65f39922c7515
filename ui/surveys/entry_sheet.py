"""The sheet being keyed: head, items, written answers; kept as a draft, saved with Enter."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from crm_desktop.kit import clock, forms
from crm_desktop.kit.errors import Problem, Problems
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.store import drafts
from crm_desktop.kit.store.drafts import Draft
from crm_desktop.surveys import model, plans, service
from crm_desktop.surveys.keying import Keying
from ui.kit import words
from ui.kit.actions import Action
from ui.kit.page import Page
from ui.kit.theme import px
from ui.kit.widgets import Button, HLine, Label, Mark, Sheet, row
from ui.surveys.entry_head import EntryHead, EntryWords
from ui.surveys.entry_side import EntrySide
from ui.surveys.paper import Paper
from ui.surveys.question import Question

if TYPE_CHECKING:
    from ui.kit.session import Session

DRAFT, DRAFT_MS = -1, 1500   # the draft of the sheet in hand; kept so soon after the last key
ANOTHER, THROW_AWAY, LOOK = "another", "throw_away", "look"


class EntrySheet(Page):
    """One sheet after another."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.plan: int | None = None
        self.batch = ""
        self.invalid: dict[str, Any] = {}
        self.kept_here = 0
        self._began, self._seconds = clock.now(), 0.0
        self._dirty = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAFT_MS)
        self._timer.timeout.connect(self.keep_draft)
        self._build()
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

    def count(self) -> None:
        """The counters of batch and survey."""
        store = self.session.store
        if not self.batch:
            return
        mean = round(self._seconds / self.kept_here) if self.kept_here else None
        self.side.show_counts(service.batch(store, self.batch), mean,
                              plans.progress(store, self.plan) if self.plan is not None else None)
        words.put(self.short, lambda: self.side.in_short() if self.side.isHidden() else "")

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

    def _show_invalid(self) -> None:
        self.mark.setVisible(bool(self.invalid))
        choices = forms.get(model.FORM).by_id["invalid_cause"].by_choice
        words.put(self.mark, lambda: _("Not valid: {why}").format(
            why=self.invalid.get("invalid_reason") or choices[self.invalid["invalid_cause"]].text())
            if self.invalid else "")

    def _show_place(self) -> None:
        self.side.show_keying(self.paper.keying)
        self.update_words()

    def _asked(self, asked: str) -> None:
        if self.question.isVisible():
            if asked == "stop":
                self.question.close_quietly()
            return
        acts: dict[str, Callable[[], object]] = {"save": self.save, "invalid": self.ask_invalid,
                                                 "customer": self.head.focus_customer, "stop": self.back}
        acts[asked]()

    def _build(self) -> None:
        self.head, self.words, self.paper = EntryHead(self.session), EntryWords(self.session), Paper()
        self.side, self.question = EntrySide(), Question()
        sheet = Sheet(margin=1, spacing=0)
        sheet.box.addWidget(self.head)
        sheet.box.addWidget(HLine())
        sheet.box.addWidget(self.paper, 1)
        sheet.box.addWidget(HLine())
        sheet.box.addWidget(self.words)
        foot = row(spacing=12)
        foot.setContentsMargins(px(12), 0, px(12), px(10))
        self.mark = Mark("near", "")
        self.next_button = Button(kind="primary", key="Enter", icon="check")
        words.put(self.next_button, N_("Save, next sheet"))
        self.next_button.clicked.connect(lambda: self.save())
        foot.addWidget(self.mark)
        self.short = Label(tone="second", wrap=True)
        foot.addWidget(self.short, 1)
        foot.addWidget(self.next_button)
        sheet.box.addLayout(foot)
        self.body.addWidget(self.question)
        line = row(spacing=12)
        line.addWidget(sheet, 1)
        line.addWidget(self.side)
        self.body.addLayout(line, 1)

    def _listen(self) -> None:
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
