"""F6: the keyboard walks from region to region."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def next_of(regions: Sequence[QWidget], focus: QWidget | None, by: int) -> QWidget:
    """The region after (or before) the one that has the keyboard."""
    now = next((i for i, r in enumerate(regions) if focus is not None and r.isAncestorOf(focus)), -1)
    return regions[(now + by) % len(regions)] if now >= 0 else regions[0 if by > 0 else -1]


def first_of(region: QWidget) -> QWidget | None:
    """The first that takes the keyboard there."""
    return next((w for w in region.findChildren(QWidget) if w.isVisible() and w.isEnabled()
                 and w.focusPolicy() & Qt.FocusPolicy.TabFocus), None)


def focus_first(region: QWidget, wanted: QWidget | None) -> None:
    """Give the keyboard to what is wanted there, else to the first that takes it."""
    first = wanted or first_of(region)
    if first is not None:
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)
