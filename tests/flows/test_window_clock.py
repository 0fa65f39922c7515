"""Story: the machine's clock is set forward and back between two starts. Reminders are offered once, nothing is lost."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from crm_desktop.kit import clock, records
from tests.conftest import NOW
from tests.flows.window_story import Story, _sample_thrown_away, office, story

__all__ = ["_sample_thrown_away", "office", "story"]
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
FORM = "reminder"


def in_the_office(story: Story, office: Path, at: timedelta, *, remind: bool = False) -> list[str]:
    """A start at that time, a look, and the end; gives what was said of reminders."""
    with clock.frozen(NOW + at):
        story.again(office)
        story.sign_in()
        story.settle()
        window = story.window
        assert window.is_open()
        assert window.session is not None and window.desk is not None
        store = window.session.store
        if remind:
            for record in store.column("SELECT id FROM reminders WHERE deleted_at IS NULL"):
                records.delete(store, FORM, [record])
            records.create(store, FORM, {"what": "寄发票", "due_on": "2026-11-19", "due_time": "15:00"})
        said = [m.sentence for m in window.desk.messages.history if "寄发票" in m.sentence or "提醒" in m.sentence]
        assert [f.sentence for f in store.findings] == []
        assert store.check() == []
        window.close()
        return said


@pytest.mark.parametrize("wrong", [DAY, -DAY, 400 * DAY, -400 * DAY])
def test_due_while_the_program_was_closed_it_is_said_once_whatever_the_clock_did(story: Story, office: Path,
                                                                                wrong: timedelta) -> None:
    in_the_office(story, office, timedelta(), remind=True)      # 10:26, due at 15:00
    early = in_the_office(story, office, wrong)                 # the clock is wrong
    again = in_the_office(story, office, wrong + HOUR)
    right = in_the_office(story, office, 6 * HOUR)              # right again, half past four
    last = in_the_office(story, office, 7 * HOUR)
    if wrong > timedelta():
        assert (len(early), again, right, last) == (1, [], [], [])
        assert "寄发票" in early[0]
    else:
        assert (early, again, len(right), last) == ([], [], 1, [])
        assert "15:00" in right[0]
