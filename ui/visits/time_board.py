"""Day and week: a column a day, hours downwards, what is all day in a lane above."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QWidget

from crm_desktop.kit.i18n import _
from crm_desktop.visits import office_hours
from crm_desktop.visits.agenda import Row
from crm_desktop.visits.model import clock as clock_of
from ui.kit.theme import px
from ui.kit.widgets import column
from ui.visits.block import Block, Ghost, movable
from ui.visits.blocks import QuietScroll
from ui.visits.board import Board
from ui.visits.ground import Ground, Heads
from ui.visits.hours import Hours, lowest
from ui.visits.lanes import SLOT, STEP, Spot, begin, key_of, nearest, side_by_side, stops
from ui.visits.more_links import MoreLinks
from ui.visits.spans import DAY, Span

if TYPE_CHECKING:
    from crm_desktop.kit.store import Store

_WHOLE_LINES, _MOST_LINES = 3, 6   # entries of all day below each other: in a week, and in a day alone
_NARROWEST = 40   # a lane
_WHOLE_WIDE = 150   # an entry of all day, where several stand in a line


class TimeBoard(Board):
    """Heads and the lane of all day stand still above the hours, which scroll."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(store, parent)
        self.hours = Hours()
        self.heads, self.ground = Heads(self), Ground(self)
        self.area = QuietScroll()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.ground)
        self.area.resized.connect(self.place)  # hours grow with the window
        box = column(self, spacing=0)
        box.addWidget(self.heads)
        box.addWidget(self.area, 1)
        self.more_links = MoreLinks(self)
        self.ghost = Ghost(self)
        self._target: tuple[str, int | None, int] | None = None   # day, start, minutes of the drag under way
        self._across = 1   # entries of all day side by side
        self._tick = QTimer(self)
        self._tick.setInterval(60_000)
        self._tick.timeout.connect(self.ground.update)

    # Laying out

    def show_rows(self, span: Span, rows: Sequence[Row], more: dict[str, int], off: dict[date, str]) -> None:
        """As many hours as the office has visits, and as its entries need."""
        hours = self.hours
        hours.days, hours.off = span.days, off
        begins = [begin(r) for r in rows if r.start]
        ends = [begin(r) + r.minutes for r in rows if r.start]
        early, late = office_hours.visiting(self.store)
        hours.lunch = office_hours.lunch(self.store)
        hours.first = max(0, min([early // 60 - 1, *(b // 60 for b in begins)]))
        hours.last = min(24, max([late // 60, hours.first + 1, *(-(-e // 60) for e in ends)]))
        super().show_rows(span, rows, more, off)
        self._tick.start()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Once it is laid out, where the keyboard is comes into view."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self.show_spot)

    def forget(self) -> None:
        """Drop all text; the line of now rests."""
        self._tick.stop()
        super().forget()

    def holder(self, row: Row) -> QWidget:
        """All day above, the rest among the hours."""
        return self.ground if row.start else self.heads

    def stops(self, day: str) -> list[Spot]:
        """What is all day, then entries and free half hours."""
        return stops(day, [r for r in self.rows if r.day == day], self.hours.first * 60, self.hours.last * 60)

    def come_to_rest(self) -> None:
        """On an entry that covers the time, or beside it."""
        spots = self.stops(self.at.day)
        if self.at not in spots:
            self.at = nearest(spots, self.at.minute)

    def place(self) -> None:
        """Measure, then put every block where it belongs."""
        if self.span is None:
            return
        wide, alone = self.area.viewport().width(), self.span.kind == DAY
        self._across = self._whole_across() if alone else 1
        rows = [r for r in self.rows if not r.start]
        most = max(sum(1 for r in rows if r.day == d.isoformat()) for d in self.span.days)
        self.heads.fit(max(1, -(-most // self._across) if alone else min(_WHOLE_LINES, most)))
        self.hours.fit(wide, self.area.viewport().height(), self.heads.width_off())
        if alone:  # every entry is drawn; where there is no room beside each other, one goes sideways
            lanes = max((p.lanes for p in side_by_side(self.rows, self.hours.least())), default=1)
            wide = max(wide, self.hours.left + lanes * px(_NARROWEST) + px(4))
            self.hours.fit(wide, self.area.viewport().height())
        policy = Qt.ScrollBarPolicy
        self.area.setHorizontalScrollBarPolicy(policy.ScrollBarAsNeeded if wide > self.area.viewport().width()
                                               else policy.ScrollBarAlwaysOff)
        self.ground.setFixedSize(max(1, wide), max(1, self.hours.height))
        hidden: dict[str, int] = {}
        for day in self.span.days:
            text = day.isoformat()
            mine = [r for r in self.rows if r.day == text]
            hidden[text] = self._place_whole(day, [r for r in mine if not r.start]) + self._place_timed(day, mine)
        self.more_links.offer({d: n + self.more.get(d, 0) for d, n in hidden.items()})
        self.heads.update()
        self.ground.update()

    def _place_whole(self, day: date, rows: Sequence[Row]) -> int:
        left, width = self.hours.column(day)
        if self._across > 1:
            width = self.area.viewport().width() - left
        step = width // self._across
        shown = len(rows) if self.span and self.span.kind == DAY else _WHOLE_LINES
        for place, row in enumerate(rows):
            block, (line, across) = self._blocks[key_of(row)], divmod(place, self._across)
            block.setGeometry(left + px(3) + across * step, self.heads.lane_top() + line * (lowest() + 2),
                              step - px(7), lowest())
            block.setVisible(place < shown)
        return max(0, len(rows) - shown)

    def _whole_across(self) -> int:
        """How many entries of all day stand side by side in a day alone, so that they stay few lines."""
        count, room = sum(1 for r in self.rows if not r.start), self.area.viewport().width() - px(60)
        return max(1, min(-(-count // _WHOLE_LINES), room // px(_WHOLE_WIDE)), -(-count // _MOST_LINES))

    def _place_timed(self, day: date, rows: Sequence[Row]) -> int:
        left, width = self.hours.column(day)
        room, hidden = max(1, (width - px(4)) // px(_NARROWEST)), 0
        for row, lane, lanes in side_by_side(rows, self.hours.least()):
            block, used = self._blocks[key_of(row)], min(lanes, room)
            block.setVisible(lane < used)
            hidden += lane >= used
            step = (width - px(4)) / used
            top = self.hours.y(begin(row)) + 1
            tall = max(lowest(), self.hours.y(begin(row) + row.minutes) - top - 1)
            block.setGeometry(left + px(2) + round(lane * step), top, round(step) - 2, tall)
        return hidden

    def free_rect(self) -> QRect:
        """The half hour, or the lane of all day."""
        left, width = self.hours.column(date.fromisoformat(self.at.day))
        if self.at.minute is None:
            return QRect(left, self.heads.lane_top(), width, lowest())
        top = self.ground.mapTo(self, QPoint(0, self.hours.y(self.at.minute))).y()
        return QRect(left, top, width, self.hours.hour * SLOT // 60)

    def show_spot(self) -> None:
        """Scroll to where the keyboard is."""
        if self.at.minute is not None and self.at.day and self.span is not None:
            block = self._blocks.get(self.at.key) if self.at.key else None
            left, top = block.x() if block is not None else self.hours.left, self.hours.y(self.at.minute)
            self.area.ensureVisible(left, top, 0, px(12))
            right = left + (block.width() if block is not None else 0)
            self.area.ensureVisible(right, top + self.hours.hour, 0, px(12))
        self.heads.update()
        self.ground.update()

    # The mouse

    def spot_at(self, at: QPoint) -> Spot:
        """The free place at a point of the ground."""
        day = self.hours.day_at(at.x())
        first = self.hours.first * 60
        return Spot(day.isoformat(), first + (self.hours.minute(at.y(), 1) - first) // SLOT * SLOT)

    def drag(self, block: Block, at: QPoint, pulls: bool) -> None:
        """Show where it would go, on a grid of 15 minutes."""
        row = block.row
        if row is None or not movable(row):
            return
        here = self.ground.mapFromGlobal(at)
        whole = not pulls and self.heads.rect().contains(self.heads.mapFromGlobal(at))
        if pulls:
            end = self.hours.minute(here.y(), STEP)
            self._target = (row.day, begin(row), max(STEP, end - begin(row)))
        else:
            day = self.hours.day_at(here.x()).isoformat()
            grip = block.grip.y() if row.start else 0
            start = max(0, min(24 * 60 - row.minutes, self.hours.minute(here.y() - grip, STEP)))
            self._target = (day, None if whole else start, row.minutes)
        self._show_ghost(row)

    def _show_ghost(self, row: Row) -> None:
        assert self._target is not None
        day, start, length = self._target
        left, width = self.hours.column(date.fromisoformat(day))
        if start is None:
            rect = QRect(left + px(3), self.heads.lane_top(), width - px(7), lowest())
            corner = self.heads.mapTo(self, QPoint(0, 0))
            text = _("All day")
        else:
            tall = max(lowest(), length * self.hours.hour // 60)
            rect = QRect(left + px(2), self.hours.y(start), width - px(6), tall)
            self.area.ensureVisible(left, rect.top(), 0, px(8))
            corner = self.ground.mapTo(self, QPoint(0, 0))
            text = f"{clock_of(start)}–{clock_of(start + length)}"
        self.ghost.show_at(rect.translated(corner), f"{text}  {row.name}")

    def drop(self, block: Block) -> None:
        """It goes where it was shown."""
        target, row = self._target, block.row
        self.end_drag()
        if target is None or row is None:
            return
        day, start, length = target
        begins = clock_of(start) if start is not None else None
        if length != row.minutes and row.start:
            self.stretched.emit(row, length)
        elif (day, begins) != (row.day, row.start):
            self.moved.emit(row, day, begins)

    def end_drag(self) -> None:
        """Nothing is dragged."""
        self._target = None
        self.ghost.hide()
