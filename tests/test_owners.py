"""One owner a table, every write announced, one name a feature: the laws as the sources can be asked for them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from crm_desktop.kit import feature

ROOT = Path(__file__).resolve().parents[1]
CORE = sorted(ROOT.glob("crm_desktop/**/*.py"))
FEATURES = {f.name: f for f in feature.all_features()}
RECORDS = {e.table for e in feature.entities().values()}
WINDOWS_OF_THE_KIT = {"kit", "shell", "imports", "reports"}  # they show what the kit does, for every feature
NO_WINDOW = {"remarks", "summary"}  # kept beside reports and printed by them
CREATES = re.compile(r'CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?"?(\w+)', re.IGNORECASE)
READS = re.compile(r'\b(?:FROM|JOIN)\s+"?(\w+)')
WRITES = re.compile(r'\b(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)')
UNANNOUNCED = {"crm_desktop/kit/store/drafts.py",  # what is typed is no record yet
               "crm_desktop/reminders/ring.py"}  # what was said to whom: no page shows it


def room(path: Path) -> str:
    """The feature or kit a file of the core belongs to."""
    return path.relative_to(ROOT).parts[1].removesuffix(".py")


def statements(path: Path) -> Iterator[tuple[str, str]]:
    """Every string of a file, f-strings with what they fill in left open, and where it stands."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        where = f"{path.relative_to(ROOT).as_posix()}:{getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(v.value) if isinstance(v, ast.Constant) else "{}" for v in node.values), where
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value, where


def owners() -> dict[str, str]:
    """Each table and the room whose schema makes it."""
    return {table: room(path) for path in CORE if path.name == "schema.py"
            for text, _where in statements(path) for table in CREATES.findall(text)}


OWNERS = owners()


def below(name: str) -> set[str]:
    """What a feature says it stands on, and what that stands on."""
    return {one for other in FEATURES[name].after for one in (other, *below(other))}


def used(pattern: re.Pattern[str], *, but: str = "kit") -> Iterator[tuple[str, str, str]]:
    """Room, table, place of each table the features' sources name, their schemas left out."""
    for path in CORE:
        if room(path) != but and path.name != "schema.py":
            yield from ((room(path), table, where) for text, where in statements(path)
                        for table in pattern.findall(text) if table in OWNERS)


def test_every_table_of_records_has_one_owner() -> None:
    assert {e.form: OWNERS.get(e.table) for e in feature.entities().values()} == {
        e.form: f.name for f in FEATURES.values() for e in f.entities}


def test_only_its_owner_writes_a_table() -> None:
    assert [f"{where}: {table}" for who, table, where in used(WRITES) if OWNERS[table] != who] == []


def test_a_table_is_read_by_its_owner_and_by_who_stands_on_it() -> None:
    assert [f"{where}: {table}" for who, table, where in used(READS)
            if OWNERS[table] not in ("kit", who, *(below(who) if who in FEATURES else ()))] == []


def test_records_are_written_by_a_change_only() -> None:
    """A statement of its own would leave out history, audit and notice; derived tables have none."""
    assert [f"{where}: {table}" for _who, table, where in used(WRITES) if table in RECORDS] == []


def test_nothing_else_is_written_unannounced() -> None:
    quiet = {path.relative_to(ROOT).as_posix() for path in CORE for node in ast.walk(ast.parse(path.read_text("utf-8")))
             if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "writing"}
    assert quiet == UNANNOUNCED


def test_windows_write_through_verbs_and_changes() -> None:
    """The windows know no table by name."""
    named = re.compile(r"\b(?:FROM|JOIN|INTO|UPDATE|TABLE)\s+(\w+)")
    assert [f"{where}: {text[:60]}" for path in sorted(ROOT.glob("ui/**/*.py")) for text, where in statements(path)
            if set(named.findall(text)) & OWNERS.keys()] == []


def test_a_feature_imports_only_what_it_says_it_stands_on() -> None:
    wrong = []
    for path in CORE:
        if room(path) not in FEATURES:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            found = [f"{node.module}.{a.name}" for a in node.names] if isinstance(node, ast.ImportFrom) else \
                [a.name for a in node.names] if isinstance(node, ast.Import) else []
            others = {one.split(".")[1] for one in found if one.startswith("crm_desktop.")} & FEATURES.keys()
            wrong += [f"{path.relative_to(ROOT).as_posix()}: {other}" for other in others - {room(path)}
                      - below(room(path))]
    assert wrong == []


@pytest.mark.parametrize(("tree", "more"), [("ui", WINDOWS_OF_THE_KIT), ("tests/crm_desktop", {"kit"}),
                                            ("tests/ui", WINDOWS_OF_THE_KIT)])
def test_a_feature_has_one_name(tree: str, more: set[str]) -> None:
    rooms = {p.name for p in (ROOT / tree).iterdir() if p.is_dir() and any(p.glob("*.py"))}
    assert rooms - more == FEATURES.keys() - (NO_WINDOW if tree.endswith("ui") else set())


def test_no_module_lies_about() -> None:
    """Each is imported, named by a page, or one of those every feature is asked for (`feature.modules`)."""
    asked = {"__init__", "__main__"}
    named: set[str] = set()
    sources = [*CORE, *ROOT.glob("ui/**/*.py"), *ROOT.glob("build_spec/**/*.py")]
    for node in (n for path in sources for n in ast.walk(ast.parse(path.read_text("utf-8")))):
        if isinstance(node, ast.ImportFrom) and node.module:
            named |= {node.module, *(f"{node.module}.{a.name}" for a in node.names)}
        elif isinstance(node, ast.Import):
            named |= {a.name for a in node.names}
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            named.add(node.value.partition(":")[0])
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) == "modules":
            asked |= {arg.value for arg in node.args if isinstance(arg, ast.Constant)}
    modules = [path for path in (*CORE, *ROOT.glob("ui/**/*.py")) if path.stem not in asked]
    assert [one for path in modules if (one := ".".join(path.relative_to(ROOT).with_suffix("").parts)) not in named] == []
