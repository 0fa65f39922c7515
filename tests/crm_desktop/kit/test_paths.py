"""Where things lie."""

from __future__ import annotations

from pathlib import Path

import pytest

from crm_desktop.kit import paths


def test_one_variable_moves_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "stick" / "home"
    monkeypatch.setenv("CRM_DESKTOP_HOME", str(home))
    assert paths.config_dir() == home
    assert paths.log_dir() == home / "log"
    assert paths.documents_dir() == home
    assert (home / "log").is_dir()


def test_without_it_the_systems_own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CRM_DESKTOP_HOME")
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    assert paths.config_dir().name == "crm-desktop"
    assert paths.config_dir().is_dir()
    assert paths.log_dir().is_dir()


def test_resources_are_found_in_the_tree_and_in_the_frozen_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert paths.resource("forms", "customers.yaml").is_file()
    monkeypatch.setattr("sys._MEIPASS", str(tmp_path), raising=False)
    assert paths.resource("forms") == tmp_path / "resources" / "forms"


def test_a_home_that_cannot_be_written_keeps_nobody_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("CRM_DESKTOP_HOME", str(tmp_path / "file" / "home"))
    assert paths.config_dir() == tmp_path / "file" / "home"
    assert paths.log_dir() == paths.config_dir() / "log"
    assert paths.copies_dir() == paths.config_dir() / "copies"
