"""What the windows remember on this machine: written whole, and lost in silence where nothing can be written."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.full_disk import Disk
from ui.kit.window_state import WindowState


def test_what_is_set_is_there_next_time(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "windows.json"
    first = WindowState(path)
    first.set("theme", "dark")
    first.set("columns", ["customer_no", "customer_name"])
    first.set("gone", 1)
    first.set("gone", None)
    first.save()
    again = WindowState(path)
    assert (again.get("theme"), again.get("columns")) == ("dark", ["customer_no", "customer_name"])
    assert again.get("gone", 7) == 7


@pytest.mark.parametrize("content", ["", "{", "[1]", "\0\0"])
def test_a_damaged_memory_is_forgotten(tmp_path: Path, content: str, qtbot: QtBot) -> None:
    path = tmp_path / "windows.json"
    path.write_text(content, "utf-8")
    state = WindowState(path)
    assert state.get("theme") is None
    state.set("theme", "light")
    state.save()
    assert json.loads(path.read_text("utf-8")) == {"theme": "light"}


def test_a_folder_that_cannot_be_written_costs_only_the_memory(tmp_path: Path, qtbot: QtBot) -> None:
    state = WindowState(tmp_path / "missing" / "windows.json")
    state.set("theme", "light")
    state.save()
    assert state.get("theme") == "light"


def test_the_window_comes_back_to_its_place(settings: WindowState, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    assert not settings.restore_geometry(window)
    window.setGeometry(40, 50, 640, 480)
    settings.keep_geometry(window)
    other = QWidget()
    qtbot.addWidget(other)
    assert settings.restore_geometry(other)
    assert other.size() == window.size()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS])
def test_a_full_disk_costs_the_memory_never_the_work(tmp_path: Path, qtbot: QtBot, number: int,
                                                     monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "windows.json"
    before = WindowState(file)
    before.set("theme", "dark")
    before.save()
    state, disk, step = WindowState(file), Disk(monkeypatch, number), 0
    while True:
        step += 1
        state.set("theme", f"light {step}")
        disk.begin(step)
        state.save()
        full = disk.was_full
        disk.begin(0)
        if not full:
            break
        assert json.loads(file.read_text("utf-8")) == {"theme": "dark"}
    assert step > 2
    assert WindowState(file).get("theme") == f"light {step}"
    assert [p.name for p in tmp_path.iterdir()] == ["windows.json"]
