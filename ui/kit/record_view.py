"""One record: read, and edited in place (F2); a new one begun. What is typed is kept as a draft of its own.

    self.view = RecordView(session, "customer_master", near={"customer_name": same_name})
    self.view.show_record(5);  self.view.edit();  self.view.new({"customer": 5})
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from crm_desktop.kit import feature, forms, records
from crm_desktop.kit.forms import Field
from crm_desktop.kit.i18n import N_
from crm_desktop.kit.store import drafts
from crm_desktop.kit.store.drafts import Draft
from ui.kit import words
from ui.kit.actions import Action
from ui.kit.editors.office import office_surroundings
from ui.kit.form_editor import FormEditor
from ui.kit.form_editor_fields import Values
from ui.kit.own_draft import OwnDraft
from ui.kit.record_view_parts import ReadView

if TYPE_CHECKING:
    from ui.kit.session import Session


class RecordView(QWidget):
    """Shows one record of an entity and edits it in place.

    `fields`, `locked`, `heads`, `near`, `save_text`, `extra`, `print_` go to the FormEditor. `missing(record)`
    names the fields to list as missing (default: what the entity shows in lists or searches and is
    empty). `keep(values, record_id | None)` replaces the plain records.create and records.save and
    answers the id. `reads=False`: it is only typed in here.
    """

    saved = Signal(int)       # the record's id
    edit_began = Signal()
    edit_ended = Signal()     # saved or discarded

    def __init__(self, session: Session, form_id: str, *, fields: Sequence[str] | None = None,
                 locked: Mapping[str, str] | None = None, heads: Mapping[str, words.Message] | None = None,
                 near: Mapping[str, Callable[[str], str]] | None = None,
                 missing: Callable[[Values], Sequence[str]] | None = None, save_text: words.Message = N_("Save"),
                 extra: Sequence[Action] = (), print_: Callable[[], object] | None = None,
                 print_text: words.Message = N_("Print"),
                 keep: Callable[[Values, int | None], int] | None = None, hide_empty: bool = False,
                 reads: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.form, self.entity = session, forms.get(form_id), feature.entity(form_id)
        self._options: dict[str, Any] = {
            "fields": fields, "locked": locked, "heads": heads, "near": near, "save_text": save_text,
            "extra": extra, "print_": print_, "print_text": print_text}
        self._missing, self._keep_with = missing or self._empty_fields, keep
        self._reads = reads
        self.record_id: int | None = None
        self.record: Values = {}
        self.editor: FormEditor | None = None
        self._ready: FormEditor | None = None  # made before it is asked for
        self.own = OwnDraft(session, form_id)
        self.stack = QStackedLayout(self)
        self._fields, self._hide_empty = fields, hide_empty
        self._reader: ReadView | None = None

    @property
    def editing(self) -> bool:
        """Whether the editor is open."""
        return self.editor is not None

    @property
    def reader(self) -> ReadView:
        """The record as it is read; made when it is first needed, which where only new ones are typed is never."""
        if self._reader is None:
            self._reader = ReadView(self.form, self._fields, self.session.store.context, self._looked,
                                    hide_empty=self._hide_empty, parent=self)
            self.stack.addWidget(self._reader)
        return self._reader

    def show_record(self, record_id: int) -> None:
        """Read and show a record."""
        self.record_id = record_id
        self.refresh()

    def refresh(self) -> None:
        """Read the record anew; an open editor keeps what is typed."""
        if self.record_id is None:
            return
        self.record = records.whole(self.session.store, self.form.id, self.record_id)
        if self._reads:
            self.reader.show_record(self.record, self._missing(self.record))

    def edit(self) -> None:
        """F2: the editor in place."""
        if self.editing or self.record_id is None:
            return
        self.session.must_write()
        self.own = OwnDraft(self.session, self.form.id, self.record_id, title=self._title)
        self._open_editor(self.record)

    def new(self, prefill: Values | None = None, draft: Draft | None = None) -> None:
        """A new record with its defaults and what is already known, or with that draft of one."""
        self.session.must_write()
        self.close_editor()
        self.record_id, self.record = None, {}
        begins = {**records.defaults(self.session.store, self.form.id), **(prefill or {})}
        shown = self._options["fields"]
        beside = {} if shown is None else {n: v for n, v in (prefill or {}).items() if n not in shown}
        self.own = OwnDraft(self.session, self.form.id, slot=draft.slot if draft else drafts.fresh(), known=beside)
        self._open_editor(begins)

    def close_editor(self) -> None:
        """Back to reading, without asking."""
        if self.editor is None:
            return
        editor, self.editor = self.editor, None
        if self._reads:
            self.stack.setCurrentWidget(self.reader)
        self.stack.removeWidget(editor)
        editor.hide()
        editor.deleteLater()
        self.edit_ended.emit()

    def leave(self) -> bool:
        """Before the page is left: the draft is kept. For Page.leave."""
        if self.editor is not None:
            self.editor.flush_draft()
        return True

    def forget(self) -> None:
        """Drop all text; the draft is kept first."""
        if self.editor is not None:
            self.editor.flush_draft()
            self.editor.forget()
            self.close_editor()
        self.record = {}
        if self._reader is not None:
            self._reader.forget()

    # The editor

    def prepare(self) -> Iterator[None]:
        """Make the editor before it is asked for, field by field."""
        if self.editor is None and self._ready is None:
            self._ready = self._make_editor(later=True)
            self._ready.hide()
            yield
            yield from self._ready.grow()

    def _make_editor(self, *, later: bool = False) -> FormEditor:
        around = office_surroundings(self.session.store, self._customer)
        around.looked, around.clip = self._looked, self.session.clip
        return FormEditor(self.form, around, save=self._save, discard=self.close_editor,
                          tell=lambda s: self.session.tell(s, "near"), later=later, parent=self, **self._options)

    def _open_editor(self, values: Values) -> None:
        ready, self._ready = self._ready, None
        if ready is not None:
            ready.complete()
        self.editor = ready or self._make_editor()
        self.editor.keep_drafts(self.own.keep, self.own.drop)
        self.editor.set_record(values)
        self.stack.addWidget(self.editor)
        self.stack.setCurrentWidget(self.editor)
        editor = self.editor
        self.own.take_up(editor, lambda: self.editor is editor)
        self.edit_began.emit()
        self.editor.focus_first()

    def _save(self, values: Values) -> None:
        assert self.editor is not None
        store, base = self.session.store, self.record.get("changed_at")
        if self._keep_with is not None:
            made = self._keep_with(values, self.record_id)
        elif self.record_id is None:
            made = records.create(store, self.form.id, {k: v for k, v in values.items() if v is not None})
        else:
            records.save(store, self.form.id, self.record_id, self.editor.changes(), base=base)
            made = self.record_id
        self.own.drop()
        self.editor.mark_clean()
        self.close_editor()
        self.show_record(made)
        self.saved.emit(made)

    def _title(self) -> str:
        return str(self.record.get(self.entity.title[0]) or self.record.get(self.form.number_field) or "")

    def _customer(self) -> int | None:
        """The customer the form is about: its contacts are suggested."""
        editors = self.editor.editors.values() if self.editor is not None else ()
        found = next((e.value() for e in editors if e.field.type == "customer_ref" and not e.field.multiple), None)
        return found if found is not None or self.entity.customer is None else self.record.get(self.entity.customer)

    def _looked(self, field: Field) -> None:
        if self.record_id is not None:
            self.session.store.looked(self.form.id, self.record_id, field.id)

    def _empty_fields(self, record: Values) -> list[str]:
        wanted = dict.fromkeys((*(f.id for f in self.form.required), *self.entity.search, *self.entity.columns))
        return [n for n in wanted if n in self.form.by_id and self.form.by_id[n].stored and record.get(n) is None]
