"""The real main window on a real office on the disk, for stories: keys, clicks, and what stands on the screen."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from PySide6.QtCore import QAbstractListModel, QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from pytestqt.qtbot import QtBot

from build_spec.looks.rooms import PAGES
from crm_desktop.kit import clock
from tests.conftest import NOW
from tests.flows.day_hand import Sight
from ui.kit import theme
from ui.kit.window_state import WindowState
from ui.shell.main_window import MainWindow

__all__ = ["ALT", "CTRL", "LANGUAGES", "MASTER", "PAGES", "PASSWORD", "USER", "Story", "everything", "office", "story",
           "texts_of"]
USER, PASSWORD = "demo", "demo-office-2026"
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier
MASTER = "customer_master"
LANGUAGES = ("zh_CN", "zh_TW", "en")
_SAYS = ("text", "toPlainText", "whole", "accessibleName", "accessibleDescription", "toolTip", "windowTitle",
         "placeholderText", "currentText", "statusTip", "whatsThis")
# What models give to the eye and to a screen reader, and the first of their own roles.
_HOLDS = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole,
          Qt.ItemDataRole.AccessibleTextRole, *range(0x100, 0x108))


@cache
def _sample() -> Path:
    """Twelve invented customers with what belongs to them; made once, copied for each story."""
    from crm_desktop.kit.sample import make_demo
    folder = Path(mkdtemp(prefix="crm-story-")) / "澄屿机电.crm"
    make_demo(folder, 12, 1, date(2026, 11, 19), PASSWORD, "zh_CN")
    return folder


@pytest.fixture(scope="session", autouse=True)
def _sample_thrown_away() -> Iterator[None]:
    yield
    if _sample.cache_info().currsize:
        shutil.rmtree(_sample().parent, ignore_errors=True)


@pytest.fixture
def office(tmp_path: Path, quick_passwords: None) -> Path:
    """The sample office on the disk, closed."""
    folder = tmp_path / "澄屿机电.crm"
    shutil.copytree(_sample(), folder)
    return folder


@pytest.fixture
def story(own_folders: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Story]:
    """The main window, before any office; the clock stands at the moment of all pictures."""
    with clock.frozen(NOW):
        theme.look().set(wish="light", factor=1.0, density="normal", still=True)
        told = Story(own_folders / "windows.json", qtbot)
        yield told
        told.end()
        theme.look().set(wish="light", factor=1.0, density="normal", still=False)


class Story(Sight):
    """One program on one machine; it can be started again."""

    def __init__(self, memory: Path, bot: QtBot) -> None:
        self.memory, self.bot = memory, bot
        self.window = self._window()

    # The program

    def start(self, folder: Path | None = None) -> None:
        """As the program starts: the wizard, or the sign-in of that office."""
        self.window.start(folder)
        self.settle()

    def again(self, folder: Path | None = None) -> None:
        """Close the program and start it anew."""
        self.end()
        self.window = self._window()
        self.start(folder)

    def end(self) -> None:
        """Close the window as she does."""
        self.window.close()
        self.window.deleteLater()
        self.bot.waitUntil(lambda: not self.window.isVisible())
        delete_now()

    def sign_in(self, password: str = PASSWORD) -> None:
        """Type the password and press Enter."""
        page = self.window.sign_in
        page.password.setFocus()
        self.bot.keyClicks(page.password, password)
        self.bot.keyClick(page.password, Qt.Key.Key_Return)
        self.bot.waitUntil(lambda: self.window.is_open() or bool(page.problem.label.text()), timeout=10_000)
        self.settle()

    def open(self, folder: Path, language: str = "") -> None:
        """Start, and sign in."""
        if language:
            self.window.settings.set("language", language)
        self.start(folder)
        self.sign_in()
        assert self.window.is_open(), self.window.sign_in.problem.label.text()

    # What she does

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """A key, where the keyboard is."""
        self.bot.keyClick(QApplication.focusWidget() or self.window, key, modifiers)
        self.settle()

    def type(self, text: str) -> None:
        """Text, where the keyboard is; what a keyboard has no key for comes as from an input method."""
        focus = QApplication.focusWidget()
        assert focus is not None, "the keyboard is nowhere"
        if text.isascii():
            self.bot.keyClicks(focus, text)
        else:
            from PySide6.QtGui import QInputMethodEvent
            event = QInputMethodEvent()
            event.setCommitString(text)
            QApplication.sendEvent(focus, event)
        self.settle()

    def page(self, page_id: str, state: dict[str, Any] | None = None) -> Any:
        """Go to a page."""
        assert self.window.go(page_id, state)
        self.settle()
        return self.window.desk.pages[page_id]  # type: ignore[union-attr]

    def settle(self) -> None:
        """Let notices and timers of no length arrive."""
        for _turn in range(4):
            QApplication.processEvents()

    def wait(self, until: Callable[[], object], most: int = 15_000) -> None:
        """Wait for what a task does."""
        self.bot.waitUntil(lambda: bool(until()), timeout=most)
        self.settle()

    def idle(self) -> None:
        """No task is under way."""
        self.wait(lambda: not self.window.session.tasks)  # type: ignore[union-attr]

    def _window(self) -> MainWindow:
        window = MainWindow(WindowState(self.memory))
        window.resize(1366, 768)
        with self.bot.waitExposed(window):
            window.show()
        window.activateWindow()
        return window


def delete_now() -> None:
    """What was to be deleted later is deleted."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()


def everything() -> str:
    """Every text of every widget and model of the process, and of the clipboard."""
    delete_now()
    gc.collect()
    found = [QGuiApplication.clipboard().text()]
    for widget in QApplication.allWidgets():
        found += texts_of(widget)
    return "\n".join(found)


def texts_of(widget: QWidget) -> list[str]:
    """What one widget says or holds."""
    found = [str(ask()) for name in _SAYS if callable(ask := getattr(widget, name, None))]
    model = widget.model() if isinstance(widget, QAbstractItemView) else None
    if model is not None:
        for row in range(model.rowCount()):
            for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount()):
                index = model.index(row, column)
                found += [str(index.data(role)) for role in _HOLDS]
    return found
