"""The desk: rail, strip, the pages (built when first opened), message bar and status line of one session."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from crm_desktop.kit.store.drafts import Draft
from ui.kit import specs, theme
from ui.kit.actions import Action, Keys, hold
from ui.kit.command_box import CommandBox
from ui.kit.page import Page
from ui.kit.session import Place, Session
from ui.kit.widgets import column, row
from ui.shell import left
from ui.shell.badges import Badges
from ui.shell.band import Band
from ui.shell.bars import Bars
from ui.shell.history import History
from ui.shell.keyboard import Keyboard
from ui.shell.leaving import WayOut, may_leave
from ui.shell.pages import Pages
from ui.shell.rail import Rail
from ui.shell.regions import focus_first, next_of
from ui.shell.status_line import StatusLine
from ui.shell.strip import Strip


class Desk(QWidget):
    """Everything a signed-in user sees."""

    page_changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.specs = {s.id: s for s in specs.all_pages()}
        self.current: Page | None = None
        self.history = History()
        self.watches: list[Any] = []
        self.captures = [_capture(self, s) for s in specs.all_captures()]
        self._build()
        self._keys = Keys(self, self.captures)
        self.badges, self.keyboard = Badges(session, self.rail, self), Keyboard(self)
        _listen(self)

    @property
    def pages(self) -> dict[str, Page]:
        """The pages built so far."""
        return self.stack.pages

    # Going about

    def go(self, page_id: str, state: dict[str, Any] | None = None, *, remember: bool = True) -> bool:
        """Open a page; with a state, where she was in it. False when the page before could not be left."""
        if page_id not in self.specs:
            return False
        page = self.stack.page(self.specs[page_id])
        if self.current is not None and self.current is not page and not self.current.leave():
            return False
        changed = page is not self.current
        self.current = page
        self.stack.show_page(page_id)
        self.rail.choose(page_id)
        if page.stale:
            page.stale = False
            page.refresh(None)
        if state is not None:
            page.restore(state)
        if remember:
            self._remember()
        self._head_changed(page)
        page.asked_elsewhere = self.history.opened()
        if changed:
            if wanted := page.first_focus():
                (wanted if wanted.isVisibleTo(page) else page).setFocus()  # an empty page: on the page itself
        return True

    def open_record(self, form_id: str, record_id: int, act: str = "") -> None:
        """Show a record on the page of its form, and do that action of it where it may be done."""
        if self._on_page_of(form_id, lambda page: page.open(form_id, record_id)) and act and self.current:
            for action in [a for a in self.current.current_actions() if a.id == act]:
                action.trigger()

    def new_record(self, form_id: str, values: dict[str, Any]) -> None:
        """Begin a record on the page of its form."""
        self._on_page_of(form_id, lambda page: page.new(form_id, values))

    def go_on(self, draft: Draft) -> None:
        """Take up what was typed and never saved, on the page of its form."""
        self._on_page_of(draft.form, lambda page: page.go_on(draft))

    def _on_page_of(self, form_id: str, act: Callable[[Page], object]) -> bool:
        before = self.current
        if not ((spec := specs.page_for(form_id)) and self.go(spec.id, remember=False)):
            return False
        page = self.pages[spec.id]
        done = self.session.attempt(lambda: act(page))
        self._remember(opened=page is not before)
        self._head_changed(page)
        return done

    def watch(self, actions: Callable[[], list[Action]]) -> None:
        """What works as long as the office is open begins, and the hints that speak of these actions."""
        self.bars.hints.begin(actions)
        self.watches = [specs.load(spec.make)(self.session, self) for spec in specs.all_watches()]

    def step(self, by: int = -1) -> None:
        """Back (-1) or forward (1) in the history."""
        if (to := self.history.step(by)) and not self.go(to[0], to[1], remember=False):
            self.history.step(-by)  # the page in view would not be left

    # What the window asks

    def actions(self) -> list[Action]:
        """What can be done on the page in view, and the captures."""
        return [*(self.current.current_actions() if self.current else ()), *self.captures, *self.bars.hints.keys()]

    def refresh_all(self) -> None:
        """Everything may be new: the page in view now, the others when they are next seen."""
        for page in self.pages.values():
            page.stale = page is not self.current
        if self.current is not None:
            self.current.refresh(None)
        self.badges.later()

    def retranslate(self) -> None:
        """The heads of the pages speak the new language (words.retranslate did the rest)."""
        for page in self.pages.values():
            page.update_head()

    def forget(self, otherwise: WayOut | None = None) -> bool:
        """Keep drafts, then drop all customer text everywhere. False when a page refuses to be left.

        `otherwise` is offered where a draft can't be kept: to go without it.
        """
        if self.current is not None and not may_leave(self.session, self.current, otherwise):
            return False
        left.remember(self)
        self.box.leave()
        for page in self.pages.values():
            page.forget()
        for part in (self.badges, self.keyboard, *self.watches):
            part.stop()
        self.bars.forget()
        self.status.words.setText("")
        self.history.clear()
        return True

    def fit(self) -> None:
        """Widths of the guide, by effective width."""
        width = self.width() / theme.look().factor
        self.rail.fold(width < 1200, wide=width >= 1600)
        self.strip.narrow(width < 1000)
        self.status.fit()
        self.bars.fit()
        self.status.setVisible(not (self.height() / theme.look().factor < 600 and self.bars.says()))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fold and unfold."""
        super().resizeEvent(event)
        self.fit()

    def find(self, typed: str = "") -> None:
        """Open the command box over its own place."""
        at = self.strip.line.mapTo(self, self.strip.line.rect().topLeft())
        self.box.move(at.x() - 2, at.y() - 1)
        self.box.open(typed)

    def regions(self) -> list[QWidget]:
        """What F6 walks through."""
        page = self.stack.currentWidget() or self.stack
        return [w for w in (self.rail, self.strip, page, self.bars.hints, self.messages) if w.isVisible()]

    def next_region(self, by: int) -> None:
        """The keyboard goes to the next region."""
        target = next_of(self.regions(), self.window().focusWidget(), by)
        page = self.current if target is self.stack.currentWidget() else None
        part = self.messages if target is self.messages else page
        focus_first(target, part.first_focus() if part else None)

    # Inside

    def _build(self) -> None:
        from ui.shell.finder import Finder

        line = row(self, spacing=0)
        self.rail = Rail(list(self.specs.values()), self.session.store.user.name)
        right = column(spacing=0)
        self.band = Band(self.session.store)
        self.strip, self.stack = Strip(self.captures), Pages(self.session)
        self.stack.head_changed.connect(self._head_changed)
        self.status = StatusLine(self.session.store.zone)
        self.bars = Bars(self.session, self.status)
        self.messages = self.bars.messages
        right.addWidget(self.band)
        right.addWidget(self.strip)
        right.addWidget(self.stack, 1)
        right.addWidget(self.bars)
        right.addWidget(self.status)
        line.addWidget(self.rail)
        line.addLayout(right, 1)
        self.box = CommandBox(Finder(self).find, self)

    def _head_changed(self, page: Page) -> None:
        if page is self.current:
            self.status.words.setText(page.status())
            self.page_changed.emit()
            if page.spec is not None and self.history.moves(page.spec.id, page.state()):
                self._remember()

    def _remember(self, *, opened: bool = False) -> None:
        if (page := self.current) is None or page.spec is None:
            return
        self.history.push(page.spec.id, page.state(), opened=opened)
        page.asked_elsewhere = self.history.opened()
        self.session.visited(Place(page.spec.id, tuple(sorted(page.state().items())), page.title()))

    def _noticed(self, notice: Any) -> None:
        for page in self.pages.values():
            if page.wants(notice):
                if page is self.current:
                    self.session.attempt(lambda page=page: page.refresh(notice))
                else:
                    page.stale = True
        self.badges.later()


def _capture(desk: Desk, spec: specs.CaptureSpec) -> Action:
    def run() -> None:
        specs.load(spec.run)(desk.session, desk.current.customer() if desk.current else None)

    action = Action(spec.id, spec.title, run, key=spec.key, icon=spec.icon, short=spec.short, menu="tools",
                    guard=desk.session.attempt, writes=True)
    hold([action], desk.session.read_only)
    return action


def choose(desk: Desk, page_id: str) -> None:
    """The page's own key, or its place in the rail: the page, or what it begins with where it is in view."""
    if desk.current is not None and desk.current is desk.pages.get(page_id):
        desk.current.again()
    else:
        desk.go(page_id)


def _listen(desk: Desk) -> None:
    s = desk.session
    s.open_asked.connect(desk.open_record)
    s.new_asked.connect(desk.new_record)
    s.draft_asked.connect(desk.go_on)
    s.go_asked.connect(lambda page, state: desk.go(page, state or None))
    s.back_asked.connect(lambda: desk.step(-1))
    s.bridge.noticed.connect(desk._noticed)
    desk.rail.chosen.connect(lambda page: choose(desk, page))
    desk.rail.lock_asked.connect(s.lock_asked)
    desk.rail.user_asked.connect(lambda: desk.go("settings"))
    desk.strip.find_asked.connect(desk.find)
    desk.bars.changed.connect(desk.fit)
    desk.page_changed.connect(lambda: desk.bars.hints.here(desk.current))
    desk.bars.hints.gone.connect(lambda: focus_first(desk.stack, desk.current.first_focus() if desk.current else None))
    theme.look().changed.connect(desk.fit)
