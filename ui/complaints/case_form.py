"""The small form of an act in the card of a case: typing is kept as a draft, what is wrong stands at its field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget
from shiboken6 import isValid

from crm_desktop.kit import clock, records
from crm_desktop.kit.errors import Problem, Problems
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.store import drafts
from ui.complaints import case_acts
from ui.complaints.case_acts import ACTS, FORM, TASK, Values
from ui.kit import words
from ui.kit.actions import Action
from ui.kit.editors.office import office_surroundings
from ui.kit.form_editor import FormEditor
from ui.kit.theme import px
from ui.kit.widgets import Button, Label, Mark, Sheet, row

if TYPE_CHECKING:
    from crm_desktop.kit.store import Store
    from crm_desktop.kit.store.drafts import Draft
    from ui.kit.session import Session


def draft_of(store: Store, case: int) -> Draft | None:
    """What was typed into acts of this case and never saved: the body holds, by act, what stood in its form."""
    return drafts.find(store, FORM, -case)


def slot(act: str, task: int) -> str:
    """Under which name an act is kept in the draft of its case; a task has one of its own."""
    return f"{act}:{task}" if task else act


class ActForm(Sheet):
    """One act being entered. `kept(act, result)`: done; `left()`: she went away; `look_asked()`: show the case anew."""

    kept = Signal(str, object)
    left = Signal()
    look_asked = Signal()
    fitted = Signal()           # it needs another height now

    def __init__(self, session: Session, act: str, case: Values, task: int = 0, parent: QWidget | None = None
                 ) -> None:
        super().__init__(margin=16, spacing=8, parent=parent)
        self.session, self.act, self.case, self.task = session, ACTS[act], case, task
        self._base = self._changed_at()
        words.put_name(self, self.act.text)
        head = row(spacing=12)
        title = Label(bold=True, size="lead")
        words.put(title, self.act.text)
        head.addWidget(title)
        self.about = Label(tone="second", size="dense", wrap=True)
        head.addWidget(self.about, 1)
        self.box.addLayout(head)
        self.note = CaseNote()
        self.note.again.clicked.connect(self.look_again)
        self.box.addWidget(self.note)
        self.editor = self._make_editor()
        self.box.addWidget(self.editor, 1)
        self.editor.changed.connect(self.fit)
        if task:
            self.about.setText(" ".join(str(records.get(session.store, TASK, task)["what"]).split())[:160])

    def begin(self, more: Values | None = None, field: str = "") -> None:
        """Open it: with what is known, or what was typed earlier; the keyboard goes to the field."""
        self.editor.set_record({**self.act.begin(self.session.store, self.case), **(more or {})})
        self._take_up_draft()
        self.editor.focus(field or self.act.fields[0])

    def look_again(self) -> None:
        """After somebody else's change was seen: what is typed stays, and is now meant for the case as it is."""
        self._base = self._changed_at()
        self.note.say("")
        self.look_asked.emit()
        self.editor.focus(self.act.fields[0])

    def leave(self) -> None:
        """Keep the draft."""
        self.editor.flush_draft()

    def forget(self) -> None:
        """Keep the draft, drop all text."""
        self.leave()
        self.editor.forget()
        self.about.setText("")
        self.note.say("")

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A few fields and the foot; the fields scroll."""
        return QSize(px(260), min(px(230), super().sizeHint().height()))

    def fit(self) -> None:
        """No higher than its fields need."""
        fields = self.editor.fields
        wish = self.sizeHint().height() - fields.sizeHint().height() + fields.widget().sizeHint().height() + px(8)
        wish = max(wish, self.minimumSizeHint().height())
        if wish != self.maximumHeight():
            self.setMaximumHeight(wish)
            self.fitted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Narrower fields are higher."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self.fit)

    # Inside

    def _make_editor(self) -> FormEditor:
        store, act = self.session.store, self.act
        around = office_surroundings(store, lambda: self.case.get("customer"))
        around.clip = self.session.clip
        made = FormEditor(case_acts.form_of(act.id), around, fields=act.fields, save=self._save,
                          save_text=act.text, discard=self.left.emit, save_draft=self._save_draft,
                          tell=lambda sentence: self.session.tell(sentence, "near"), parent=self)
        for needed in act.needs:  # a star alone: the verb has the better sentence
            made.boxes[needed].label.need(True)
        return made

    def _target(self) -> tuple[str, int]:
        return (TASK, self.task) if self.task else (FORM, int(self.case["id"]))

    def _changed_at(self) -> str:
        return str(records.get(self.session.store, *self._target())["changed_at"])

    def _save(self, values: Values) -> None:
        form, target = self._target()
        try:
            result = self.act.keep(self.session.store, target, values, self._base)
        except Problem as problem:
            raw = self.session.store.raw(form, target)
            if raw is not None and raw["changed_at"] != self._base:
                self.note.say(problem.sentence, again=True)
                raise Problems([]) from None
            raise self._at_its_field(problem) from None
        self._drop_draft()
        self.editor.mark_clean()
        self.kept.emit(self.act.id, result)

    def _at_its_field(self, problem: Problem) -> Problem:
        found = problem.problems if isinstance(problem, Problems) else (problem,)
        shown = self.act.shown_at
        return Problems([Problem(p.sentence, field=shown.get(p.field or "", p.field)) for p in found])

    # Drafts

    def _save_draft(self, raw: Values) -> None:
        store, case = self.session.store, int(self.case["id"])
        there = draft_of(store, case)
        body = {**(there.body if there else {}), slot(self.act.id, self.task): raw}
        drafts.keep(store, FORM, -case, str(self.case["complaint_no"]), body)
        self.session.draft_saved.emit(clock.now().astimezone(store.zone).strftime("%H:%M"))

    def _drop_draft(self) -> None:
        store, case = self.session.store, int(self.case["id"])
        there = draft_of(store, case)
        rest: dict[str, Any] = {k: v for k, v in (there.body if there else {}).items()
                                if k != slot(self.act.id, self.task)}
        if rest:
            drafts.keep(store, FORM, -case, str(self.case["complaint_no"]), rest)
        elif there is not None:
            drafts.drop(store, FORM, -case)

    def _take_up_draft(self) -> None:
        there = draft_of(self.session.store, int(self.case["id"]))
        raw = there.body.get(slot(self.act.id, self.task)) if there is not None else None
        if there is None or raw is None or raw == self.editor.raw():
            return
        self.editor.set_raw(raw)
        time = clock.instant(there.saved_at).astimezone(self.session.store.zone).strftime("%m-%d %H:%M")
        self.session.tell(_("Your draft of {time} is back.").format(time=time), "near",
                          Action("drop_draft", N_("Begin anew"), self._begin_anew))

    def _begin_anew(self) -> None:
        self._drop_draft()
        if isValid(self):  # the message may stay longer than the form
            self.editor.set_record(self.editor.record)


class CaseNote(QFrame):
    """What is to be known before the act: what is missing, or that somebody else changed the case."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "soft")
        self.setProperty("state", "near")
        line = row(self, spacing=8)
        line.setContentsMargins(px(10), px(6), px(10), px(6))
        self.label = Label(wrap=True)
        self.again = Button(small=True)
        words.put(self.again, N_("Look at it again"))
        for part, stretch in ((Mark("near", ""), 0), (self.label, 1), (self.again, 0)):
            line.addWidget(part, stretch)
        self.hide()

    def say(self, sentence: str, *, again: bool = False) -> None:
        """Show the sentence; "" goes away."""
        self.label.setText(sentence)
        self.again.setVisible(again)
        self.setVisible(bool(sentence))

    def text(self) -> str:
        """The sentence shown."""
        return self.label.text()
