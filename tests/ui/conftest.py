"""What every test of windows starts from: the light look at 100 %, no state left behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from crm_desktop.kit.store import Store
    from ui.kit.session import Session
    from ui.kit.window_state import WindowState


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """Light, 100 %, English; as it was when the test is over."""
    from ui.kit import theme
    # Windows of the test before: without an event loop nothing deletes them, and each would be dressed anew.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    look = theme.look()
    if (look.wish, look.factor, look.density, look.still) != ("light", 1.0, "normal", False) or not qapp.styleSheet():
        look.set(wish="light", factor=1.0, density="normal", still=False)
    yield
    if (look.wish, look.factor, look.density, look.still) != ("light", 1.0, "normal", False):
        look.set(wish="light", factor=1.0, density="normal", still=False)


@pytest.fixture
def settings(own_folders: Path) -> WindowState:
    """The memory of the windows, empty."""
    from ui.kit.window_state import WindowState
    return WindowState(own_folders / "windows.json")


@pytest.fixture
def session(store: Store, settings: WindowState) -> Iterator[Session]:
    """A signed-in user in an empty office."""
    from ui.kit.session import Session
    made = Session(store, settings)
    yield made
    made.bridge.detach()
