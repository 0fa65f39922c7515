"""Every command is told to who works on the program, and what is told is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
PAPERS = {name: (ROOT / name).read_text("utf-8") for name in (
    "CONTRIBUTING.md", "README.md", "docs/architecture.md", "docs/reliability.md")}
TARGETS = set(re.search(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE)[1].split()) - {"help"}  # type: ignore[index]
# What another tool starts.
PARTS = {"build_spec/faults/victim.py"}


def commands() -> list[Path]:
    """The modules that can be started."""
    return [path for path in sorted((ROOT / "build_spec").rglob("*.py"))
            if path.name == "__main__.py" or '__name__ == "__main__"' in path.read_text("utf-8")]


def named(path: Path) -> str:
    """As one writes it down: a script by its path, a module by its name."""
    inner = path.relative_to(ROOT).with_suffix("")
    module = ".".join(inner.parts).removesuffix(".__main__")
    return rf"{re.escape(path.relative_to(ROOT).as_posix())}|\b{re.escape(module)}\b"


def test_every_target_is_told() -> None:
    for text in (PAPERS["CONTRIBUTING.md"], MAKEFILE.split("help:")[1].split("setup:")[0]):
        assert TARGETS - set(re.findall(r"make ([\w-]+)", text)) == set()


def test_what_is_told_of_make_is_there() -> None:
    assert set(re.findall(r"`make ([\w-]+)", "".join(PAPERS.values()))) <= TARGETS


def test_every_tool_is_told_or_made_by_make() -> None:
    told = MAKEFILE + "".join(PAPERS.values()) + (ROOT / "build_spec" / "setup.sh").read_text("utf-8")
    assert [path.relative_to(ROOT).as_posix() for path in commands()
            if path.relative_to(ROOT).as_posix() not in PARTS and not re.search(named(path), told)] == []


@pytest.mark.parametrize("paper", PAPERS)
def test_files_that_are_named_are_there(paper: str) -> None:
    roots = "build_spec|tests|docs|resources|crm_desktop|ui"
    paths = set(re.findall(rf"\b((?:{roots})/[\w./-]+\.(?:py|md|yaml|in|txt))\b", PAPERS[paper]))
    assert {path for path in paths if not (ROOT / path).exists() and "/X/" not in path} == set()
    tests = {path.name for path in (ROOT / "tests").rglob("test_*.py")}
    assert set(re.findall(r"\btest_\w+\.py", PAPERS[paper])) <= tests


def test_modules_that_are_named_are_there() -> None:
    found = {name: ROOT.joinpath(*name.split(".")) for text in PAPERS.values()
             for name in re.findall(r"-m (build_spec[\w.]*)", text)}
    assert [name for name, path in found.items() if not path.with_suffix(".py").is_file()
            and not (path / "__main__.py").is_file()] == []
