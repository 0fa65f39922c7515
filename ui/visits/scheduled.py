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
from ui.visits import schedule_acts
from ui.visits.schedule_faces import SCHEDULE, ScheduleFaces

if TYPE_CHECKING:
    from crm_desktop.kit.store import Notice
    from ui.kit.session import Session

__all__ = ["SCHEDULE", "ScheduledPage"]


class ScheduledPage(ScheduleFaces):
    """A record page that begins with the scheduler and comes back to it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        self.way: tuple[int, Action] | None = None  # out of the overlap said last, by its key
        self.folded: frozenset[str] = frozenset()   # actions the head has no room for: they stand under …
        super().__init__(session, parent)

    # What the page says

    def title(self) -> str:
        """The page's own title over the scheduler."""
        return Page.title(self) if self.mode == SCHEDULE else super().title()

    def subtitle(self) -> str:
        """The span, short where its end would be cut."""
        if self.mode != SCHEDULE or not self.scheduler:
            return super().subtitle()
        return self.scheduler.span.text(short=self.effective_width() < NARROW)

    def status(self) -> str:
        """What the span holds and where the keyboard is."""
        return self.scheduler.status() if self.mode == SCHEDULE and self.scheduler else super().status()

    def actions(self) -> list[Action]:
        """Those of the scheduler, or of the face in view."""
        if self.mode == SCHEDULE:
            keys = [self.way[1]] if self.way is not None else self.draft_note.keys()
            return [*keys, *self._unfolded(schedule_acts.offered(self))]
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
        before, self.folded = self.folded, self.tools.fit(self.header.room_for_extra())
        return self.folded != before

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
