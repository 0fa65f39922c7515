"""The hints at the foot of the page: one at a time, by key and by mouse, never in the way, never back by themselves."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crm_desktop.kit import hints, i18n
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.store.reading import Copied
from tests.conftest import NOW
from ui.kit import specs, spoken, theme
from ui.kit.actions import Action, key_text
from ui.kit.session import Message
from ui.shell.hint_bar import AWAY_KEY, NEXT_KEY, HintBar
from ui.shell.main_window import MainWindow

from .conftest import PASSWORD, USER

IDS = [h.id for h in specs.all_hints()]
SHIFT, NONE = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def new(window: MainWindow, office: tuple[Path, str]) -> MainWindow:
    """Signed in for the first time, in an office that offers the hints."""
    store = window.offices.open(office[0], USER, PASSWORD)
    hints.offer(store)
    window.enter(store)
    window.activateWindow()
    return window


def bar_of(window: MainWindow) -> HintBar:
    assert window.desk is not None
    return window.desk.bars.hints


def left(window: MainWindow) -> list[str]:
    assert window.session is not None
    return list(hints.left(window.session.store, IDS))


def press(qtbot: QtBot, window: MainWindow, *keys: tuple[Qt.Key, Qt.KeyboardModifier]) -> None:
    for key, modifier in keys:
        qtbot.keyClick(QApplication.focusWidget() or window, key, modifier)


def again(window: MainWindow, folder: Path) -> None:
    """Lock, and sign in again."""
    window.lock()
    window.enter(window.offices.open(folder, USER, PASSWORD))


def test_six_are_declared_each_with_a_key_or_a_way_there(desk: MainWindow) -> None:
    assert IDS == ["today", "import", "find", "telephone", "keys", "safe"]
    actions = {a.id: a for a in desk.all_actions()}
    for hint in specs.all_hints():
        assert hint.act in actions, hint
        assert (hint.show or hint.act) in actions, hint
        assert ("{key}" in hint.sentence) == bool(actions[hint.act].key), hint


def test_an_office_that_was_there_before_shows_none(desk: MainWindow) -> None:
    assert bar_of(desk).isHidden()
    assert bar_of(desk).keys() == []


def test_one_at_a_time_by_its_key_and_the_keyboard_stays(new: MainWindow, qtbot: QtBot) -> None:
    bar, said = bar_of(new), []
    focus = QApplication.focusWidget()
    assert focus is not None and not bar.isAncestorOf(focus)
    for number in range(1, 7):
        assert bar.isVisible()
        assert bar.mark.text() == f"Hint {number} of 6"
        assert bar.next_button.text() == ("Next hint" if number < 6 else "Got it")
        assert bar.away.isVisible() == (number < 6)
        said.append(bar.sentence.text())
        press(qtbot, new, (Qt.Key.Key_F12, NONE))
        assert QApplication.focusWidget() is focus
        assert left(new) == IDS[number:]
    assert not bar.isVisible()
    assert len(set(said)) == 6
    assert new.desk is not None
    assert new.desk.messages.sentence.text() == "No more hints. To see them again: Ctrl+K, then type hints."


def test_each_names_the_key_of_the_real_action(new: MainWindow) -> None:
    bar = bar_of(new)
    for hint in specs.all_hints():
        key = next(a.key for a in new.all_actions() if a.id == hint.act)
        assert key_text(key) in bar.sentence.text()
        assert "{" not in bar.sentence.text()
        bar.next()


def test_put_away_is_for_good(new: MainWindow, office: tuple[Path, str], qtbot: QtBot) -> None:
    press(qtbot, new, (Qt.Key.Key_F12, NONE), (Qt.Key.Key_F12, SHIFT))
    assert bar_of(new).isHidden()
    assert left(new) == []
    again(new, office[0])
    assert bar_of(new).isHidden()


def test_after_the_lock_it_goes_on_where_she_was(new: MainWindow, office: tuple[Path, str], qtbot: QtBot) -> None:
    press(qtbot, new, (Qt.Key.Key_F12, NONE), (Qt.Key.Key_F12, NONE))
    again(new, office[0])
    assert bar_of(new).mark.text() == "Hint 3 of 6"


def test_a_click_leaves_the_keyboard_where_she_types(new: MainWindow, qtbot: QtBot) -> None:
    bar, focus = bar_of(new), QApplication.focusWidget()
    for button in (bar.next_button, bar.next_button, bar.away):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert QApplication.focusWidget() is focus
    assert bar.isHidden()


def test_f6_reaches_it_and_the_end_gives_the_keyboard_back(new: MainWindow, qtbot: QtBot) -> None:
    desk, bar = new.desk, bar_of(new)
    assert desk is not None
    regions = desk.regions()
    regions[regions.index(bar) - 1].setFocus()
    desk.go("customers")
    press(qtbot, new, (Qt.Key.Key_F6, NONE))
    assert QApplication.focusWidget() is bar.show_me
    bar.away.setFocus()
    press(qtbot, new, (Qt.Key.Key_Space, NONE))
    assert bar.isHidden()
    focus = QApplication.focusWidget()
    assert focus is not None and focus.isVisible() and not bar.isAncestorOf(focus)


def test_a_button_that_goes_leaves_the_keyboard_to_the_one_that_stays(new: MainWindow, qtbot: QtBot) -> None:
    bar = bar_of(new)
    bar.away.setFocus()
    for _hint in range(5):
        press(qtbot, new, (Qt.Key.Key_F12, NONE))
    assert bar.away.isHidden()
    assert QApplication.focusWidget() is bar.next_button
    assert new.desk is not None
    bar.show_me.setFocus()
    bar.begin(list)
    assert QApplication.focusWidget() is bar.next_button


def test_show_me_leads_there(new: MainWindow, qtbot: QtBot) -> None:
    desk, bar = new.desk, bar_of(new)
    assert desk is not None
    assert bar.show_me.isHidden(), "she is on Today already"
    desk.go("customers")
    assert not bar.show_me.isHidden()
    bar.show_me.click()
    assert desk.current is desk.pages["today"]
    bar.next()
    bar.show_me.click()
    assert desk.current is desk.pages["import"]
    bar.next()
    bar.show_me.click()
    assert desk.box.isVisible()
    desk.box.leave()
    bar.next()
    bar.show_me.click()
    assert desk.current is desk.pages["complaints"]
    bar.next()
    bar.show_me.click()
    dialog = QApplication.activeModalWidget()
    assert dialog is not None and dialog.windowTitle() == "Keys"
    dialog.close()
    bar.next()
    bar.show_me.click()
    assert new.is_open(), "it shows where the minutes are set; it locks nothing"
    assert desk.current is desk.pages["settings"]


def test_a_hint_of_what_she_did_already_does_not_come(new: MainWindow, qtbot: QtBot) -> None:
    session, bar = new.session, bar_of(new)
    assert session is not None
    with session.store.change("Import") as change:
        change.insert("customer_master", {"customer_name": "恒岚精密机械", "customer_status": "active"})
    qtbot.waitUntil(lambda: "import" not in left(new))
    assert bar.mark.text() == "Hint 1 of 6", "the one in view stays"
    bar.next()
    assert bar.mark.text() == "Hint 3 of 6"


def test_a_hint_in_view_goes_when_she_did_it(new: MainWindow, qtbot: QtBot) -> None:
    session, bar = new.session, bar_of(new)
    assert session is not None
    bar.next()
    assert bar.mark.text() == "Hint 2 of 6"
    with session.store.change("Import") as change:
        change.insert("customer_master", {"customer_name": "恒岚精密机械", "customer_status": "active"})
    qtbot.waitUntil(lambda: bar.mark.text() == "Hint 3 of 6")
    session.undo()
    assert left(new) == IDS[2:]


def test_they_come_again_when_asked_for(desk: MainWindow, office: tuple[Path, str]) -> None:
    asked = next(a for a in desk.all_actions() if a.id == "hints")
    assert asked.menu == "help"
    assert asked.trigger()
    assert bar_of(desk).mark.text() == "Hint 1 of 6"
    bar_of(desk).next()
    again(desk, office[0])
    assert bar_of(desk).mark.text() == "Hint 2 of 6"


def test_a_read_only_copy_shows_them_only_when_asked_and_keeps_nothing(new: MainWindow, office: tuple[Path, str]) -> None:
    new.lock()
    store = new.offices.open(office[0], USER, PASSWORD)
    store.copied = Copied(store.folder, store.folder, NOW)
    new.enter(store)
    assert bar_of(new).isHidden()
    said: list[Message] = []
    assert new.session is not None
    new.session.told.connect(said.append)
    next(a for a in new.all_actions() if a.id == "hints").trigger()
    assert bar_of(new).mark.text() == "Hint 1 of 6"
    for _hint in range(3):
        bar_of(new).next()
    assert bar_of(new).show_me.isHidden(), "nothing is registered in a copy"
    bar_of(new).put_away()
    assert bar_of(new).isHidden()
    assert [m.kind for m in said] == ["ok"]
    store.copied = None
    assert left(new) == IDS


def test_where_it_cannot_be_kept_it_goes_on_all_the_same(new: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object) -> None:
        raise Problem("The disk is full.")
    monkeypatch.setattr(hints, "keep", full)
    bar_of(new).next()
    assert bar_of(new).mark.text() == "Hint 2 of 6"
    assert new.desk is not None
    assert new.desk.messages.sentence.text() == "The disk is full."


def test_a_reader_hears_each_once(new: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr(spoken, "announce", lambda _widget, sentence: heard.append(sentence))
    bar = bar_of(new)
    bar.next()
    assert new.desk is not None
    new.desk.go("customers")
    new.desk.go("today")
    assert heard == [f"Hint 2 of 6: {bar.sentence.text()}"]
    face = QAccessible.queryAccessibleInterface(bar)
    assert face.text(QAccessible.Text.Name) == "Hints"


def test_the_menu_and_the_keys_of_f1_have_them_while_they_are_there(new: MainWindow) -> None:
    def keys() -> set[str]:
        assert new.desk is not None
        return {a.key for a in new.desk.actions()} & {NEXT_KEY, AWAY_KEY}

    assert keys() == {NEXT_KEY, AWAY_KEY}
    bar_of(new).put_away()
    assert keys() == set()


@pytest.mark.parametrize("factor", [1.0, 1.5, 2.0])
def test_the_buttons_stand_below_where_room_is_short(new: MainWindow, factor: float) -> None:
    bar = bar_of(new)
    theme.look().set(factor=factor)
    new.resize(1366, 690)
    QApplication.processEvents()
    below = bar.next_button.y() > bar.sentence.geometry().center().y()
    assert below == (factor == 2.0)
    assert bar.sentence.height() >= bar.sentence.heightForWidth(bar.sentence.width())


@pytest.mark.parametrize("code", i18n.LANGUAGES)
def test_they_speak_the_language_in_force(new: MainWindow, code: str) -> None:
    bar = bar_of(new)
    new.set_language(code)
    assert key_text("Ctrl+1") in bar.sentence.text()
    assert ("你" in bar.sentence.text() or "今天" in bar.sentence.text()) == (code != "en")
    new.set_language("en")


def test_an_action_that_is_gone_leaves_no_button(new: MainWindow) -> None:
    bar = bar_of(new)
    bar.begin(lambda: [Action("other", "Other", lambda: None)])
    assert bar.show_me.isHidden()
    bar.lead()
