"""The faces of the page of call-backs: the scheduler first, then lists, cards and forms, and the ways between them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from crm_desktop.visits.model import PLAN
from ui.kit.record_page import CARD, LIST, RecordPage
from ui.visits import block_menu, schedule_acts
from ui.visits.scheduler import Scheduler
from ui.visits.spans import LIST as LIST_VIEW
from ui.visits.spans import Span
from ui.visits.tools import Tools

if TYPE_CHECKING:
    from ui.kit.session import Session

SCHEDULE = "schedule"


class ScheduleFaces(RecordPage):
    """Begins with the scheduler and comes back to it. ScheduledPage says the words."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        self.came_from, self.old_schedule = SCHEDULE, False
        self.scheduler: Scheduler | None = None
        self.saved_plan = 0   # its card is in view: the scheduler goes to its day
        super().__init__(session, parent)

    def show_list(self, form_id: str) -> None:
        """A list; the page itself begins with the scheduler."""
        if self.scheduler is None:
            self._begin()
            return
        self.came_from = LIST
        super().show_list(form_id)

    def show_schedule(self) -> None:
        """The scheduler; the keyboard is on the plan whose card is left."""
        assert self.scheduler is not None
        left = self.record if (self.mode, self.form_id) == (CARD, PLAN) else 0
        self._leave_face()
        self.came_from = SCHEDULE
        if self.old_schedule:
            self.old_schedule = False
            self.scheduler.refresh(None)
        self._face(SCHEDULE, PLAN, 0, self.scheduler)
        self.header.back.hide()
        self._to_plan(left)
        self._offer_draft()
        self.update_head()

    def _to_plan(self, plan: int) -> None:
        """The keyboard goes to a plan where it is shown; what was just saved is shown."""
        saved, self.saved_plan = self.saved_plan, 0
        raw = self.session.store.raw(PLAN, plan) if plan else None
        if raw is None or raw["deleted_at"] or self.scheduler is None:
            return
        day = date.fromisoformat(raw["planned_date"])
        if plan == saved and not self.scheduler.span.holds(day):
            self.scheduler.show_span(Span(self.scheduler.span.kind, day), day)
        self.scheduler.board.choose((PLAN, plan), focus=False)

    def view(self, kind: str) -> None:
        """Day, week, month or list."""
        assert self.scheduler is not None
        if kind == LIST_VIEW:
            self.show_list(PLAN)
        else:
            if self.mode != SCHEDULE:
                self.show_schedule()
            self.scheduler.view(kind)
            self.view_changed()
        self._focus()

    def _begin(self) -> None:
        self.scheduler = Scheduler(self.session)
        schedule_acts.join(self, self.scheduler)
        self.scheduler.menu_asked.connect(lambda at, by_key: block_menu.show(self, at, by_key=by_key))
        self.tools = Tools(self.scheduler)
        self.tools.views.chosen.connect(self.view)
        self.header.extra.addWidget(self.tools)
        self.stack.addWidget(self.scheduler)
        self.scheduler.read()
        self.show_schedule()

    def _face(self, mode: str, form_id: str, record: int, widget: QWidget) -> None:
        super()._face(mode, form_id, record, widget)
        self.show_tools()

    def span_changed(self) -> None:
        """Head and status line follow the scheduler."""
        if self.mode == SCHEDULE:
            self.update_words()

    def view_changed(self) -> None:
        """The tools show another view, and what there is room for beside it."""
        self.show_tools()
        self.update_head()

    def show_tools(self) -> None:
        """The tools of the face in view."""
        if self.scheduler is not None:
            self.tools.show_place(self.scheduler.span.kind if self.mode == SCHEDULE else LIST_VIEW)
            self.tools.setVisible(self.mode in (SCHEDULE, LIST))

    def _go_to(self, place: tuple[str, str, int]) -> None:
        if place[0] == SCHEDULE:
            self.show_schedule()
            self._focus()
        else:
            super()._go_to(place)

    def _saved(self, form_id: str, record: int) -> None:
        super()._saved(form_id, record)
        self.saved_plan = record if form_id == PLAN else 0

    def home(self, form_id: str, record: int) -> tuple[str, str, int]:
        """Back to where she came from: the scheduler or a list."""
        return (SCHEDULE, PLAN, 0) if self.came_from == SCHEDULE else super().home(form_id, record)

    def restore(self, state: dict[str, Any]) -> None:
        """A span, the rows behind a number, or as every page."""
        if "view" in state and self.scheduler is not None:
            left = self.record if (self.mode, self.form_id) == (CARD, PLAN) else 0
            self.show_schedule()
            chosen = (str(state["form"]), int(state["record"])) if "record" in state else None
            self.scheduler.come_back(Span(str(state["view"]), date.fromisoformat(str(state["day"]))), chosen)
            self._to_plan(left)
            self.view_changed()
            self._focus()
            return
        if "query" in state or ("form" in state and not state.get("record")):
            self.came_from = LIST
        super().restore(state)
