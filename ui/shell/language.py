"""The language of the windows: our catalogue, Qt's own dialogs, and the faces of the script."""

from __future__ import annotations

import os

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from crm_desktop.kit import i18n
from ui.kit import theme

_installed: list[QTranslator] = []


def of_system() -> str:
    """The shipped language nearest to the system's."""
    name = os.environ.get("LC_ALL") or os.environ.get("LANG") or QLocale.system().name()
    if name.startswith("zh"):
        taiwan = any(part in name for part in ("TW", "HK", "MO", "Hant"))
        return "zh_TW" if taiwan else "zh_CN"
    return "en"


def speak(code: str) -> None:
    """Speak this language: catalogue, Qt's dialogs, number and date forms, faces."""
    i18n.set_language(code)
    QLocale.setDefault(QLocale(code))
    app = QApplication.instance()
    if app is None:
        return
    while _installed:
        app.removeTranslator(_installed.pop())
    place = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for part in ("qtbase", "qt"):
        translator = QTranslator(app)
        if code != "en" and translator.load(f"{part}_{code}", place):
            app.installTranslator(translator)
            _installed.append(translator)
    theme.look().apply()
