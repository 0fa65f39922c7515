"""A window with an office that really lies on the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from crm_desktop.kit.store import Office
from crm_desktop.kit.store.office import found
from ui.kit.window_state import WindowState
from ui.shell.main_window import MainWindow

USER, PASSWORD = "林晓梅", "correct horse battery 27"


@pytest.fixture
def office(tmp_path: Path) -> tuple[Path, str]:
    """A new office on the disk, closed; its folder and its recovery code."""
    folder = tmp_path / "澄屿机电.crm"
    store, code = found(folder, Office("澄屿机电 客户服务办公室"), USER, PASSWORD)
    store.close()
    return folder, code


@pytest.fixture
def window(settings: WindowState, qtbot: QtBot) -> Iterator[MainWindow]:
    """The main window, before any office."""
    settings.set("language", "en")  # else the window speaks the office's
    made = MainWindow(settings)
    made.resize(1366, 740)
    made.show()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def desk(window: MainWindow, office: tuple[Path, str]) -> MainWindow:
    """The main window, signed in."""
    window.enter(window.offices.open(office[0], USER, PASSWORD))
    return window


@pytest.fixture
def texts() -> Callable[[object], str]:
    """Every text any widget below a window holds or announces."""
    from PySide6.QtCore import QAbstractTableModel, Qt
    from PySide6.QtWidgets import QAbstractItemView, QWidget

    def collect(root: object) -> str:
        assert isinstance(root, QWidget)
        found: list[str] = []
        for widget in (root, *root.findChildren(QWidget)):
            for name in ("text", "toPlainText", "accessibleName", "accessibleDescription", "toolTip", "windowTitle",
                         "placeholderText", "currentText", "whole"):
                ask = getattr(widget, name, None)
                if callable(ask):
                    found.append(str(ask()))
            if isinstance(widget, QAbstractItemView) and widget.model() is not None:
                model = widget.model()
                table = isinstance(model, QAbstractTableModel)
                found += [str(model.index(r, c).data(Qt.ItemDataRole.DisplayRole))
                          for r in range(min(model.rowCount(), 200))
                          for c in range(model.columnCount() if table else 1)]
        return "\n".join(found)

    return collect
