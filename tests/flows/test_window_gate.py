"""Stories at the gate: a wrong password, a second start, a file that is open elsewhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from crm_desktop.kit import clock
from crm_desktop.kit.errors import Problem
from tests.flows.window_story import PASSWORD, USER, Story, _sample_thrown_away, office, story
from ui.shell.offices import Offices

__all__ = ["_sample_thrown_away", "office", "story"]
ROOT = Path(__file__).parents[2]


def test_a_wrong_password_is_one_sentence_and_a_growing_pause(story: Story, office: Path) -> None:
    story.window.set_language("zh_CN")
    story.start(office)
    page = story.window.sign_in
    pauses = []
    for _try in range(6):
        page._say("")
        page.password.clear()
        story.sign_in("not the password")
        assert not story.window.is_open()
        sentence = page.problem.label.text()
        assert sentence.count("。") == 1, sentence
        assert page.password.hasSelectedText(), "she can type over it at once"
        pauses.append(page._offices.seconds_to_wait(office))
        if pauses[-1]:
            assert str(pauses[-1]) in page.go.text()
            assert not page.go.isEnabled()
            clock._frozen = clock.now() + timedelta(seconds=pauses[-1] - 1)
            page._tick()
            assert "1" in page.go.text(), "the pause is counted down on the button"
            clock._frozen = clock.now() + timedelta(seconds=2)
            page._tick()
            assert page.go.isEnabled()
    assert pauses == sorted(pauses)
    assert len(set(pauses[-3:])) == 3, pauses
    page.password.clear()
    story.sign_in()
    assert story.window.is_open()
    assert page.password.text() == ""


def start_again(home: Path, *words: str) -> subprocess.Popen[bytes]:
    """The program a second time, as another process of the same user."""
    return subprocess.Popen([sys.executable, "-m", "ui", *words], cwd=ROOT, stderr=subprocess.PIPE,
                            env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "CRM_DESKTOP_HOME": str(home)})


@pytest.mark.parametrize(("signed_in", "named"), [(True, True), (False, True), (True, False)])
def test_a_second_start_brings_the_first_to_the_front(story: Story, office: Path, tmp_path: Path, signed_in: bool,
                                                      named: bool) -> None:
    (tmp_path / "windows.json").write_text(json.dumps({"offices": [{"folder": str(office)}]}), "utf-8")
    story.open(office) if signed_in else story.start(office)
    story.window.showMinimized()
    with story.bot.waitSignal(story.window.bell.rung, timeout=30_000):
        second = start_again(tmp_path, *(("--office", str(office)) if named else ()))
    try:
        _out, err = second.communicate(timeout=20)
    finally:
        second.kill()
    assert (second.returncode, err) == (0, b"")
    story.wait(lambda: not story.window.isMinimized())
    assert story.window.is_open() == signed_in


def test_an_office_open_elsewhere_is_refused_in_one_sentence(story: Story, office: Path, tmp_path: Path) -> None:
    from ui.kit.window_state import WindowState
    other = Offices(WindowState(tmp_path / "other.json"))
    store = other.open(office, USER, PASSWORD)
    try:
        story.window.settings.set("language", "en")
        story.start(office)
        story.sign_in()
        assert not story.window.is_open()
        assert "Close it there first" in story.window.sign_in.problem.label.text()
    finally:
        store.close()
        other.release()
    story.sign_in()
    assert story.window.is_open()
    with pytest.raises(Problem, match="Close it there first"):
        other.open(office, USER, PASSWORD)
