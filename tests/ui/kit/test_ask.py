"""Questions: answered in advance by tests, never left open."""

from __future__ import annotations

from pathlib import Path

import pytest

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
