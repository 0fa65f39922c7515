"""What day, week and month have in common: where the keyboard is, and the keys that walk and open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from crm_desktop.kit import clock, records
from crm_desktop.kit.i18n import N_, _
from crm_desktop.kit.values import Context
from crm_desktop.visits.agenda import Row
from crm_desktop.visits.model import clock as clock_of
from ui.kit import spoken, words
from ui.kit.days import day_text
from ui.kit.editors.base import is_enter
from ui.kit.theme import px
from ui.visits.block import Block, kind_word, state_word, times
from ui.visits.blocks import Blocks
from ui.visits.lanes import Key, Spot, key_of, nearest, spot_of
from ui.visits.spans import Span

if TYPE_CHECKING:
    from crm_desktop.kit.store import Store

_ARROWS = {Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1), Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0)}


class Board(Blocks):
    """Days with their rows. A board lays out in `place`, and answers `stops` and `day_of`."""

    plan_asked = Signal(str, object)   # day, start or None
    moved = Signal(object, str, object)   # Row, day, start or None
    stretched = Signal(object, int)    # Row, minutes
    chosen = Signal()                  # the keyboard is elsewhere
    day_asked = Signal(str)            # show that day alone
    menu_asked = Signal(QPoint, bool)  # on the screen; whether by a key
    left_span = Signal()               # the keyboard is on a day that is not shown

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.store = store
        self.ctx: Context = store.context()
        self.span: Span | None = None
        self.off: dict[date, str] = {}   # days off, with the name of the holiday
        self.more: dict[str, int] = {}   # how many rows of a day are not drawn
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        words.put_name(self, N_("Calendar of call-backs"))

    # What a board answers

    def place(self) -> None:
        """Lay the blocks out for the size in force."""
        raise NotImplementedError

    def stops(self, day: str) -> list[Spot]:
        """Where up and down stop in a day."""
        raise NotImplementedError

    def show_spot(self) -> None:
        """Where the keyboard is comes into view."""

    # What is shown

    def show_rows(self, span: Span, rows: Sequence[Row], more: dict[str, int], off: dict[date, str]) -> None:
        """Show these; where the keyboard is stays, as far as it can."""
        changed, self.span, self.off = span != self.span, span, off
        self.ctx, self.rows, self.more = self.store.context(), list(rows), dict(more)
        had = self._has_keyboard()  # a block that goes gives it away
        self._fill()
        self._keep_choice()
        if not self.at.day or not span.holds(date.fromisoformat(self.at.day)):
            self.at = self._first_spot(span)
        self.place()
        self._rove(focus=had)
        if changed:
            self.show_spot()

    def notes(self, day: date) -> list[str]:
        """What stands beside a day where there is room, the longest first: today, the holiday, that it is off."""
        if day == self.ctx.today:
            return [_("Today")]
        return [n for n in (self.off[day], _("off")) if n] if day in self.off else []

    def first_of(self, days: Sequence[date]) -> Spot | None:
        """The first entry drawn on these days."""
        return next((s for d in days for s in self.stops(d.isoformat()) if s.key is not None), None)

    def come_to_rest(self) -> None:
        """Where the keyboard came to from another span: no free place lies behind an entry."""

    def forget(self) -> None:
        """Drop all text."""
        self.rows, self.at, self._gone = [], Spot("", None), None
        for block in (*self._blocks.values(), *self._spare):
            block.forget()
        self._spare += self._blocks.values()
        self._blocks.clear()
        self.setAccessibleDescription("")

    def choose(self, key: Key, *, focus: bool = True) -> bool:
        """Go to a row; says whether it is shown."""
        row = next((r for r in self.rows if key_of(r) == key), None)
        if row is not None:
            self.go(spot_of(row), focus=focus)
        return row is not None

    def go(self, spot: Spot, *, focus: bool = True) -> None:
        """The keyboard goes there."""
        self.at = spot
        self._rove(focus=focus)
        self.show_spot()
        self.update()
        self.chosen.emit()

    def say(self, row: Row) -> str:
        """A row in one sentence, for tooltip and screen reader."""
        day = day_text(date.fromisoformat(row.day), self.ctx)
        who = records.name_of(self.store, "staff_record", row.person) if row.person else None
        parts = (row.name, f"{day} {times(row)}", kind_word(row.kind), state_word(row),
                 _("Conflict") if row.clash else "", who, row.place, row.purpose)
        return " · ".join(p for p in parts if p)

    def spot_text(self) -> str:
        """Where the keyboard is, in words."""
        row = self.current()
        if row is not None:
            return f"{row.name} {row.start or _('All day')}"
        if not self.at.day:
            return ""
        when = day_text(date.fromisoformat(self.at.day), self.ctx)
        return f"{when} {clock_of(self.at.minute)}" if self.at.minute is not None else when

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrows walk, Enter opens or plans, Esc ends a drag."""
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and any(b.stop_drag() for b in self._blocks.values()):
            self.end_drag()
        elif plain and key in _ARROWS:
            self.walk(*_ARROWS[key])
        elif plain and is_enter(event):
            row = self.current()
            self.opened.emit(row) if row is not None else self.plan_here()
        else:
            super().keyPressEvent(event)

    def plan_here(self) -> None:
        """A new plan where the keyboard is."""
        self.plan_asked.emit(self.at.day, clock_of(self.at.minute) if self.at.minute is not None else None)

    def walk(self, days: int, steps: int) -> None:
        """One stop up or down, or one day to the side; past the edge to the next span."""
        assert self.span is not None
        if days:
            day = date.fromisoformat(self.at.day) + timedelta(days=days)
            if not self.span.holds(day):
                self.at = self.at._replace(day=day.isoformat(), key=None)
                self.left_span.emit()
                return
            self.go(nearest(self.stops(day.isoformat()), self.at.minute))
            return
        spots = self.stops(self.at.day)
        here = next((n for n, s in enumerate(spots) if s == self.at), None)
        if here is None:
            spot = nearest(spots, self.at.minute)
            here = spots.index(spot)
        self.go(spots[max(0, min(len(spots) - 1, here + steps))])

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """What can be done where the keyboard is; the mouse chooses first."""
        block, mouse = self.childAt(event.pos()), event.reason() == QContextMenuEvent.Reason.Mouse
        if mouse and isinstance(block, Block) and block.key:
            self.choose(block.key)
        self.menu_asked.emit(event.globalPos() if mouse else self.below_spot(), not mouse)

    def below_spot(self) -> QPoint:
        """Where a menu about the place of the keyboard opens, on the screen."""
        mine = self.focus_target()
        rect = self.free_rect() if mine is self else QRect(mine.mapTo(self, QPoint()), mine.size())
        rect = rect.intersected(self.rect())
        return self.mapToGlobal(rect.topLeft() + QPoint(px(8), min(rect.height(), px(24))))

    def free_rect(self) -> QRect:
        """The free place where the keyboard is."""
        raise NotImplementedError

    def _first_spot(self, span: Span) -> Spot:
        day = self.ctx.today if span.holds(self.ctx.today) else span.day
        if self.at.day and self.at.minute is not None:
            return nearest(self.stops(day.isoformat()), self.at.minute)
        here = clock.now().astimezone(self.ctx.zone)
        return nearest(self.stops(day.isoformat()), here.hour * 60 + here.minute // 30 * 30)

    def _has_keyboard(self) -> bool:
        return self.hasFocus() or any(b.hasFocus() for b in self._blocks.values())

    def _rove(self, *, focus: bool) -> None:
        """One Tab stop: the block the keyboard is on, or the board itself."""
        had = focus or self._has_keyboard()
        mine = self._blocks.get(self.at.key) if self.at.key else None
        for block in self._blocks.values():
            block.setFocusPolicy(Qt.FocusPolicy.StrongFocus if block is mine else Qt.FocusPolicy.ClickFocus)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus if mine is not None else Qt.FocusPolicy.StrongFocus)
        text = self.spot_text()
        self.setAccessibleDescription(text)
        if not had:
            return
        target = self.focus_target()
        if not target.hasFocus():
            target.setFocus(Qt.FocusReason.OtherFocusReason)
        if target is self:
            spoken.announce(self, _("{when}, nothing planned").format(when=text))

    def focus_target(self) -> QWidget:
        """What gets the keyboard when the board opens."""
        mine = self._blocks.get(self.at.key) if self.at.key else None
        return mine if mine is not None and mine.isVisible() else self

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another font: other sizes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.span is not None:
            self.place()
