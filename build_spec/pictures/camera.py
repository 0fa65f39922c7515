"""Waits until the window stands still, then keeps what it shows."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from build_spec import stage

if TYPE_CHECKING:
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
            seen.append(stage.seen(self._window, framed=True).toImage())
            return not (session and session.tasks) and seen[-3] == seen[-2] == seen[-1]

        self.until(same)

    def take(self, name: str) -> None:
        """Keep a picture, in so few colours that it stays small."""
        from PIL import Image
        from PySide6.QtCore import QBuffer

        self.still()
        raw = QBuffer()
        raw.open(QBuffer.OpenModeFlag.WriteOnly)
        stage.seen(self._window, framed=True).save(raw, "PNG")
        picture = Image.open(BytesIO(raw.data().data())).convert("RGB")
        few = picture.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(self._target / f"{name}.png", optimize=True)
        self.taken.append(name)
