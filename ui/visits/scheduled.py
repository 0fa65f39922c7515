"""The page of call-backs with the scheduler as its first face, before lists, cards and forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from crm_desktop.kit.i18n import N_
from crm_desktop.visits.agenda import Row
from ui.kit.actions import Action
from ui.kit.header import NARROW
from ui.kit.page import Page
from ui.kit.record_page import FORM, LIST
from ui.kit.theme import px
from ui.visits import schedule_acts
from ui.visits.schedule_faces import SCHEDULE, ScheduleFaces

if TYPE_CHECKING:
    from crm_desktop.kit.store import Notice
    from ui.kit.session import Session

__all__ = ["SCHEDULE", "ScheduledPage"]
# How the days shown are said. First the whole gives way to the short, then buttons, the key on the last one, the short.
_NONE, _TIGHT, _SHORT, _WHOLE = range(4)


class ScheduledPage(ScheduleFaces):
    """A record page that begins with the scheduler and comes back to it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        self.way: tuple[int, Action] | None = None  # out of the overlap said last, by its key
        self.folded: frozenset[str] = frozenset()   # actions the head has no room for: they stand under …
        self.dated = _WHOLE   # how the head says which days are shown
        super().__init__(session, parent)

    # What the page says

    def title(self) -> str:
        """The page's own title over the scheduler."""
        return Page.title(self) if self.mode == SCHEDULE else super().title()

    def subtitle(self) -> str:
        """The span, short or left out where its end would be cut."""
        if self.mode != SCHEDULE or not self.scheduler:
            return super().subtitle()
        return self.scheduler.span.text(short=self.dated < _WHOLE) if self.dated else ""

    def status(self) -> str:
        """What the span holds and where the keyboard is."""
        return self.scheduler.status() if self.mode == SCHEDULE and self.scheduler else super().status()

    def actions(self) -> list[Action]:
        """Those of the scheduler, or of the face in view."""
        if self.mode == SCHEDULE:
            keys = [self.way[1]] if self.way is not None else self.draft_note.keys()
            return [*keys, *self._unfolded(schedule_acts.offered(self, tight=self.dated < _SHORT))]
        found = list(super().actions())
        if self.mode == LIST:
            found += self._unfolded(schedule_acts.views(self, "Alt+"))
        return found

    def update_head(self) -> None:
        """With as much of day, week, month and list as there is room for."""
        super().update_head()
        if self._fit_tools():
            super().update_head()

    def _unfolded(self, actions: list[Action]) -> list[Action]:
        return [replace(a, shown=True) if a.id in self.folded else a for a in actions]

    def _fit_tools(self) -> bool:
        if self.scheduler is None or self.mode not in (SCHEDULE, LIST):
            return False
        before, steps = (self.folded, self.dated), (_WHOLE, _SHORT, _TIGHT, _NONE)
        for dated in steps[self.effective_width() < NARROW:]:
            self.dated = dated
            self.header.set_words(self.title(), self.subtitle())
            if self.mode == SCHEDULE and (last := self.header.buttons()[-1:]):
                last[0].set_key(schedule_acts.NEW_KEY if self.dated >= _SHORT else "")
            room = self.header.room_for_extra() + px(12)  # its gaps are fewer than those of other pages
            self.folded = self.tools.fit(room)
            given = {_WHOLE: self.folded, _SHORT: self.folded & {"before"}}.get(self.dated)
            if self.mode == LIST or not given and self.tools.wide() <= room:
                break
        return (self.folded, self.dated) != before

    def customer(self) -> int | None:
        """The customer of the block the keyboard is on."""
        if self.mode == SCHEDULE and self.scheduler is not None:
            row = self.scheduler.current()
            return row.customer if row is not None else None
        return super().customer()

    def own_keys(self) -> Sequence[tuple[str, str]]:
        """Of the board, where it is shown."""
        return (("← ↑ ↓ →", N_("To the next entry or free time")),
                ("Enter", N_("Open; in free time plan"))) if self.mode == SCHEDULE else ()

    def state(self) -> dict[str, Any]:
        """The span, a list or a record."""
        mode, form_id = (self.mode, self.form_id) if self.mode != FORM else self._before[:2]
        if mode == SCHEDULE and self.scheduler is not None:
            return self.scheduler.state()
        return {"form": form_id} if mode == LIST else super().state()

    def state_to_lock(self) -> dict[str, Any]:
        """With the entry the keyboard is on: the scheduler does not outlive the lock."""
        row = self.current_row()
        return self.state() | {"form": row.form, "record": row.id} if row is not None else super().state_to_lock()

    def first_focus(self) -> QWidget | None:
        """The board."""
        if self.mode == SCHEDULE and self.scheduler is not None:
            return self.scheduler.board.focus_target()
        return super().first_focus()

    # What is asked of it

    def refresh(self, notice: Notice | None) -> None:
        """The span where it is in view, else when it is next seen."""
        if self.scheduler is not None:
            if self.mode == SCHEDULE:
                self.scheduler.refresh(notice)
                if self.way and not any(r.clash and r.id == self.way[0] for r in self.scheduler.rows):
                    self.offer(0, None)
                self._offer_draft()
            else:
                self.old_schedule = True
        super().refresh(notice)

    def forget(self) -> None:
        """Drop all text."""
        if self.scheduler is not None:
            self.scheduler.forget()
        super().forget()

    def retranslate(self) -> None:
        """What the boards paint; behind a card when they are next seen."""
        if self.scheduler is not None and self.mode == SCHEDULE:
            self.scheduler.read()
        else:
            self.old_schedule = True

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Proposals are looked up when the page is first seen."""
        super().showEvent(event)
        if self.scheduler is not None:
            self.scheduler.begin()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The side folds in a narrow window, and the days are said short."""
        super().resizeEvent(event)
        if self.scheduler is not None and self.scheduler.fit(self.effective_width()) | self._fit_tools() \
                and self.mode in (SCHEDULE, LIST):
            self.update_head()
        elif self.mode == SCHEDULE and self.header.subtitle.whole() != self.subtitle():
            self.update_words()

    def offer(self, plan: int, way: Action | None) -> None:
        """A way out of an overlap, as long as there is one."""
        had, self.way = self.way, (plan, replace(way, shown=False)) if way is not None else None
        if had is not None or way is not None:
            self.update_head()

    def current_row(self) -> Row | None:
        """The entry of the scheduler the keyboard is on."""
        return self.scheduler.current() if self.mode == SCHEDULE and self.scheduler else None
