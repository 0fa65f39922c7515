"""What every test starts from: no screen, no shared folders, English, a running clock, and nothing left behind."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before anything imports Qt
os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false")
os.environ.pop("CRM_DESKTOP_PASSWORD", None)

from crm_desktop.kit import clock, i18n

if TYPE_CHECKING:
    from crm_desktop.kit.store import Store

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 19, 10, 26, tzinfo=SHANGHAI)


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, logs and proposed offices go to a folder of this test's own."""
    home = tmp_path_factory.mktemp("home", numbered=True)
    monkeypatch.setenv("CRM_DESKTOP_HOME", str(home))
    return home


@pytest.fixture(autouse=True)
def words_and_clock() -> Iterator[None]:
    """English before and after, and no clock left stopped."""
    i18n.set_language("en")
    yield
    i18n.set_language("en")
    stopped, clock._frozen = clock._frozen, None
    assert stopped is None, "the test left the clock stopped"


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords are stretched as little as argon2 allows: 0.2 s a sign-in adds up.

    The shipped program has no switch for this; a test of the real cost says monkeypatch.undo() or
    reads ring.KDF at import.
    """
    from crm_desktop.kit.store import ring
    monkeypatch.setattr(ring, "KDF", {"m": 8, "t": 1, "p": 1})


@pytest.fixture(autouse=True)
def silence(caplog: pytest.LogCaptureFixture) -> Iterator[Callable[[str], None]]:
    """Fail on a warning or error in the log that the test does not expect.

    A test that wants one asks for this fixture and says `silence("part of the line")`.
    """
    wanted: list[str] = []
    yield wanted.append
    lines = [r.getMessage() for when in ("setup", "call") for r in caplog.get_records(when)
             if r.levelno >= logging.WARNING]
    loud = [line for line in lines if not any(part in line for part in wanted)]
    quiet = [part for part in wanted if not any(part in line for line in lines)]
    assert not loud, f"unexpected in the log: {loud}"
    assert not quiet, f"expected in the log, but not there: {quiet}"


@pytest.fixture(autouse=True)
def closed_windows() -> Iterator[None]:
    """Fail when a test leaves a window open (pytest-qt closes those given to qtbot.addWidget)."""
    yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    app = widgets.QApplication.instance() if widgets else None
    if app is None:
        return
    left = [w for w in app.topLevelWidgets() if w.isVisible()]
    for window in left:
        window.hide()
        window.deleteLater()
    assert not left, f"windows left open: {[type(w).__name__ for w in left]}"


@pytest.fixture
def store() -> Iterator[Store]:
    """A real keyed office, empty, in a scratch folder."""
    from crm_desktop.kit.store import Store
    office = Store.memory()
    yield office
    office.close()


@pytest.fixture
def frozen_clock() -> Iterator[datetime]:
    """The clock stands at 2026-11-19 10:26 in Shanghai, the moment of all pictures."""
    with clock.frozen(NOW):
        yield NOW
