"""Settings, Users: who may sign in, one more, one less; by keys and by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from crm_desktop.kit.errors import Problem
from crm_desktop.kit.store import accounts
from ui.kit import ask
from ui.kit.session import Message
from ui.kit.widgets import Button, Label
from ui.shell.main_window import MainWindow
from ui.shell.users_section import UsersSection

from .conftest import PASSWORD, USER

SECOND = "another brown teapot sings"


@pytest.fixture
def section(desk: MainWindow) -> UsersSection:
    """The section in view."""
    assert desk.desk is not None
    desk.go("settings", {"section": "users"})
    page: Any = desk.desk.pages["settings"]
    found: UsersSection = page.section("users")
    return found


def said(desk: MainWindow) -> list[Message]:
    assert desk.session is not None
    found: list[Message] = []
    desk.session.told.connect(found.append)
    return found


def shown(section: UsersSection) -> list[str]:
    """Every line as it is read."""
    return [" · ".join(label.text() for label in line.findChildren(Label)) for line in section.lines.values()]


def type_in(section: UsersSection, name: str, password: str, again: str | None = None) -> None:
    for box, text in ((section.name, name), (section.pair.first, password),
                      (section.pair.again, password if again is None else again)):
        box.setFocus()
        box.setText(text)
    QTest.keyClick(section.pair.again, Qt.Key.Key_Return)


def test_she_adds_a_user_who_signs_in(section: UsersSection, desk: MainWindow, office: tuple[Path, str],
                                      qtbot: QtBot) -> None:
    assert shown(section) == [f"{USER} · signed in now"]
    heard = said(desk)
    type_in(section, " 李小龙 ", SECOND)
    qtbot.waitUntil(lambda: len(heard) > 0)
    assert shown(section)[1] == "李小龙 · has written nothing yet"
    assert heard[-1].sentence == "李小龙 can sign in from now on, with the password just typed."
    assert (section.name.text(), section.pair.first.text(), section.pair.again.text()) == ("", "", "")
    desk.lock()
    users = [desk.sign_in.user.itemText(n) for n in range(desk.sign_in.user.count())]
    assert users == [USER, "李小龙"]
    desk.sign_in.user.setCurrentIndex(1)
    desk.sign_in.password.setText(SECOND)
    desk.sign_in.submit()
    qtbot.waitUntil(desk.is_open)
    assert desk.session is not None
    assert desk.session.store.user.name == "李小龙"


@pytest.mark.parametrize(("name", "password", "again", "where"), [
    ("", SECOND, None, "name_row"), (USER, SECOND, None, "name_row"), ("x" * 101, SECOND, None, "name_row"),
    ("李小龙", "short", None, "first"), ("李小龙", SECOND, "otherwise", "again")])
def test_what_cannot_be_is_said_at_its_field_and_stays_typed(section: UsersSection, desk: MainWindow, qtbot: QtBot,
                                                             name: str, password: str, again: str | None,
                                                             where: str) -> None:
    type_in(section, name, password, again)
    rows = {"name_row": section.name_row, "first": section.pair.first_row, "again": section.pair.again_row}
    qtbot.waitUntil(lambda: rows[where].problem.label.text() != "")
    assert rows[where].problem.label.text().endswith(".")
    assert section.name.text() == name
    assert section.pair.first.text() == password
    assert len(section.lines) == 1


def test_she_switches_one_off_after_a_question(section: UsersSection, desk: MainWindow, office: tuple[Path, str],
                                               qtbot: QtBot) -> None:
    type_in(section, "李小龙", SECOND)
    qtbot.waitUntil(lambda: len(section.lines) == 2)
    own, other = section.lines.values()
    assert own.findChildren(Button) == []
    [button] = other.findChildren(Button)
    assert button.accessibleName() == "Switch off 李小龙…"
    with ask.answers(1) as asked:
        button.click()
    assert "Backups made until now" in asked[0]
    assert len(section.lines) == 2
    heard = said(desk)
    with ask.answers(0):
        button.click()
    assert shown(section) == [f"{USER} · signed in now"]
    assert heard[-1].sentence == "李小龙 is switched off."
    qtbot.waitUntil(lambda: section.name.hasFocus())


def test_ctrl_k_leads_there_and_ctrl_s_adds(section: UsersSection, desk: MainWindow, qtbot: QtBot) -> None:
    desk.go("today")
    action = next(a for a in desk.all_actions() if a.id == "settings_users")
    assert action.label() == "Settings: Users"
    action.trigger()
    assert section.isVisible()
    section.name.setText("李小龙")
    for box in (section.pair.first, section.pair.again):
        box.setText(SECOND)
    section.name.setFocus()
    QTest.keyClick(section.name, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(section.lines) == 2)


def test_locking_takes_what_is_typed_away(section: UsersSection) -> None:
    section.name.setText("李小龙")
    section.pair.first.setText(SECOND)
    section.forget()
    assert (section.name.text(), section.pair.first.text()) == ("", "")


def test_a_copy_shows_who_there_is_and_changes_nothing(desk: MainWindow, office: tuple[Path, str]) -> None:
    from crm_desktop.kit.store import backup

    assert desk.session is not None
    accounts.add(desk.session.store, "李小龙", SECOND)
    backup.backup(desk.session.store)
    desk.lock()
    desk.enter(desk.offices.look(office[0], USER, PASSWORD))
    desk.go("settings", {"section": "users"})
    assert desk.desk is not None
    page: Any = desk.desk.pages["settings"]
    section: UsersSection = page.section("users")
    assert len(section.lines) == 2
    assert not any(b.isEnabled() for line in section.lines.values() for b in line.findChildren(Button))
    with pytest.raises(Problem):
        accounts.add(desk.session.store, "赵敏", SECOND)
