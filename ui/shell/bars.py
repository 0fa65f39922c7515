"""Between page and status line: what runs, what was said, and the hints of the first days."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.kit.message_bar import MessageBar, ProgressPanel
from ui.kit.session import Session
from ui.kit.tasks import PANEL_MS, Task
from ui.kit.theme import px
from ui.kit.widgets import column
from ui.shell.hint_bar import HintBar
from ui.shell.message_list import MessageList
from ui.shell.status_line import StatusLine


class Bars(QWidget):
    """Progress panels of long tasks, hints and the message bar, in the layout: they never cover rows."""

    changed = Signal()

    def __init__(self, session: Session, status: StatusLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._status = session, status
        self._panels: dict[Task, ProgressPanel] = {}
        self.hints, self.messages = HintBar(session), MessageBar()
        self._box = column(self, spacing=8)
        self._box.addWidget(self.hints)
        self._box.addWidget(self.messages)
        for part in (self.messages.action_changed, self.hints.changed):
            part.connect(self._changed)
        session.told.connect(self.messages.show_message)
        session.taken_back.connect(self.messages.take_back)
        session.draft_saved.connect(status.draft_saved)
        session.task_started.connect(self._task)
        self.fit()

    def fit(self) -> None:
        """Margins at the font factor; none where nothing is shown."""
        shown = self.says() or bool(self._panels)
        self._box.setContentsMargins(px(16), 0, px(16), px(8) if shown else 0)

    def says(self) -> bool:
        """Whether there is something to read: then a low window does without its status line."""
        return not (self.messages.isHidden() and self.hints.isHidden())

    def forget(self) -> None:
        """Drop every sentence."""
        self.messages.forget()

    def show_all(self) -> None:
        """What was said in this session, newest first."""
        MessageList(self.messages.history, self.window()).open()

    def _changed(self) -> None:
        self.fit()
        self.changed.emit()

    # Bound methods, no lambdas: a task may end after a lock took this widget away, and then nobody is called.

    def _task(self, task: Task) -> None:
        task.slow.connect(self._slow)
        task.long.connect(self._long)
        task.finished.connect(self._ended)

    def _slow(self) -> None:
        running = [task for task in self._session.tasks if task.running]
        if running:
            self._status.busy.start(running[-1].label)

    def _long(self) -> None:  # timers are a little early at times
        for task in self._session.tasks:
            if task.running and task.clock.elapsed() >= PANEL_MS * 9 // 10 and task not in self._panels:
                self._panels[task] = ProgressPanel(task)
                self._box.insertWidget(0, self._panels[task])
        self.fit()

    def _ended(self) -> None:
        for task in [task for task in self._panels if not task.running]:
            panel = self._panels.pop(task)
            panel.hide()
            panel.deleteLater()
        if not any(task.running for task in self._session.tasks):
            self._status.busy.stop()
        self.fit()
