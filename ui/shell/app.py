"""The program with windows: one QApplication, its look and language, its last resort for bugs."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from crm_desktop.kit import bugs, i18n
from crm_desktop.kit.errors import Cancelled, Problem
from crm_desktop.kit.store import reading
from ui.kit import icons, tasks, theme
from ui.kit.window_state import WindowState
from ui.shell import language as languages
from ui.shell.main_window import MainWindow
from ui.shell.single import call_first

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
            return
        if isinstance(error, Cancelled):
            return
        if isinstance(error, KeyboardInterrupt):
            QApplication.quit()
            return
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


def run(office: Path | None, language: str | None) -> int:
    """Open the window and stay until it is closed; the exit code of the program."""
    app = make_app(sys.argv[:1])
    settings = WindowState()
    dress(settings, language)
    folder = office.expanduser().absolute() if office is not None else None
    if folder is not None and not os.environ.get(SMOKE) and call_first(folder):
        return 0
    window = MainWindow(settings)
    sys.excepthook = LastResort(window)
    kept = settings.restore_geometry(window)
    if not kept:
        window.resize(1366, 768)
    if os.environ.get(SMOKE):
        from ui.shell import smoke

        return smoke.run(window, folder)
    window.start(folder)
    if kept or not _small(app):
        window.show()
    else:
        window.showMaximized()
    QTimer.singleShot(_IDLE_MS, reading.tidy)
    ahead: list[tasks.Ahead] = []
    QTimer.singleShot(_IDLE_MS, lambda: ahead.append(tasks.preload(*_NEXT)))
    code = app.exec()
    for thread in ahead:
        thread.wait()
    return code
