"""A few fields of a form asked for in place, above the page: why it is postponed, how a promise was kept.

    self.asking = SmallForm(session)
    self.body.insertWidget(0, self.asking)
    self.asking.ask(N_("Postpone"), "callback_plan", ("planned_date", "state_reason"), known, keep=self.postponed)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from crm_desktop.kit import forms
from crm_desktop.kit.forms import Form
from crm_desktop.kit.i18n import N_
from ui.kit import words
from ui.kit.editors.office import office_surroundings
from ui.kit.form_editor import FormEditor
from ui.kit.theme import px
from ui.kit.widgets import Label, Sheet

if TYPE_CHECKING:
    from ui.kit.session import Session


class SmallForm(Sheet):
    """Hidden until it asks. Ctrl+S or the button keeps, Esc goes away; what is wrong stands at its field."""

    began = Signal()
    ended = Signal()     # kept or gone

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.session = session
        self.editor: FormEditor | None = None
        self.title = Label(bold=True)
        self.box.addWidget(self.title)
        self.hide()

    def ask(self, title: words.Message, form: str | Form, fields: Sequence[str], known: Mapping[str, Any], *,
            keep: Callable[[dict[str, Any]], object], verb: words.Message = N_("Save"),
            heads: Mapping[str, words.Message] | None = None, **named: Any) -> FormEditor:
        """Ask for these fields. `keep(values)` writes them; a Problem it raises is shown at its field."""
        self.session.must_write()
        self.close_form()
        words.put(self.title, title, **named)
        words.put_name(self, title, **named)
        declared = forms.get(form) if isinstance(form, str) else form
        customer = known.get("customer")
        around = office_surroundings(self.session.store, lambda: customer)
        self.editor = FormEditor(declared, around, fields=fields, save=keep, save_text=verb, heads=heads,
                                 discard=self.close_form)
        self.editor.saved.connect(self.close_form)
        self.editor.fields.counted.connect(self._fit)
        self.box.addWidget(self.editor)
        self.editor.set_record({name: known.get(name) for name in fields})
        self.show()
        self._fit()
        QTimer.singleShot(0, self, self._fit)  # once more, when the fields lie in their columns
        self.began.emit()
        self.editor.focus_first()
        return self.editor

    def close_form(self) -> None:
        """Away with it."""
        if self.editor is None:
            return
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
