"""Words against the room they have: cut off, lying on each other, sticking out, or wider than the window."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QObject, QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QWidget,
)

from ui.kit.buttons import Button
from ui.kit.command_line import CommandLine
from ui.kit.widgets import ElidedLabel, Mark
from ui.shell.rail import RailItem
from ui.surveys.boxes import Box
from ui.visits.block import Block

SHORTENS = (Block, CommandLine)  # painted, ends in … where the time is short; the tooltip says the whole
_SPOKEN = (QLabel, QAbstractButton, Mark)
_SLACK = 1


def findings(root: QWidget) -> list[str]:
    """All that is wrong with the words in sight."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or isinstance(widget.parent(), QLineEdit):
            continue  # the sign in a line shows no words
        found += _of(widget)
    return [*found, *overlaps(root)]


def _of(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, ElidedLabel):
        if widget.text() != widget.whole() and not widget.toolTip():
            yield f"{trail(widget)} {widget.whole()[:40]!r} is shortened, and its tooltip is empty"
        if widget.fontMetrics().horizontalAdvance(widget.text()) > widget.width() + _SLACK:
            yield f"{trail(widget)} {widget.text()[:40]!r} is cut at {widget.width()}"
    elif isinstance(widget, RailItem):
        yield from _rail(widget)
    elif isinstance(widget, SHORTENS):
        if not widget.toolTip():
            yield f"{trail(widget)} {words_of(widget)[:40]!r} may be shortened, and its tooltip is empty"
    elif isinstance(widget, _SPOKEN) and words_of(widget):
        yield from _spoken(widget)
    elif isinstance(widget, QComboBox):
        yield from _combo(widget)
    elif isinstance(widget, QHeaderView):
        yield from _heads(widget)
    elif isinstance(widget, QTabBar):
        yield from (f"{trail(widget)} tab {widget.tabText(n)!r} is cut" for n in range(widget.count())
                    if widget.tabRect(n).width() + _SLACK < widget.tabSizeHint(n).width())
    elif isinstance(widget, QScrollArea) and widget.horizontalScrollBar().maximum() > 0:
        yield f"{trail(widget)} is {widget.horizontalScrollBar().maximum()} px wider than its room"


def _spoken(widget: QWidget) -> Iterator[str]:
    need = _need(widget)
    if need[0] > widget.width() + _SLACK or need[1] > widget.height() + _SLACK:
        yield f"{trail(widget)} {words_of(widget)[:40]!r}: {widget.width()}x{widget.height()}, needs {need}"
    elif out := sticks_out(widget):
        yield f"{trail(widget)} {words_of(widget)[:40]!r} sticks out of {out}"


def _rail(item: RailItem) -> Iterator[str]:
    if not item.folded and item.room_for_word() < item.word_width():
        yield f"rail {item.text()!r}: {item.room_for_word()}, needs {item.word_width()}"
    if item.height() + _SLACK < item.sizeHint().height():
        yield f"rail {item.text()!r}: {item.height()} high, needs {item.sizeHint().height()}"


def _combo(box: QComboBox) -> Iterator[str]:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    room = box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option,
                                      QStyle.SubControl.SC_ComboBoxEditField, box).width()
    need = box.fontMetrics().horizontalAdvance(box.currentText())
    if need > room + _SLACK and not box.toolTip():
        yield f"{trail(box)} choice {box.currentText()[:40]!r}: {room}, needs {need}"


def _heads(head: QHeaderView) -> Iterator[str]:
    model = head.model()
    if model is None or head.orientation() != Qt.Orientation.Horizontal:
        return
    for n in range(head.count()):
        text = str(model.headerData(n, Qt.Orientation.Horizontal) or "")
        if not text or head.isSectionHidden(n):
            continue
        need = head.sectionSizeFromContents(n).width()
        if head.sectionSize(n) + _SLACK < need and not model.headerData(n, Qt.Orientation.Horizontal,
                                                                        Qt.ItemDataRole.ToolTipRole):
            yield f"{trail(head)} head {text!r}: {head.sectionSize(n)}, needs {need}"


def overlaps(root: QWidget) -> list[str]:
    """Two texts of the same holder that lie on each other."""
    found = []
    for holder in (root, *root.findChildren(QWidget)):
        if not holder.isVisible():
            continue
        spoken = [w for w in holder.children()
                  if isinstance(w, (*_SPOKEN, QComboBox, QLineEdit)) and w.isVisible() and words_of(w)]
        for one, other in combinations(spoken, 2):
            both = one.geometry().intersected(other.geometry())
            if both.width() > _SLACK and both.height() > _SLACK:
                found.append(f"{trail(one)} {words_of(one)[:30]!r} lies on {words_of(other)[:30]!r}")
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


def words_of(widget: QWidget) -> str:
    """What it says."""
    return str(widget.currentText() if isinstance(widget, QComboBox) else widget.text())  # type: ignore[attr-defined]


def grown(window: QWidget, size: tuple[int, int]) -> list[str]:
    """Whether the window had to become larger than it was asked to be."""
    QApplication.processEvents()
    now = window.size().toTuple()
    return [] if now == size else [f"the window grew from {size} to {now}"]


def _need(widget: QWidget) -> tuple[int, int]:
    if isinstance(widget, QLabel) and widget.wordWrap():
        parts = QLabel.text(widget).replace("\u200b", " ").split()  # a Label lets a path go on in the next line there
        longest = max((widget.fontMetrics().horizontalAdvance(w) for w in parts if w.isascii()), default=0)
        return longest, widget.heightForWidth(widget.width())
    if isinstance(widget, QLabel | Mark):
        size = widget.sizeHint()
        return size.width(), size.height()
    if isinstance(widget, Box):
        return widget.least(large=widget.is_large()), widget.minimumSizeHint().height()
    size = widget.minimumSizeHint()
    if isinstance(widget, Button):
        return size.width(), min(size.height(), widget.fontMetrics().height())
    words = widget.fontMetrics().horizontalAdvance(words_of(widget).replace("&", ""))
    return max(size.width(), words), min(size.height(), widget.fontMetrics().height())
