"""Stories of keys: what Ctrl+K reaches, keys that two things would answer to, keys that belong to others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from build_spec.looks.gate import Gates
from build_spec.looks.rooms import Rooms
from crm_desktop.kit import feature, forms, records, report
from crm_desktop.kit.query import Query
from tests.flows.test_window_looks import told
from tests.flows.window_story import CTRL, LANGUAGES, PAGES, Story, _sample_thrown_away, office, story
from ui.kit import specs, words
from ui.kit.actions import forbidden_keys, keys_twice
from ui.kit.command_box import asked
from ui.shell.acts import SECTIONS

__all__ = ["_sample_thrown_away", "office", "story"]
# What every field does with a text, in every program: never a key of ours.
OF_FIELDS = ("Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X", "Home", "End", "Ctrl+Home", "Ctrl+End", "Ctrl+Left", "Ctrl+Right",
             "Ctrl+Backspace", "Ctrl+Del", "Shift+Home", "Shift+End", "Ctrl+Ins", "Shift+Ins", "Alt+Up", "Alt+Down")
# Chinese input methods (Microsoft, Sogou, fcitx, ibus, Google) switch, choose and correct with these.
OF_INPUT_METHODS = ("Ctrl+Space", "Shift+Space", "Ctrl+.", "Ctrl+`", "Ctrl+Shift+F", "Ctrl+Shift+T",
                    "Ctrl+Shift+B", "Ctrl+Shift+P", "Ctrl+Shift+E", "Ctrl+Shift+S", "Ctrl+Shift+Z", "Ctrl+Alt+P",
                    "Meta+Space", "Alt+A", "Alt+C")
FIELDS = (QLineEdit, QTextEdit, QPlainTextEdit, QComboBox)


def hits_of(story: Story, text: str) -> list[str]:
    """What Ctrl+K finds for a text."""
    return [hit.text for hit in story.window.desk.box._provider(asked(text))]


@pytest.mark.parametrize("code", LANGUAGES)
def test_ctrl_k_reaches_pages_reports_forms_sections_and_acts(story: Story, office: Path, code: str) -> None:
    story.open(office, code)
    missing = [f"page {s.id}" for s in specs.all_pages() if words.said(s.title) not in hits_of(story, words.said(s.title))]
    missing += [f"report {r.name}" for r in report.all_reports() if r.text() not in hits_of(story, r.text())]
    for form_id in feature.entities():
        if specs.page_for(form_id) is not None and forms.get(form_id).text() not in hits_of(story, forms.get(form_id).text()):
            missing.append(f"form {form_id}")
    for key, title in SECTIONS:
        if not any(words.said(title) in hit for hit in hits_of(story, words.said(title))):
            missing.append(f"section {key}")
    for page_id in PAGES:
        story.page(page_id)
        missing += [f"act {a.id} of {page_id}" for a in story.window.desk.actions()
                    if a.enabled() and a.label() not in hits_of(story, a.label())]
    assert not missing, "\n".join(missing)


def test_ctrl_k_reaches_every_record(story: Story, office: Path) -> None:
    story.open(office, "zh_CN")
    missing = []
    for form_id in feature.entities():
        number = forms.get(form_id).number_field
        if not number or feature.entity(form_id).part_of or specs.page_for(form_id) is None:
            continue  # a part, say a contact or a step, is found as what it is part of
        found = Query(form_id, sort=("id",)).run(story.store)
        for record in found.ids(0, 12):
            wanted = str(records.get(story.store, form_id, record)[number])
            hits = story.window.desk.box._provider(asked(f"#{wanted}"))
            if not any(wanted in f"{h.text} {h.detail}" for h in hits):
                missing.append(f"{form_id} {wanted}")
    assert not missing, "\n".join(missing)


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_key_does_two_things(story: Story, office: Path, tmp_path: Path, code: str) -> None:
    """Actions of page, shell, form and card; keys of fields and input methods; & in buttons, menus and labels."""
    story.window.set_language(code)
    found = {name: wrong_keys(story) for name in Gates(story.window, office, tmp_path).walk()}
    story.open(office, code)
    rooms = Rooms(story.window, tmp_path)
    for name in rooms.walk():
        story.idle()
        desk = story.window.desk
        found[name] = wrong_keys(story) + keys_twice(story.window.everywhere.actions, desk.actions())
        found[name] += [f"not ours: {k}" for k in forbidden_keys(story.window.all_actions())]
    if lines := told(found):
        pytest.fail(lines)


def wrong_keys(story: Story) -> list[str]:
    """Keys of living shortcuts that belong to others, letters alone beside a field, and mnemonics two things share.

    Where nothing is written in, as on the scheduler, letters and Ctrl with arrows may act.
    """
    found = []
    for shortcut in story.window.findChildren(QShortcut):
        owner = shortcut.parent()
        if shortcut.isEnabled() and isinstance(owner, QWidget) and owner.isVisible():
            written = [w for w in owner.findChildren(QWidget) if isinstance(w, FIELDS) and w.isVisible()]
            keys = [k.toString() for k in shortcut.keys()]
            found += [f"belongs to input methods: {k}" for k in keys if k in OF_INPUT_METHODS]
            found += [f"typing needs it: {k}" for k in keys if written and (k in OF_FIELDS or len(k) == 1)]
    mnemonics = Counter(key for key in mnemonics_of(story.window) if key)
    return found + [f"{n} answer to {key}" for key, n in mnemonics.items() if n > 1]


def mnemonics_of(window: QWidget) -> Iterator[str]:
    """Alt and a letter, by & in a text: of buttons and labels seen, and of the menus."""
    for part in (*window.findChildren(QAbstractButton), *window.findChildren(QLabel)):
        if part.isVisible() and not (isinstance(part, QLabel) and part.buddy() is None):
            yield QKeySequence.mnemonic(part.text()).toString()
    yield from (QKeySequence.mnemonic(menu.title()).toString() for menu in window.menu.menus.values())


@pytest.mark.parametrize("page_id", ["visits", "today", "complaints", "reports", "survey_entry"])
def test_letters_go_to_the_text_while_something_is_written(story: Story, office: Path, page_id: str) -> None:
    """Letters that do something in a list or a scheduler are letters in a line, and while an input method composes."""
    story.open(office, "zh_CN")
    page = story.page(page_id)
    story.idle()
    lines = [w for w in page.findChildren(QLineEdit) if w.isVisible() and not w.isReadOnly() and w.isEnabled()]
    if not lines:
        story.press(Qt.Key.Key_K, CTRL)
        lines = [story.window.desk.box.line]
    line, before = lines[-1], len(QApplication.topLevelWidgets())
    line.setFocus()
    line.clear()
    for letter in "sdwmlntxgbyo":
        story.bot.keyClicks(line, letter)
    assert line.text() == "sdwmlntxgbyo"
    line.clear()
    QApplication.sendEvent(line, QInputMethodEvent("shi", []))
    story.bot.keyClick(line, Qt.Key.Key_S)
    story.settle()
    assert story.window.desk.current is page
    assert len(QApplication.topLevelWidgets()) == before, "a letter opened something"
    story.window.desk.box.leave()
