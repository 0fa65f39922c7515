"""Story: the morning at the desk by keys alone: what is due, done, put off, printed; the office locked in between."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from crm_desktop.kit import clock, records
from crm_desktop.kit.store import drafts
from crm_desktop.reminders.service import FORM
from crm_desktop.today import lines
from tests.conftest import NOW
from tests.flows.window_story import ALT, CTRL, Story, _sample_thrown_away, everything, office, story
from ui.kit import specs

__all__ = ["_sample_thrown_away", "office", "story"]
WHAT = "把检修报告寄给设备部"


def today(story: Story) -> Any:
    assert story.window.desk is not None
    page = story.window.desk.current
    assert page is not None and page.spec is not None and page.spec.id == "today"
    return page


def to_line(story: Story, what: str) -> None:
    """Down with the arrow until the line is there."""
    page = today(story)
    story.press(Qt.Key.Key_Home)
    for _step in range(len(page.lines)):
        if page.list.line().what == what:
            return
        story.press(Qt.Key.Key_Down)
    raise AssertionError(f"{what} is not there")


def test_the_morning_by_keys_alone(story: Story, office: Path) -> None:
    story.open(office, "zh_CN")
    page = today(story)
    assert QApplication.focusWidget() is page.list
    assert page.status().startswith(f"{len(lines.read(story.store)):,} 项")
    new_reminder(story)
    to_line(story, WHAT)
    line = page.list.line()
    assert (line.group, line.when, line.kind, line.verb) == ("today", "16:30", "提醒", "办结")
    story.press(Qt.Key.Key_Return)
    assert story.said == f"已办结：{WHAT}"
    story.wait(lambda: WHAT not in [entry.what for entry in page.lines])
    story.press(Qt.Key.Key_Z, CTRL)
    story.wait(lambda: WHAT in [entry.what for entry in page.lines])
    look_and_come_back(story)
    every_line_opens(story)
    print_the_sheet(story)


def new_reminder(story: Story) -> None:
    """Ctrl+N, text, day and time as they are typed, Ctrl+S; she is back on Today."""
    story.press(Qt.Key.Key_N, CTRL)
    story.type(WHAT)
    story.press(Qt.Key.Key_Return)
    story.press(Qt.Key.Key_A, CTRL)
    story.type("1119")
    story.press(Qt.Key.Key_Return)
    story.type("1630")
    story.press(Qt.Key.Key_S, CTRL)
    made = records.get(story.store, FORM, records.newest(story.store, FORM))
    assert (made["what"], made["due_on"], made["due_time"]) == (WHAT, "2026-11-19", "16:30")
    today(story)


def look_and_come_back(story: Story) -> None:
    """Ctrl+O shows the record, Ctrl+1 is Today again, at the same line."""
    to_line(story, WHAT)
    story.press(Qt.Key.Key_O, CTRL)
    assert story.window.desk is not None and story.window.desk.current is story.window.desk.pages["reminders"]
    story.press(Qt.Key.Key_1, CTRL)
    assert today(story).list.line().what == WHAT


def every_line_opens(story: Story) -> None:
    """Enter on one line of every kind leads to the place to act, and Ctrl+1 back."""
    page, seen = today(story), set()
    for number in range(len(page.lines)):
        story.press(Qt.Key.Key_Home)
        for _step in range(number):
            story.press(Qt.Key.Key_Down)
        line = page.list.line()
        if (line.due.form, line.due.act) in seen or line.due.form == FORM or specs.page_for(line.due.form) is None:
            continue
        seen.add((line.due.form, line.due.act))
        story.press(Qt.Key.Key_Return)
        assert story.window.desk is not None and story.window.desk.current is not page, line
        for _step in range(3):
            if QApplication.activeModalWidget() is not None or QApplication.activePopupWidget() is not None:
                story.press(Qt.Key.Key_Escape)
        story.press(Qt.Key.Key_1, CTRL)
        today(story)
    assert len(seen) >= 3


def print_the_sheet(story: Story) -> None:
    """Ctrl+P is the morning sheet in the preview."""
    story.press(Qt.Key.Key_P, CTRL)
    assert story.window.desk is not None
    reports = story.window.desk.pages["reports"]
    assert story.window.desk.current is reports and reports.report().name == "today"
    story.wait(lambda: reports.preview.content())
    story.idle()
    story.press(Qt.Key.Key_1, CTRL)


def test_while_it_is_locked_nothing_is_said_and_nothing_lost(story: Story, office: Path) -> None:
    story.open(office, "zh_CN")
    new_reminder(story)
    drafts.keep(story.store, FORM, 0, "", {"what": {"t": "半句话"}})
    story.press(Qt.Key.Key_L, CTRL)
    assert not story.window.is_open()
    with clock.frozen(NOW + timedelta(hours=6, minutes=10)):  # 16:36
        story.settle()
        assert WHAT not in everything() and "半句话" not in everything()
        story.sign_in()
        assert story.window.session is not None and WHAT in story.said
        page = today(story)
        assert page.unsaved.drafts[0].body == {"what": {"t": "半句话"}}
        story.press(Qt.Key.Key_Y, ALT)
        assert story.window.desk is not None
        form = story.window.desk.pages["reminders"].form
        assert form.value("what") == "半句话"
        story.press(Qt.Key.Key_Escape)
        assert drafts.find(story.store, FORM) is not None
