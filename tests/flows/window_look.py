"""What a window offers: names of its controls, keys that two things answer to."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from build_spec.looks.measure import trail

_CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QAbstractItemView, QTextEdit, QPlainTextEdit)
_OF_QT = ("qt_spinbox_lineedit", "ScrollLeftButton", "ScrollRightButton", "qt_toolbar_ext_button")


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


def _seen(owner: QObject | None) -> bool:
    return isinstance(owner, QWidget) and owner.isVisible() and owner.window() is QApplication.activeWindow()
