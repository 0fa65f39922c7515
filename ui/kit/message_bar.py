"""One line between page and status line: what happened, and one thing to do about it.

A click on its buttons leaves the keyboard where she types; F6 reaches them. When it goes, or a button of it, the
keyboard of who was in it goes back to the page (ui/shell/keyboard.py).
"""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QProgressBar, QSizePolicy, QWidget

from crm_desktop.kit.i18n import N_, _
from ui.kit import spoken, style, words
from ui.kit.buttons import Button, IconButton, action_button
from ui.kit.session import Message
from ui.kit.tasks import Task
from ui.kit.theme import px
from ui.kit.widgets import Label, Mark, row

LEAVES_AFTER_MS = 10_000
KEPT = 100
_STATE = {"ok": "done", "near": "near", "late": "late"}


class MessageBar(QFrame):
    """Shows the newest message; keeps the last hundred. Problems stay until they are closed."""

    action_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.history: list[Message] = []
        self.message: Message | None = None
        self._buttons: list[Button] = []
        self._standing: list[Message] = []  # said over by later ones, and not answered yet
        self.setProperty("role", "message")
        self._box = row(self, spacing=8)
        self._box.setContentsMargins(px(12), px(4), px(6), px(4))
        self.mark = Mark("done", "")
        self.sentence = Label(wrap=True)
        self.sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.close_button = IconButton("x", N_("Close the message"), small=True)
        self.close_button.clicked.connect(self.leave)
        self.more = IconButton("ellipsis", N_("More actions"), small=True)
        self.more.clicked.connect(self._show_more)
        self.more.hide()
        for button in (self.close_button, self.more):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for part in (self.mark, self.sentence, self.more, self.close_button):
            self._box.addWidget(part, 1 if part is self.sentence else 0)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LEAVES_AFTER_MS)
        self._timer.timeout.connect(self._time_is_up)
        self.hide()

    def show_message(self, message: Message) -> None:
        """Newest replaces older; all are kept."""
        self.history = [*self.history, message][-KEPT:]
        if self.message is not None and self.message.stays:
            self._standing.append(self.message)
        self._show(message)
        spoken.announce(self, message.sentence)

    def _show(self, message: Message) -> None:
        self.message = message
        style.mark(self, state=message.kind)
        self.mark.set(_STATE[message.kind], "")
        self.sentence.setText(message.sentence)
        self._set_buttons(message)
        self.setAccessibleName(message.sentence)
        self.show()
        self._timer.stop()
        if message.kind != "late" and not message.stays:
            self._timer.start()
        self.action_changed.emit()

    def leave(self) -> None:
        """Close it; the message stays in the history. What it covered and nobody answered is shown again."""
        self._timer.stop()
        if self._standing:
            self._show(self._standing.pop())
            return
        self.hide()
        self.message = None
        self._set_buttons(None)
        self.action_changed.emit()

    def first_focus(self) -> QWidget:
        """What F6 gives the keyboard to: what can be done, else the cross."""
        return next(iter(self._buttons), self.close_button)

    def take_back(self, message: Message) -> None:
        """It is no longer so: close it, or don't come back to it."""
        self._standing = [m for m in self._standing if m is not message]
        if self.message is message:
            self.leave()

    def forget(self) -> None:
        """Drop every sentence: the office is being locked."""
        self.history.clear()
        self._standing.clear()
        self.sentence.setText("")
        self.setAccessibleName("")
        self.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """The margins follow the font."""
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_box"):
            self._box.setContentsMargins(px(12), px(4), px(6), px(4))
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The second half of a double click on Undo is not meant for Redo, which stands there by then."""
        return event.type() == QEvent.Type.MouseButtonDblClick or super().eventFilter(watched, event)

    def _time_is_up(self) -> None:
        focus = self.window().focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            self._timer.start()  # somebody is reading or about to press
        else:
            self.leave()

    def _answered(self, message: Message | None) -> None:
        if message is not None:  # what the act itself said stands now, and stays
            self.take_back(message)

    def _set_buttons(self, message: Message | None) -> None:
        for old in self._buttons:
            self._box.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._buttons = [action_button(a, small=True) for a in message.actions] if message is not None else []
        for place, button in enumerate(self._buttons):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.installEventFilter(self)
            button.clicked.connect(lambda _on=False: self._answered(message))
            self._box.insertWidget(2 + place, button)
        for before, after in pairwise((*self._buttons, self.more, self.close_button)):
            self.setTabOrder(before, after)
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The sentence keeps half of the line."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """One button stays; the others go under "…" where they would leave the sentence no room."""
        wide = sum(b.sizeHint().width() + px(8) for b in self._buttons)
        folded = len(self._buttons) > 1 and wide * 2 > self.width()
        for button in self._buttons[1:]:
            button.setHidden(folded)
        self.more.setVisible(folded)

    def _show_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button in self._buttons[1:]:
            menu.addAction(words.entry(button.text())).triggered.connect(button.click)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))


class ProgressPanel(QFrame):
    """A long task: what, bar, how far, time left, Cancel. In the layout; other pages stay usable."""

    def __init__(self, task: Task, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.task = task
        self.setProperty("role", "message")
        box = row(self, spacing=12)
        box.setContentsMargins(px(12), px(6), px(6), px(6))
        self.what, self.count = Label(task.label), Label(tone="second", size="small")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(task.label)
        self.cancel = Button(small=True)
        words.put(self.cancel, N_("Cancel"))
        self.cancel.clicked.connect(self._cancel)
        for part, stretch in ((self.what, 0), (self.bar, 1), (self.count, 0), (self.cancel, 0)):
            box.addWidget(part, stretch)
        task.progressed.connect(self._progress)

    def _progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, max(total, 0))
        self.bar.setValue(done)
        parts = [f"{done:,} / {total:,}" if total else f"{done:,}"]
        spent = self.task.clock.elapsed() / 1000
        if spent > 3 and 0 < done < total:
            left = round(spent / done * (total - done))
            parts.append(_("about {seconds} s left").format(seconds=left))
        self.count.setText(" · ".join(parts))

    def _cancel(self) -> None:
        self.cancel.setEnabled(False)
        words.put(self.cancel, N_("Taking back…"))
        self.task.cancel()
