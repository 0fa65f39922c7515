"""The entry point: a plain start goes straight to the window, everything else to the command line."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from crm_desktop.kit.errors import Problem
from ui import __main__ as program


@pytest.mark.parametrize(("argv", "asked"), [
    ([], (None, None)),
    (["--office", "a.crm"], (Path("a.crm"), None)),
    (["--language", "zh_TW", "--office", "a.crm"], (Path("a.crm"), "zh_TW")),
    (["--language", "fr"], None),
    (["--office"], None),
    (["--office", ""], None),
    (["--office", "a", "--office", "b"], None),
    (["--office=a.crm"], None),
    (["check", "a.crm"], None),
    (["--version"], None),
])
def test_what_a_plain_start_is(argv: list[str], asked: object) -> None:
    assert program.plain(argv) == asked


def test_a_plain_start_opens_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []
    monkeypatch.setattr(program, "_window", lambda office, language: seen.append((office, language)) or 3)
    monkeypatch.setattr(sys, "argv", ["crm-desktop", "--office", "a.crm"])
    assert program.main() == 3
    assert seen == [(Path("a.crm"), None)]


def test_a_problem_of_the_window_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
                                             ) -> None:
    def fail(*_asked: object) -> int:
        raise Problem("The screen can't be reached.")

    monkeypatch.setattr(program, "_window", fail)
    monkeypatch.setattr(sys, "argv", ["crm-desktop"])
    assert program.main() == 1
    assert capsys.readouterr().err == "The screen can't be reached.\n"


def test_other_words_go_to_the_command_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
                                            ) -> None:
    monkeypatch.setattr(sys, "argv", ["crm-desktop", "--nonsense"])
    assert program.main() == 2
    assert "--nonsense" in capsys.readouterr().err
