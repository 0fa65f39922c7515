"""What stands in the head of the scheduler: going about, and day, week, month or list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from crm_desktop.kit.i18n import N_
from ui.kit import words
from ui.kit.theme import px
from ui.kit.widgets import Button, IconButton, SegmentBar, row
from ui.visits.spans import LIST, VIEW_KEYS, VIEWS

if TYPE_CHECKING:
    from ui.visits.scheduler import Scheduler


class Tools(QWidget):
    """In the head: the span before, today, the span after; day, week, month or list."""

    def __init__(self, scheduler: Scheduler, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.side = IconButton("panel-left", N_("Month, people, suggestions"), key="S")
        self.side.clicked.connect(scheduler.to_side)
        self.scheduler = scheduler
        self.before = IconButton("chevron-left", N_("Earlier days"), key="PgUp")
        self.after = IconButton("chevron-right", N_("Later days"), key="PgDown")
        self.today = Button(key="T")
        words.put(self.today, N_("Today"))
        self.views = SegmentBar(name=N_("Day, week, month or list"), folds=False)
        self.segments = {kind: self.views.add(kind, text) for kind, text in VIEWS.items()}
        self._show_keys(shown=True)
        line = row(self, spacing=8)
        for part in (self.side, self.before, self.today, self.after, self.views):
            line.addWidget(part)
        for button in (self.before, self.today, self.after):  # a click leaves the keyboard on the board
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.before.clicked.connect(lambda: scheduler.step(-1))
        self.after.clicked.connect(lambda: scheduler.step(1))
        self.today.clicked.connect(scheduler.today)

    def show_place(self, kind: str) -> None:
        """Which view is shown; going about is for the scheduler."""
        self.views.choose(kind)
        for part in (self.before, self.after, self.today):
            part.setVisible(kind != LIST)
        self.side.setVisible(kind != LIST and self.scheduler.folds)

    def fit(self, room: int) -> frozenset[str]:
        """Leave out what has no room: Today, the keys on the views, the last views, the arrows; says which actions."""
        going, gap = self.views.current() != LIST, px(8)
        self.side.setVisible(going and self.scheduler.folds)
        if going and self.scheduler.folds:
            room -= self.side.sizeHint().width() + gap
        self._show_keys(shown=False)
        arrows = self.before.sizeHint().width() + self.after.sizeHint().width() + 2 * gap if going else 0
        bare = self.segments[self.views.current()].sizeHint().width() + 2 + arrows > room
        for part in (self.before, self.after):
            part.setVisible(going and not bare)
        room -= 0 if bare else arrows
        self._show_keys(shown=True)
        today = self.today.sizeHint().width() + gap if going else 0
        tight = self._wide() + today > room
        self.today.setVisible(going and not tight)
        self._show_keys(shown=self._wide() <= room)
        left_out = {f"view_{kind}" for kind in self.views.fit(room - (0 if tight else today))}
        left_out |= {"before", "after"} if going and bare else set()
        return frozenset(left_out | {"today"} if going and tight else left_out)

    def wide(self) -> int:
        """How wide it stands now."""
        shown = [p for p in (self.side, self.before, self.today, self.after, self.views) if not p.isHidden()]
        return sum(p.sizeHint().width() for p in shown) + px(8) * (len(shown) - 1)

    def _show_keys(self, *, shown: bool) -> None:
        """In the list letters filter: there the keys go with Alt, and the list itself needs none."""
        in_list = self.views.current() == LIST
        for kind, button in self.segments.items():
            key = "" if in_list and kind == LIST else ("Alt+" if in_list else "") + VIEW_KEYS[kind]
            button.set_key(key if shown else "")

    def _wide(self) -> int:
        return sum(b.sizeHint().width() for b in self.segments.values()) + 2
