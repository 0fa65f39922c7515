"""The keys of the cheat sheet are those the windows answer to."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from build_spec import keys
from crm_desktop.kit import clock, paths


def test_the_files_are_what_the_windows_say(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    with clock.frozen(keys.NOW):
        window = keys.opened(tmp_path)
        try:
            found = keys.written(keys.collect(window, tmp_path))
        finally:
            window.close()
            window.deleteLater()
    kept = {path.stem: path.read_text("utf-8") for path in paths.resource("keys").glob("*.json")}
    assert found == kept, "python -m build_spec.keys writes them anew"
