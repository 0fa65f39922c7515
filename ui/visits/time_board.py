"""Day and week: a column a day, hours downwards, what is all day in a lane above."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QFrame, QWidget

from crm_desktop.kit.i18n import _, ngettext
from crm_desktop.visits.agenda import Row
from crm_desktop.visits.model import clock as clock_of
from ui.kit.theme import px
from ui.kit.widgets import Button, column
from ui.visits.block import Block, Ghost, movable
from ui.visits.blocks import QuietScroll
from ui.visits.board import Board
from ui.visits.ground import Ground, Heads
from ui.visits.hours import Hours, lowest
from ui.visits.lanes import SLOT, STEP, Spot, begin, key_of, side_by_side, stops
from ui.visits.spans import Span

if TYPE_CHECKING:
    from crm_desktop.kit.store import Store

_WHOLE_LINES = 3
_NARROWEST = 40   # a lane


class TimeBoard(Board):
    """Heads and the lane of all day stand still above the hours, which scroll."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(store, parent)
        self.hours = Hours()
        self.heads, self.ground = Heads(self), Ground(self)
        self.area = QuietScroll()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self.ground)
        self.area.resized.connect(self.place)  # hours grow with the window
        box = column(self, spacing=0)
        box.addWidget(self.heads)
        box.addWidget(self.area, 1)
        self.ghost = Ghost(self)
        self._target: tuple[str, int | None, int] | None = None   # day, start, minutes of the drag under way
        self._buttons: dict[str, Button] = {}
        self._tick = QTimer(self)
        self._tick.setInterval(60_000)
        self._tick.timeout.connect(self.ground.update)

    # Laying out

    def show_rows(self, span: Span, rows: Sequence[Row], more: dict[str, int],
                  off: dict[date, str] | None = None) -> None:
        """With the days off."""
        hours = self.hours
        hours.days, hours.off = span.days, off or {}
        begins = [begin(r) for r in rows if r.start]
        ends = [begin(r) + r.minutes for r in rows if r.start]
        early, late = (self.store.setting(f"visits.day_{edge}") for edge in ("start", "end"))
        hours.first = max(0, min([early - 1, *(b // 60 for b in begins)]))
        hours.last = min(24, max([late, hours.first + 1, *(-(-e // 60) for e in ends)]))
        super().show_rows(span, rows, more)
        self._tick.start()

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

    def place(self) -> None:
        """Measure, then put every block where it belongs."""
        if self.span is None:
            return
        rows = [r for r in self.rows if not r.start]
        lines = max([1, *(min(_WHOLE_LINES, sum(1 for r in rows if r.day == d.isoformat())) for d in self.span.days)])
        self.heads.fit(lines)
        self.hours.fit(self.area.viewport().width(), self.area.viewport().height())
        self.ground.setFixedSize(max(1, self.area.viewport().width()), max(1, self.hours.height))
        hidden: dict[str, int] = {}
        for day in self.span.days:
            text = day.isoformat()
            mine = [r for r in self.rows if r.day == text]
            hidden[text] = self._place_whole(day, [r for r in mine if not r.start]) + self._place_timed(day, mine)
        self._offer_more({d: n + self.more.get(d, 0) for d, n in hidden.items()})
        self.heads.update()
        self.ground.update()

    def _place_whole(self, day: date, rows: Sequence[Row]) -> int:
        left, width = self.hours.column(day)
        for place, row in enumerate(rows):
            block = self._blocks[key_of(row)]
            block.setGeometry(left + px(3), self.heads.lane_top() + place * (lowest() + 2), width - px(7), lowest())
            block.setVisible(place < _WHOLE_LINES)
        return max(0, len(rows) - _WHOLE_LINES)

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

    def _offer_more(self, hidden: dict[str, int]) -> None:
        for day, button in list(self._buttons.items()):
            if not hidden.get(day):
                button.deleteLater()
                button.hide()
                del self._buttons[day]
        for day, count in hidden.items():
            if count:
                self._more_button(day, count)

    def _more_button(self, day: str, count: int) -> None:
        button = self._buttons.get(day)
        if button is None:
            button = self._buttons[day] = Button(kind="link", small=True, parent=self.heads)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # D does the same
            button.clicked.connect(lambda: self.day_asked.emit(day))
        button.setText(f"+{count:,}")
        button.setAccessibleName(ngettext("{count} more", "{count} more", count).format(count=f"{count:,}"))
        left, width = self.hours.column(date.fromisoformat(day))
        size = button.sizeHint()
        button.setGeometry(left + width - size.width() - px(6), (self.heads.head_height() - size.height()) // 2,
                           size.width(), size.height())
        button.show()

    def free_rect(self) -> QRect:
        """The half hour, or the lane of all day."""
        left, width = self.hours.column(date.fromisoformat(self.at.day))
        if self.at.minute is None:
            return QRect(left, self.heads.lane_top(), width, lowest())
        top = self.ground.mapTo(self, QPoint(0, self.hours.y(self.at.minute))).y()
        return QRect(left, top, width, self.hours.hour * SLOT // 60)

    def show_spot(self) -> None:
        """Scroll to where the keyboard is."""
        if self.at.minute is not None and self.at.day:
            top = self.hours.y(self.at.minute)
            self.area.ensureVisible(self.hours.left, top, 0, px(12))
            self.area.ensureVisible(self.hours.left, top + self.hours.hour, 0, px(12))
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
