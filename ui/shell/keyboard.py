"""Where the keyboard was on the page, and back to it when what has it is taken away.

Qt gives the keyboard of a widget that is hidden, disabled or deleted to whatever comes next, which is the rail as often
as not, or to nothing. Here is the one rule instead: a button that goes with its act (of a notice, of a head, of a
dialog) leaves the keyboard to the last place on the page that is still there, else to the page's own first place.
What the code gives the keyboard to by itself stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from shiboken6 import Shiboken

from ui.shell.regions import first_of

if TYPE_CHECKING:
    from ui.shell.desk import Desk

KEPT = 12  # places remembered, of all pages


class Keyboard(QObject):
    """Follows the keyboard of one desk."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._places: list[QWidget] = []     # on the pages, newest last
        self._had: QWidget | None = None     # what had it last in the desk
        self._name = ""                      # whose button that was
        self._fell_to: QWidget | None = None  # what Qt gave it to when that went
        self._away = self._giving = self._stopped = False
        self._soon = QTimer(self)            # after whatever the act itself does with the keyboard
        self._soon.setInterval(0)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._look)
        QApplication.instance().focusChanged.connect(self._moved)  # type: ignore[union-attr]

    def stop(self) -> None:
        """The office is being locked."""
        self._stopped = True
        self._soon.stop()
        self._places, self._had, self._fell_to = [], None, None

    # Inside

    def _moved(self) -> None:
        # Without the widgets Qt tells of: the old one may be half destroyed.
        now = QApplication.focusWidget()
        if self._stopped or self._giving:
            return
        if now is None or not self._desk.isAncestorOf(now):
            self._away = True
            self._soon.start()
            return
        back, self._away = self._away, False
        fell = _gone(self._had) and (self._fell_to is None or _gone(self._fell_to)) and not back
        if fell and self._next_to_it(now):
            self._take(now, place=False)
        elif fell or _gone(self._had) and back and not self._on_page(now):
            self._fell_to = now  # Qt's own choice, unless the act gives it elsewhere before we look
            self._soon.start()
        else:
            self._take(now)

    def _take(self, now: QWidget, *, place: bool = True) -> None:
        """It is there now, by her or by what she did; or for the time being, which makes it no place of hers."""
        self._fell_to = None
        self._soon.stop()
        self._had, self._name = now, now.objectName() if isinstance(now, QAbstractButton) else ""
        if place and self._on_page(now):
            places = [p for p in self._places if p is not now and Shiboken.isValid(p)]
            self._places = [*places, now][-KEPT:]

    def _look(self) -> None:
        desk, now = self._desk, QApplication.focusWidget()
        if QApplication.activeWindow() is not desk.window() or QApplication.activePopupWidget() is not None:
            return  # a dialog, a menu, another program: when the window is active again we hear of it
        if now is not None and not desk.isAncestorOf(now):
            return  # the menu bar
        if desk.isVisible() and (now is None or self._fell_to is not None or not now.isVisible()):
            self._fell_to = None
            self.back()

    def back(self) -> None:
        """To the page, where she was last."""
        page, frame = self._desk.current, self._desk.stack.currentWidget()
        if page is None or frame is None:
            return
        same = [b for b in frame.findChildren(QAbstractButton, self._name) if _takes(b)] if _of_act(self._name) else []
        there = [p for p in reversed(self._places) if Shiboken.isValid(p) and frame.isAncestorOf(p) and _takes(p)]
        first = page.first_focus()
        own = [first] if first is not None and _takes(first) else []
        wanted = next(iter([*same, *there, *own]), None) or first_of(frame) or page
        self._giving = True
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)
        self._giving = False
        self._take(QApplication.focusWidget() or wanted, place=wanted in (*same, *there))

    def _on_page(self, widget: QWidget) -> bool:
        frame = self._desk.stack.currentWidget()
        return frame is not None and frame.isAncestorOf(widget)

    def _next_to_it(self, now: QWidget) -> bool:
        """A field that an answer hides leaves it to the next one, as Qt does, a button to one beside it.

        The button of an act has no next: whoever presses Enter twice would do what stands beside it.
        """
        had = self._had
        if had is None or not Shiboken.isValid(had) or _of_act(self._name) or not (
                self._on_page(had) and self._on_page(now)):
            return False
        return not isinstance(had, QAbstractButton) or had.parentWidget() is now.parentWidget()


def _gone(widget: QWidget | None) -> bool:
    return widget is not None and not (Shiboken.isValid(widget) and widget.isVisible() and widget.isEnabled())


def _takes(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus


def _of_act(name: str) -> bool:
    return name.startswith("action_")
