"""A disk that is really full while something is typed: the real window, in three languages.

    sudo .venv/bin/python -m build_spec.faults.full_window

As `full_disk`, it needs the right to mount a small disk in memory. In each language a reminder is typed, then the disk
is full: closing, locking and the idle lock must all stay and say why, and nothing typed may be gone. With room again
the lock keeps it and the next sign-in offers it. Full once more, she may go and lose it, by close and by lock.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from build_spec.faults.full_disk import Filler, disk  # noqa: E402
from build_spec.faults.writes import PASSWORD, USER  # noqa: E402

TYPED = "typed before the disk was full"


class Try:
    """One office on the small disk, one window in one language."""

    def __init__(self, place: Path, original: Path, language: str) -> None:
        from build_spec import stage
        from ui.kit.window_state import WindowState

        self.place, self.folder = place, place / "office.crm"
        self.filler, self.wrong, self.language = Filler(place), [], language
        for old in place.iterdir():
            shutil.rmtree(old, ignore_errors=True) if old.is_dir() else old.unlink()
        shutil.copytree(original, self.folder)
        (place / "home").mkdir()
        os.environ["CRM_DESKTOP_HOME"] = str(place / "home")
        self.window = stage.window(WindowState(place / "home" / "windows.json"), language)
        self.said: list[Any] = []

    def until(self, true: Callable[[], object], what: str) -> None:
        """Wait a little for something; else it is a fault."""
        from PySide6.QtCore import QEventLoop, QTimer
        for _turn in range(100):
            if true():
                return
            loop = QEventLoop()
            QTimer.singleShot(50, loop.quit)
            loop.exec()
        self.wrong.append(f"{self.language}: {what}")

    def enter(self) -> None:
        """Sign in and type."""
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication
        self.window.enter(self.window.offices.open(self.folder, USER, PASSWORD))
        self.said = []
        self.window.session.told.connect(self.said.append)
        self.window.session.new("reminder")
        self.until(lambda: QApplication.focusWidget() is not None, "no field has the keyboard")
        QTest.keyClicks(QApplication.focusWidget(), TYPED)

    def stays(self, name: str, leave: Callable[[], object], *, offers: bool = True) -> None:
        """The disk is full: she stays, one sentence says why, the field has what was typed."""
        from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
        self.filler.leave(0)
        before = len(self.said)
        leave()
        self.until(lambda: len(self.said) > before, f"{name}: nothing is said")
        fields = [*self.window.findChildren(QLineEdit), *self.window.findChildren(QPlainTextEdit)]
        texts = [f.text() if isinstance(f, QLineEdit) else f.toPlainText() for f in fields]
        if not (self.window.is_open() and self.window.isVisible() and any(TYPED in text for text in texts)):
            self.wrong.append(f"{self.language}: {name}: gone")
        message = self.said[-1]
        print(f"   {self.language}, {name}: {message.sentence} [{message.action.label() if message.action else ''}]")
        if "crm.db" not in message.sentence or bool(message.action) != offers:
            self.wrong.append(f"{self.language}: {name}: said {message}")

    def kept(self) -> list[str]:
        """The drafts in the office."""
        from crm_desktop.kit.store import Store, drafts
        store = Store.open(self.folder, USER, PASSWORD)
        try:
            self.wrong += [f"check: {f.sentence}" for f in store.check()]
            return [str(d.body) for d in drafts.every(store)]
        finally:
            store.close()


def one(place: Path, original: Path, language: str) -> list[str]:
    """Everything in one language."""
    tried = Try(place, original, language)
    window = tried.window
    tried.enter()
    for name, leave in (("close", window.close), ("lock", window.lock), ("idle", window.idle.idle.emit)):
        tried.stays(name, leave)
    tried.filler.empty()
    window.lock()
    if window.is_open() or not any(TYPED in body for body in tried.kept()):
        tried.wrong.append(f"{language}: with room again the lock does not keep it")
    for name, leave in (("lock and lose", window.lock), ("close and lose", window.close)):
        tried.filler.empty()
        tried.enter()
        tried.stays(name, leave)
        tried.said[-1].action.trigger()
        tried.until(lambda: not window.is_open(), f"{name}: she can't go")
    if window.isVisible():
        tried.wrong.append(f"{language}: closed, and still there")
    tried.filler.empty()
    tried.kept()
    return tried.wrong


def main() -> int:
    """The three languages; the number of faults."""
    from crm_desktop.kit.sample import make_demo
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["CRM_DESKTOP_HOME"] = scratch
        original = Path(scratch) / "sample.crm"
        make_demo(original, 20, 1, date(2026, 11, 19), PASSWORD, "zh_CN")
        with disk(Path(scratch) / "disk") as place:
            for language in ("zh_CN", "zh_TW", "en"):
                wrong += one(place, original, language)
    print(*wrong, f"{len(wrong)} faults", sep="\n")
    return len(wrong)


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
