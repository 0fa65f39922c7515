"""One whole day lived through in the real program, with a picture of every step: by keyboard, and by mouse.

    python build_spec/day_tour.py TARGET [keyboard|mouse]

The day is that of tests/flows/test_whole_day.py; here it runs on a screen, with the sample office of the tour.
"""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
DAY, PASSWORD, OFFICE = date(2026, 11, 19), "demo-office-2026", "澄屿机电.crm"
CUSTOMERS, ZONE = 12, "Asia/Shanghai"
PAUSE_MS = 300  # what the program looks up a moment after typing stands there then

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow


class Camera:
    """Numbered pictures of the whole window."""

    def __init__(self, window: MainWindow, target: Path) -> None:
        self._window, self._target, self._count = window, target, 0
        target.mkdir(parents=True, exist_ok=True)

    def take(self, name: str) -> None:
        """What she sees now, once it stands still."""
        from PySide6.QtTest import QTest

        QTest.qWait(PAUSE_MS)
        before = None
        for _look in range(20):
            QTest.qWait(60)
            now = self._window.grab().toImage()
            if now == before:
                break
            before = now
        self._count += 1
        self._window.grab().save(str(self._target / f"{self._count:02d}-{name}.png"))


def live(way: str, target: Path) -> None:
    """One day in one window."""
    from build_spec import stage
    from crm_desktop.kit.sample import make_demo
    from tests.flows import day_whole
    from tests.flows.day_hand import Hand
    from ui.kit.window_state import WindowState

    with tempfile.TemporaryDirectory(prefix="crm-day-") as scratch:
        office = Path(scratch, OFFICE)
        make_demo(office, CUSTOMERS, 1, DAY, PASSWORD, "zh_CN")
        window = stage.window(WindowState(), "zh_CN", theme="light")
        hand = Hand(window, ZoneInfo(ZONE), Camera(window, target).take)
        hand.at("10:26")
        stage.at_the_door(hand, office)
        try:
            day_whole.live(way, hand, PASSWORD, target / "月度汇总.pdf")
        finally:
            hand.end()
            window.close()


def main() -> int:
    """Both ways, or one."""
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "tour").resolve()
    with tempfile.TemporaryDirectory(prefix="crm-home-") as home:
        os.environ["CRM_DESKTOP_HOME"] = home
        live(sys.argv[2] if len(sys.argv) > 2 else "keyboard", target)
    return 0


if __name__ == "__main__":
    sys.exit(main())
