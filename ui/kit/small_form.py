"""A few fields of a form asked for in place, above the page: why it is postponed, how a promise was kept.

    self.asking.ask(N_("Postpone"), "callback_plan", ("planned_date", "state_reason"), known, keep=self.postponed,
                    of=("callback_plan", plan, "postpone"))
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from crm_desktop.kit import forms
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.forms import Form
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.store import drafts
from crm_desktop.kit.store.drafts import Draft
from crm_desktop.kit.values.text import shorten
from ui.kit import words
from ui.kit.actions import Action
from ui.kit.editors.office import office_surroundings
from ui.kit.form_editor import FormEditor
from ui.kit.own_draft import OwnDraft
from ui.kit.theme import px
from ui.kit.widgets import Label, Sheet

if TYPE_CHECKING:
    from ui.kit.session import Session


Asked = tuple[str, int, str]  # of which form and record (0: something new), for which action of its page


class SmallForm(Sheet):
    """Hidden until it asks. Ctrl+S or the button keeps, Esc goes away; what is wrong stands at its field.

    What is typed is kept as a draft of the record and the action: asked again, it is there again.
    """

    began = Signal()
    ended = Signal()     # kept or gone

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.session = session
        self.editor: FormEditor | None = None
        self.own: OwnDraft | None = None
        self._again: Draft | None = None
        self.title = Label(bold=True)
        self.box.addWidget(self.title)
        self.hide()

    def ask(self, title: words.Message, form: str | Form, fields: Sequence[str], known: Mapping[str, Any], *,
            keep: Callable[[dict[str, Any]], object], of: Asked, verb: words.Message = N_("Save"), **named: Any
            ) -> FormEditor:
        """Ask for these fields. `keep(values)` writes them; a Problem it raises is shown at its field."""
        self.session.must_write()
        self.close_form()
        words.put(self.title, title, **named)
        words.put_name(self, title, **named)
        declared = forms.get(form) if isinstance(form, str) else form
        own = self._own(of, lambda: _named(words.said(title, **named), editor))
        editor = self._make_editor(declared, fields, known.get("customer"), own, keep, verb)
        self.own, self.editor = own, editor
        self.box.addWidget(editor)
        editor.set_record({name: known.get(name) for name in fields})
        self.own.take_up(editor, lambda: self.editor is editor)
        self.show()
        self._fit()
        QTimer.singleShot(0, self, self._fit)  # once more, when the fields lie in their columns
        self.began.emit()
        editor.focus_first()
        return editor

    def go_on(self, draft: Draft, actions: Sequence[Action]) -> None:
        """Ask again what a draft was typed for, by the action of the page that asks it."""
        if not any(action.enabled() for action in actions):
            raise Problem(_("This can't be done here any more. Throw the draft away if it is of no use."))
        self._again = draft
        try:
            for action in actions:
                action.trigger()
        finally:
            self._again = None

    def holds(self, draft: Draft) -> bool:
        """Whether that draft is the one being typed."""
        own = self.own if self.editor is not None else None
        return own is not None and (own.form, own.record, own.slot) == (draft.form, draft.record, draft.slot)

    def close_form(self) -> None:
        """Away with it; what was typed stays as a draft."""
        if self.editor is None:
            return
        self.editor.flush_draft()
        editor, self.editor = self.editor, None
        self.hide()
        self.box.removeWidget(editor)
        editor.hide()
        editor.deleteLater()
        words.drop(self.title)
        self.title.setText("")
        self.setAccessibleName("")
        self.ended.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """As high as its fields need."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self.editor is not None:
            fields = self.editor.fields
            fields.setFixedHeight(min(fields.widget().sizeHint().height() + px(4), px(360)))

    def _own(self, of: Asked, title: Callable[[], str]) -> OwnDraft:
        form, record, act = of
        slot = act if record else drafts.fresh(act)
        if self._again is not None and self._again.act == act and not record:
            slot = self._again.slot
        return OwnDraft(self.session, form, record, slot, title=title)

    def _make_editor(self, form: Form, fields: Sequence[str], customer: int | None, own: OwnDraft,
                     keep: Callable[[dict[str, Any]], object], verb: words.Message) -> FormEditor:
        def save(typed: dict[str, Any]) -> None:
            keep(typed)
            own.drop()

        editor = FormEditor(form, office_surroundings(self.session.store, lambda: customer), fields=fields, save=save,
                            save_text=verb, discard=self.close_form, save_draft=own.keep,
                            drop_draft=own.drop, tell=lambda sentence: self.session.tell(sentence, "near"), parent=self)
        if editor.footer is not None:  # "Leave" would be read as what the visitor does who is being asked about
            words.put(editor.footer.buttons["form_discard"], N_("Not now"))
        editor.saved.connect(self.close_form)
        editor.fields.counted.connect(self._fit)
        return editor


def _named(title: str, editor: FormEditor) -> str:
    """With the first words typed: two of them can be told apart."""
    said = [e.text() for name, e in editor.editors.items() if e.field.type in ("text", "multiline")
            and not e.field.sensitive and e.value() not in (None, editor.record.get(name))]
    return " · ".join(filter(None, (title, shorten(said[0] if said else "", 30))))
