"""A record being entered or changed on a page: its editor in a sheet, what stands beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from crm_desktop.kit import records
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.store import drafts
from crm_desktop.kit.store.drafts import Draft
from ui.kit import theme, words
from ui.kit.actions import Action
from ui.kit.form_editor import FormEditor
from ui.kit.record_view import RecordView
from ui.kit.theme import px
from ui.kit.widgets import Sheet

if TYPE_CHECKING:
    from ui.kit.session import Session

Values = dict[str, Any]
SIDE_FROM, SIDE_WIDE = 900, 332  # effective width from which on there is room beside; how much it takes


@dataclass
class FormPlan:
    """What a page wants of the form of one of its entities.

    `fields`, `locked`, `heads` and `near` are those of FormEditor. `ready(editor)` joins fields to each
    other once the record stands in it; the first empty one of `first` gets the keyboard. `verb` is the
    word on the save button; `print_(form, id)` prints what was just saved, with `print_text` on its button;
    `again` offers to save and begin the next one. `keep(editor, values)` replaces records.create for a new
    record and answers its id. `beside(editor)` makes what stands beside the form.
    """

    fields: Sequence[str] | None = None
    locked: Mapping[str, str] = field(default_factory=dict)
    heads: Mapping[str, words.Message] = field(default_factory=dict)
    near: Mapping[str, Callable[[str], str]] = field(default_factory=dict)
    ready: Callable[[FormEditor], object] | None = None
    first: Sequence[str] = ()
    verb: words.Message = N_("Save")
    print_: Callable[[str, int], object] | None = None
    print_text: words.Message = N_("Print")
    again: bool = False
    keep: Callable[[FormEditor, Values], int] | None = None
    beside: Callable[[FormEditor], QWidget] | None = None

    def looks(self) -> object:
        """What a form is made of by this plan; how it behaves is seen when it is begun."""
        return (tuple(self.fields or ()), dict(self.locked), dict(self.heads), sorted(self.near), self.verb,
                self.print_ is None, self.print_text, self.again)


class RecordForm(QWidget):
    """One form on the page. `saved(form, id)`: kept; `left()`: she went away; `next_asked()`: one more."""

    saved = Signal(str, int)
    left = Signal()
    next_asked = Signal()

    def __init__(self, session: Session, form_id: str, plan: FormPlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.form_id, self.plan = session, form_id, plan
        self._then = ""
        self._kept, self._wrote = 0, False
        more = [Action("form_next", N_("Save and next"), lambda: self._save_then("next"))] if plan.again else []
        sheet = Sheet(margin=16, parent=self)
        self.view = RecordView(
            session, form_id, fields=plan.fields, locked=plan.locked, heads=plan.heads, near=plan.near,
            save_text=plan.verb, extra=more, print_=(lambda: self._save_then("print")) if plan.print_ else None,
            print_text=plan.print_text, keep=self._keep, reads=False, parent=sheet)
        self.view.edit_ended.connect(self._ended)
        self.view.saved.connect(self._saved)
        sheet.box.addWidget(self.view, 1)
        self.line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self.line.setContentsMargins(0, 0, 0, 0)
        self.line.setSpacing(px(12))
        self.line.addWidget(sheet, 1)
        self.side: QWidget | None = None

    @property
    def editor(self) -> FormEditor | None:
        """The editor, as long as it is open."""
        return self.view.editor

    @property
    def asking(self) -> QWidget | None:
        """What stands beside and, as long as it can be seen, answers to Alt+Y and Alt+X."""
        return getattr(self.side, "asking", None)

    def begin(self, record: int, values: Values, draft: Draft | None = None) -> None:
        """Open the editor: of that record, or (0) of a new one with what is known already, or with that draft."""
        self.view.hide()  # until all stands: it is laid out once, in the room that is left beside
        if record:
            draft = drafts.find(self.session.store, self.form_id, record)
            self.view.show_record(record)
            self.view.edit()
        else:
            self.view.new(values, draft)
        fresh = draft is None
        if self.editor is not None and self.plan.ready is not None:
            self.plan.ready(self.editor)
            if fresh:
                self.editor.mark_clean()  # what the page filled in is no draft yet
        if self.editor is not None and self.plan.beside is not None:
            self.side = self.plan.beside(self.editor)
            self.line.addWidget(self.side)
            self._place_side()
            if not self.side.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
                self.side.show()  # as Qt would a turn later; one that hid itself stays hidden
        self.view.show()
        if self.editor is not None and not fresh and not record and self.plan.first:
            self.editor.focus(self.plan.first[0])  # whose it was is seen before anything is typed into it
        else:
            self.focus_first()

    def focus_first(self) -> None:
        """The keyboard goes to the first field to fill in."""
        if self.editor is None:
            return
        empty = next((n for n in self.plan.first if self.editor.editors[n].is_empty()), "")
        if empty:
            self.editor.focus(empty)
        else:
            self.editor.focus_first()

    def forget(self) -> None:
        """Drop all text, also of what stands beside; the draft is kept first."""
        self.blockSignals(True)  # the form is left, but nobody goes anywhere: lists would be read again
        if self.side is not None:
            getattr(self.side, "forget", lambda: None)()
        self.view.forget()

    def value(self, name: str) -> Any:
        """What stands in a field now."""
        return self.editor.value(name) if self.editor is not None and name in self.editor.editors else None

    def discard(self) -> None:
        """As Esc does."""
        if self.editor is not None:
            self.editor.discard()

    def _keep(self, values: Values, record: int | None) -> int:
        store = self.session.store
        if record is None:
            number = self.view.form.number_field
            given = {k: v for k, v in values.items() if k != number or v is not None}
            made, self._wrote = self._create(given), True
        else:
            assert self.editor is not None
            changes = self.editor.changes()
            self._wrote = bool(changes)
            if changes:
                records.save(store, self.form_id, record, changes, base=self.view.record.get("changed_at"))
            made = record
        self._kept = made
        return made

    def _create(self, values: Values) -> int:
        if self.plan.keep is not None and self.editor is not None:
            return self.plan.keep(self.editor, values)
        return records.create(self.session.store, self.form_id, values)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """What stands beside goes on top where there is no room."""
        super().resizeEvent(event)
        self._place_side()

    def _place_side(self) -> None:
        if self.side is None:
            return
        narrow = self.width() / theme.look().factor < SIDE_FROM
        self.line.setDirection(QBoxLayout.Direction.BottomToTop if narrow else QBoxLayout.Direction.LeftToRight)
        self.side.setMaximumWidth(16777215 if narrow else px(SIDE_WIDE))
        self.side.setMinimumWidth(0 if narrow else px(SIDE_WIDE))
        self.side.setProperty("narrow", narrow)
        place = getattr(self.side, "place", None)
        if place is not None:
            place(narrow)

    def _ended(self) -> None:
        if not self._kept:
            self.left.emit()

    def _saved(self, record: int) -> None:
        name = records.name_of(self.session.store, self.form_id, record) or self.view.form.text()
        self.session.draft_saved.emit("")
        self.session.tell(_("{name} is saved.").format(name=name), undo=self._wrote)  # else it is of another act
        then, self._then = self._then, ""
        if then == "next":
            self.next_asked.emit()
            return
        self.saved.emit(self.form_id, record)
        if then == "print" and self.plan.print_ is not None:
            self.plan.print_(self.form_id, record)

    def _save_then(self, then: str) -> None:
        self._then = then
        if self.editor is None or not self.editor.save():
            self._then = ""
