"""Waits until the window stands still, then keeps what it shows."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QWidget

    from ui.shell.main_window import MainWindow

PATIENCE_MS = 60_000
COLOURS = 128


class Camera:
    """Takes the window with what lies over it."""

    def __init__(self, window: MainWindow, target: Path) -> None:
        self._window, self._target = window, target
        self.taken: list[str] = []

    def until(self, ready: Callable[[], object]) -> None:
        """Let the program work until this is so."""
        from PySide6.QtCore import QDeadlineTimer
        from PySide6.QtTest import QTest

        deadline = QDeadlineTimer(PATIENCE_MS)
        while not ready():
            if deadline.hasExpired():
                raise TimeoutError(f"waited in vain: {ready}")
            QTest.qWait(10)

    def still(self) -> None:
        """Until no task is under way and three looks in a row see the same."""
        seen = [None, None]

        def same() -> bool:
            from PySide6.QtTest import QTest

            QTest.qWait(150)
            session = self._window.session
            seen.append(self._seen().toImage())
            return not (session and session.tasks) and seen[-3] == seen[-2] == seen[-1]

        self.until(same)

    def take(self, name: str) -> None:
        """Keep a picture, in so few colours that it stays small."""
        from PIL import Image
        from PySide6.QtCore import QBuffer

        self.still()
        raw = QBuffer()
        raw.open(QBuffer.OpenModeFlag.WriteOnly)
        self._seen().save(raw, "PNG")
        picture = Image.open(BytesIO(raw.data().data())).convert("RGB")
        few = picture.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(self._target / f"{name}.png", optimize=True)
        self.taken.append(name)

    def over(self) -> list[QWidget]:
        """Dialogs and popups that are open."""
        from PySide6.QtWidgets import QApplication
        return [w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not self._window]

    def _seen(self) -> QPixmap:
        from PySide6.QtCore import QPoint, QRect
        from PySide6.QtGui import QPainter

        picture = self._window.grab()
        painter = QPainter(picture)
        for one in self.over():
            at = one.mapToGlobal(QPoint(0, 0)) - self._window.mapToGlobal(QPoint(0, 0))
            over = one.grab()
            painter.drawPixmap(at, over)
            painter.drawRect(QRect(at, over.size()))  # no system draws its frame here
        painter.end()
        return picture
