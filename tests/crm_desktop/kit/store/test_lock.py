"""One window an office; commands beside it; a restore alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crm_desktop.kit import clock
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.store import lock
from crm_desktop.kit.store.lock import Elsewhere, Held, OfficeLock

_OTHER = """
import platform, sys
platform.node = lambda: sys.argv[3]
from pathlib import Path
from crm_desktop.kit.store.lock import OfficeLock
held = OfficeLock(Path(sys.argv[1]))
if sys.argv[2] == "window":
    held.acquire(sys.argv[3], "李娜")
    guard = None
else:
    guard = held.writer() if sys.argv[2] == "writer" else held.alone()
    guard.__enter__()
print("held", flush=True)
sys.stdin.read()
if guard:
    guard.__exit__(None, None, None)
"""


@contextmanager
def _other(folder: Path, how: str, host: str = "PC-1") -> Iterator[subprocess.Popen[str]]:
    """Another process that holds a lock until its input ends."""
    process = subprocess.Popen([sys.executable, "-c", _OTHER, str(folder), how, host], text=True,
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdin is not None
    try:
        assert process.stdout.readline() == "held\n"
        yield process
    finally:
        process.stdin.close()
        process.wait(30)
        process.stdout.close()


@pytest.fixture(autouse=True)
def _no_long_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "_TRIES", 2)
    monkeypatch.setattr(lock, "_STEP", 0.0)
    monkeypatch.setattr("platform.node", lambda: "PC-1")


def test_a_second_window_hears_who_and_since_when(tmp_path: Path) -> None:
    with _other(tmp_path, "window") as process:
        with pytest.raises(Held) as caught:
            OfficeLock(tmp_path).acquire("PC-1", "王秀英")
        holder = caught.value.holder
        assert holder is not None
        assert (holder.host, holder.user, holder.pid) == ("PC-1", "李娜", process.pid)
        assert "李娜 has the office open on PC-1 since 20" in caught.value.sentence
        assert OfficeLock(tmp_path).held()
    assert not OfficeLock(tmp_path).held()


def test_a_second_window_of_the_same_process(tmp_path: Path) -> None:
    with clock.frozen(datetime(2026, 11, 21, 4, 0, tzinfo=UTC)), OfficeLock(tmp_path) as first:
        first.acquire("PC-1", "王秀英")
        note = json.loads((tmp_path / "lock.json").read_bytes())
        assert note["since"] == "2026-11-21T04:00:00Z"
        with pytest.raises(Held):
            OfficeLock(tmp_path).acquire("PC-1", "王秀英")
    with OfficeLock(tmp_path) as second:
        second.acquire("PC-1", "李娜")
        assert second.holder() is not None
    assert second.holder() is None


def test_a_killed_windows_lock_is_taken_over(tmp_path: Path) -> None:
    with _other(tmp_path, "window") as process:
        process.kill()
        process.wait(30)
    assert (tmp_path / "lock.json").exists()
    with OfficeLock(tmp_path) as mine:
        mine.acquire("PC-1", "王秀英")
        holder = mine.holder()
        assert holder is not None
        assert (holder.host, holder.user, holder.pid) == ("PC-1", "王秀英", os.getpid())


def test_what_another_machine_noted_keeps_everybody_out(tmp_path: Path) -> None:
    """No lock of this system says whether that window still lives; a person has to."""
    with _other(tmp_path, "window", "PC-2") as process:
        process.kill()
        process.wait(30)
    before = sorted(path.name for path in tmp_path.iterdir())
    mine = OfficeLock(tmp_path)
    with pytest.raises(Elsewhere, match="李娜 has the office open on another machine, PC-2, since 20"):
        mine.acquire("PC-1", "王秀英")
    for enter in (mine.writer, mine.alone):
        with pytest.raises(Elsewhere), enter():
            raise AssertionError
    noted = mine.elsewhere()
    assert noted is not None
    assert (noted.host, sorted(path.name for path in tmp_path.iterdir())) == ("PC-2", before)
    mine.gone_elsewhere()
    with mine:
        mine.acquire("PC-1", "王秀英")
        assert mine.elsewhere() is None
    assert mine.holder() is None


def test_one_who_is_inside_can_be_alone_and_is_inside_again(tmp_path: Path) -> None:
    for host in ("", "PC-1"):
        mine = OfficeLock(tmp_path)
        with mine.writer() if not host else mine:
            if host:
                mine.acquire(host, "王秀英")
            with mine.alone(), pytest.raises(Problem, match="being restored"), OfficeLock(tmp_path).writer():
                raise AssertionError
            with OfficeLock(tmp_path).writer(), pytest.raises(Problem, match="A command is still"), mine.alone():
                raise AssertionError
            with pytest.raises(Problem), OfficeLock(tmp_path).alone():
                raise AssertionError
        with OfficeLock(tmp_path).alone():
            pass


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"host": 1}', b"[" * 100_000,
                                  b'{"host": "a", "user": "b", "since": "c", "pid": 1e999}'])
def test_a_damaged_note_still_refuses(tmp_path: Path, data: bytes) -> None:
    with OfficeLock(tmp_path) as first:
        first.acquire("PC-1", "王秀英")
        (tmp_path / "lock.json").write_bytes(data)
        with pytest.raises(Held, match="open in another window"):
            OfficeLock(tmp_path).acquire("PC-1", "李娜")


def test_a_note_with_an_odd_time_is_shown_as_it_is(tmp_path: Path) -> None:
    assert "since yesterday" in Held(lock.Holder("PC", "Li", "yesterday", 1)).sentence


def test_commands_work_beside_a_window_and_each_other(tmp_path: Path) -> None:
    with _other(tmp_path, "window"), _other(tmp_path, "writer"), OfficeLock(tmp_path).writer():
        assert OfficeLock(tmp_path).held()


def test_a_restore_is_alone(tmp_path: Path) -> None:
    with _other(tmp_path, "window"), pytest.raises(Held), OfficeLock(tmp_path).alone():
        raise AssertionError
    with (_other(tmp_path, "writer"), pytest.raises(Problem, match="A command is still working"),
          OfficeLock(tmp_path).alone()):
        raise AssertionError
    with OfficeLock(tmp_path).alone():
        pass


def test_nobody_enters_during_a_restore(tmp_path: Path) -> None:
    with _other(tmp_path, "alone"):
        with pytest.raises(Problem, match="being restored"), OfficeLock(tmp_path).writer():
            raise AssertionError
        with pytest.raises(Held):
            OfficeLock(tmp_path).acquire("PC-1", "王秀英")
    with OfficeLock(tmp_path).writer():
        pass


def test_a_sync_folder_gets_no_lock(tmp_path: Path) -> None:
    place = tmp_path / "Dropbox" / "a.crm"
    place.mkdir(parents=True)
    for enter in (OfficeLock(place).writer, OfficeLock(place).alone):
        with pytest.raises(Problem, match="is copied by Dropbox"), enter():
            raise AssertionError
    with pytest.raises(Problem, match="is copied by Dropbox"):
        OfficeLock(place).acquire("PC-1", "王秀英")
    assert list(place.iterdir()) == []


def test_a_folder_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="can't be opened"):
        OfficeLock(tmp_path / "gone").acquire("PC-1", "王秀英")
