"""The sample office from the first page of the wizard: made in a task, opened, cancelled, thrown away."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from crm_desktop.kit import paths
from crm_desktop.kit.sample import own
from crm_desktop.kit.store import Store
from crm_desktop.kit.store.folder import is_office
from crm_desktop.kit.store.lock import OfficeLock
from tests.ui.shell.test_first_start import fill
from ui.kit import ask
from ui.shell.main_window import MainWindow
from ui.shell.sample_row import SampleRow


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sample of so few customers is made in a moment."""
    monkeypatch.setattr(own, "CUSTOMERS", 20)


@pytest.fixture
def row(window: MainWindow) -> SampleRow:
    """The line of the sample office on the wizard's first page."""
    window.start(None)
    return row_of(window)


def row_of(window: MainWindow) -> SampleRow:
    assert window.wizard is not None
    return window.wizard.language.sample


def test_one_click_and_she_is_at_the_desk_of_a_sample(window: MainWindow, row: SampleRow, qtbot: QtBot) -> None:
    assert row.go.text() == "Look around in a sample office"
    assert row.drop.isHidden()
    row.go.click()
    assert row.panel is not None
    assert row.panel.cancel.hasFocus()
    assert not any(b.isEnabled() for b in (row.go, window.wizard._next, *window.wizard.language.buttons.values()))
    qtbot.waitUntil(window.is_open, timeout=120_000)
    assert window.session is not None
    assert window.session.store.office.name == "Sample office (invented data)"
    assert window.desk is not None
    assert window.desk.band.isVisible()
    assert window.desk.band.sentence.text() == "Sample office: all of it is invented. Try whatever you like."
    assert window.offices.last() == own.place("en")


def test_its_password_needs_no_typing_after_the_lock(window: MainWindow, row: SampleRow, qtbot: QtBot) -> None:
    row.go.click()
    qtbot.waitUntil(window.is_open, timeout=120_000)
    window.lock()
    page = window.sign_in
    assert page.sample.isVisible()
    assert own.PASSWORD in page.sample.text()
    page.go.click()
    qtbot.waitUntil(window.is_open, timeout=120_000)


def test_from_the_sample_to_an_office_of_her_own_and_the_sample_deleted(window: MainWindow, row: SampleRow,
                                                                       qtbot: QtBot) -> None:
    row.go.click()
    qtbot.waitUntil(window.is_open, timeout=120_000)
    assert window.desk is not None
    window.desk.band.own_asked.emit()
    assert not window.is_open()
    there = row_of(window)
    assert there.go.text() == "Open the sample office"
    with ask.answers(1) as asked:
        there.drop.click()
    assert asked == ["Delete the sample office with everything that was tried in it?"]
    assert is_office(own.place("en"))
    with ask.answers(0):
        there.drop.click()
    assert not own.place("en").exists()
    assert window.offices.known() == []
    assert there.go.text() == "Look around in a sample office"
    assert there.drop.isHidden()


def test_cancelled_it_says_so_and_leaves_nothing(window: MainWindow, row: SampleRow, qtbot: QtBot) -> None:
    row.go.click()
    assert row.panel is not None
    row.panel.cancel.click()
    qtbot.waitUntil(lambda: row.task is None, timeout=120_000)
    assert row.problem.label.text() == "Cancelled. Nothing was changed."
    assert row.panel is None
    assert row.go.isEnabled()
    assert window.wizard._next.isEnabled()
    assert not window.is_open()
    assert [p.name for p in paths.samples_dir().iterdir()] == ["door.lock"]


def test_closed_in_the_middle_nothing_is_left_and_nobody_is_signed_in(window: MainWindow, row: SampleRow,
                                                                     qtbot: QtBot, tmp_path: Path) -> None:
    row.go.click()
    window.show_sign_in(tmp_path / "gone.crm")
    qtbot.wait(50)
    assert not window.is_open()
    assert [p.name for p in paths.samples_dir().iterdir()] == ["door.lock"]


def test_the_second_click_opens_the_one_there_is(window: MainWindow, row: SampleRow) -> None:
    own.make("en")
    row.retranslate()
    assert row.go.text() == "Open the sample office"
    row.go.click()
    assert row.task is None
    assert window.is_open()


def test_no_sample_is_opened_over_an_office_just_made(window: MainWindow, row: SampleRow, tmp_path: Path) -> None:
    fill(window.wizard, tmp_path / "own.crm")
    window.wizard.next()
    window.wizard.show_step(0)
    assert row.isHidden()
    assert OfficeLock(tmp_path / "own.crm").held()


def test_with_another_password_the_sign_in_page_asks(window: MainWindow, row: SampleRow) -> None:
    store = Store.open(own.make("en"), "Sample user", own.PASSWORD)
    store.set_password("Sample user", "another password 12")
    store.close()
    row.go.click()
    assert not window.is_open()
    assert window.stack.currentWidget() is window.sign_in
    assert window.folder == own.place("en")


def test_each_language_has_its_own(window: MainWindow, row: SampleRow) -> None:
    own.make("zh_TW")
    row.retranslate()
    assert row.go.text() == "Look around in a sample office"
    window.wizard.language.choose("zh_TW")
    assert row.place() == own.place("zh_TW")
    assert not row.drop.isHidden()
    window.wizard.language.choose("en")
    assert row.drop.isHidden()


def test_a_full_disk_is_one_sentence(window: MainWindow, row: SampleRow, qtbot: QtBot,
                                     monkeypatch: pytest.MonkeyPatch) -> None:
    from crm_desktop.kit import sample
    from crm_desktop.kit.store.problems import problem_of

    def full(*_asked: object, **_named: object) -> None:
        raise problem_of(OSError(28, "full"))

    monkeypatch.setattr(sample, "make", full)
    row.go.click()
    qtbot.waitUntil(lambda: row.task is None, timeout=120_000)
    assert row.problem.label.text() == "The disk is full, crm.db was not written. Free some space, then save again."
    assert row.go.isEnabled()
