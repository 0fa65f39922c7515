"""What makes a window stand still is noticed, whoever calls it; what does not, and what other threads do, is not."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from io import BytesIO
from pathlib import Path
from threading import Thread

import pytest
from PySide6.QtCore import QTimer

from crm_desktop.kit import exporting, importing, report
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.sheets import write_sheet
from crm_desktop.kit.store import Store, backup, ring
from tests.conftest import SHANGHAI
from tests.flows.calm import MOST_READ, Calm
from tests.flows.day_hand import Hand
from tests.flows.window_story import Story, _sample_thrown_away, office, story

__all__ = ["_sample_thrown_away", "office", "story"]
FORM = "customer_master"
Act = Callable[[Store, Path], object]


def bring(store: Store, place: Path) -> None:
    """A small list comes in."""
    importing.run_import(store, importing.prepare(store, FORM, place / "list.xlsx"))


def back_up(store: Store, place: Path) -> None:
    """This office has no keys to be copied with it."""
    with suppress(Problem):
        backup.backup(store, place / "stick")


BLOCKS: dict[str, Act] = {
    "sleeps": lambda _store, _place: time.sleep(0),
    "starts a program": lambda _store, _place: subprocess.run([sys.executable, "-c", ""], check=True),
    "asks the network": lambda _store, _place: socket.getaddrinfo("127.0.0.1", 9),
    "writes a file": lambda _store, place: (place / "new").write_bytes(b"x"),
    "reads a large file": lambda _store, place: (place / "large").read_bytes(),
    "changes a folder": lambda _store, place: (place / "folder").mkdir(),
    "stretches a password": lambda _store, _place: ring.new_ring("li", "six green kettles hum"),
    "draws a paper": lambda store, _place: report.make(store, "customer-list", report.Options(), BytesIO()),
    "reads a sheet": bring,
    "compares a sheet": bring,
    "imports": bring,
    "exports": lambda store, place: exporting.export(store, FORM, place / "out.csv"),
    "backs up": back_up,
    "checks the whole office": lambda store, _place: store.check(),
}
CALM: dict[str, Act] = {
    "reads a row": lambda store, _place: store.rows("SELECT region FROM customers WHERE id = 3"),
    "reads a small file": lambda _store, place: (place / "list.xlsx").read_bytes(),
    "saves": lambda store, _place: store.set_setting("import.x", "y"),
    "imports a module": lambda _store, _place: __import__("wave"),
}


@pytest.fixture
def calm(monkeypatch: pytest.MonkeyPatch, store: Store) -> Calm:
    """Goes between this test and an empty office."""
    return Calm(monkeypatch, lambda: store)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with a small list and a large file."""
    write_sheet(tmp_path / "list.xlsx", ["Customer name"], [["Dragon Electronics"]])
    (tmp_path / "large").write_bytes(bytes(MOST_READ + 1))
    return tmp_path


@pytest.mark.parametrize("what", BLOCKS)
def test_what_blocks_is_noticed(calm: Calm, store: Store, place: Path, what: str) -> None:
    calm.do("Ctrl+S", lambda: BLOCKS[what](store, place))
    assert [line for line in calm.found if line.startswith(f"Ctrl+S: {what} ")], calm.found


@pytest.mark.parametrize("what", CALM)
def test_what_does_not_block_is_not(calm: Calm, store: Store, place: Path, what: str) -> None:
    calm.do("Ctrl+S", lambda: CALM[what](store, place))
    assert (calm.found, calm.walks()) == ([], [])


def test_other_threads_and_what_the_test_itself_does_are_not_meant(calm: Calm, place: Path) -> None:
    def write() -> None:
        (place / "new").write_bytes(b"x")

    write()
    thread = Thread(target=write)
    calm.do("", thread.start)
    thread.join()
    assert calm.found == []


def test_a_statement_that_walks_a_table_is_noticed_once(calm: Calm, store: Store) -> None:
    for text in ("a", "b"):
        calm.do("x", partial(store.rows, "SELECT id FROM complaints WHERE content = ?", (text,)))
    assert len(calm.walks()) == 1
    assert calm.walks()[0].startswith("x: SCAN complaints")


@pytest.mark.parametrize("what", ["sleeps", "reads a large file"])
def test_what_a_timer_of_the_window_does_after_a_key_is_noticed(story: Story, office: Path, place: Path, what: str,
                                                               monkeypatch: pytest.MonkeyPatch) -> None:
    story.open(office, "zh_CN")
    calm = Calm(monkeypatch, lambda: story.store)
    hand = Hand(story.window, SHANGHAI, do=calm.do)
    hand.press("Down")
    assert calm.found == []
    QTimer.singleShot(0, story.window, lambda: BLOCKS[what](story.store, place))
    hand.press("Down")
    assert len(calm.found) == 1
    assert calm.found[0].startswith(f"Down: {what} ")
