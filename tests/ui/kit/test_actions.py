"""Actions: one list with many faces; no key twice, none of the input methods'."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from crm_desktop.kit.errors import Problem
from ui.kit import words
from ui.kit.actions import Action, Keys, forbidden_keys, key_text, keys_twice
from ui.kit.buttons import action_button, enable


def test_a_disabled_action_does_not_run() -> None:
    done = []
    action = Action("save", "Save", lambda: done.append(1), enabled=lambda: False)
    assert not action.trigger()
    assert done == []


def test_a_guard_takes_the_problem() -> None:
    said = []

    def guard(act):  # noqa: ANN001, ANN202
        try:
            act()
        except Problem as problem:
            said.append(problem.sentence)

    def fail() -> None:
        raise Problem("Choose a customer first.")

    Action("save", "Save", fail, guard=guard).trigger()
    assert said == ["Choose a customer first."]


def test_a_key_used_twice_is_found() -> None:
    one = Action("new", "New", lambda: None, key="Ctrl+N")
    two = Action("note", "Note", lambda: None, key="F4", more_keys=("Ctrl+N",))
    assert keys_twice([one], [two]) == ["Ctrl+N: new, note"]
    assert keys_twice([one]) == []


def test_keys_of_input_methods_are_found() -> None:
    keys = ("Ctrl+Space", "Ctrl+Alt+S", "Ctrl+Shift+F", "Ctrl+S")
    assert forbidden_keys([Action(k, k, lambda: None, key=k) for k in keys]) == list(keys[:3])


def test_keys_work_only_while_the_owner_is_seen(qtbot: QtBot) -> None:
    window = QWidget()
    page, line = QWidget(window), QLineEdit(window)
    qtbot.addWidget(window)
    done = []
    keys = Keys(page, [Action("new", "New", lambda: done.append("new"), key="Ctrl+N")])
    with qtbot.waitActive(window):
        window.show()
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    page.hide()
    qtbot.keyClick(line, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert done == ["new"]
    page.show()
    keys.set([])
    qtbot.keyClick(line, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert done == ["new"]


def test_the_key_is_printed_on_the_button_but_is_no_part_of_its_name(qtbot: QtBot) -> None:
    plain = action_button(Action("a", "Save", lambda: None))
    keyed = action_button(Action("a", "Save", lambda: None, key="Ctrl+S"))
    assert keyed.sizeHint().width() > plain.sizeHint().width() + 30
    assert keyed.text() == "Save"
    assert key_text("Return") == "Enter"


def test_a_disabled_button_says_why(qtbot: QtBot) -> None:
    button = action_button(Action("a", "Plan", lambda: None, enabled=lambda: False, why="Choose a customer first."))
    assert not button.isEnabled()
    assert button.toolTip() == "Choose a customer first."


def test_a_button_that_may_again_says_no_more_why_not(qtbot: QtBot) -> None:
    may = [False]
    action = Action("a", "Plan", lambda: None, enabled=lambda: may[0], why="Choose a customer first.")
    button = action_button(action)
    may[0] = True
    enable(button, action)
    words.retranslate(button)
    assert (button.isEnabled(), button.toolTip()) == (True, "")


def test_enter_presses_the_button_that_has_the_focus(qtbot: QtBot) -> None:
    done = []
    button = action_button(Action("a", "Save", lambda: done.append(1)))
    qtbot.addWidget(button)
    qtbot.keyClick(button, Qt.Key.Key_Return)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert done == [1, 1]
