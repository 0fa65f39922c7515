"""Pictures of every room in every look, and what is wrong with the words in it.

    python -m build_spec.looks [--into looks] [--only card] [--languages en zh_CN] [--themes dark]
                               [--factors 1 2] [--sizes 1366x768] [--measure]

Each language runs by itself; an office of the sample kind is made once. `--measure` takes no pictures and
fails on a finding; without it the findings are listed after the pictures.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow

ROOT = Path(__file__).resolve().parents[2]
DAY, NOW = date(2026, 11, 19), datetime(2026, 11, 19, 2, 26, tzinfo=UTC)
PASSWORD, CUSTOMERS, PAPER_MS = "a sample password", 120, 500
LANGUAGES, THEMES = ("zh_CN", "zh_TW", "en"), ("light", "dark")
FACTORS, SIZES = (1.0, 1.5, 2.0), ("1280x720", "1366x768", "1920x1080")


def main() -> int:
    """All the looks asked for."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    ask.add_argument("--into", type=Path, default=ROOT / "looks")
    ask.add_argument("--only", default="")
    ask.add_argument("--languages", nargs="+", default=LANGUAGES, choices=LANGUAGES)
    ask.add_argument("--themes", nargs="+", default=THEMES, choices=THEMES)
    ask.add_argument("--factors", nargs="+", type=float, default=FACTORS)
    ask.add_argument("--sizes", nargs="+", default=SIZES)
    ask.add_argument("--measure", action="store_true")
    wish = ask.parse_args()
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="crm-looks-")))
        os.environ |= {"CRM_DESKTOP_HOME": str(scratch / "home"), "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "1"}
        sys.path.insert(0, str(ROOT))
        found = _round(stack, scratch, wish)
    for line, rooms in found.items():
        print(f"{line}  [{len(rooms)}: {', '.join(rooms[:3])}]")
    print(f"{len(found)} findings")
    return 1 if wish.measure and found else 0


def _round(stack: ExitStack, scratch: Path, wish: argparse.Namespace) -> dict[str, list[str]]:
    from build_spec import stage
    from build_spec.looks import measure
    from crm_desktop.kit import clock
    from ui.kit.window_state import WindowState

    office = _office(scratch)
    stack.enter_context(clock.frozen(NOW))
    found: dict[str, list[str]] = {}
    for language, theme in product(wish.languages, THEMES[:1] if wish.measure else wish.themes):
        window = stage.window(WindowState(scratch / f"{language}-{theme}.json"), language, theme=theme, still=True)
        for factor, size in product(wish.factors, wish.sizes):
            look = f"{language}-{theme}-{factor:.0%}-{size}"
            for room in _rooms(window, office, scratch, wish.only, (factor, size)):
                for frame in [window, *stage.over(window)]:
                    for line in measure.findings(frame):
                        found.setdefault(line, []).append(f"{look} {room}")
                for line in measure.grown(window, _pair(size)):
                    found.setdefault(f"{room}: {line}", []).append(look)
                if not wish.measure:
                    _drawn(window)
                    folder = wish.into / look
                    folder.mkdir(parents=True, exist_ok=True)
                    stage.seen(window).save(str(folder / f"{room.replace(' ', '-')}.png"))
                window.resize(*_pair(size))
            print(look, flush=True)
        window.close()
    return found


def _office(scratch: Path) -> Path:
    from crm_desktop.kit.sample import make_demo
    folder = scratch / "澄屿机电设备有限公司客户服务办公室.crm"
    make_demo(folder, CUSTOMERS, 1, DAY, PASSWORD, "zh_CN")
    return folder


def _rooms(window: MainWindow, office: Path, scratch: Path, only: str, look: tuple[float, str]) -> Iterator[str]:
    from build_spec.looks.gate import Gates
    from build_spec.looks.rooms import Rooms

    window.set_look(factor=look[0])
    window.resize(*_pair(look[1]))
    yield from Gates(window, office, scratch).walk(only)
    window.offices.remember(office, "", "demo")
    window.enter(window.offices.open(office, "demo", PASSWORD))
    yield from Rooms(window, scratch).walk(only)
    window.lock()


def _drawn(window: MainWindow) -> None:
    """A page of paper is drawn in a thread of QtPdf, which does not say when it is there."""
    from PySide6.QtTest import QTest

    from ui.reports.paper_view import PaperView
    if any(view.isVisible() and view.pages() for view in window.findChildren(PaperView)):
        QTest.qWait(PAPER_MS)


def _pair(size: str) -> tuple[int, int]:
    wide, high = size.split("x")
    return int(wide), int(high)


if __name__ == "__main__":
    sys.exit(main())
