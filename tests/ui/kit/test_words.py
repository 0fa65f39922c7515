"""Texts that are said again when the language changes, and never become markup."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from crm_desktop.kit import i18n
from ui.kit import words
from ui.kit.widgets import Button, Label

DICTIONARY = {"Save": "保存", "{count} customers": "{count} 家", "Name": "名称"}


@pytest.fixture
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalogue of three words."""
    def say(message: str) -> str:
        return DICTIONARY[message] if i18n.language() == "zh_CN" else message

    monkeypatch.setattr(words, "_", say)


def test_everything_below_speaks_the_new_language(chinese: None, qtbot: object) -> None:
    root = QWidget()
    label, button, line = Label(parent=root), Button(parent=root), QLineEdit(root)
    action = QAction(root)
    count = 3
    words.put(label, "{count} customers", count=lambda: count)
    words.put(button, "Save")
    words.put_hint(line, "Name")
    words.put_name(line, "Name")
    words.put_tip(button, "Save")
    words.put(action, "Save")
    line.setText("typed")
    assert (label.text(), button.text()) == ("3 customers", "Save")
    i18n.set_language("zh_CN")
    count = 4
    words.retranslate(root)
    assert (label.text(), button.text(), line.placeholderText(), line.accessibleName(), button.toolTip(),
            action.text()) == ("4 家", "保存", "名称", "名称", "保存", "保存")
    assert line.text() == "typed"


def test_data_is_not_words(chinese: None, qtbot: object) -> None:
    label = Label()
    words.put(label, "Save")
    words.drop(label)
    label.setText("KH-0007")
    words.retranslate(label)
    assert label.text() == "KH-0007"


def test_a_tooltip_shows_what_a_customer_is_called() -> None:
    assert words.plain_tip("<img src=x>") == "<qt>&lt;img src=x&gt;</qt>"
    assert words.plain_tip("恒岚 A") == "恒岚 A"


def test_widgets_with_texts_of_their_own_are_asked(qtbot: object) -> None:
    said = []

    class Own(QWidget):
        def retranslate(self) -> None:
            said.append(True)

    root = QWidget()
    root.child = Own(root)  # type: ignore[attr-defined]
    words.retranslate(root)
    assert said == [True]
