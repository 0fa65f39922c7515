"""Stories: locked in the middle of typing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog

from crm_desktop.kit import records
from tests.flows.window_story import (
    CTRL,
    MASTER,
    PAGES,
    Story,
    _sample_thrown_away,
    everything,
    office,
    story,
)

__all__ = ["_sample_thrown_away", "office", "story"]
TYPED = "主轴异响，客户要求今天答复 <b>勿忘</b>"


def secrets(story: Story) -> list[str]:
    """What must not be left anywhere: names, telephones and contacts of the office."""
    rows = story.store.rows("SELECT customer_name, telephone, customer_no FROM customers")
    people = story.store.column("SELECT contact_name FROM contacts")
    return [text for r in rows for text in r.values() if text] + [p for p in people if p] + [TYPED]


def see_everything(story: Story) -> None:
    """Every page, a card, a search, a message with a name, a name on the clipboard."""
    for page_id in PAGES:
        story.page(page_id)
        story.idle()
    page = story.page("reports", {"report": "customer-card", "customer": 1})
    story.wait(lambda: bool(page.preview.content()))
    for form, record in (("complaint_record", 1), ("callback_record", 1), (MASTER, 1)):
        story.window.session.open(form, record)
        story.settle()
    story.press(Qt.Key.Key_K, CTRL)
    story.type("138")
    story.press(Qt.Key.Key_Escape)
    table = story.page("customers").list.table
    story.window.desk.current.show_list(MASTER)
    table.setFocus()
    story.press(Qt.Key.Key_A, CTRL)
    story.press(Qt.Key.Key_C, CTRL)
    story.settle()


def open_handles(folder: Path) -> list[str]:
    """Files of the office this process holds open (where the system can tell)."""
    there = Path("/proc/self/fd")
    if not there.is_dir():
        return []
    held = [os.readlink(f) for f in there.iterdir() if f.is_symlink() and os.path.lexists(f)]
    return [h for h in held if h.startswith(str(folder))]


def test_the_lock_in_the_middle_of_typing(story: Story, office: Path) -> None:
    story.open(office, "zh_CN")
    hidden = secrets(story)
    see_everything(story)
    story.window.session.open(MASTER, 1)
    story.settle()
    story.press(Qt.Key.Key_F7)
    page = story.window.desk.current
    page.form.editor.focus("content")
    story.type(TYPED)
    before = everything()
    assert TYPED in before
    assert hidden[0] in before
    assert hidden[0] in QGuiApplication.clipboard().text()
    assert open_handles(office)
    story.press(Qt.Key.Key_L, CTRL)
    assert not story.window.is_open()
    story.settle()
    left = everything()
    assert [s for s in hidden if s in left] == []
    assert open_handles(office) == []
    assert office.rename(office.with_name("moved.crm")).rename(office) == office
    assert story.window.sign_in.password.hasFocus()
    story.sign_in()
    page = story.window.desk.current
    assert page.spec.id == "complaints", "the page of before"
    assert page.draft_note.isVisible(), "what she typed is offered"
    page.draft_note.take.click()
    story.settle()
    assert page.form.editor.editors["content"].text() == TYPED
    assert page.form.value("customer") == 1
    story.press(Qt.Key.Key_S, CTRL)
    assert story.store.value("SELECT content FROM complaints ORDER BY id DESC LIMIT 1") == TYPED
    page.show_list("complaint_record")
    assert not page.draft_note.isVisible(), "kept once, offered no more"


def test_the_session_is_locked_while_a_dialog_or_a_popup_stands(story: Story, office: Path) -> None:
    story.open(office, "zh_CN")
    hidden = secrets(story)
    page = story.page("customers")
    page.list.filter.ask_condition()
    story.settle()
    page.list.ask_columns()
    story.settle()
    story.window.lock()
    story.settle()
    left = everything()
    assert [s for s in hidden if s in left] == []
    assert not [w for w in QGuiApplication.topLevelWindows() if w.isVisible() and w is not story.window.windowHandle()]


@pytest.mark.parametrize(("page_id", "act"), [("bin", "empty"), ("customers", "export"), ("customers", "keys")])
def test_the_idle_lock_takes_an_open_dialog_away(story: Story, office: Path, page_id: str, act: str) -> None:
    story.open(office, "zh_CN")
    records.delete(story.store, MASTER, [2])
    story.page(page_id)
    stood: list[str] = []

    def lock() -> None:
        stood.extend(type(w).__name__ for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible())
        story.window.lock()

    QTimer.singleShot(300, story.window, lock)
    next(a for a in story.window.all_actions() if act in a.id).trigger()
    story.wait(lambda: not story.window.is_open())
    assert stood
    assert [w for w in QApplication.topLevelWidgets() if w.isVisible()] == [story.window]
    story.sign_in()
    assert len(records.bin_rows(story.store)) == 1, "nothing was destroyed"


@pytest.mark.parametrize("wish", ["ours", "hers"])
def test_the_clipboard_is_emptied_only_of_what_we_put_there(story: Story, office: Path, wish: str) -> None:
    story.open(office, "en")
    story.window.session.clip("恒岚精密机械")
    if wish == "hers":
        QGuiApplication.clipboard().setText("her own words")
    story.press(Qt.Key.Key_L, CTRL)
    assert QGuiApplication.clipboard().text() == ("" if wish == "ours" else "her own words")
