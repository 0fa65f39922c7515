"""The program with windows: one QApplication, its look and language, its last resort for bugs."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from crm_desktop.kit import i18n
from crm_desktop.kit.errors import Cancelled, Problem
from crm_desktop.kit.i18n import _
from crm_desktop.kit.sample import own
from crm_desktop.kit.store import reading
from ui.kit import ask, icons, theme
from ui.kit.window_state import WindowState
from ui.shell import language as languages
from ui.shell.main_window import MainWindow
from ui.shell.offices import Offices
from ui.shell.single import call_first

if TYPE_CHECKING:
    from ui.kit.tasks import Ahead

SMOKE = "CRM_DESKTOP_SMOKE"
_IDLE_MS = 100  # after the first painting
_NEXT = ("sqlite_utils", "crm_desktop.kit.store.store", "crm_desktop.kit.records", "crm_desktop.kit.query")


def make_app(argv: Sequence[str]) -> QApplication:
    """The application, dressed; the one of this process where there is one already."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        app = existing
    else:
        QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
        app = QApplication(list(argv))
    app.setApplicationName("crm-desktop")
    app.setApplicationDisplayName("")
    app.setDesktopFileName("crm-desktop")
    app.setWindowIcon(icons.app_icon())
    return app


def dress(settings: WindowState, language: str | None) -> None:
    """Look and language as remembered on this machine; the command line's language goes first."""
    wish, density = settings.get("theme", "system"), settings.get("density", "normal")
    factor = settings.get("factor", 1.0)
    look = theme.look()
    look.wish = wish if wish in theme.THEMES else "system"
    look.density = density if density in theme.DENSITIES else "normal"
    look.factor = min(2.0, max(1.0, float(factor))) if isinstance(factor, int | float) else 1.0
    look.still = bool(settings.get("still", False))
    code = language or settings.get("language")
    if language:
        settings.set("language", language)
    languages.speak(code if code in i18n.LANGUAGES else languages.of_system())


class LastResort:
    """What happens to an error nobody caught: a Problem is said, a bug is logged and shown once."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._shown = False

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """As sys.excepthook."""
        if isinstance(error, Problem):
            if self._window.session is not None:
                self._window.session.tell(error.sentence, "late")
            else:  # no office is open: there is no page that could say it
                ask.choose(self._window, error.sentence, _("Close"))
            return
        if isinstance(error, Cancelled):
            return
        if isinstance(error, KeyboardInterrupt):
            QApplication.quit()
            return
        from crm_desktop.kit import bugs

        path = bugs.log(error.with_traceback(trace))
        if os.environ.get(SMOKE):
            sys.__excepthook__(kind, error, trace)
            QApplication.exit(70)
        elif not self._shown:
            self._shown = True
            from ui.shell.crash_dialog import CrashDialog

            CrashDialog(path, kind.__name__, self._window).exec()
            self._shown = False


def _small(app: QApplication) -> bool:
    """Whether the screen has no room for more than the window as it is drawn in the guide."""
    room = app.primaryScreen().availableGeometry()
    return room.height() < 850 or room.width() < 1450


def opened(office: Path | None, language: str | None) -> MainWindow | None:
    """The window at its sign-in page, not yet shown; None where one with this office came to the front."""
    make_app(sys.argv[:1])
    settings = WindowState()
    dress(settings, language)
    folder = office.expanduser().absolute() if office is not None else Offices(settings).last()
    if folder is not None and call_first(folder):
        return None
    window = _window(settings)
    window.start(folder)
    return window


def run(office: Path | None, language: str | None) -> int:
    """Open the window and stay until it is closed; the exit code of the program."""
    if os.environ.get(SMOKE):
        return _smoke(office, language)
    window = opened(office, language)
    if window is None:
        return 0
    app = make_app(())
    app.setProperty("works_ahead", True)  # ui.shell.ahead
    if window.settings.get("geometry") or not _small(app):
        window.show()
    else:
        window.showMaximized()
    for tidy in (reading.tidy, own.tidy):
        QTimer.singleShot(_IDLE_MS, tidy)
    ahead: list[Ahead] = []
    QTimer.singleShot(_IDLE_MS, lambda: (ahead.append(_preload()), _before_the_desk(window)))
    code = app.exec()
    for thread in ahead:
        thread.wait()
    return code


def _window(settings: WindowState) -> MainWindow:
    window = MainWindow(settings)
    sys.excepthook = LastResort(window)
    if not settings.restore_geometry(window):
        window.resize(1366, 768)
    return window


def _preload() -> Ahead:
    from ui.kit import tasks

    return tasks.preload(*_NEXT)


def _before_the_desk(window: MainWindow) -> None:
    from ui.shell.ahead import BeforeTheDesk

    BeforeTheDesk(window)


def _smoke(office: Path | None, language: str | None) -> int:
    from ui.shell import smoke

    make_app(sys.argv[:1])
    settings = WindowState()
    dress(settings, language)
    return smoke.run(_window(settings), office.expanduser().absolute() if office is not None else None)
