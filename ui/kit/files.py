"""Where files are taken from and put: the folder of last time is proposed, a saved file's folder can be opened."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from crm_desktop.kit import paths
from crm_desktop.kit.i18n import N_
from ui.kit.actions import Action
from ui.kit.window_state import WindowState

_KEY = "folder"


def last_folder(settings: WindowState) -> Path:
    """The folder used last, else her documents, else her home: one that is there."""
    kept = settings.get(_KEY)
    for folder in (Path(kept) if isinstance(kept, str) else None, paths.documents_dir()):
        if folder is not None and folder.is_dir():
            return folder
    return Path.home()


def remember_folder(settings: WindowState, file: Path) -> None:
    """The folder of this file is proposed the next time."""
    settings.set(_KEY, str(file.parent))


def open_folder(file: Path) -> Action:
    """The action beside "saved": shows the folder the file lies in."""
    return Action("open_folder", N_("Open the folder"), lambda: _show(file.parent), icon="folder-open")


def _show(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
