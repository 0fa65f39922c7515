"""Who is in the house now: signed in with a few words, signed out with one key."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.kit import forms, records
from crm_desktop.kit.forms import Form
from crm_desktop.kit.i18n import N_, _, listed, ngettext
from crm_desktop.kit.values import times
from crm_desktop.reception import service
from crm_desktop.reception.service import REGISTER
from ui.kit import words
from ui.kit.editors.flow import FlowBox
from ui.kit.theme import px
from ui.kit.two_lines import TwoLineList, TwoLines
from ui.kit.widgets import Button, Label, Sheet, row
from ui.reception.who import WhoMenu

if TYPE_CHECKING:
    from ui.kit.session import Session
    from ui.kit.small_form import SmallForm

ASKED = ("visitor_name", "organisation", "contact", "receptionist", "id_card_number", "remarks")


def visitor_form() -> Form:
    """A line of the register as a form of its own."""
    form = forms.get(REGISTER)
    return replace(form, fields=form.by_id["visitors"].columns, groups=())


def ask_in(session: Session, asking: SmallForm) -> None:
    """Sign a visitor in: name, organisation; the time is now."""
    def keep(typed: dict[str, Any]) -> None:
        service.sign_in(session.store, typed)
        session.tell(_("{name} is in the house.").format(name=typed["visitor_name"]), undo=True)

    who = session.store.user.staff
    asking.ask(N_("Visitor in"), visitor_form(), ASKED, {"receptionist": who} if who else {}, keep=keep,
               verb=N_("Visitor in"), of=(REGISTER, 0, "sign_in"))


class Inside(Sheet):
    """The list "inside now". Enter signs the chosen one out."""

    sign_in_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.session = session
        self.found: list[tuple[int, dict[str, Any]]] = []
        self.houses: dict[int, str] = {}
        head = Label(bold=True)
        words.put(head, N_("In the house now"))
        self.count = Label(size="small", tone="second")
        self._head = row(spacing=8)
        self._head.addWidget(head)
        self._head.addStretch(1)
        self._head.addWidget(self.count)
        self.box.addLayout(self._head)
        self.list = TwoLineList()
        self.list.setMinimumHeight(px(60))
        words.put_name(self.list, N_("In the house now"))
        self.list.taken.connect(lambda: self.session.attempt(self.sign_out))
        self.box.addWidget(self.list, 1)
        self.empty = Label(tone="second", size="dense", wrap=True)
        words.put(self.empty, N_("Nobody is signed in."))
        self.box.addWidget(self.empty, 1, Qt.AlignmentFlag.AlignTop)
        self._buttons = FlowBox(gap=8)
        self.enter, self.leave_button = Button(key="Alt+I", icon="door-open", small=True), Button(
            key="Alt+O", icon="log-out", small=True)
        words.put(self.enter, N_("Visitor in"))
        words.put(self.leave_button, N_("Visitor out"))
        self.leave_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the list its chosen line
        self.enter.clicked.connect(self.sign_in_asked)
        self.leave_button.clicked.connect(lambda: self.session.attempt(self.sign_out))
        self._buttons.flow.addWidget(self.enter)
        self._buttons.flow.addWidget(self.leave_button)
        self.box.addWidget(self._buttons)

    def set_low(self, low: bool) -> None:
        """Below the list: one visitor and the next in sight, the buttons beside the head."""
        self._buttons.setVisible(not low)
        for button in (self.enter, self.leave_button):
            (self._head if low else self._buttons.flow).addWidget(button)
        self.list.setMinimumHeight(px(48 if low else 60))
        self.setMaximumHeight(px(116) if low else 16777215)

    def read(self) -> None:
        """Who is in the house."""
        store = self.session.store
        self.found = service.inside(store)
        self.houses = records.names(store, "customer_master", {r["organisation"] for _s, r in self.found
                                                               if r.get("organisation")})
        self.list.show_rows([TwoLines("running", line["visitor_name"], self._below(line, self.houses))
                             for _sheet, line in self.found])
        count = len(self.found)
        self.count.setText(ngettext("{count} visitor", "{count} visitors", count).format(count=count) if count else "")
        self.list.setVisible(bool(count))
        self.empty.setVisible(not count)
        self.leave_button.setEnabled(bool(count) and not self.session.read_only)
        self.enter.setEnabled(not self.session.read_only)

    def sign_out(self) -> None:
        """Who leaves: the only one there is, or the one pointed at in the list; else it is asked."""
        self.session.must_write()
        if len(self.found) > 1 and not self.list.hasFocus():
            self._ask_who()
        elif self.found:
            self._leaves(max(0, self.list.currentRow()))

    def _ask_who(self) -> None:
        """Everybody in the house, below the button."""
        lines = [(listed(*filter(None, (line["visitor_name"], self._below(line, self.houses)))),
                  lambda key=(sheet, line["seq"]): self._leaves_of(key)) for sheet, line in self.found]
        WhoMenu(lines, self).ask(self.leave_button if self.leave_button.isVisible() else self)

    def _leaves_of(self, key: tuple[int, int]) -> None:
        """The chosen one, wherever the line stands by now; who was signed out meanwhile isn't there any more."""
        places = [n for n, (sheet, line) in enumerate(self.found) if (sheet, line["seq"]) == key]
        if places:
            self.session.attempt(lambda: self._leaves(places[0]))

    def _leaves(self, place: int) -> None:
        sheet, line = self.found[place]
        service.sign_out(self.session.store, sheet, line["seq"])
        self.session.tell(_("{name} has left.").format(name=line["visitor_name"]), undo=True)

    def forget(self) -> None:
        """Drop all names."""
        self.found, self.houses = [], {}
        self.list.clear()
        self.count.setText("")

    def retranslate(self) -> None:
        """The words in the language in force."""
        if self.found:
            self.read()

    def _below(self, line: dict[str, Any], houses: dict[int, str]) -> str:
        since = line.get("arrived_at")
        time = times.local(since, self.session.store.zone).strftime("%H:%M") if since else ""
        said = _("since {time}").format(time=time) if time else ""
        return " · ".join(filter(None, (said, houses.get(line.get("organisation") or 0), line.get("remarks"))))
