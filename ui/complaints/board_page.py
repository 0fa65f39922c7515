"""The second face of the page of complaints: the board of the closed loop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from crm_desktop.kit.i18n import N_, _, ngettext
from ui.complaints.board import Board
from ui.complaints.case_acts import FORM
from ui.complaints.case_page import CasePage
from ui.kit import record_acts, words
from ui.kit.actions import Action
from ui.kit.record_page import LIST

if TYPE_CHECKING:
    from crm_desktop.kit.store import Notice
    from ui.kit.session import Session

BOARD = "board"


class BoardPage(CasePage):
    """Cases as list and as board. A case opened on the board leads back to it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        self.board: Board | None = None
        self._from_board = False
        super().__init__(session, parent)
        self.segments.add(BOARD, N_("Closed loop board"), icon="columns-3", extra=self.show_board)

    def show_board(self) -> None:
        """What is not closed yet, by the step at which it stands."""
        self._leave_face()
        if self.board is None:
            self.board = Board(self.session)
            self.board.opened.connect(self._open_from_board)
            self.board.all_asked.connect(self.session.rows)
            self.stack.addWidget(self.board)
        self.board.read()
        self._face(BOARD, FORM, 0, self.board)
        self.draft_note.offer(None)
        self.update_head()
        self.board.first_focus().setFocus()

    def show_list(self, form_id: str) -> None:
        """From here on cards lead back to the list."""
        self._from_board = False
        super().show_list(form_id)

    def title(self) -> str:
        """The page with the board."""
        return words.said(N_("Closed loop board")) if self.mode == BOARD else super().title()

    def subtitle(self) -> str:
        """How many stand on it."""
        if self.mode != BOARD or self.board is None:
            return super().subtitle()
        count = sum(c.cards.count for c in self.board.columns)
        return ngettext("{count} case not closed", "{count} cases not closed", count).format(count=f"{count:,}")

    def status(self) -> str:
        """The keys of the board."""
        return _("Arrows go about, Enter opens, Esc goes back to the list") if self.mode == BOARD else super().status()

    def actions(self) -> Sequence[Action]:
        """Of the board: the list, a new complaint."""
        if self.mode != BOARD:
            return super().actions()
        return [Action("list", N_("List"), self.back, key="Esc", icon="list", menu="view"),
                record_acts.new_action(self, FORM, primary=True)]

    def customer(self) -> int | None:
        """The customer of the card the keyboard is at."""
        if self.mode != BOARD or self.board is None:
            return super().customer()
        record = self.board.current_id()
        raw = self.session.store.raw(FORM, record) if record else None
        return int(raw["customer"]) if raw and raw["customer"] else None

    def list_actions(self, form_id: str) -> list[Action]:
        """The board by key."""
        found = super().list_actions(form_id)
        if form_id == FORM:
            found.insert(0, Action(BOARD, N_("Closed loop board"), self.show_board, key="Ctrl+B", icon="columns-3",
                                   menu="view", shown=False))
        return found

    def first_focus(self) -> QWidget | None:
        """The first card."""
        return self.board.first_focus() if self.mode == BOARD and self.board is not None else super().first_focus()

    def state(self) -> dict[str, Any]:
        """With the board, where it is in view."""
        return {**super().state(), BOARD: True} if self.mode == BOARD else super().state()

    def restore(self, state: dict[str, Any]) -> None:
        """Where she was."""
        if state.get(BOARD):
            self.show_board()
        else:
            super().restore(state)

    def refresh(self, notice: Notice | None) -> None:
        """The board again."""
        if self.mode == BOARD and self.board is not None:
            self.old_lists |= self.faces.keys()
            self.board.read()
            self.update_words()
        else:
            super().refresh(notice)

    def home(self, form_id: str, record: int) -> tuple[str, str, int]:
        """A case opened on the board leads back to it."""
        return (BOARD, FORM, 0) if form_id == FORM and self._from_board else super().home(form_id, record)

    def back(self) -> None:
        """From the board to the list."""
        if self.mode == BOARD:
            self._go_to((LIST, FORM, 0))
        else:
            super().back()

    def forget(self) -> None:
        """Drop all text."""
        super().forget()
        if self.board is not None:
            self.board.forget()

    def _go_to(self, place: tuple[str, str, int]) -> None:
        if place[0] == BOARD:
            self.show_board()
        else:
            super()._go_to(place)

    def _open_from_board(self, record: int) -> None:
        self._from_board = True
        self.session.open(FORM, record)
