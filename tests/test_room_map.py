"""The room map of docs/architecture.md draws the arrows that the code has, and no others."""

from __future__ import annotations

import ast
import re
from itertools import product
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TREES = {"crm_desktop": "", "ui": "ui_"}


def rooms() -> dict[tuple[str, str], str]:
    """Name on the map of each room, by tree and folder."""
    return {(tree, path.parent.name): mark + path.parent.name
            for tree, mark in TREES.items() for path in (ROOT / tree).glob("*/__init__.py")}


def imported(path: Path) -> set[tuple[str, str]]:
    """The rooms a file imports from."""
    names: list[str] = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
    parts = [name.split(".") for name in names]
    return {(part[0], part[1]) for part in parts if len(part) > 1}


def in_the_code() -> set[tuple[str, str]]:
    """Arrows between rooms, without those to the kit and to the room of the same name."""
    known = rooms()
    return {(mark, known[to]) for (tree, name), mark in known.items()
            for path in (ROOT / tree / name).rglob("*.py") for to in imported(path) & known.keys()
            if to[1] not in ("kit", name)}


def on_the_map() -> tuple[set[str], set[tuple[str, str]]]:
    """Rooms and arrows as they are drawn."""
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    drawing = re.search(r"```mermaid\n(.+?)```", text, re.DOTALL)
    assert drawing
    drawn: set[str] = set()
    arrows: set[tuple[str, str]] = set()
    for line in drawing[1].splitlines()[1:]:
        bare = re.sub(r'\["[^"]*"\]', "", line).strip()
        if not bare or bare == "end" or bare.startswith("subgraph"):
            continue
        sides = [[one.strip() for one in side.split("&")] for side in bare.split("-->")]
        drawn.update(*sides)
        if len(sides) == 2:
            arrows |= set(product(*sides))
    return drawn, arrows


def test_every_room_is_on_the_map() -> None:
    assert on_the_map()[0] == set(rooms().values())


def test_the_arrows_are_those_of_the_code() -> None:
    assert on_the_map()[1] == in_the_code()
