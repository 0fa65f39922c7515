"""Says reminders when they are due, as long as the office is open. While it is locked nothing is said."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from crm_desktop.kit import clock, due, records
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import N_, _, ngettext
from crm_desktop.reminders import ring, service
from crm_desktop.reminders.ring import Ring
from crm_desktop.reminders.service import FORM
from ui.kit.actions import Action
from ui.reminders.page import done

if TYPE_CHECKING:
    from crm_desktop.kit.store import Notice
    from ui.kit.session import Message, Session

EVERY_MS = 30_000
LATER = timedelta(minutes=10)


class ReminderWatch(QObject):
    """Looks every half minute, and at the instant the next one is due."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._standing: list[tuple[Ring, Message]] = []
        self._said: set[tuple[int, str]] = set()  # an office that can't be written is told once too
        self._stopped = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        session.bridge.noticed.connect(self._noticed)
        self.look(first=True)

    def stop(self) -> None:
        """The office is being closed: say nothing more."""
        self._stopped = True
        self._timer.stop()

    def look(self, *, first: bool = False) -> None:
        """Say what came due since the last look; at the `first` one what came due while nobody was here."""
        try:
            at = due.moment(self._session.store)
            self._say([r for r in ring.unsaid(self._session.store, at) if (r.record, r.key) not in self._said], at,
                      first=first)
            coming = ring.next_at(self._session.store, at)
        except Problem:
            coming = None  # a busy file is no reason to disturb her; the next look will do
        wait = (clock.instant(coming) - clock.now()).total_seconds() * 1000 + 1 if coming else EVERY_MS
        self._timer.start(max(1, min(EVERY_MS, int(wait))))

    def _say(self, rings: list[Ring], at: due.Moment, *, first: bool) -> None:
        self._said |= {(r.record, r.key) for r in rings}
        today = at.today.isoformat()
        loud = [r for r in rings if r.timed or (first and r.at < today)]  # a day's are on Today all day
        if len(loud) == 1:
            self._say_one(loud[0], today)
        elif loud:
            self._say_many(len(loud), first=first)
        ring.say(self._session.store, rings)

    def _say_one(self, one: Ring, today: str) -> None:
        session, store = self._session, self._session.store
        day, time = one.at, ""
        if one.timed:
            day, time = f"{clock.instant(one.at).astimezone(store.zone):%Y-%m-%d %H:%M}".split()
        when = time if day == today else f"{day[5:]} {time}".strip()
        whose = records.name_of(store, "customer_master", one.customer) if one.customer else None
        sentence = " · ".join(filter(None, (when, whose, one.what)))
        more = (Action("reminder_open", N_("Open"), lambda: session.open(FORM, one.record), icon="external-link"),
                Action("reminder_later", N_("In 10 minutes"), lambda: self._later(one), icon="clock",
                       guard=session.attempt))
        first = Action("reminder_done", N_("Mark done"), lambda: done(session, [one.record]), icon="check",
                       guard=session.attempt)
        message = session.tell(_("Reminder: {what}").format(what=sentence), "near", first, more=more, stays=True)
        self._standing.append((one, message))

    def _say_many(self, count: int, *, first: bool) -> None:
        sentence = (ngettext("{count} reminder came due while the office was closed.",
                             "{count} reminders came due while the office was closed.", count) if first else
                    ngettext("{count} reminder is due now.", "{count} reminders are due now.", count))
        self._session.tell(sentence.format(count=f"{count:,}"), "near", stays=not first,
                           action=Action("reminders_open", N_("Show them"), lambda: self._session.go("today"),
                                         icon="calendar-check"))

    def _later(self, one: Ring) -> None:
        until = clock.now() + LATER
        service.snooze(self._session.store, one.record, clock.stamp(until))
        self._session.tell(_("You are reminded again at {time}.").format(
            time=f"{until.astimezone(self._session.store.zone):%H:%M}"), undo=True)

    def _noticed(self, notice: Notice) -> None:
        if self._stopped or FORM not in notice.forms:
            return
        for one, message in list(self._standing):
            if not ring.still(self._session.store, one):
                self._standing.remove((one, message))
                self._session.take_back(message)
        self.look()
