"""Questions: answered in advance by tests, never left open."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ui.kit import ask


def test_questions_are_answered_in_order() -> None:
    with ask.answers("/tmp/in.xlsx", None, True, 1) as asked:
        assert ask.open_file(None, "Choose a file") == Path("/tmp/in.xlsx")
        assert ask.save_file(None, "Save", "list.xlsx") is None
        assert ask.destroy(None, "Destroy?", "Empty", "Keep", "3")
        assert ask.choose(None, "Which?", "One", "Two") == 1
    assert asked == ["Choose a file", "Save", "Destroy?", "Which?"]


def test_a_question_nobody_answers_fails() -> None:
    with pytest.raises(AssertionError, match="nobody answers"), ask.answers():
        ask.folder(None, "Where?")
    with pytest.raises(AssertionError, match="not asked"), ask.answers(1):
        pass


def test_the_count_is_typed_at_once_and_enter_goes_on(qtbot: QtBot) -> None:
    def answer() -> None:
        box = QApplication.activeModalWidget()
        assert box is not None
        field = box.findChild(QLineEdit)
        qtbot.waitUntil(field.hasFocus)
        qtbot.keyClicks(field, "3")
        qtbot.keyClick(field, Qt.Key.Key_Return)

    QTimer.singleShot(0, answer)
    assert ask.destroy(None, "Destroy?", "Empty", "Keep", "3")
