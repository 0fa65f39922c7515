"""The hand of the secretary on the real window: keys and clicks as she makes them, a clock that goes on, pictures."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDeadlineTimer, QPoint, QPointF, Qt, QThread
from PySide6.QtGui import QInputMethodEvent, QKeySequence, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from crm_desktop.kit import clock
from ui.reminders.watch import ReminderWatch

if TYPE_CHECKING:
    from ui.kit.page import Page
    from ui.shell.main_window import MainWindow

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
DAY = (2026, 11, 19)


class Sight:
    """What is seen of one window, and the office behind it."""

    window: MainWindow

    @property
    def store(self) -> Any:
        """The open office."""
        assert self.window.session is not None
        return self.window.session.store

    @property
    def said(self) -> str:
        """The sentence in the message bar."""
        assert self.window.desk is not None
        return str(self.window.desk.messages.sentence.text())


class Hand(Sight):
    """Types and clicks in one window. `keys` counts what is pressed beside the text; `look(name)` takes a picture.

    Each thing done goes through `do(what, act)`, so that a watch can time it: the window stands still as long as it
    takes.
    """

    def __init__(self, window: MainWindow, zone: Any, look: Callable[[str], object] | None = None,
                 do: Callable[[str, Callable[[], object]], object] | None = None) -> None:
        self.window, self.zone, self.keys = window, zone, 0
        self.look: Callable[[str], object] = look or (lambda _name: None)
        self.do = do or (lambda _what, act: act())
        self._time = ExitStack()

    # The day goes on

    def at(self, time: str) -> None:
        """It is that time of the day, and the program looks at what came due, as it does every half minute."""
        hour, minute = map(int, time.split(":"))
        self.end()
        self._time.enter_context(clock.frozen(datetime(*DAY, hour, minute, tzinfo=self.zone)))
        for watch in self.window.findChildren(ReminderWatch):
            self.do("what came due", watch.look)
        self.settle()

    def end(self) -> None:
        """The clock is what it was before."""
        self._time.close()

    # Keys

    def press(self, *keys: str) -> None:
        """Keys one after the other, where the keyboard is: "F7", "Ctrl+S", "Down"."""
        for key in keys:
            pressed = QKeySequence(key)[0]
            self.keys += 1
            self.do(key, partial(QTest.keyClick, self._focus(), pressed.key(), pressed.keyboardModifiers()))
            self.settle()

    def digits(self, typed: str) -> None:
        """Each digit is a key."""
        for one in typed:
            self.keys += 1
            self.do(one, partial(QTest.keyClicks, self._focus(), one))
        self.settle()

    def fragment(self, typed: str) -> None:
        """Letters that find something: each is a key."""
        self.keys += len(typed)
        self._type(typed)

    def text(self, typed: str) -> None:
        """What she writes; what a keyboard has no key for comes as from an input method."""
        if typed.isascii():
            self._type(typed)
        else:
            event = QInputMethodEvent()
            event.setCommitString(typed)
            self.do(typed, partial(QApplication.sendEvent, self._focus(), event))
            self.settle()

    def find(self, asked: str) -> None:
        """Ctrl+K, what is looked for, Enter."""
        self.press("Ctrl+K")
        self.text(asked)
        self.press("Return")

    def to_field(self, name: str, key: str = "Tab", most: int = 40) -> None:
        """Tab (or Shift+Tab) until the keyboard is in that field of the form in view."""
        for _step in range(most):
            if name in self.fields():
                return
            self.press(key)
        raise AssertionError(f"no {key} leads to {name}, only to {self.fields()}")

    def fields(self) -> set[str]:
        """The declared fields the keyboard is in."""
        from ui.kit.editors import Editor
        found, widget = set(), QApplication.focusWidget()
        while widget is not None:
            if isinstance(widget, Editor):
                found.add(widget.field.id)
            widget = widget.parentWidget()
        return found

    # The mouse

    def click(self, widget: QWidget, at: QPoint | None = None, *, twice: bool = False) -> None:
        """Click into the middle of a widget she sees, or at a point of it."""
        assert widget.isVisible(), f"nobody sees {widget}"
        assert widget.isEnabled(), f"nothing happens on {widget}"
        at = at or widget.rect().center()
        self.do("click", partial(QTest.mouseClick, widget, LEFT, NONE, at))
        if twice:
            self.do("double click", partial(QTest.mouseDClick, widget, LEFT, NONE, at))
        self.settle()

    def drag(self, widget: QWidget, grip: QPoint, by: QPoint) -> None:
        """Pull something by the mouse."""
        self.do("pull", partial(QTest.mousePress, widget, LEFT, NONE, grip))
        start = widget.mapToGlobal(grip)
        for step in (3, 2, 1):
            to = start + by / step
            move = QMouseEvent(QMouseEvent.Type.MouseMove, QPointF(widget.mapFromGlobal(to)), QPointF(to),
                               Qt.MouseButton.NoButton, LEFT, NONE)
            self.do("pull", partial(QApplication.sendEvent, widget, move))
        self.do("let go", partial(QTest.mouseRelease, widget, LEFT, NONE, widget.mapFromGlobal(start + by)))
        self.settle()

    def labelled(self, kind: type[QWidget], text: str, root: QWidget | None = None) -> Any:
        """The visible widget of a kind that says this."""
        found = [w for w in (root or self.window).findChildren(kind)
                 if w.isVisible() and text in (w.text(), w.accessibleName(), w.toolTip())]  # type: ignore[attr-defined]
        assert found, f"no {kind.__name__} says {text}"
        return found[0]

    # What she sees

    @property
    def page(self) -> Any:
        """The page in view."""
        page: Page | None = self.window.desk.current if self.window.desk is not None else None
        assert page is not None
        return page

    @property
    def page_id(self) -> str:
        """Its id."""
        return str(self.page.spec.id)

    def settle(self) -> None:
        """Notices and timers of no length arrive."""
        for _turn in range(4):
            self.do("", QApplication.processEvents)

    def until(self, ready: Callable[[], object], most: int = 15_000) -> None:
        """Wait for what a task or a timer does."""
        deadline = QDeadlineTimer(most)
        while not ready():
            assert not deadline.hasExpired(), "waited in vain"
            self.do("", QApplication.processEvents)
            QThread.msleep(5)
        self.settle()

    def idle(self) -> None:
        """No task is under way."""
        self.until(lambda: self.window.session is not None and not self.window.session.tasks)

    def _type(self, typed: str) -> None:
        for one in typed:
            self.do(one, partial(QTest.keyClicks, self._focus(), one))
        self.settle()

    def _focus(self) -> QWidget:
        return QApplication.activePopupWidget() or QApplication.focusWidget() or self.window
