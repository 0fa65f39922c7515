"""Story: the power goes while she types. The next start offers what was typed, and what was saved is there.

Some forms here; `python -m build_spec.faults.forms` does it in every one.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from crm_desktop.kit import records
from crm_desktop.kit.store import Store
from crm_desktop.surveys.model import ITEMS, SCALES
from tests.command import Said, crm
from tests.flows import day_kill
from tests.flows.day_kill import FORMS, SAVED, TEXT, killed_in
from tests.flows.window_story import ALT, CTRL, MASTER, PASSWORD, USER, Story, _sample_thrown_away, office, story

__all__ = ["_sample_thrown_away", "office", "story"]


@pytest.mark.parametrize("name", ["intake", "solve", "visit", "postpone", "sign_in", "remarks"])
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
    shown = story.window.desk.current
    asking = shown.asking if shown.asking.editor is not None else None
    form = asking or (shown.case.form if getattr(shown, "case", None) is not None else shown.form)
    return any(TEXT in str(raw) for raw in form.editor.raw().values())


def test_sheets_keyed_before_are_there_and_the_one_in_hand_goes_on(story: Story, office: Path, tmp_path: Path) -> None:
    count = "SELECT count(*) FROM satisfaction_sheets"
    store = Store.open(office, USER, PASSWORD)
    before = store.value(count)
    store.close()
    killed_in(office, PASSWORD, tmp_path / "killed.json", "sheet")
    story.open(office, "zh_CN")
    assert story.store.value(count) == before + len(day_kill.SHEETS)
    page: Any = story.page("today")
    page.unsaved.take_up(page.unsaved.drafts[0])
    story.settle()
    keying = story.window.desk.current.paper.keying
    assert list(keying.answers.values()) == [
        SCALES[item][int(digit) - 1] for item, digit in zip(ITEMS, day_kill.DIGITS, strict=False)]
    story.type("1" * (len(ITEMS) - len(day_kill.DIGITS)))
    story.press(Qt.Key.Key_Return)
    assert story.store.value(count) == before + len(day_kill.SHEETS) + 1


def test_a_record_typed_over_is_as_it_was_until_she_saves(story: Story, office: Path, tmp_path: Path) -> None:
    killed_in(office, PASSWORD, tmp_path / "killed.json", "customer")
    story.open(office, "zh_CN")
    before = records.get(story.store, MASTER, 1)["region"]
    assert before != TEXT, "nothing was saved that she did not save"
    page = story.page("customers")
    page.show_list(MASTER)
    assert page.draft_note.isVisible()
    assert str(records.get(story.store, MASTER, 1)["customer_name"]) in page.draft_note.label.text()
    story.press(Qt.Key.Key_Y, ALT)
    assert page.form.editor.editors["region"].text() == TEXT
    story.press(Qt.Key.Key_S, CTRL)
    assert records.get(story.store, MASTER, 1)["region"] == TEXT
    story.press(Qt.Key.Key_Z, CTRL)
    assert records.get(story.store, MASTER, 1)["region"] == before
    assert story.store.check() == []
