"""A terminal in an empty directory, and a sample office on the disk."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from crm_desktop.kit import clock, i18n
from tests.command import PASSWORD, Said, crm
from tests.crm_desktop.sample_office import AT


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A password in the surroundings, a stopped clock, an empty present directory, which stays empty."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setenv("CRM_DESKTOP_PASSWORD", PASSWORD)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    with clock.frozen(AT):
        yield
    assert list(here.iterdir()) == [], "a command left files in the present directory"


@pytest.fixture(scope="session")
def made_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample office, made once."""
    from crm_desktop.kit.store import ring
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ring, "KDF", {"m": 8, "t": 1, "p": 1})
        patch.setenv("CRM_DESKTOP_HOME", str(tmp_path_factory.mktemp("maker")))
        patch.setenv("CRM_DESKTOP_PASSWORD", PASSWORD)
        place = tmp_path_factory.mktemp("made") / "demo.crm"
        assert crm("demo", place, "--customers", 40, "--seed", 4, "--today", "2026-11-19") == Said(0, [], [])
    i18n.set_language("en")
    return place


@pytest.fixture
def demo_office(made_demo: Path, tmp_path: Path) -> Path:
    """A copy of the sample office."""
    return Path(shutil.copytree(made_demo, tmp_path / "demo.crm"))
