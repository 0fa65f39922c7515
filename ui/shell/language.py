"""The language of the windows: our catalogue, Qt's own dialogs, and the faces of the script."""

from __future__ import annotations

import os

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from crm_desktop.kit import i18n
from crm_desktop.kit.i18n import N_, _
from ui.kit import theme

_installed: list[QTranslator] = []

# What Qt's catalogues lack of its own dialogs for files and printers: new texts, and one context left out.
_LACKING = {
    "QFileDialog": (N_("&Look in:"), N_("Files of &type:")),
    "QAbstractFileIconProvider": (N_("Folder"), N_("%1 File"), N_("File"), N_("Drive"),
                                  N_("Shortcut"), N_("Unknown")),
    "QPrintDialog": (N_("Job Options"), N_("Pages"), N_("Automatic")),
    "QPrintSettingsOutput": (N_("Page &Set:"), N_("Double Sided Printing"), N_("Off"), N_("Long side binding"),
                             N_("Short side binding")),
}


class _Rest(QTranslator):
    """Asked last, for what Qt's own catalogue does not know."""

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        """Never: it is asked."""
        return False

    def translate(self, context: str, text: str, _what: str | None = None, _n: int = -1) -> str:
        """Our word; else the text as it is."""
        return _(text) if text in _LACKING.get(context, ()) else text


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
    if code != "en":
        _install(app, _Rest(app))
        if (own := QTranslator(app)).load(f"qtbase_{code}", place):
            _install(app, own)
    theme.look().apply()


def _install(app: QCoreApplication, translator: QTranslator) -> None:
    app.installTranslator(translator)
    _installed.append(translator)
