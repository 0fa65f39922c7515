"""Every place that writes a file is known, with the act that tries it on a full disk (build_spec/faults/writes.py)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from build_spec.faults.writes import NAMED

ROOT = Path(__file__).resolve().parents[1]
DOORS = {"write_whole", "whole_file", "copy_files"}  # whole or not at all; who calls them writes too
CALLS = {"write_text", "write_bytes", "mkstemp", "mkdtemp", "mkdir", "makedirs", "touch", "copyfile", "copytree",
         "copy2", "symlink", "fdopen", "FileIO", "QSaveFile", "QFile", "QSettings"} | DOORS
OF_OS, OF_SHUTIL = {"replace", "rename", "link"}, {"copy", "move"}
ALL_BACKUPS = ("back up", "back up to a stick", "back up to a share")

# Where it is written: the acts that come there. "-": it is no file of hers, or a tool's; the reason stands beside it.
PLACES: dict[str, tuple[str, ...]] = {
    "crm_desktop/kit/bugs.py log": ("log of bugs",),
    "crm_desktop/kit/paths.py _made": ("log of bugs", "look at a backup"),
    "crm_desktop/kit/report.py save": ("report", "save a paper seen", "recovery sheet"),
    "crm_desktop/kit/sample/own.py _door": ("sample office",),
    "crm_desktop/kit/sample/own.py make": ("sample office",),
    "crm_desktop/kit/sample/own.py throw_away": ("sample office",),
    "crm_desktop/kit/sheets/whole.py whole_file": ("export .xlsx", "report"),
    "crm_desktop/kit/sheets/write.py write_sheet": ("export .xlsx", "export .csv", "rejected rows"),
    "crm_desktop/kit/sheets/write.py _write_xlsx": ("export .xlsx", "rejected rows"),
    "crm_desktop/kit/store/acts.py put_ring": ("new password", "a second user", "a user switched off"),
    "crm_desktop/kit/store/anchor.py accept": ("this state is right", "close and open"),
    "crm_desktop/kit/store/anchor.py keep_own": ("this state is right", "close and open"),
    "crm_desktop/kit/store/backup.py _make": ALL_BACKUPS,
    "crm_desktop/kit/store/backup.py _ready": ALL_BACKUPS,
    "crm_desktop/kit/store/backup.py _finish": ALL_BACKUPS,
    "crm_desktop/kit/store/backup.py _remove": ("back up",),
    "crm_desktop/kit/store/backup.py copy_to": ("back up to a share",),
    "crm_desktop/kit/store/cipher.py _connect": ("new office", "back up"),
    "crm_desktop/kit/store/copies.py copy_files": (*ALL_BACKUPS, "restore"),
    "crm_desktop/kit/store/door.py _settle": ("restore over an office",),
    "crm_desktop/kit/store/folder.py create_folder": ("new office", "restore"),
    "crm_desktop/kit/store/folder.py sync_file": (*ALL_BACKUPS, "restore"),
    "crm_desktop/kit/store/folder.py write_whole": ("new password", "this state is right", "new office"),
    "crm_desktop/kit/store/lock.py acquire": ("open a window",),
    "crm_desktop/kit/store/lock.py _take_use": ("open a window",),
    "crm_desktop/kit/store/lock.py _take_window": ("open a window",),
    "crm_desktop/kit/store/lock.py alone": ("restore over an office",),
    "crm_desktop/kit/store/lock.py open_file": ("open a window",),
    "crm_desktop/kit/store/making.py _held": ("new office",),
    "crm_desktop/kit/store/making.py _settle": ("new office",),
    "crm_desktop/kit/store/passwords.py _keep": ("wrong password",),
    "crm_desktop/kit/store/private_place.py __init__": ("look at a backup",),
    "crm_desktop/kit/store/private_place.py _door": ("look at a backup",),
    "crm_desktop/kit/store/private_place.py _tidy": ("look at a backup",),
    "crm_desktop/kit/store/reading.py _bring": ("look at a backup",),
    "crm_desktop/kit/store/reading.py look": ("look at a backup",),
    "crm_desktop/kit/store/restore.py restore": ("restore", "restore over an office"),
    "crm_desktop/kit/store/restore.py _keep_old": ("restore over an office",),
    "crm_desktop/kit/store/restore.py _swap": ("restore", "restore over an office"),
    "crm_desktop/kit/store/ring.py save": ("new password", "new office"),
    "crm_desktop/kit/store/store.py memory": (),  # the scratch office of tests and previews
    "ui/customers/files.py _write": ("save a paper seen",),
    "ui/kit/window_state.py save": ("window remembered",),
    "ui/shell/smoke.py run": (),  # the pictures of the smoke test
}


def _called(node: ast.Call) -> tuple[str, str]:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr, getattr(node.func.value, "id", "")
    return getattr(node.func, "id", ""), ""


def _writes(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    call, of = _called(node)
    if call == "open" and of in ("archive", "session", "window"):
        return False
    if call == "open":
        return of == "os" and "O_CREAT" in ast.unparse(node) or any(
            set(a.value) & set("wax+") and len(a.value) < 4 for a in ast.walk(node)
            if isinstance(a, ast.Constant) and isinstance(a.value, str)) or any(
            isinstance(a, ast.Name) and a.id == "mode" for a in node.args)
    if call == "FileIO":
        return "'r'" not in ast.unparse(node)
    if call == "open_file":
        return of not in ("ask", "self")
    return call in CALLS or call in OF_OS and (of == "os" or call == "rename") or call in OF_SHUTIL and of == "shutil"


def _found() -> Iterator[str]:
    for path in sorted([*ROOT.glob("crm_desktop/**/*.py"), *ROOT.glob("ui/**/*.py")]):
        for function in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(function, ast.FunctionDef) and any(_writes(node) for node in ast.walk(function)):
                yield f"{path.relative_to(ROOT).as_posix()} {function.name}"


def test_every_place_that_writes_is_known() -> None:
    assert sorted(set(_found()) ^ PLACES.keys()) == []


def test_every_act_named_is_one_that_is_tried() -> None:
    assert sorted({name for names in PLACES.values() for name in names} - NAMED.keys()) == []
