"""The page of the reception: walk-ins, their promises, the visitor register, and who is in the house now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from crm_desktop.kit import clock, forms, values
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.query import Condition
from crm_desktop.reception import service
from crm_desktop.reception.service import PROMISED, RECEPTION, REGISTER
from ui.kit.actions import Action
from ui.kit.record_card import Card, RecordCard
from ui.kit.record_form import FormPlan
from ui.kit.record_list import RecordList, View
from ui.kit.record_page import CARD, LIST, RecordPage
from ui.kit.theme import px
from ui.reception import receiving, register
from ui.reception.panels import OPEN
from ui.reception.register import Inside

if TYPE_CHECKING:
    from crm_desktop.kit.store import Notice
    from ui.kit.session import Session

BESIDE_FROM, WIDE = 1000, 262  # effective width from which on "in the house" stands beside; how wide it is


class ReceptionCard(RecordCard):
    """A reception says how it ended and where its promise stands."""

    def chips(self) -> list[tuple[str, bool]]:
        """Outcome and promise."""
        if self.form_id != RECEPTION or not self.values.get("resolution"):
            return []
        mark = receiving.due_mark(self.session.store, self.values)
        if mark is not None:
            return [(mark[1], mark[0] == "done")]
        field = forms.get(RECEPTION).by_id["resolution"]
        return [(values.show(field, self.values["resolution"], self.session.store.context()), False)]


class ReceptionPage(RecordPage):
    """Lists, cards and forms of receptions and of the visitor register."""

    LISTS = {RECEPTION: "reception-list", REGISTER: ""}

    def __init__(self, session: Session) -> None:
        self.inside: Inside | None = None
        super().__init__(session)
        self.inside = Inside(session)
        self.asking.ended.connect(self._focus)
        for signal in (self.asking.began, self.asking.ended):
            signal.connect(self._fit)
        self.inside.sign_in_asked.connect(lambda: session.attempt(self.sign_in))
        self.body.removeWidget(self.stack)
        self.line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.line.setSpacing(px(12))
        self.line.addWidget(self.stack, 1)
        self.line.addWidget(self.inside)
        self.body.addLayout(self.line, 1)
        self.inside.read()

    def make_list(self, form_id: str, new: Action, import_: Action) -> RecordList:
        """Receptions with the open promises as a view."""
        views = (View("promised", N_("Promises not kept yet"), OPEN, ("promise_due_on",)),
                 View("refused", N_("Could not be resolved"), (Condition("resolution", "in", (service.CANNOT,)),)))
        return RecordList(self.session, form_id, views=views if form_id == RECEPTION else (), new=new, import_=import_)

    def make_card(self, form_id: str) -> Card:
        """With outcome and promise."""
        return ReceptionCard(self.session)

    def new_text(self, form_id: str) -> str:
        """The word on the button."""
        return N_("Receive visitor") if form_id == RECEPTION else N_("New sheet")

    def plan(self, form_id: str, record: int) -> FormPlan:
        """A walk-in in the order of the talk."""
        found = super().plan(form_id, record)
        return receiving.plan(self.session, found, record) if form_id == RECEPTION else found

    def list_actions(self, form_id: str) -> list[Action]:
        """With signing in and out."""
        found = [a for a in super().list_actions(form_id) if a.id != "print" or self.LISTS[form_id]]
        found[-1:-1] = self._at_the_door()
        return found

    def _at_the_door(self) -> list[Action]:
        return [Action("sign_in", N_("Visitor in"), self.sign_in, key="Alt+I", icon="door-open", shown=False,
                       writes=True),
                Action("sign_out", N_("Visitor out"), self.sign_out, key="Alt+O", icon="log-out", shown=False,
                       writes=True, enabled=lambda: bool(self.inside and self.inside.found),
                       why=N_("Nobody is signed in."))]

    def card_actions(self) -> list[Action]:
        """A promise is kept; another call-back is planned."""
        found, known = [*super().card_actions(), *self._at_the_door()], self.cards[self.form_id].values
        if self.form_id == RECEPTION and known.get("resolution") == PROMISED and not known.get("promise_kept_on"):
            found.append(Action("keep_promise", N_("Promise kept"), self.keep_promise, key="Ctrl+Return",
                                icon="handshake", writes=True))
        return found

    def keep_promise(self) -> None:
        """When and how it was kept."""
        store, record = self.session.store, self.record

        def keep(typed: dict[str, Any]) -> None:
            service.keep_promise(store, record, typed["promise_note"] or "", typed["promise_kept_on"])
            self.session.tell(_("The promise is kept."), undo=True)

        today = clock.today(store.zone).isoformat()
        self.asking.ask(N_("Promise kept: {number}"), RECEPTION, ("promise_kept_on", "promise_note"),
                        {"promise_kept_on": today}, keep=keep, verb=N_("Promise kept"),
                        of=(RECEPTION, record, "keep_promise"),
                        number=self.cards[RECEPTION].values.get("number") or "")

    def sign_in(self) -> None:
        """A visitor comes in, whatever is read at the moment: who is in the house is seen beside the list."""
        if self.mode == CARD:
            self.show_list(self.form_id)
        register.ask_in(self.session, self.asking)

    def sign_out(self) -> None:
        """A visitor leaves."""
        if self.mode == CARD:
            self.show_list(self.form_id)
        if self.inside is not None:
            self.inside.sign_out()

    # The faces

    def refresh(self, notice: Notice | None) -> None:
        """Who is inside changes with the records."""
        super().refresh(notice)
        if self.inside is not None:
            self.inside.read()

    def forget(self) -> None:
        """Drop all text."""
        if self.inside is not None:
            self.inside.forget()
        super().forget()

    def _face(self, mode: str, form_id: str, record: int, widget: QWidget) -> None:
        super()._face(mode, form_id, record, widget)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Beside the list, or below it."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self.inside is None:
            return
        beside = self.effective_width() >= BESIDE_FROM
        direction = QBoxLayout.Direction
        self.line.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
        self.inside.setMinimumWidth(px(WIDE) if beside else 0)
        self.inside.setMaximumWidth(px(WIDE) if beside else 16777215)
        self.inside.set_low(not beside)
        self.inside.setVisible(self.mode == LIST and (beside or self.asking.isHidden()))
