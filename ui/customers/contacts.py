"""The contact persons on the card: called up, added, changed and taken away in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy, QWidget

from crm_desktop.kit import forms, records, values
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.query import Query
from crm_desktop.kit.values import Context
from ui.customers import people
from ui.kit import words
from ui.kit.buttons import IconButton
from ui.kit.record_view import RecordView
from ui.kit.records_panel import Line, RecordsPanel, Row
from ui.kit.theme import px
from ui.kit.widgets import ElidedLabel, Label, Mark, column, row

if TYPE_CHECKING:
    from crm_desktop.kit.store import Notice
    from ui.kit.session import Session

FIELDS = ("contact_name", "position", "mobile", "telephone", "email", "is_main_contact", "birthday", "remarks")


class Contacts(RecordsPanel):
    """Name and position, telephone below; a pencil and a bin at each."""

    FORM, TITLE, EMPTY = people.FORM, N_("Contact persons"), N_("No contact person is entered yet. + adds one.")
    COLUMNS, MOST = people.COLUMNS, 12

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.view: RecordView | None = None
        self.add = IconButton("plus", N_("Add a contact person"), small=True)
        self.add.clicked.connect(lambda: self.edit(0))
        if session.read_only:
            self.add.hide()
        self.top.addWidget(self.add)

    def query(self) -> Query:
        """The main one first."""
        return people.query(self.record)

    def line(self, record: Row, ctx: Context) -> Line:
        """Name, position, and how the person is reached."""
        by_id = forms.get(people.FORM).by_id
        phones = (values.show(by_id[f], record[f], ctx) for f in ("mobile", "telephone"))
        return Line(record["contact_name"], record["position"] or "", "  ".join(filter(None, phones)) or
                    record["email"] or "")

    def make_line(self, record: Row, ctx: Context) -> QWidget:
        """Name bold, position beside, telephone below, what can be done at the right."""
        said, name = self.line(record, ctx), str(record["contact_name"])
        holder = QWidget()
        box = column(holder, spacing=2)
        first = row(spacing=6)
        who = ElidedLabel(said.link, bold=True)
        who.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        first.addWidget(who)
        first.addWidget(ElidedLabel(said.aside, size="small", tone="second"), 1)
        if record["is_main_contact"]:
            first.addWidget(Mark("done", _("Main"), size="small"))
        box.addLayout(first)
        second = row(spacing=2)
        second.addWidget(Label(said.below, wrap=True), 1)
        for icon, verb, act in (("pencil", N_("Change {name}"), self.edit),
                                ("trash-2", N_("Delete {name}"), self.drop)) if not self.session.read_only else ():
            button = IconButton(icon, lambda verb=verb: words.said(verb, name=name), small=True)
            button.clicked.connect(lambda _on=False, act=act: act(int(record["id"])))
            second.addWidget(button)
        box.addLayout(second)
        return holder

    def edit(self, contact: int) -> None:
        """The editor below the list: of that person, or (0) of a new one."""
        if contact:
            records.get(self.session.store, people.FORM, contact)  # a Problem where it is gone: the list stays
        self.close_editor()
        self.view = RecordView(self.session, people.FORM, fields=FIELDS, keep=self._keep)
        self.view.setMinimumHeight(px(440))
        self.view.edit_ended.connect(self.close_editor)
        self.box.addWidget(self.view)
        self._show_lines(False)
        if contact:
            self.view.show_record(contact)
            self.view.edit()
        else:
            self.view.new({"customer": self.record})

    def drop(self, contact: int) -> None:
        """To the recycle bin, with undo."""
        name = records.name_of(self.session.store, people.FORM, contact) or ""
        records.delete(self.session.store, people.FORM, [contact])
        self.session.tell(_("{name} is in the recycle bin.").format(name=name), undo=True)

    def close_editor(self) -> None:
        """Back to the list alone."""
        if self.view is not None:
            view, self.view = self.view, None
            self.box.removeWidget(view)
            view.hide()
            view.deleteLater()
            self._show_lines(True)
            self.add.setFocus()

    def leave(self) -> None:
        """Keep what was typed as a draft."""
        if self.view is not None:
            self.view.leave()

    def show_record(self, record_id: int) -> None:
        """Another customer: the editor of the one before closes, its draft is kept."""
        if record_id != self.record:
            self.leave()
            self.close_editor()
        super().show_record(record_id)

    def refresh(self, notice: Notice | None) -> None:
        """The list again; an open editor stays."""
        super().refresh(notice)
        self._show_lines(self.view is None)

    def _show_lines(self, shown: bool) -> None:
        # The editor takes the room of the list, so that its Save stays in view.
        for place in range(self.lines.count()):
            item = self.lines.itemAt(place)
            if item is not None and (widget := item.widget()) is not None:
                widget.setVisible(shown)
        self.empty.setVisible(shown and not self.lines.count())

    def forget(self) -> None:
        """Drop all customer text."""
        if self.view is not None:
            self.view.forget()
        self.close_editor()
        super().forget()

    def _keep(self, typed: Row, contact: int | None) -> int:
        store, wrote = self.session.store, True
        if contact is None:
            made = records.create(store, people.FORM, {"customer": self.record, **typed})
        else:
            assert self.view is not None and self.view.editor is not None
            changes = self.view.editor.changes()
            records.save(store, people.FORM, contact, changes, base=self.view.record.get("changed_at"))
            made, wrote = contact, bool(changes)
        self.session.tell(_("{name} is saved.").format(name=typed["contact_name"]), undo=wrote)
        return made
