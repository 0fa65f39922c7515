"""What the windows remember on this machine: written whole, and lost in silence where nothing can be written."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.full_disk import Disk
from ui.kit.window_state import WindowState


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
