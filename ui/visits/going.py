"""Going about in the scheduler: to another span or view; what was chosen in each is chosen again on the way back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from crm_desktop.kit import clock
from ui.visits.lanes import Key, Spot
from ui.visits.spans import DAY, MONTH, WEEK, Span
from ui.visits.with_side import WithSide

if TYPE_CHECKING:
    from datetime import tzinfo


class Going(WithSide):
    """Leads the keyboard from span to span. The scheduler reads what stands in them."""

    view_changed = Signal()               # a board led to a day alone
    stack: QStackedWidget

    def begin_on(self, zone: tzinfo) -> None:
        """The week of today."""
        self._zone = zone
        self.span = Span(WEEK, self._today())
        self._left: dict[tuple[str, date], Spot] = {}   # where the keyboard was in each span that was left

    def read(self) -> None:
        """The rows of the span."""
        raise NotImplementedError

    def show_span(self, span: Span, day: date | None = None) -> None:
        """Show another span; the keyboard goes to that day of it."""
        before, had = self.board, self.board.isAncestorOf(self.focusWidget()) or self.board.hasFocus()
        if before.at.day:
            self._left[self.span.kind, self.span.first] = before.at
        self.span = span
        if day is not None or before is not self.board:
            at = day or (date.fromisoformat(before.at.day) if before.at.day else span.day)
            self.board.at = before.at._replace(day=at.isoformat(), key=None if day else before.at.key)
        self.stack.setCurrentWidget(self.board)
        self.read()
        if day is not None:
            self._rest(had)
        elif had:
            self.board.focus_target().setFocus()

    def view(self, kind: str) -> None:
        """Day, week or month around the day the keyboard is on."""
        day = date.fromisoformat(self.board.at.day) if self.board.at.day else self.span.day
        self.show_span(Span(kind, day if self.span.holds(day) else self.span.day))

    def step(self, by: int) -> None:
        """The span before or after."""
        span = self.span.step(by)
        at = self.board.at
        day = date.fromisoformat(at.day) if at.day else span.day
        there = span.days[self.span.days.index(day)] if span.kind != MONTH and self.span.holds(day) else span.day
        self._turn(Span(span.kind, there), there, [d for d in span.days if span.kind != MONTH or d >= there])

    def today(self) -> None:
        """The span of today."""
        today = self._today()
        self._turn(Span(self.span.kind, today), today, [today])

    def come_back(self, span: Span, chosen: Key | None = None) -> None:
        """To a span she was in: what was chosen there is chosen, as long as it stands there."""
        if self.board.at.day and (span.kind, span.first) == (self.span.kind, self.span.first):
            self.span = span
        else:
            left = self._left.get((span.kind, span.first))
            self.show_span(span, span.day)
            self._again(left)
        if chosen is not None:
            self.board.choose(chosen, focus=False)

    def follow(self, key: Key, day: date) -> None:
        """To an entry that was moved out of the span."""
        if not self.span.holds(day):
            self.show_span(Span(self.span.kind, day), day)
            self.board.choose(key)

    def forget_places(self) -> None:
        """Drop where the keyboard was."""
        self._left.clear()

    def _turn(self, span: Span, day: date, days: list[date]) -> None:
        """To another span: what was chosen, where it is there too; what was chosen there before; or the first entry."""
        was, left = self.board.at, self._left.get((span.kind, span.first))
        self.show_span(span, day)
        board = self.board
        if was.key is None or board.choose(was.key, focus=False):
            return
        if not self._again(left) and (first := board.first_of(days)) is not None:
            board.go(first, focus=False)

    def _again(self, spot: Spot | None) -> bool:
        """Choose what was chosen here before; says whether it still stands here."""
        return spot is not None and spot.key is not None and self.board.choose(spot.key, focus=False)

    def _show_day(self, day: str) -> None:
        alone = date.fromisoformat(day)
        self.show_span(Span(DAY, alone), alone)
        self.view_changed.emit()

    def _follow(self) -> None:
        """The keyboard left the span."""
        day = date.fromisoformat(self.board.at.day)
        self.show_span(Span(self.span.kind, day), day)
        self._rest(True)

    def _rest(self, focus: bool) -> None:
        self.board.come_to_rest()
        self.board.go(self.board.at, focus=focus)

    def _today(self) -> date:
        return clock.today(self._zone)
