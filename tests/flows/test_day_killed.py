"""Story: the power goes while she types. The next start offers what was typed, and what was saved is there.

Some forms here; `build_spec/kill_rounds.py forms` does it in every one.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.command import Said, crm
from tests.flows import day_kill
from tests.flows.day_kill import FORMS, SAVED, TEXT, killed_in
from tests.flows.window_story import PASSWORD, Story, _sample_thrown_away, office, story

__all__ = ["_sample_thrown_away", "office", "story"]


@pytest.mark.parametrize("name", ["intake", "solve", "visit", "postpone", "sign_in", "sheet", "remarks"])
def test_killed_while_typing(story: Story, office: Path, tmp_path: Path, name: str,
                             monkeypatch: pytest.MonkeyPatch) -> None:
    killed_in(office, PASSWORD, tmp_path / "killed.json", name)
    monkeypatch.setenv("CRM_DESKTOP_PASSWORD", PASSWORD)
    assert crm("check", office) == Said(0, ["ok"], [])
    story.open(office, "zh_CN")
    assert story.store.value("SELECT count(*) FROM reminders WHERE what = ?", (SAVED,)) == 1
    form = FORMS[name][1]
    assert day_kill.kept(story.store, form)
    if form:
        assert offered(story)


def offered(story: Story) -> bool:
    """Today offers it; taken up, it stands where it was typed."""
    page: Any = story.page("today")
    assert len(page.unsaved.drafts) == 1
    page.unsaved.take_up(page.unsaved.drafts[0])
    story.settle()
    desk = story.window.desk
    assert desk is not None
    shown: Any = desk.current
    if shown.spec.id == "survey_entry":
        return len(shown.paper.keying.answers) == len(day_kill.DIGITS)
    asking = shown.asking if shown.asking.editor is not None else None
    form = asking or (shown.case.form if getattr(shown, "case", None) is not None else shown.form)
    return any(TEXT in str(raw) for raw in form.editor.raw().values())
