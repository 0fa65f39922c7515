"""Whom to call back: proposed by grade and silence, looked up in a task; one key plans the chosen one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.kit import records
from crm_desktop.kit.i18n import N_, _, ngettext
from crm_desktop.visits import planning
from crm_desktop.visits.model import LIST, PLAN, RECORD
from crm_desktop.visits.proposals import Proposal, proposals, save_list
from ui.kit import words
from ui.kit.days import ago
from ui.kit.theme import px
from ui.kit.two_lines import TwoLineList, TwoLines
from ui.kit.widgets import Button, Label, Sheet

if TYPE_CHECKING:
    from crm_desktop.kit.errors import Problem
    from crm_desktop.kit.store import Notice
    from crm_desktop.kit.values import Context
    from ui.kit.session import Session

Slot = Callable[[], tuple[str, str | None]]   # where a plan would go now: day and start
SHOWN, AGAIN_MS, CALL = 50, 1500, 15
_TOUCHED = {PLAN, RECORD, "telephone_callback_record", "customer_master", "complaint_record", "reception_record"}


class Suggested(Sheet):
    """The proposals, the most urgent first. Enter on one plans a call where the scheduler's keyboard is."""

    planned = Signal(int, str)  # the plan, its day

    def __init__(self, session: Session, slot: Slot, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.session, self.slot = session, slot
        self.found: list[Proposal] = []
        self.read_once = self.running = False
        head = Label(bold=True)
        words.put(head, N_("Suggested call-backs"))
        self.list = TwoLineList()
        self.list.setMinimumHeight(px(96))
        words.put_name(self.list, N_("Suggested call-backs"))
        self.list.taken.connect(lambda: self.session.attempt(self.plan))
        self.note = Label(size="small", tone="second", wrap=True)
        self.keep_button = Button(kind="link", small=True)
        words.put(self.keep_button, N_("Keep as call-back list"))
        self.keep_button.clicked.connect(lambda: self.session.attempt(self.keep))
        self.keep_button.hide()
        for part, stretch in ((head, 0), (self.list, 1), (self.note, 0), (self.keep_button, 0)):
            self.box.addWidget(part, stretch)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.read)

    def read(self) -> None:
        """Look them up beside the window."""
        if self.running:
            self._soon.start(AGAIN_MS)  # what came in between counts too
            return
        self.running, self.read_once = True, True
        if not self.found:
            words.put(self.note, N_("Looking…"))
        self.session.run(lambda store, job: proposals(store, progress=lambda n, of: not job.cancelled), self._show,
                         _("Looking for call-backs to suggest…"), failed=self._failed, cancelled=self._ended)

    def later(self) -> None:
        """Look them up, once what is in view is painted."""
        self._soon.start(0)

    def refresh(self, notice: Notice | None) -> None:
        """Look again a moment after something changed."""
        if self.read_once and (notice is None or notice.many or notice.forms & _TOUCHED):
            self._soon.start(AGAIN_MS)

    def current(self) -> Proposal | None:
        """The chosen one."""
        row = self.list.currentRow()
        return self.found[row] if 0 <= row < len(self.found) else None

    def plan(self) -> None:
        """A telephone call with the chosen one, at the free place chosen in the scheduler or the next free time."""
        self.session.must_write()
        chosen = self.current()
        if chosen is None:
            return
        store = self.session.store
        who = chosen.manager or store.user.staff
        day, start = self.slot()
        free = planning.free_slot(store, who, day, CALL, start)
        when = (free.day, free.start) if free is not None else (day, start)
        made = planning.plan(store, {"planned_customer": chosen.customer, "planned_date": when[0],
                                     "start_time": when[1], "duration": CALL, "callback_mode": ["phone"],
                                     "purpose": chosen.reason, **({"callback_specialist": who} if who else {})})
        row = self.list.currentRow()
        self.found.pop(row)
        self.list.takeItem(row)
        self._say_count()
        self.planned.emit(made, when[0])
        self._tell(chosen, who, *when)

    def _tell(self, chosen: Proposal, who: int | None, day: str, start: str | None) -> None:
        store, said = self.session.store, {"name": chosen.name, "day": day, "time": start or ""}
        if who and who != store.user.staff and (person := records.name_of(store, "staff_record", who)):
            sentence = _("{name}: call planned for {day} {time}, by {person}.").format(person=person, **said)
        else:
            sentence = _("{name}: call planned for {day} {time}.").format(**said)
        self.session.tell(sentence, undo=True)

    def keep(self) -> None:
        """The ones shown as a call-back list, from which all are planned at once."""
        self.session.must_write()
        self.session.open(LIST, save_list(self.session.store, self.found[:SHOWN]))
        self.session.tell(_("The call-back list is kept. Its card plans them all."), undo=True)

    def forget(self) -> None:
        """Drop all names."""
        self._soon.stop()
        self.found = []
        self.list.clear()
        words.drop(self.note)
        self.note.setText("")
        self.read_once = False

    def retranslate(self) -> None:
        """Reasons come in the language in force when they are looked up again."""
        if self.read_once:
            self._soon.start(0)

    def _show(self, found: list[Proposal]) -> None:
        self.running = False
        if not self.read_once:
            return
        self.found = found
        ctx = self.session.store.context()
        self.list.show_rows([TwoLines("late" if date.fromisoformat(one.due_on) < ctx.today else "near", one.name,
                                      why(one, ctx), one.reason) for one in found[:SHOWN]])
        self._say_count()

    def _say_count(self) -> None:
        count = len(self.found)
        self.keep_button.setVisible(bool(count))
        if not count:
            words.put(self.note, N_("Nobody has to be called back now."))
            return
        words.put(self.note, lambda: ngettext("{count} customer. Enter plans a call, G comes here.",
                                              "{count} customers. Enter plans a call, G comes here.",
                                              len(self.found)).format(count=f"{len(self.found):,}"))

    def _failed(self, problem: Problem) -> None:
        self.running = False
        words.drop(self.note)
        self.note.setText(problem.sentence)

    def _ended(self) -> None:
        self.running = False


def why(one: Proposal, ctx: Context) -> str:
    """Grade and how long it is due, or the reason."""
    if one.kind != "cadence":
        return one.reason
    due = date.fromisoformat(one.due_on)
    grade = _("grade {grade}").format(grade=one.grade.upper()) if one.grade else _("no grade")
    return _("{grade} · due {when}").format(grade=grade, when=ago(due, ctx))
