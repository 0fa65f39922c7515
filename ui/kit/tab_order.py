"""Where Tab goes in a form: every editor and button once, in reading order, and out of it at the ends.

Qt's own chain loses what a field consists of besides its first control: the other buttons of a row, links.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QWidget

from ui.kit.theme import px


def stops(parts: Iterable[QWidget]) -> list[QWidget]:
    """What Tab reaches in these parts now, part by part, in each line by line."""
    return [stop for part in parts for stop in _lines(part, [w for w in (part, *part.findChildren(QWidget))
                                                             if is_stop(w) and not _in_a_list(w, part)])]


def step(inside: QWidget, parts: Iterable[QWidget], by: int) -> bool:
    """Put the keyboard on the next stop (1) or the previous one (-1); says whether there was where to go."""
    focus = inside.window().focusWidget()
    if focus is None or not inside.isAncestorOf(focus):
        return False
    found = stops(parts)
    at = next((n for n, stop in enumerate(found) if stop is focus or stop.isAncestorOf(focus)), None)
    if at is None:
        return False
    to = found[at + by] if 0 <= at + by < len(found) else _outside(inside, focus, by)
    if to is not None:
        to.setFocus(Qt.FocusReason.TabFocusReason if by > 0 else Qt.FocusReason.BacktabFocusReason)
    return to is not None


def is_stop(widget: QWidget) -> bool:
    """Whether Tab may stop there."""
    policy = widget.focusPolicy()
    return policy & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus and widget.focusProxy() is None \
        and widget.isVisible() and widget.isEnabled()


def _in_a_list(widget: QWidget, part: QWidget) -> bool:
    above = widget.parentWidget()
    while above is not None and widget is not part and above is not part.parentWidget():
        if isinstance(above, QAbstractItemView):
            return True
        above = above.parentWidget()
    return False


def _lines(part: QWidget, found: Sequence[QWidget]) -> list[QWidget]:
    placed = sorted(((w.mapTo(part, w.rect().center()).y(), w.mapTo(part, w.rect().topLeft()).x(), n, w)
                     for n, w in enumerate(found)))
    lines: list[list[tuple[int, int, QWidget]]] = []
    last = 0
    for y, x, n, widget in placed:
        if not lines or y - last > px(12):
            lines.append([])
        lines[-1].append((x, n, widget))
        last = y
    return [widget for line in lines for _x, _n, widget in sorted(line, key=lambda one: one[:2])]


def _outside(inside: QWidget, focus: QWidget, by: int) -> QWidget | None:
    to = focus
    while True:
        to = to.nextInFocusChain() if by > 0 else to.previousInFocusChain()
        if to is None or to is focus:
            return None
        if to.window() is inside.window() and to is not inside and not inside.isAncestorOf(to) and is_stop(to):
            return to
