"""The desk: rail, strip, the pages (built when first opened), message bar and status line of one session."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from ui.kit import specs, theme
from ui.kit.actions import Action, Keys
from ui.kit.command_box import CommandBox
from ui.kit.message_bar import MessageBar, ProgressPanel
from ui.kit.page import Page, make_page
from ui.kit.session import Message, Place, Session
from ui.kit.tasks import Task
from ui.kit.theme import px
from ui.kit.widgets import column, row
from ui.shell.badges import Badges
from ui.shell.history import History
from ui.shell.rail import Rail
from ui.shell.status_line import StatusLine
from ui.shell.strip import Strip


class Desk(QWidget):
    """Everything a signed-in user sees."""

    page_changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.specs = {s.id: s for s in specs.all_pages()}
        self.pages: dict[str, Page] = {}
        self.current: Page | None = None
        self.history = History()
        self._frames: dict[str, QScrollArea] = {}
        self._panels: dict[Task, ProgressPanel] = {}
        self.captures = [self._capture(s) for s in specs.all_captures()]
        self._build()
        self._keys = Keys(self)
        self._keys.set(self.captures)
        self.badges = Badges(session, self.rail, self)
        self._listen()

    # Going about

    def go(self, page_id: str, state: dict[str, Any] | None = None, *, remember: bool = True) -> bool:
        """Open a page; with a state, where she was in it. False when the page before could not be left."""
        if page_id not in self.specs:
            return False
        page = self._page(page_id)
        if self.current is not None and self.current is not page and not self.current.leave():
            return False
        changed = page is not self.current
        self.current = page
        self.stack.setCurrentWidget(self._frames[page_id])
        self.rail.choose(page_id)
        if page.stale:
            page.stale = False
            page.refresh(None)
        if state is not None:
            page.restore(state)
        if remember:
            self._remember()
        self._head_changed(page)
        if changed:
            self._focus(page)
            self.page_changed.emit()
        return True

    def open_record(self, form_id: str, record_id: int) -> None:
        """Show a record on the page of its form."""
        spec = specs.page_for(form_id)
        if spec is not None and self.go(spec.id, remember=False):
            page = self.pages[spec.id]
            self.session.attempt(lambda: page.open(form_id, record_id))
            self._remember()
            self._head_changed(page)

    def new_record(self, form_id: str, values: dict[str, Any]) -> None:
        """Begin a record on the page of its form."""
        spec = specs.page_for(form_id)
        if spec is not None and self.go(spec.id, remember=False):
            page = self.pages[spec.id]
            self.session.attempt(lambda: page.new(form_id, values))
            self._remember()

    def back(self) -> None:
        """One step back in the history."""
        self._step(-1)

    def forward(self) -> None:
        """One step forward again."""
        self._step(1)

    def first_page(self) -> str:
        """The page of last time, else the first of the rail."""
        last = self.session.settings.get("last_page")
        shown = [s.id for s in self.specs.values() if s.group != "hidden"]
        return last if last in shown else shown[0]

    # What the window asks

    def actions(self) -> list[Action]:
        """What can be done on the page in view, and the captures."""
        return [*(self.current.current_actions() if self.current else ()), *self.captures]

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

    def forget(self) -> bool:
        """Keep drafts, then drop all customer text everywhere. False when a page refuses to be left."""
        if self.current is not None and not self.current.leave():
            return False
        self.session.settings.set("last_page", self.current.spec.id if self.current and self.current.spec else None)
        self.box.leave()
        for page in self.pages.values():
            page.forget()
        self.messages.forget()
        self.status.words.setText("")
        self.history.clear()
        return True

    def fit(self) -> None:
        """Widths of the guide, by effective width."""
        width = self.width() / theme.look().factor
        self.rail.fold(width < 1200, wide=width >= 1600)
        self.strip.narrow(width < 1000)
        self.status.fit()
        self._bars.setContentsMargins(px(16), 0, px(16), px(8))
        self.status.setVisible(not (self.height() / theme.look().factor < 600 and self.messages.isVisible()))

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
        return [w for w in (self.rail, self.strip, page, self.messages) if w.isVisible()]

    def next_region(self, by: int) -> None:
        """The keyboard goes to the next region."""
        regions, focus = self.regions(), self.window().focusWidget()
        now = next((i for i, r in enumerate(regions) if focus is not None and r.isAncestorOf(focus)), -1)
        target = regions[(now + by) % len(regions)]
        wanted = self.current.first_focus() if self.current and target is self.stack.currentWidget() else None
        first = wanted or next((w for w in target.findChildren(QWidget)
                                if w.isVisible() and w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_messages(self) -> None:
        """What was said in this session, newest first."""
        from ui.shell.message_list import MessageList

        MessageList(self.messages.history, self.window()).open()

    # Inside

    def _build(self) -> None:
        from ui.shell.finder import Finder

        line = row(self, spacing=0)
        self.rail = Rail(list(self.specs.values()), self.session.store.user.name)
        right = column(spacing=0)
        self.strip, self.stack = Strip(self.captures), QStackedWidget()
        self.messages, self.status = MessageBar(), StatusLine(self.session.store.zone)
        self._bars = column(spacing=8)
        self._bars.addWidget(self.messages)
        right.addWidget(self.strip)
        right.addWidget(self.stack, 1)
        right.addLayout(self._bars)
        right.addWidget(self.status)
        line.addWidget(self.rail)
        line.addLayout(right, 1)
        self.box = CommandBox(Finder(self).find, self)

    def _listen(self) -> None:
        s = self.session
        s.told.connect(self._told)
        s.open_asked.connect(self.open_record)
        s.new_asked.connect(self.new_record)
        s.go_asked.connect(lambda page, state: self.go(page, state or None))
        s.back_asked.connect(self.back)
        s.draft_saved.connect(self.status.draft_saved)
        s.task_started.connect(self._task)
        s.bridge.noticed.connect(self._noticed)
        self.rail.chosen.connect(lambda page: self.go(page))
        self.rail.lock_asked.connect(s.lock_asked)
        self.rail.user_asked.connect(lambda: self.go("settings"))
        self.strip.find_asked.connect(self.find)
        self.messages.action_changed.connect(self.fit)

    def _capture(self, spec: specs.CaptureSpec) -> Action:
        def run() -> None:
            specs.load(spec.run)(self.session, self.current.customer() if self.current else None)

        return Action(spec.id, spec.title, run, key=spec.key, icon=spec.icon, short=spec.short, menu="tools",
                      guard=self.session.attempt)

    def _page(self, page_id: str) -> Page:
        if page_id not in self.pages:
            page = make_page(self.specs[page_id], self.session)
            page.head_changed.connect(lambda: self._head_changed(page))
            frame = QScrollArea()
            frame.setFrameShape(QFrame.Shape.NoFrame)
            frame.setWidgetResizable(True)
            frame.setWidget(page)
            self.stack.addWidget(frame)
            self.pages[page_id], self._frames[page_id] = page, frame
        return self.pages[page_id]

    def _focus(self, page: Page) -> None:
        wanted = page.first_focus()
        if wanted is not None:
            wanted.setFocus()

    def _head_changed(self, page: Page) -> None:
        if page is self.current:
            self.status.words.setText(page.status())
            if page.spec is not None and self.history.moves(page.spec.id, page.state()):
                self._remember()

    def _remember(self) -> None:
        page = self.current
        if page is None or page.spec is None:
            return
        self.history.push(page.spec.id, page.state())
        place = Place(page.spec.id, tuple(sorted(page.state().items())), page.title())
        self.session.visited(place)

    def _step(self, by: int) -> None:
        to = self.history.step(by)
        if to is not None:
            self.go(to[0], to[1], remember=False)

    def _noticed(self, notice: Any) -> None:
        for page in self.pages.values():
            if page.wants(notice):
                if page is self.current:
                    self.session.attempt(lambda page=page: page.refresh(notice))
                else:
                    page.stale = True
        self.badges.later()

    def _told(self, message: Message) -> None:
        self.messages.show_message(message)

    def _task(self, task: Task) -> None:
        task.slow.connect(lambda: self.status.busy.start(task.label))
        task.long.connect(lambda: self._panel(task))
        task.finished.connect(lambda: self._task_ended(task))

    def _panel(self, task: Task) -> None:
        self._panels[task] = ProgressPanel(task)
        self._bars.insertWidget(0, self._panels[task])

    def _task_ended(self, task: Task) -> None:
        panel = self._panels.pop(task, None)
        if panel is not None:
            panel.hide()
            panel.deleteLater()
        if len(self.session.tasks) <= 1:
            self.status.busy.stop()
