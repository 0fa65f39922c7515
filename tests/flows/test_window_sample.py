"""Story: a new computer, no office yet. One click, and she looks around in a sample that has work for today."""

from __future__ import annotations

import pytest

from crm_desktop.kit.sample import own
from tests.flows.window_story import LANGUAGES, Story, _sample_thrown_away, story
from ui.kit import ask

__all__ = ["_sample_thrown_away", "story"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_an_empty_start_to_a_morning_full_of_work(story: Story, language: str,
                                                       monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own, "CUSTOMERS", 40)
    story.start()
    window = story.window
    assert window.wizard is not None
    window.wizard.language.buttons[language].click()
    window.wizard.language.sample.go.click()
    story.wait(window.is_open, 60_000)
    story.settle()
    assert window.session is not None
    assert window.desk is not None
    assert window.session.store.office.language == language
    assert window.session.store.user.name == own.USERS[language]
    window.go("today")
    today = window.desk.pages["today"]
    story.wait(lambda: len(today.lines) > 10)
    assert {line.group for line in today.lines} >= {"late", "today"}
    assert window.desk.band.isVisible()
    story.again()  # the next morning she is asked for a password that is filled in
    window = story.window
    window.sign_in.go.click()
    story.wait(window.is_open, 60_000)
    window.everywhere.new_office()
    assert window.wizard is not None
    window.wizard.language.choose(language)
    with ask.answers(0):
        window.wizard.language.sample.drop.click()
    assert not own.place(language).exists()
    assert window.offices.known() == []
