"""Between page and status line: what runs, and what was said."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.kit.message_bar import MessageBar, ProgressPanel
from ui.kit.session import Session
from ui.kit.tasks import Task
from ui.kit.theme import px
from ui.kit.widgets import column
from ui.shell.message_list import MessageList
from ui.shell.status_line import StatusLine


class Bars(QWidget):
    """Progress panels of long tasks and the message bar, in the layout: they never cover rows."""

    changed = Signal()

    def __init__(self, session: Session, status: StatusLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._status = session, status
        self._panels: dict[Task, ProgressPanel] = {}
        self.messages = MessageBar()
        self._box = column(self, spacing=8)
        self._box.addWidget(self.messages)
        self.messages.action_changed.connect(self._changed)
        session.told.connect(self.messages.show_message)
        session.draft_saved.connect(status.draft_saved)
        session.task_started.connect(self._task)
        self.fit()

    def fit(self) -> None:
        """Margins at the font factor; none where nothing is shown."""
        shown = not self.messages.isHidden() or bool(self._panels)
        self._box.setContentsMargins(px(16), 0, px(16), px(8) if shown else 0)

    def forget(self) -> None:
        """Drop every sentence."""
        self.messages.forget()

    def show_all(self) -> None:
        """What was said in this session, newest first."""
        MessageList(self.messages.history, self.window()).open()

    def _changed(self) -> None:
        self.fit()
        self.changed.emit()

    def _task(self, task: Task) -> None:
        task.slow.connect(lambda: self._status.busy.start(task.label))
        task.long.connect(lambda: self._panel(task))
        task.finished.connect(lambda: self._ended(task))

    def _panel(self, task: Task) -> None:
        self._panels[task] = ProgressPanel(task)
        self._box.insertWidget(0, self._panels[task])
        self.fit()

    def _ended(self, task: Task) -> None:
        panel = self._panels.pop(task, None)
        if panel is not None:
            panel.hide()
            panel.deleteLater()
        if len(self._session.tasks) <= 1:
            self._status.busy.stop()
        self.fit()
