"""What will be wanted is made while nobody types: pages and forms, in pieces, and never in anybody's way."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.desk_office import Office, filled, office
from ui.kit.form_editor import FormEditor
from ui.shell import ahead
from ui.shell.ahead import Ahead

__all__ = ["filled", "office"]
ROOT = Path(__file__).resolve().parents[3]
READY = ("customers", "complaints", "visits")


@pytest.fixture
def on(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As in the program itself, with shorter waits."""
    monkeypatch.setattr(ahead, "QUIET_MS", 30)
    qapp.setProperty(ahead.ON, True)
    yield
    qapp.setProperty(ahead.ON, None)


@pytest.fixture
def watch(office: Office) -> Iterator[Ahead]:
    made = Ahead(office.session, office.desk)
    yield made
    made.stop()


def there(office: Office) -> tuple[int, ...]:
    """How many forms each of the early pages has ready."""
    return tuple(len(office.desk.pages[p].findChildren(FormEditor)) if p in office.desk.pages else 0 for p in READY)


def test_while_nobody_types_pages_and_forms_are_made(on: None, office: Office, watch: Ahead, qtbot: QtBot) -> None:
    before = set(office.desk.pages), office.desk.current, office.desk.focusWidget()
    qtbot.waitUntil(lambda: there(office) == (1, 1, 1) and watch._pieces is None, timeout=30_000)
    assert set(office.desk.pages) - before[0] <= {*READY}
    assert (office.desk.current, office.desk.focusWidget()) == before[1:]
    assert office.said == []
    office.press(Qt.Key.Key_F7)
    assert office.desk.current is office.desk.pages["complaints"]
    assert office.desk.current.form.editor is not None


def test_a_key_comes_first(on: None, office: Office, watch: Ahead, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: watch._pieces is not None, timeout=30_000)
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier)
    watch.eventFilter(office.desk.windowHandle(), key)
    assert not watch._next.isActive()
    assert watch._quiet.isActive()


def test_it_waits_for_what_she_waits_for(office: Office, watch: Ahead, monkeypatch: pytest.MonkeyPatch) -> None:
    watch._begin()
    monkeypatch.setattr(office.session, "tasks", [object()])
    assert watch.busy()
    pages: Any = dict(office.desk.pages)
    watch._slice()
    assert watch._quiet.isActive()
    assert office.desk.pages == pages
    monkeypatch.undo()


def test_nothing_is_made_where_it_was_not_asked_for(office: Office, watch: Ahead) -> None:
    assert not watch._quiet.isActive()


def test_what_is_there_is_not_made_again(office: Office, watch: Ahead) -> None:
    for _piece in watch.pieces():
        pass
    pages, forms = dict(office.desk.pages), there(office)
    for _piece in watch.pieces():
        pass
    assert (office.desk.pages, there(office)) == (pages, forms)


def test_a_page_asked_for_in_the_middle_is_built_once(office: Office, watch: Ahead) -> None:
    pieces = watch.pieces()
    stack = office.desk.stack
    steps = stack.ahead(office.desk.specs["complaints"])
    next(steps)
    page = office.page("complaints")
    for _step in steps:
        pass
    assert stack.pages["complaints"] is page
    for _piece in pieces:
        pass
    assert stack.pages["complaints"] is page


def test_the_lock_ends_it(on: None, office: Office, watch: Ahead, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: watch._pieces is not None, timeout=30_000)
    watch.stop()
    assert not watch._next.isActive() and not watch._quiet.isActive() and watch._pieces is None
    watch.again()
    assert not watch._quiet.isActive()


def test_the_desk_is_loaded_while_the_password_is_typed(tmp_path: Path) -> None:
    code = ("import sys\nfrom ui.shell.app import make_app\nfrom ui.kit.window_state import WindowState\n"
            "from ui.shell.main_window import MainWindow\nfrom pathlib import Path\n"
            "make_app(())\nwindow = MainWindow(WindowState(Path(sys.argv[1])))\n"
            "from ui.shell.ahead import BeforeTheDesk\n"
            "assert 'ui.shell.desk' not in sys.modules and 'ui.today.page' not in sys.modules\n"
            "for _piece in BeforeTheDesk(window).pieces():\n    pass\n"
            "assert {'ui.shell.desk', 'ui.today.page', 'crm_desktop.complaints.service'} <= sys.modules.keys()\n"
            "assert 'ui.complaints.page' not in sys.modules and window.session is None\n")
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "windows.json")], check=True, cwd=ROOT,
                   env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
