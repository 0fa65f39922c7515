"""The page of an entity from declarations: what its list, card and form say and can do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from crm_desktop.kit import feature, forms, records
from crm_desktop.kit.i18n import N_, _, ngettext
from crm_desktop.kit.query import Query
from crm_desktop.kit.store import layout
from ui.kit import record_acts, words
from ui.kit.actions import Action
from ui.kit.list_acts import ListFace
from ui.kit.record_card import Card, RecordCard
from ui.kit.record_faces import CARD, FORGOTTEN, FORM, LIST, RecordFaces
from ui.kit.record_form import FormPlan
from ui.kit.record_list import RecordList

if TYPE_CHECKING:
    from crm_desktop.kit.store import Notice

__all__ = ["CARD", "FORM", "LIST", "RecordPage", "customer_of"]


class RecordPage(RecordFaces):
    """One of three faces: list, card, form.

    A page names its lists in LISTS (form id to the report that prints the list; the first is shown
    first) and overrides `plan` (what its forms look like), `make_list`, `make_card`, `new_text`.
    """

    # What a page may say of itself

    def plan(self, form_id: str, record: int) -> FormPlan:
        """How the form of an entity looks when a record (0: a new one) is entered here."""
        return FormPlan(print_=self.print_record if self.sheet_of(form_id) else None)

    def declared(self, form_id: str) -> list[forms.Field]:
        """The fields one can fill in, in paper order."""
        return [f for f in forms.get(form_id).fields
                if f.stored and not f.kept and f.default != "auto_number"]

    def make_card(self, form_id: str) -> Card:
        """The card of an entity."""
        return RecordCard(self.session)

    def new_text(self, form_id: str) -> str:
        """The word on the button that begins a new record, a message."""
        return N_("New")

    def sheet_of(self, form_id: str) -> str:
        """The report that prints one record, "" where there is none."""
        from crm_desktop.kit import report
        name = form_id.replace("_", "-")
        return name if any(r.name == name for r in report.all_reports()) else ""

    def make_list(self, form_id: str, new: Action, import_: Action) -> RecordList:
        """The list of an entity."""
        return RecordList(self.session, form_id, new=new, import_=import_)

    def list_text(self, form_id: str) -> words.Message:
        """What the segment of a list says."""
        return forms.get(form_id).text

    def make_face(self, made: RecordList) -> ListFace:
        """A list with its preview."""
        return ListFace(self.session, made)

    # What a page says

    def title(self) -> str:
        """The page, the record's name, or what is being entered."""
        if self.mode in (LIST, FORGOTTEN):
            return super().title()
        if self.mode == CARD:
            return self.cards[self.form_id].title()
        if self.record:
            return records.name_of(self.session.store, self.form_id, self.record) or forms.get(self.form_id).text()
        return words.said(self.new_text(self.form_id))

    def subtitle(self) -> str:
        """How many; the form and number of a record."""
        if self.mode == LIST:
            return self.list.count_words()
        return self.cards[self.form_id].subtitle() if self.mode == CARD else forms.get(self.form_id).text()

    def status(self) -> str:
        """What the list shows; who changed the record and when."""
        if self.mode == LIST:
            return self.list.status()
        if self.mode == CARD:
            return self.cards[self.form_id].status()
        return _("Ctrl+S saves, Esc leaves and keeps a draft")

    def actions(self) -> Sequence[Action]:
        """What can be done with the face in view."""
        keys = self.note_keys()
        if self.mode == LIST:
            return [*keys, *self.list.actions(), *self.list_actions(self.segments.current())]
        if self.mode == CARD:
            return [*keys, *record_acts.offered(self), *self.card_actions()]
        return keys

    def list_actions(self, form_id: str) -> list[Action]:
        """Bring in, write out, print, enter."""
        return record_acts.of_list(self, form_id)

    def card_actions(self) -> list[Action]:
        """Enter another, throw away, print, change."""
        return record_acts.of_card(self)

    def customer(self) -> int | None:
        """The customer of the record in view or selected. A row current by itself is nobody's who rings."""
        if self.mode == LIST:
            record = self.list.picked_id() or 0
        else:
            record = self.record
        return customer_of(self.session.store, self.form_id, record) if record else None

    def state(self) -> dict[str, Any]:
        """The record in view; a form counts as where it was begun."""
        mode, form_id, record = (self.mode, self.form_id, self.record) if self.mode != FORM else self._before
        if mode == CARD:
            return {"form": form_id, "record": record}
        return {} if form_id == next(iter(self.LISTS)) else {"form": form_id}

    def first_focus(self) -> QWidget | None:
        """The list, the card's first part; a form has put it where it belongs."""
        if self.mode == LIST:
            return self.list.first_focus()
        if self.mode == CARD:
            return self.cards[self.form_id].first_focus()
        return None

    # What is asked of a page

    def open(self, form_id: str, record_id: int) -> None:
        """Show that record."""
        self.show_card(form_id, record_id)
        self._focus()

    def restore(self, state: dict[str, Any]) -> None:
        """Where she was; a record that is gone since falls back to the list. With "query": the list of its rows."""
        query = state.get("query")
        if isinstance(query, Query):
            self._go_to(self.home(query.form, 0))
            self.list.views.choose_for(query.where)
            self.list.show_where(query.where, query.sort, query.text)
            return
        form_id, record = str(state.get("form") or next(iter(self.LISTS))), int(state.get("record") or 0)
        store = self.session.store
        there = record and store.raw(form_id, record) is not None
        self._go_to((CARD, form_id, record) if there else self.home(form_id, 0))

    def back(self) -> None:
        """Form to where it was begun, card to the page that opened it, else to its list."""
        if self.mode == FORM and self.form is not None:
            self.form.discard()
            return
        left = self.home(self.form_id, self.record) if self.mode == CARD else None
        if left is None or self.asked_elsewhere:
            super().back()
        if left is not None:  # whoever comes here again finds no card that was left
            self._go_to(left)

    def again(self) -> None:
        """From a card to its list; what is being typed into a form stays."""
        if self.mode == CARD:
            self._go_to(self.home(self.form_id, self.record))

    def refresh(self, notice: Notice | None) -> None:
        """List or card again; lists out of view when they are next seen. A record that is gone is left."""
        if self.mode == FORGOTTEN:
            return
        self.old_lists |= self.faces.keys()
        if self.mode == CARD:
            raw = self.session.store.raw(self.form_id, self.record)
            if raw is None or raw["deleted_at"]:
                self._go_to(self.home(self.form_id, self.record))
            else:
                self.cards[self.form_id].refresh(notice)
                self.update_head()  # what can be done depends on what stands in it
                return
        elif self.mode == LIST:
            self.freshen()
            self._offer_draft()
        self.update_words()

    def forget(self) -> None:
        """Drop all text of records."""
        self.forget_drafts()
        if self.form is not None:
            form, self.form = self.form, None
            form.forget()
        for part in (*self.faces.values(), *self.cards.values()):
            part.forget()
        self.header.set_chips(())
        self.header.set_words("", "")
        self.setAccessibleName("")
        self.mode, self.record = FORGOTTEN, 0

    def print_record(self, form_id: str, record: int) -> None:
        """The record as the handbook's sheet, in the preview."""
        self.session.go("reports", {"report": self.sheet_of(form_id), "record": record})

    def delete(self, ids: Sequence[int]) -> None:
        """To the recycle bin, with undo instead of a question."""
        if not ids:
            return
        home = self.home(self.form_id, self.record)
        records.delete(self.session.store, self.form_id, ids)
        if self.mode == CARD:
            self._go_to(home)
        self.session.tell(ngettext("{count} record is in the recycle bin.", "{count} records are in the recycle bin.",
                                   len(ids)).format(count=f"{len(ids):,}"), undo=True)

    def update_head(self) -> None:
        """With the chips of the card."""
        super().update_head()
        self.header.set_chips(self.cards[self.form_id].chips() if self.mode == CARD else ())
        self.header.set_words(self.title(), self.subtitle())  # the chips take room from the buttons


def customer_of(store: Any, form_id: str, record: int) -> int | None:
    """The customer a record belongs to: itself, or the one it names."""
    if layout.TARGETS["customer_ref"] == form_id:
        return record
    field = feature.entity(form_id).customer
    raw = store.raw(form_id, record) if field else None
    return int(raw[field]) if raw and raw[field] is not None else None
