"""The pictures of the three guides.

    python -m build_spec.pictures [--into docs/pictures] [--languages zh_CN zh_TW en]

Every step is waited for, never guessed; the same sources give the same pictures. No screen is needed.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from contextlib import ExitStack
from datetime import UTC, date, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DAY, NOW = date(2026, 11, 19), datetime(2026, 11, 19, 2, 26, tzinfo=UTC)  # 10:26 in the office
MONTH, CUSTOMERS = "2026-10", 500
LANGUAGES = ("zh_CN", "zh_TW", "en")


def main() -> int:
    """All pictures asked for; what was there and is made no more goes."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    ask.add_argument("--into", type=Path, default=ROOT / "docs" / "pictures")
    ask.add_argument("--languages", nargs="+", default=LANGUAGES, choices=LANGUAGES)
    wish = ask.parse_args()
    for language in wish.languages:
        target = (wish.into / language).resolve()
        target.mkdir(parents=True, exist_ok=True)
        with ExitStack() as stack:
            scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="crm-pictures-")))
            os.environ |= {"CRM_DESKTOP_HOME": str(scratch / "home"), "QT_QPA_PLATFORM": "offscreen",
                           "QT_SCALE_FACTOR": "1"}
            sys.path.insert(0, str(ROOT))
            taken = _shoot(stack, scratch, target, language)
        for old in target.glob("*.png"):
            if old.stem not in taken:
                old.unlink()
        size = sum(p.stat().st_size for p in target.glob("*.png"))
        print(f"{language}: {len(taken)} pictures, {size // 1024} KB", flush=True)
    return 0


def _shoot(stack: ExitStack, scratch: Path, target: Path, language: str) -> list[str]:
    """Make the office, open the window, go round."""
    from build_spec import stage
    from build_spec.pictures.camera import Camera
    from build_spec.pictures.round import PASSWORD, Round
    from build_spec.pictures.texts import ALL
    from crm_desktop.kit import clock
    from crm_desktop.kit.sample import make_demo
    from ui.kit.window_state import WindowState

    office = scratch / f"{ALL[language].office}.crm"
    make_demo(office, CUSTOMERS, 1, DAY, PASSWORD, language)
    stack.enter_context(clock.frozen(NOW))
    window = stage.window(WindowState(), language, theme="light", still=True)
    camera = Camera(window, target)
    try:
        Round(window, camera, scratch, ALL[language]).go(office, MONTH)
    finally:
        window.close()
    return camera.taken


if __name__ == "__main__":
    sys.exit(main())
