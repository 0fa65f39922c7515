"""The three faces of an entity's page: its list, one record as a card, the form to enter and change it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from crm_desktop.kit import records
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.store.drafts import Draft
from ui.kit import icons
from ui.kit.actions import Action, hold
from ui.kit.form_spares import FormSpares
from ui.kit.list_acts import Faces, ListFace
from ui.kit.record_card import Card
from ui.kit.record_drafts import CARD, FORGOTTEN, FORM, LIST, RecordDrafts
from ui.kit.record_form import FormPlan
from ui.kit.record_list import RecordList
from ui.kit.widgets import SegmentBar

if TYPE_CHECKING:
    from ui.kit.session import Session

__all__ = ["CARD", "FORGOTTEN", "FORM", "LIST", "Place", "RecordFaces"]

Place = tuple[str, str, int]  # face, form, record


class RecordFaces(RecordDrafts):
    """Moves between list, card and form, and keeps what was typed. RecordPage says the words."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.faces: dict[str, ListFace] = {}
        self.old_lists: set[str] = set()  # to be read again when they are next seen
        self.cards: dict[str, Card] = {}
        self._before: Place = (LIST, self.form_id, 0)
        self.segments = SegmentBar([(f, self.list_text(f)) for f in self.LISTS], name=N_("Lists of this page"))
        self.segments.chosen.connect(self.show_list)
        # added before it is shown: else it is a window of its own for a moment
        self.body.addWidget(self.segments, 0, Qt.AlignmentFlag.AlignLeft)
        self.segments.setVisible(len(self.LISTS) > 1)
        self.stack = Faces()
        self.spares = FormSpares(session, self.stack)
        self.body.addWidget(self.stack, 1)
        self.show_list(self.form_id)

    # What RecordPage and the pages say

    def plan(self, form_id: str, record: int) -> FormPlan:
        """How a form looks."""
        raise NotImplementedError

    def make_card(self, form_id: str) -> Card:
        """The card of an entity."""
        raise NotImplementedError

    def make_list(self, form_id: str, new: Action, import_: Action) -> RecordList:
        """The list of an entity."""
        raise NotImplementedError

    def list_actions(self, form_id: str) -> list[Action]:
        """What can be done with a list."""
        raise NotImplementedError

    def delete(self, ids: Sequence[int]) -> None:
        """Records of the form in view, to the recycle bin."""
        raise NotImplementedError

    def home(self, form_id: str, record: int) -> Place:  # noqa: ARG002 - pages look at it
        """Where she goes when a card is left: its list."""
        return (LIST, form_id if form_id in self.LISTS else next(iter(self.LISTS)), 0)

    # The three faces

    @property
    def list(self) -> RecordList:
        """The list in view, or last in view."""
        return self.faces[self.segments.current()].list

    def show_list(self, form_id: str) -> None:
        """The list of an entity."""
        self._leave_face()
        self.segments.choose(form_id)
        if form_id not in self.faces:
            self.faces[form_id] = self._make_list(form_id)
            self.stack.addWidget(self.faces[form_id])
        self.freshen()
        self._face(LIST, form_id, 0, self.faces[form_id])
        self._offer_draft()
        self.update_head()

    def freshen(self) -> None:
        """Read the list in view again when something changed since."""
        form_id = self.segments.current()
        if form_id in self.old_lists:
            self.old_lists.discard(form_id)
            self.faces[form_id].list.refresh()
            self.faces[form_id].follow()

    def _make_list(self, form_id: str) -> ListFace:
        acts = {a.id: a for a in self.list_actions(form_id)}
        hold(acts.values(), self.session.read_only)
        made = self.make_list(form_id, acts["new"], acts["import"])
        made.opened.connect(lambda record: self.session.open(form_id, record))
        made.edit_asked.connect(lambda record: self.session.attempt(lambda: self.show_form(form_id, record)))
        made.delete_asked.connect(lambda ids: self.session.attempt(lambda: self.delete(ids)))
        made.menu_asked.connect(self._menu)
        made.changed.connect(self._list_changed)
        return self.make_face(made)

    def show_card(self, form_id: str, record: int) -> None:
        """One record. Raises Problem when it is gone."""
        records.get(self.session.store, form_id, record)
        self._leave_face()
        self._card(form_id).show_record(form_id, record)
        self._face(CARD, form_id, record, self.cards[form_id])
        self._offer_draft()
        self.update_head()

    def _card(self, form_id: str) -> Card:
        if form_id not in self.cards:
            self.cards[form_id] = self.make_card(form_id)
            self.cards[form_id].head_changed.connect(self.update_words)
            self.cards[form_id].back_asked.connect(self.back)
            self.stack.addWidget(self.cards[form_id])
        return self.cards[form_id]

    def show_form(self, form_id: str, record: int, values: Mapping[str, Any] | None = None,
                  draft: Draft | None = None) -> None:
        """The form of a record, with what was typed and not saved; or (0) of a new one, empty or with that draft."""
        self.session.must_write()
        if record:
            records.get(self.session.store, form_id, record)
        if self.mode != FORM:
            self._before = (self.mode, self.form_id, self.record)
        self._leave_face()
        self.form = self.spares.take(form_id, record, self.plan(form_id, record))
        self.form.saved.connect(self._saved)
        self.form.left.connect(lambda: self._go_to(self._before))
        self.form.next_asked.connect(lambda: self.show_form(form_id, 0))
        self._face(FORM, form_id, record, self.form)
        self.form.begin(record, dict(values or {}), draft)
        self.draft_note.yield_to(self.form.asking)
        self._offer_draft()
        self.update_head()

    def new(self, form_id: str, values: dict[str, Any]) -> None:
        """Begin a new record, prefilled."""
        self.show_form(form_id, 0, values)

    def ahead(self) -> Iterator[None]:
        """The card, the form of a new record, and that of the one whose card is in view."""
        first = next(iter(self.LISTS))
        if self.mode == FORGOTTEN:
            return
        if not self.session.read_only:
            wanted = {(first, 0)} | ({(self.form_id, self.record)} if self.mode == CARD else set())
            yield from self.spares.ahead({key: partial(self.plan, *key) for key in sorted(wanted)})
        self._card(first)
        yield

    def _face(self, mode: str, form_id: str, record: int, widget: QWidget) -> None:
        self.mode, self.form_id, self.record = mode, form_id, record
        self.stack.setCurrentWidget(widget)
        self.stack.updateGeometry()
        self.segments.setVisible(mode == LIST and len(self.LISTS) > 1)
        self.header.back.setVisible(mode != LIST)

    def _leave_face(self) -> None:
        self.leave()
        if self.form is not None:
            form, self.form = self.form, None
            self.draft_note.yield_to(None)
            form.hide()
            self.stack.removeWidget(form)
            form.deleteLater()

    def _go_to(self, place: Place) -> None:
        mode, form_id, record = place
        if mode == CARD and record:
            self.show_card(form_id, record)
        else:
            self.show_list(form_id if form_id in self.LISTS else next(iter(self.LISTS)))
        self._focus()

    def _focus(self) -> None:
        focus = self.first_focus()
        if focus is not None and self.isVisibleTo(self.window()):  # never from another page
            focus.setFocus()

    def _saved(self, form_id: str, record: int) -> None:
        self._go_to((CARD, form_id, record))

    def _list_changed(self) -> None:
        if self.mode == LIST:
            self.update_words()

    def _menu(self, ids: Sequence[int], at: QPoint) -> None:
        if not ids:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form_id, here = self.form_id, self.list.current_id() or ids[0]
        for text, icon, act in ((N_("Open"), "external-link", lambda: self.session.open(form_id, here)),
                                (N_("Edit"), "pencil", lambda: self.show_form(form_id, here)),
                                (N_("To the recycle bin"), "trash-2", lambda: self.delete(ids))):
            entry = menu.addAction(icons.icon(icon), _(text))
            entry.setEnabled(icon == "external-link" or not self.session.read_only)
            entry.triggered.connect(lambda _on=False, act=act: self.session.attempt(act))
        menu.popup(at)

    def state_to_lock(self) -> dict[str, Any]:
        """A new record being typed is offered above its list, not on the card she came from."""
        if self.mode == FORM and not self.record:
            return {"form": self.form_id} if self.form_id in self.LISTS else {}
        return self.state()

    def leave(self) -> bool:
        """Keep drafts; what is asked in place goes away."""
        self.asking.close_form()
        if self.form is not None:
            self.form.view.leave()
        if self.mode == CARD and self.form_id in self.cards:
            self.cards[self.form_id].leave()
        return True
