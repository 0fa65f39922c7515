"""Story: one whole day at the desk, by keyboard alone and by mouse alone, in simplified Chinese, on a real encrypted office."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import SHANGHAI
from tests.flows.calm import ALLOWED, Calm
from tests.flows.day_hand import Hand
from tests.flows.day_whole import WAYS, live
from tests.flows.window_story import PASSWORD, Story, _sample_thrown_away, office, story

__all__ = ["_sample_thrown_away", "office", "story"]


@pytest.mark.parametrize("way", WAYS)
def test_one_whole_day(story: Story, office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    story.window.settings.set("language", "zh_CN")
    story.start(office)
    story.window.sign_in.password.setFocus()
    calm = Calm(monkeypatch, lambda: story.window.session.store if story.window.session is not None else None)
    hand = Hand(story.window, SHANGHAI, do=calm.do)
    try:
        live(way, hand, PASSWORD, tmp_path / "月度汇总.pdf")
        assert not hand.store.rows("SELECT * FROM drafts"), "what was saved leaves no draft"
        assert not calm.found, "on the window's thread:\n" + "\n".join(calm.found)
        assert not calm.walks(), "from end to end:\n" + "\n".join(calm.walks())
        assert calm.allowed == ALLOWED.keys(), "what is allowed is done"
    finally:
        hand.end()
