"""A program killed while sheets are keyed: what was saved is there, the sheet in hand is offered again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.command import PASSWORD, Said, crm, opened
from ui.kit.session import Session
from ui.kit.window_state import WindowState
from ui.surveys.entry import EntryPage

pytestmark = pytest.mark.usefixtures("terminal")
ROOT = Path(__file__).resolve().parents[2]

KEYING = """
import sys
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
app = QApplication([])
from crm_desktop.kit.store import Store, drafts
from ui.kit.session import Session
from ui.kit.window_state import WindowState
from ui.surveys.entry import EntryPage
from crm_desktop.kit import clock
from tests.crm_desktop.sample_office import AT
stopped = clock.frozen(AT)
stopped.__enter__()
store = Store.open(Path(sys.argv[1]), "demo", sys.argv[2])
page = EntryPage(Session(store, WindowState(Path(sys.argv[3]))))
page.show()
page.paper.setFocus()
for digits in ("12311122233311", "21211133322211"):
    for digit in digits:
        QTest.keyClicks(page.paper, digit)
    QTest.keyClick(page.paper, Qt.Key.Key_Return)
for digit in "45322":
    QTest.keyClicks(page.paper, digit)
while not drafts.every(store):
    app.processEvents()
print("keyed", flush=True)
sys.stdin.read()
"""


def test_killed_while_sheets_are_keyed(demo_office: Path, tmp_path: Path, qtbot: QtBot) -> None:
    store = opened(demo_office)
    before = store.value("SELECT count(*) FROM satisfaction_sheets")
    store.close()
    process = subprocess.Popen([sys.executable, "-c", KEYING, str(demo_office), PASSWORD, str(tmp_path / "windows.json")],
                               cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                               env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert process.stdout is not None
    assert process.stdout.readline() == "keyed\n"
    with process:
        process.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
    assert crm("check", demo_office) == Said(0, ["ok"], [])
    store = opened(demo_office)
    assert store.value("SELECT count(*) FROM satisfaction_sheets") == before + 2
    session = Session(store, WindowState(tmp_path / "again.json"))
    said: list[str] = []
    session.told.connect(lambda message: said.append(message.sentence))
    page = EntryPage(session)
    qtbot.addWidget(page)
    assert len(said) == 1
    assert list(page.paper.keying.answers.values()) == ["dissatisfied", "very_dissatisfied", "average",
                                                         "fairly_satisfied", "average"]
    for digit in "111111111":
        QTest.keyClicks(page.paper, digit)
    QTest.keyClick(page.paper, Qt.Key.Key_Return)
    assert store.value("SELECT count(*) FROM satisfaction_sheets") == before + 3, said
    session.close()
