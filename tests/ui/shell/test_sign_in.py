"""Signing in: one sentence for a wrong password, a pause on the button, the recovery sheet, another office."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from pytestqt.qtbot import QtBot

from crm_desktop.kit import clock
from ui.kit import ask
from ui.shell.main_window import MainWindow
from ui.shell.sign_in import SignIn

from .conftest import PASSWORD, USER


def ready(window: MainWindow, folder: Path) -> SignIn:
    window.start(folder)
    return window.sign_in


def wrong(page: SignIn, qtbot: QtBot) -> None:
    page.password.setText("wrong password")
    page.submit()
    qtbot.waitUntil(lambda: bool(page.problem.label.text()))


def test_the_right_password_opens_the_desk(window: MainWindow, office: tuple[Path, str], qtbot: QtBot) -> None:
    page = ready(window, office[0])
    assert page.user.value() == USER
    page.password.setText(PASSWORD)
    page.submit()
    assert page.go.text() == "Opening…"
    qtbot.waitUntil(window.is_open)
    assert page.password.text() == ""
    assert window.offices.known()[0].folder == office[0]
    assert window.offices.known()[0].name == "澄屿机电 客户服务办公室"


def test_a_wrong_password_is_one_sentence(window: MainWindow, office: tuple[Path, str], qtbot: QtBot) -> None:
    page = ready(window, office[0])
    wrong(page, qtbot)
    assert page.problem.label.text() == "The user or the password is not right. Type both again."
    assert page.password.accessibleDescription() == page.problem.label.text()
    assert page.password.property("state") == "late"
    assert page.password.text() == "wrong password"
    assert not window.is_open()


def test_the_pause_grows_and_counts_on_the_button(window: MainWindow, office: tuple[Path, str], qtbot: QtBot) -> None:
    page = ready(window, office[0])
    with clock.frozen(clock.now()):
        for _try in range(5):
            page._seconds = 0
            page._button()
            wrong(page, qtbot)
            if page._offices.seconds_to_wait(office[0]):
                break
        seconds = page._offices.seconds_to_wait(office[0])
        assert seconds > 0
        assert page.go.text() == f"Sign in ({seconds} s)"
        assert not page.go.isEnabled()
        later = clock.now() + timedelta(seconds=seconds)
    with clock.frozen(later):
        page._tick()
        assert page.go.isEnabled()
        assert page.go.text() == "Sign in"


def test_the_recovery_sheet_opens_the_office(window: MainWindow, office: tuple[Path, str], qtbot: QtBot) -> None:
    page = ready(window, office[0])
    page.forgot.click()
    assert not page.code.isHidden()
    assert page._fields.code_row.isVisible()
    page.code.setText(office[1].lower())
    page.submit()
    qtbot.waitUntil(page.renew.isVisible)
    page.renew.pair.first.setText("short")
    page.renew.submit()
    assert page.renew.pair.first_row.problem.label.text()
    for box in (page.renew.pair.first, page.renew.pair.again):
        box.setText("purple lamp river 93 stone")
    page.renew.submit()
    assert window.is_open()
    window.lock()
    page.password.setText("purple lamp river 93 stone")
    page.submit()
    qtbot.waitUntil(window.is_open)


def test_a_wrong_code_is_one_sentence(window: MainWindow, office: tuple[Path, str], qtbot: QtBot) -> None:
    page = ready(window, office[0])
    page.forgot.click()
    page.code.setText("AAAAA-BBBBB")
    page.submit()
    qtbot.waitUntil(lambda: bool(page.problem.label.text()))
    assert not window.is_open()
    page.forgot.click()
    assert page._fields.password_row.isVisible()


def test_a_folder_that_is_no_office(window: MainWindow, tmp_path: Path) -> None:
    page = ready(window, tmp_path / "missing.crm")
    assert "There is no folder" in page.problem.label.text()
    assert not page._fields.user_row.isVisible()


def test_another_office(window: MainWindow, office: tuple[Path, str], tmp_path: Path) -> None:
    from crm_desktop.kit.store import Office
    from crm_desktop.kit.store.office import found
    other = tmp_path / "two.crm"
    found(other, Office("Second office"), "Anna", PASSWORD)[0].close()
    page = ready(window, office[0])
    with ask.answers(other):
        from ui.shell import sign_in_sheet
        sign_in_sheet._choose(page, tmp_path)
    assert page.user.value() == "Anna"
    assert page.office_name() == "two"


def test_caps_lock_is_said(window: MainWindow, office: tuple[Path, str], qtbot: QtBot) -> None:
    page = ready(window, office[0])
    qtbot.keyClick(page.password, "A")
    page.password.caps.emit(True)
    assert page.caps.label.text() == "Caps Lock is on."
    page.password.caps.emit(False)
    assert page.caps.isHidden()


def test_the_title_of_a_locked_window_is_the_office_only(window: MainWindow, office: tuple[Path, str]) -> None:
    ready(window, office[0])
    assert window.windowTitle() == "澄屿机电"


def test_two_windows_one_office(desk: MainWindow, office: tuple[Path, str]) -> None:
    import pytest

    from crm_desktop.kit.errors import Problem
    from ui.shell.offices import Offices
    with pytest.raises(Problem, match="Close it there first"):
        Offices(desk.settings).open(office[0], USER, PASSWORD)
    assert desk.is_open()
