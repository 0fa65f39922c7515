"""The card of a complaint: what can be done now is entered in the card itself, over the sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from crm_desktop.complaints import rules
from crm_desktop.complaints.ending import CalledBack
from crm_desktop.kit.i18n import N_, _
from ui.complaints import case_acts
from ui.complaints.case_acts import ACTS, FINISH, FORM, Values
from ui.complaints.case_face import CaseFace
from ui.complaints.case_form import ActForm, draft_of
from ui.kit import theme
from ui.kit.actions import Action
from ui.kit.theme import px

if TYPE_CHECKING:
    from crm_desktop.kit.store.drafts import Draft
    from ui.kit.session import Session

# Effective heights: of the card from which on the sheet stays below any act, of what an act must leave for it.
LOW, REST = 600, 170
LEAST = 460  # of the card from which on the buttons stay above the form of an act; their keys work in any case


class CaseCard(CaseFace):
    """One case and its acts."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        self.form: ActForm | None = None
        super().__init__(session, parent)
        self.acts.asked.connect(lambda act: session.attempt(lambda: self.begin(act)))
        self.tasks.finish_asked.connect(lambda task: session.attempt(lambda: self.begin(FINISH, task)))

    def show_record(self, form_id: str, record: int) -> None:
        """That case as it is now; a form open for another case is kept as a draft."""
        if record != self.record:
            self.end_act()
        super().show_record(form_id, record)
        if self.form is not None:
            self.form.case = self.values

    def first_focus(self) -> QWidget | None:
        """The next act; the form of one that is open."""
        return self.form.editor.focusWidget() if self.form is not None else super().first_focus()

    def leave(self) -> None:
        """Keep what is typed."""
        if self.form is not None:
            self.form.leave()

    def forget(self) -> None:
        """What is typed is kept first."""
        if self.form is not None:
            self.form.forget()
        self.end_act()
        super().forget()

    def begin(self, act: str, task: int = 0, more: Values | None = None, field: str = "", sentence: str = "") -> None:
        """Open the form of an act in the card. Closing asks for what is missing first."""
        self.session.must_write()
        if act == FINISH and not (task := task or self.tasks.first_open()):
            return
        if act == "close":
            act, field, sentence = self._towards_close()
            if not act:
                return
        self.end_act()
        self.form = ActForm(self.session, act, self.values, task, self.left.parentWidget())
        self.form.left.connect(self._left)
        self.form.kept.connect(self._kept)
        self.form.fitted.connect(self._fold)
        self.form.look_asked.connect(lambda: self.refresh(None))
        self.left.insertWidget(0, self.form, 5)
        self.form.note.say(sentence)
        self.form.begin(more, field)
        self._fold()

    def end_act(self) -> None:
        """Close the form of an act; what is typed stays as a draft."""
        if self.form is None:
            return
        form, self.form = self.form, None
        form.leave()
        self.left.removeWidget(form)
        form.hide()
        form.deleteLater()
        self._fold()

    def take_up(self, draft: Draft) -> None:
        """Go on with what was typed: the form of the act that stands in the draft."""
        for name in draft.body:
            act, _colon, task = str(name).partition(":")
            if act in ACTS:
                self.begin(act, int(task or 0))
                return

    def draft(self) -> Draft | None:
        """What was typed here and never saved, as long as its form is not open."""
        return draft_of(self.session.store, self.record) if self.record and self.form is None else None

    def _towards_close(self) -> tuple[str, str, str]:
        act, field = case_acts.first_missing(self.values)
        if act:
            return act, field, rules.unclosable(self.values)
        self._kept("close", ACTS["close"].keep(self.session.store, self.record, self.values,
                                               self.values["changed_at"]))
        return "", "", ""

    def _left(self) -> None:
        self.end_act()
        self.head_changed.emit()
        self._focus()

    def _kept(self, act: str, result: object) -> None:
        said = _(ACTS[act].said).format(number=self.values["complaint_no"])
        self.end_act()
        self.session.draft_saved.emit("")
        self.refresh(None)
        if isinstance(result, CalledBack) and result.reopen:
            record = self.record
            self.session.tell(_("The customer is not satisfied with {number}. Reopen the case?").format(
                number=self.values["complaint_no"]), "near", Action(
                    "reopen_case", N_("Reopen"), lambda: self.session.open(FORM, record, "reopen"), icon="rotate-ccw",
                    guard=self.session.attempt))
        else:
            self.session.tell(said, undo=True)
        self._focus()

    def _focus(self) -> None:
        if (widget := self.first_focus()) is not None and self.isVisible():
            widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fold(self) -> None:
        super()._fold()
        rest = self.height() - self.top.height() - (self.form.maximumHeight() if self.form is not None else 0)
        free = self.form is None or self.height() / theme.look().factor >= LOW
        self.tabs.setVisible(free or rest >= px(REST))
        self.acts.setVisible(free or self.height() / theme.look().factor >= LEAST)
