"""From nothing to an office: four steps, back at any time, and a recovery sheet that exists."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crm_desktop.kit import i18n
from crm_desktop.kit.errors import Problem
from ui.kit import ask, theme
from ui.shell.first_start import FirstStart
from ui.shell.main_window import MainWindow

PASSWORD = "correct horse battery 27"


@pytest.fixture
def wizard(window: MainWindow) -> FirstStart:
    window.start(None)
    assert window.wizard is not None
    return window.wizard


def fill(wizard: FirstStart, folder: Path) -> None:
    wizard.language.choose("en")
    wizard.next()
    wizard.office.fields.name.setText("澄屿机电")
    wizard.office.path.setText(str(folder))
    wizard.next()
    wizard.user._name.setText("林晓梅")
    wizard.user.pair.first.setText(PASSWORD)
    wizard.user.pair.again.setText(PASSWORD)


def test_the_buttons_are_always_in_view(window: MainWindow, wizard: FirstStart, qtbot: QtBot) -> None:
    def in_view() -> bool:
        return wizard._next.visibleRegion().boundingRect().height() == wizard._next.height()

    qtbot.waitUntil(lambda: in_view() and not wizard.foot_bar.pinned)
    assert wizard.sheet.isAncestorOf(wizard._next)
    theme.look().set(factor=2.0)
    window.resize(1280, 700)
    qtbot.waitUntil(lambda: in_view() and wizard.foot_bar.pinned)
    wizard._next.setFocus()
    theme.look().set(factor=1.0)
    window.resize(1366, 900)
    qtbot.waitUntil(lambda: in_view() and not wizard.foot_bar.pinned)
    assert wizard.sheet.isAncestorOf(wizard._next) and window.focusWidget() is wizard._next


def test_from_nothing_to_the_desk(window: MainWindow, wizard: FirstStart, tmp_path: Path, qtbot: QtBot) -> None:
    folder, sheet = tmp_path / "澄屿.crm", tmp_path / "sheet.pdf"
    fill(wizard, folder)
    wizard.next()
    assert wizard.at() == 3
    code = wizard._code
    assert not wizard._next.isEnabled()
    with ask.answers(sheet):
        wizard.recovery.save.click()
    assert sheet.read_bytes().startswith(b"%PDF")
    wizard.recovery.signs.setText("0000" if not code.endswith("0000") else "1111")
    assert not wizard._next.isEnabled()
    assert wizard.recovery.signs_row.problem.label.text()
    wizard.recovery.signs.setText(code.replace("-", "")[-4:].lower())
    assert wizard._next.isEnabled()
    qtbot.keyClick(wizard.recovery.signs, Qt.Key.Key_Return)
    assert window.session is not None
    assert window.session.store.office.name == "澄屿机电"
    assert window.session.store.user.name == "林晓梅"
    window.lock()
    window.offices.open(folder, "recovery", code).close()
    window.offices.release()


def test_each_step_says_what_is_missing(wizard: FirstStart, tmp_path: Path) -> None:
    wizard.next()
    wizard.next()
    assert wizard.at() == 1
    assert wizard.office.fields.name_row.problem.label.text() == "Enter the name of the office."
    assert wizard.focusWidget() is wizard.office.fields.name
    wizard.office.fields.name.setText("澄屿机电")
    wizard.office.path.setText("")
    wizard.next()
    assert wizard.at() == 1
    assert wizard.focusWidget() is wizard.office.path
    wizard.office.path.setText(str(tmp_path / "a.crm"))
    wizard.next()
    wizard.next()
    assert wizard.at() == 2
    assert wizard.user.name_row.problem.label.text() == "Enter your name."
    assert wizard.focusWidget() is wizard.user._name
    assert wizard.user.pair.first_row.problem.label.text()
    wizard.user._name.setText("林晓梅")
    wizard.user.pair.first.setText(PASSWORD)
    wizard.user.pair.again.setText("something else entirely")
    wizard.user.pair.again.returnPressed.emit()
    assert wizard.focusWidget() is wizard.user.pair.again
    assert "differ" in wizard.user.pair.again_row.problem.label.text()
    assert wizard.user.pair.first.text() == PASSWORD


def test_back_keeps_what_was_typed(wizard: FirstStart, tmp_path: Path) -> None:
    fill(wizard, tmp_path / "a.crm")
    wizard.back()
    wizard.back()
    assert wizard.at() == 0
    assert wizard.office.fields.name.text() == "澄屿机电"
    assert wizard.user.name() == "林晓梅"


def test_a_folder_that_holds_something_is_refused(wizard: FirstStart, tmp_path: Path) -> None:
    folder = tmp_path / "full"
    folder.mkdir()
    (folder / "letter.txt").write_text("x")
    fill(wizard, folder)
    wizard.next()
    assert wizard.at() == 1
    assert "already holds something" in wizard._problem.label.text()
    assert [p.name for p in folder.iterdir()] == ["letter.txt"]


def test_the_language_is_spoken_at_once(wizard: FirstStart) -> None:
    wizard.language.buttons["zh_TW"].click()
    assert i18n.language() == "zh_TW"
    assert wizard.office.fields.zone.value() == "Asia/Taipei"
    assert wizard.office.fields.currency.value() == "TWD"


def test_enter_on_the_language_chosen_already_goes_on(wizard: FirstStart, qtbot: QtBot) -> None:
    one, other = (wizard.language.buttons[code] for code in ("zh_TW", "en"))
    one.click()
    qtbot.keyClick(other, Qt.Key.Key_Return)
    assert (i18n.language(), wizard.at()) == ("en", 0), "the first Enter chooses"
    qtbot.keyClick(other, Qt.Key.Key_Return)
    assert wizard.at() == 1


def test_enter_goes_through_the_fields_and_on(wizard: FirstStart, qtbot: QtBot, tmp_path: Path) -> None:
    def enter() -> None:
        qtbot.keyClick(wizard.window().focusWidget(), Qt.Key.Key_Return)

    wizard.next()
    fields = wizard.office.fields
    fields.name.setFocus()
    for following in (fields.address, fields.phone, fields.zone):
        enter()
        assert wizard.window().focusWidget() is following
    fields.name.setText("澄屿机电")
    wizard.office.path.setText(str(tmp_path / "a.crm"))
    wizard.office.path.setFocus()
    enter()
    assert wizard.at() == 2
    wizard.user._name.setFocus()
    for following in (wizard.user.pair.first, wizard.user.pair.again):
        enter()
        assert wizard.window().focusWidget() is following


def test_the_folder_follows_the_name_until_it_is_chosen(wizard: FirstStart, tmp_path: Path) -> None:
    wizard.office.fields.named.emit("澄屿/机电?")
    assert wizard.office.folder().name == "澄屿机电.crm"
    with ask.answers(tmp_path):
        wizard.office._choose()
    wizard.office.fields.named.emit("other")
    assert wizard.office.folder() == tmp_path  # it is empty: the office lies in it, not below


def test_a_folder_nobody_may_look_into_is_chosen_all_the_same(
        wizard: FirstStart, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wizard.office.fields.named.emit("澄屿机电")

    def refuse(_self: Path) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr(Path, "iterdir", refuse)
    with ask.answers(tmp_path):
        wizard.office._choose()
    assert wizard.office.folder().parent == tmp_path


@pytest.mark.parametrize(("name", "content"), [("a.png", b"not a picture"), ("b.png", b""), ("c.jpg", b"GIF89a....")])
def test_only_pictures_are_taken_as_logo(tmp_path: Path, name: str, content: bytes, qtbot: QtBot) -> None:
    from ui.shell.office_fields import read_picture
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(Problem, match=name):
        read_picture(path)
    with pytest.raises(Problem):
        read_picture(tmp_path / "missing.png")


def test_leaving_in_the_middle_closes_the_office(window: MainWindow, wizard: FirstStart, tmp_path: Path) -> None:
    folder = tmp_path / "a.crm"
    fill(wizard, folder)
    wizard.next()
    window.show_sign_in(folder)
    assert window.wizard is None
    window.offices.open(folder, "林晓梅", PASSWORD).close()
    window.offices.release()


def test_strength_in_words(wizard: FirstStart) -> None:
    pair = wizard.user.pair
    pair.first.setText("password1234")
    assert pair.strength.text() == "Easy to guess"
    pair.first.setText(PASSWORD)
    assert "ard to guess" in pair.strength.text()
