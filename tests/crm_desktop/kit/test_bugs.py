"""The log of bugs holds kinds and places, never data."""

from __future__ import annotations

from pathlib import Path

import pytest

from crm_desktop.kit import bugs, paths


def _bug(secret: str) -> BaseException:
    try:
        {}[secret]
    except KeyError as error:
        return error
    raise AssertionError


def test_kind_and_place_without_values(frozen_clock: object) -> None:
    log = bugs.log(_bug("星河乳业 13800001234"))
    text = log.read_text("utf-8")
    assert log == paths.log_dir() / "bugs.log"
    assert "2026-11-19T02:26:00Z" in text
    assert "builtins.KeyError" in text
    assert "test_bugs.py" in text
    assert "星河" not in text
    assert "1380" not in text


def test_a_second_one_is_added_and_a_full_log_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    for _turn in range(2):
        log = bugs.log(_bug("x"))
    assert log.read_text("utf-8").count("KeyError") == 2
    monkeypatch.setattr(bugs, "_LARGEST", 10)
    assert bugs.log(_bug("x")).read_text("utf-8").count("KeyError") == 1


def test_no_place_for_the_log_is_no_second_bug(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("CRM_DESKTOP_HOME", str(tmp_path / "file"))
    assert bugs.log(_bug("x")) == Path("-")
