"""What can be seen of a window: names of its controls, words that are cut off, keys that two things answer to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import QObject, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from ui.kit.command_line import CommandLine
from ui.kit.widgets import ElidedLabel, Mark
from ui.shell.rail import RailItem

_CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QAbstractItemView, QTextEdit, QPlainTextEdit)
_SHORTENS = (ElidedLabel, CommandLine, RailItem)  # they end in … and say the whole in their tooltip or line
_OF_QT = ("qt_spinbox_lineedit", "ScrollLeftButton", "ScrollRightButton", "qt_toolbar_ext_button")


def visible(root: QWidget) -> Iterator[QWidget]:
    """All that can be seen below."""
    return (w for w in root.findChildren(QWidget) if w.isVisible() and not w.visibleRegion().isEmpty())


def nameless(root: QWidget) -> list[str]:
    """Controls a screen reader cannot tell: by their accessible interface, as the reader meets them."""
    found = []
    for widget in root.findChildren(QWidget):
        control = isinstance(widget, _CONTROLS) or widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if not control or not widget.isVisible() or widget.objectName() in _OF_QT:
            continue
        if isinstance(widget.parent(), QComboBox | QAbstractSpinBox):
            continue  # the line of an editable box speaks for the box
        spoken = QAccessible.queryAccessibleInterface(widget)
        if spoken is None or not spoken.text(QAccessible.Text.Name).strip():
            found.append(trail(widget))
    return found


def keys_claimed_twice(root: QWidget) -> list[str]:
    """Keys that two living shortcuts of the window both answer to: Qt then runs neither."""
    alive = [s for s in root.findChildren(QShortcut) if s.isEnabled() and _seen(s.parent())]
    count = Counter(key.toString() for s in alive for key in s.keys())
    return [f"{key}: {[trail(s.parent()) for s in alive if s.key().toString() == key]}"
            for key, n in count.items() if n > 1]


def clipped(root: QWidget) -> list[str]:
    """Labels, marks and buttons that have less room than their words, or stick out of what holds them."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or isinstance(widget, _SHORTENS):
            continue
        if not isinstance(widget, QLabel | QAbstractButton | Mark) or not _words(widget):
            continue
        if isinstance(widget.parent(), QLineEdit):
            continue  # the sign in a line shows no words
        need = _need(widget)
        if need[0] > widget.width() + 1 or need[1] > widget.height() + 1:
            found.append(f"{trail(widget)} {_words(widget)[:40]!r}: {widget.width()}x{widget.height()}, needs {need}")
        elif out := sticks_out(widget):
            found.append(f"{trail(widget)} {_words(widget)[:40]!r} sticks out of {out}")
    return found


def sticks_out(widget: QWidget) -> str:
    """The ancestor a widget does not lie in; what scrolls may hold more than it shows."""
    part = widget
    holder = widget.parentWidget()
    while holder is not None and not part.isWindow():
        if isinstance(holder.parentWidget(), QAbstractScrollArea) and holder.parentWidget().viewport() is holder:
            return ""
        place = QRect(widget.mapTo(holder, QPoint(0, 0)), widget.size())
        if not holder.rect().adjusted(-1, -1, 1, 1).contains(place):
            return f"{trail(holder)} ({place.getRect()} in {holder.rect().getRect()})"
        part, holder = holder, holder.parentWidget()
    return ""


def trail(widget: QObject | None) -> str:
    """Where a widget is, for a test that fails."""
    names: list[str] = []
    while widget is not None and len(names) < 4:
        names.append(widget.objectName() or type(widget).__name__)
        widget = widget.parent()
    return " < ".join(names)


def _words(widget: QWidget) -> str:
    return str(widget.text())  # type: ignore[attr-defined]


def _need(widget: QWidget) -> tuple[int, int]:
    if isinstance(widget, QLabel) and widget.wordWrap():
        longest = max((widget.fontMetrics().horizontalAdvance(w) for w in _words(widget).split() if w.isascii()),
                      default=0)
        return longest, widget.heightForWidth(widget.width())
    if isinstance(widget, QLabel | Mark):
        size = widget.sizeHint()
        return size.width(), size.height()
    size = widget.minimumSizeHint()
    words = widget.fontMetrics().horizontalAdvance(_words(widget).replace("&", ""))
    return max(size.width(), words), min(size.height(), widget.fontMetrics().height())


def _seen(owner: QObject | None) -> bool:
    return isinstance(owner, QWidget) and owner.isVisible() and owner.window() is QApplication.activeWindow()
