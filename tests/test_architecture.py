"""The house stands: sizes, doors, names, who imports whom. What ruff and import-linter can't see."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted([*ROOT.glob("crm_desktop/**/*.py"), *ROOT.glob("ui/**/*.py")])
LINES, CLASS_LINES, FUNCTION_LINES, WIDTH = 300, 200, 40, 120


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def called(node: ast.AST) -> str:
    """The last word of what a call calls: f for f(), a.b.f()."""
    if not isinstance(node, ast.Call):
        return ""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Every imported name of a file, whole, wherever in it the import stands."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def texts(path: Path) -> Iterator[tuple[str, int]]:
    """Every string of a file that is no docstring."""
    docs = {id(n.body[0].value) for n in ast.walk(tree(path))
            if isinstance(n, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
            and n.body and isinstance(n.body[0], ast.Expr)}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value, node.lineno


def outside(*doors: str, under: str = "") -> list[Path]:
    """The sources that are not behind one of those doors (a file, or a folder ending in /)."""
    return [p for p in SOURCES if name(p).startswith(under)
            and not any(name(p) == d or (d.endswith("/") and name(p).startswith(d)) for d in doors)]


def found(paths: list[Path], wrong: Callable[[ast.AST], bool]) -> list[str]:
    return [f"{name(p)}:{getattr(n, 'lineno', 0)}" for p in paths for n in ast.walk(tree(p)) if wrong(n)]


def too_long() -> Iterator[str]:
    for path in SOURCES:
        lines = path.read_text("utf-8").splitlines()
        if len(lines) > LINES:
            yield f"{name(path)}: {len(lines)} lines"
        yield from (f"{name(path)}:{at}: {len(line)} wide" for at, line in enumerate(lines, 1) if len(line) > WIDTH)
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                size = (node.end_lineno or 0) - node.lineno + 1
                if path.name == "schema.py" and re.match(r"m\d{4}_", node.name):
                    continue  # a migration is literal and frozen: it is read from top to bottom, once
                if size > (CLASS_LINES if isinstance(node, ast.ClassDef) else FUNCTION_LINES):
                    yield f"{name(path)}:{node.lineno}: {node.name} has {size} lines"


def test_files_classes_and_functions_stay_small() -> None:
    assert list(too_long()) == []


def test_every_module_says_what_it_is_for() -> None:
    assert [name(p) for p in SOURCES if not ast.get_docstring(tree(p))] == []


def test_no_managers_helpers_controllers() -> None:
    wrong = re.compile(r"(Manager|Helper|Controller|Utils?|Handler)$")
    assert found(SOURCES, lambda n: isinstance(n, ast.ClassDef) and bool(wrong.search(n.name))) == []
    assert [name(p) for p in SOURCES if re.search(r"(manager|helper|controller|util)s?$", p.stem)] == []


@pytest.mark.parametrize(("words", "doors"), [
    (("QMessageBox", "QFileDialog", "QInputDialog", "QErrorMessage"), ("ui/kit/ask.py", "ui/kit/ask/")),
    (("QThread", "QThreadPool", "QRunnable", "QtConcurrent"), ("ui/kit/tasks.py", "ui/kit/tasks/")),
])
def test_windows_go_through_their_doors(words: tuple[str, ...], doors: tuple[str, ...]) -> None:
    paths = outside(*doors, under="ui/")
    assert found(paths, lambda n: (getattr(n, "id", None) or getattr(n, "attr", None)
                                   or (n.name if isinstance(n, ast.alias) else "")) in words) == []


def test_threads_start_in_tasks_only() -> None:
    paths = outside("ui/kit/tasks.py")
    assert [f"{name(p)}:{at}" for p in paths for what, at in imports(p)
            if what.startswith(("threading.Thread", "concurrent.futures", "multiprocessing", "asyncio"))] == []
    assert found(paths, lambda n: called(n) in ("Thread", "Timer", "ThreadPoolExecutor")) == []


def test_labels_are_the_house_label() -> None:
    """QLabel guesses rich text: a customer called <b> would change the window. Ours shows what is there."""
    assert found(outside("ui/kit/widgets.py", under="ui/"), lambda n: called(n) == "QLabel") == []


def test_colours_and_style_sheets_come_from_the_theme() -> None:
    hexes = re.compile(r"#(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8}|[0-9A-Fa-f]{3})(?![\w-])")
    paths = [p for p in outside(under="ui/") if not name(p).startswith("ui/kit/theme")]
    assert [f"{name(p)}:{at}" for p in paths for text, at in texts(p) if hexes.search(text)] == []
    assert found([p for p in paths if not name(p).startswith("ui/kit/style")],
                 lambda n: called(n) == "setStyleSheet") == []


def test_only_the_clock_reads_the_clock() -> None:
    """Ruff knows datetime.now; Qt's own clock it doesn't."""
    words = ("currentDateTime", "currentDate", "currentTime", "currentDateTimeUtc", "utcnow", "currentMSecsSinceEpoch")
    assert found(outside("crm_desktop/kit/clock.py"), lambda n: called(n) in words) == []


def test_only_the_store_knows_the_database() -> None:
    doors = [p for p in outside("crm_desktop/kit/store/") if p.name != "schema.py"]
    assert [f"{name(p)}:{at}: {what}" for p in doors for what, at in imports(p)
            if what.split(".")[0] in ("sqlite3", "sqlite_utils", "sqlcipher3")] == []
    assert found(outside("crm_desktop/kit/store/"), lambda n: called(n) == "connect" and not under_qt(n)) == []


def under_qt(node: ast.AST) -> bool:
    """A signal's connect(slot), which is another matter."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) \
        and not (isinstance(node.func.value, ast.Name) and node.func.value.id in ("sqlite3", "dbapi2", "sqlcipher3"))


def test_windows_hold_no_sql() -> None:
    sql = re.compile(r"^\s*(SELECT\b.+\bFROM|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|PRAGMA|CREATE\s+TABLE)\b",
                     re.DOTALL)
    assert [f"{name(p)}:{at}" for p in outside(under="ui/") for text, at in texts(p) if sql.match(text)] == []


def test_schemas_belong_to_their_feature() -> None:
    wrong = []
    for path in SOURCES:
        for what, at in imports(path):
            room = re.match(r"crm_desktop\.(\w+)\.schema\b", what)
            if room and not name(path).startswith(f"crm_desktop/{room[1]}/"):
                wrong.append(f"{name(path)}:{at}: {what}")
    assert wrong == []


def test_the_kit_knows_no_feature() -> None:
    rooms = {p.name for top in ("crm_desktop", "ui") for p in (ROOT / top).iterdir() if p.is_dir()} - {"kit", "shell"}
    kit = [p for p in SOURCES if name(p).startswith(("crm_desktop/kit/", "ui/kit/", "ui/shell/"))]
    assert [f"{name(p)}:{at}: {what}" for p in kit for what, at in imports(p)
            if (parts := what.split("."))[0] in ("crm_desktop", "ui") and len(parts) > 1 and parts[1] in rooms] == []


def declared(file: str) -> set[str]:
    lines = (ROOT / "build_spec" / file).read_text("utf-8").splitlines()
    return {re.split(r"[=; ]", line)[0].lower().replace("-", "_") for line in lines if line and line[0] not in "# "}


CALLED = {"PIL": "pillow", "argon2": "argon2_cffi", "dateutil": "python_dateutil", "stdnum": "python_stdnum",
          "yaml": "pyyaml",
          "PyInstaller": "pyinstaller", "pytestqt": "pytest_qt"}
QT = {"PySide6", "shiboken6"}
NO_IMPORT = {"argon2_cffi_bindings", "tzdata", "colorama", "python_dateutil", "pyside6_essentials", "pyside6_pdf"}  # others need these


def test_what_is_imported_is_pinned_and_what_is_pinned_is_imported() -> None:
    tops = {what.split(".")[0] for p in SOURCES for what, _at in imports(p)}
    foreign = tops - set(sys.stdlib_module_names) - {"crm_desktop", "ui"} - QT
    used = {CALLED.get(top, top).lower() for top in foreign}
    assert used == declared("requirements.in") - NO_IMPORT


def test_what_tests_and_tools_import_is_pinned_too() -> None:
    paths = [*ROOT.glob("tests/**/*.py"), *ROOT.glob("build_spec/**/*.py")]
    tops = {what.split(".")[0] for p in paths for what, _at in imports(p)}
    own = {"crm_desktop", "ui", "build_spec", "tests", "conftest", "pip"} | QT
    foreign = {CALLED.get(top, top).lower() for top in tops - set(sys.stdlib_module_names) - own}
    assert foreign - declared("requirements.in") - declared("requirements-dev.in") == set()


def test_no_place_of_a_machine_and_no_registry_in_the_files() -> None:
    places = re.compile(r"/(?:root|work|tmp/\w)/|" + "py" + r"pi\.org|registry\.npmjs|files\.pythonhosted")
    suffixes = {".py", ".md", ".toml", ".txt", ".in", ".sh", ".yaml", ".po", ".spec", ""}
    folders = ("crm_desktop", "ui", "build_spec", "docs", "tests", "resources")
    files = [p for top in folders for p in (ROOT / top).rglob("*") if p.is_file() and p.suffix in suffixes]
    files += [p for p in ROOT.iterdir() if p.is_file() and p.suffix in suffixes]
    assert [name(p) for p in files if p != Path(__file__) and not {"__pycache__", ".ruff_cache"} & {*p.parts}
            and places.search(p.read_text("utf-8", errors="ignore"))] == []
