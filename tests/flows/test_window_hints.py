"""Stories of the first day: six hints by keyboard, once to each user, and a key of theirs that nothing else answers to."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication

from build_spec.looks.rooms import Rooms
from crm_desktop.kit import hints, i18n
from crm_desktop.kit.store.ring import Ring, add_user, unlock
from tests.flows.test_window_first_day import SECRET, found_office
from tests.flows.test_window_looks import told
from tests.flows.window_story import CTRL, NONE, Story, _sample_thrown_away, office, story
from ui.kit import specs
from ui.kit.actions import forbidden_keys, keys_twice
from ui.shell.hint_bar import HintBar

__all__ = ["_sample_thrown_away", "office", "story"]
FIRST, SECOND, OTHER = "林晓梅", "陈静", "blue kettle sings at nine"


def bar_of(story: Story) -> HintBar:
    assert story.window.desk is not None
    return story.window.desk.bars.hints


def read(story: Story) -> list[str]:
    """Each hint by its key, until there are no more; the keyboard stays in the page."""
    seen = []
    while bar_of(story).isVisible():
        seen.append(bar_of(story).sentence.text())
        story.press(Qt.Key.Key_F12)
        focus = QApplication.focusWidget()
        assert focus is not None and not bar_of(story).isAncestorOf(focus)
    return seen


def sign_in(story: Story, user: str, password: str) -> None:
    story.window.sign_in.user.choose(user)
    story.sign_in(password)
    assert story.window.is_open(), story.window.sign_in.problem.label.text()


def test_six_hints_once_to_each_user(story: Story, tmp_path: Path) -> None:
    folder = tmp_path / "澄屿机电.crm"
    story.start(None)
    found_office(story, folder, tmp_path / "恢复单.pdf")
    assert i18n.language() == "zh_CN"
    seen = read(story)
    assert len(seen) == 6
    assert all(key in "".join(seen) for key in ("Ctrl+K", "F7", "Ctrl+1", "F1", "Ctrl+L", "Excel"))
    story.press(Qt.Key.Key_L, CTRL)
    ring = Ring.load(folder / "ring.json")
    add_user(ring, unlock(ring, FIRST, SECRET), SECOND, OTHER)
    ring.save(folder / "ring.json")
    story.again(folder)
    sign_in(story, FIRST, SECRET)
    assert bar_of(story).isHidden(), "they do not come back"
    story.press(Qt.Key.Key_L, CTRL)
    story.again(folder)
    sign_in(story, SECOND, OTHER)
    assert bar_of(story).isVisible(), "another user has hers"
    story.press(Qt.Key.Key_F12, Qt.KeyboardModifier.ShiftModifier)
    assert bar_of(story).isHidden()
    story.again(folder)
    sign_in(story, SECOND, OTHER)
    assert bar_of(story).isHidden(), "put away is for good"


def test_ctrl_k_brings_them_back(story: Story, office: Path) -> None:
    story.open(office, "zh_CN")
    assert bar_of(story).isHidden()
    story.press(Qt.Key.Key_K, CTRL)
    story.type("提示")
    story.press(Qt.Key.Key_Return)
    assert bar_of(story).isVisible()
    assert len(read(story)) == 6
    story.again(office)
    story.sign_in()
    assert bar_of(story).isHidden()


def test_their_keys_are_theirs_in_every_room(story: Story, office: Path, tmp_path: Path) -> None:
    story.open(office, "zh_CN")
    rooms, found = Rooms(story.window, tmp_path), {}
    for name in rooms.walk():
        story.idle()
        hints.keep(story.store, [h.id for h in specs.all_hints()])
        bar_of(story).begin(story.window.all_actions)
        living = [key.toString() for shortcut in story.window.findChildren(QShortcut)
                  if shortcut.isEnabled() and shortcut.parent().isVisible() for key in shortcut.keys()]
        found[name] = [f"{n} answer to {key}" for key in ("F12", "Shift+F12") if (n := living.count(key)) != 1]
        found[name] += keys_twice(story.window.everywhere.actions, story.window.desk.actions())
        found[name] += forbidden_keys(story.window.desk.actions())
    if lines := told(found):
        pytest.fail(lines)


def test_what_she_types_is_not_disturbed(story: Story, office: Path) -> None:
    story.open(office, "zh_CN")
    bar_of(story).again()
    story.press(Qt.Key.Key_F7)
    page = story.window.desk.current
    page.form.editor.focus("content")
    story.type("主轴异响，")
    story.press(Qt.Key.Key_F12)
    story.type("停机两次")
    assert bar_of(story).mark.text() == "提示 2/6"
    assert page.form.value("content") == "主轴异响，停机两次"
    assert QApplication.focusWidget() is not None
    story.press(Qt.Key.Key_Tab, NONE)
    assert not bar_of(story).isAncestorOf(QApplication.focusWidget())
