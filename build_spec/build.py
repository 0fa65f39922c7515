"""Build the program to hand out into dist/crm-desktop and say what weighs how much.

    python build_spec/build.py
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DIST = ROOT / "dist" / "crm-desktop"
LIMIT = 200_000_000
LARGE = 4_000_000

sys.path.insert(0, str(ROOT))
from crm_desktop import __version__

VERSION_FILE = """VSVersionInfo(
  ffi=FixedFileInfo(filevers={parts}, prodvers={parts}),
  kids=[StringFileInfo([StringTable("040904B0", [
    StringStruct("FileDescription", "CRM Desktop"), StringStruct("ProductName", "CRM Desktop"),
    StringStruct("FileVersion", "{version}"), StringStruct("ProductVersion", "{version}"),
    StringStruct("LegalCopyright", "MIT License")])]),
    VarFileInfo([VarStruct("Translation", [1033, 1200])])])
"""


def version_file() -> Path:
    """The version as Windows shows it in the file's properties."""
    parts = (*(int(p) for p in __version__.split(".")), 0, 0, 0)[:4]
    path = ROOT / "build" / "version.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_text(VERSION_FILE.format(parts=parts, version=__version__), "utf-8")
    return path


def last_commit() -> str:
    """When the sources were last changed, in seconds; a day that stands still where git doesn't know."""
    done = subprocess.run(["git", "-C", str(ROOT), "log", "-1", "--format=%ct"], capture_output=True, text=True, check=False)
    return done.stdout.strip() or "1767225600"


def slim(folder: Path) -> None:
    """Take debugging names out of what others compiled with them (not out of Qt), and link the console program."""
    if sys.platform == "win32":
        return
    link = folder / "crm-desktop-cli"
    link.unlink(missing_ok=True)
    link.symlink_to("crm-desktop")
    if sys.platform != "linux" or shutil.which("strip") is None:
        return
    for path in (folder / "parts").rglob("*.so*"):
        inner = path.relative_to(folder / "parts").parts
        if path.is_file() and not path.is_symlink() and inner[0] not in ("PySide6", "shiboken6", "pillow.libs"):
            subprocess.run(["strip", "--strip-unneeded", str(path)], check=False, capture_output=True)


def weigh(folder: Path) -> tuple[int, list[tuple[str, int]]]:
    """The size of the folder and of each large part in it."""
    parts: Counter[str] = Counter()
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            inner = path.relative_to(folder).parts
            inner = inner[1:] if inner[0] == "parts" else inner
            parts["/".join(inner[:2]) if len(inner) > 2 else inner[0]] += path.stat().st_size
    return sum(parts.values()), [(n, s) for n, s in parts.most_common() if s >= LARGE]


def main() -> int:
    """Build, weigh, and fail when it is too heavy."""
    env = {"SOURCE_DATE_EPOCH": last_commit(), **os.environ, "CRM_DESKTOP_VERSION_FILE": str(version_file()),
           "PYTHONHASHSEED": "1"}  # with these two the same sources give the same bytes
    done = subprocess.run(
        [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "ERROR", "--distpath",
         str(ROOT / "dist"), "--workpath", str(ROOT / "build"), str(ROOT / "build_spec" / "crm-desktop.spec")],
        env=env, cwd=ROOT, check=False)
    if done.returncode:
        return done.returncode
    slim(DIST)
    total, large = weigh(DIST)
    print(f"dist/crm-desktop: {total / 1e6:.1f} MB (at most {LIMIT / 1e6:.0f}), version {__version__}")
    for name, size in large:
        print(f"  {size / 1e6:7.1f} MB  {name}")
    if total > LIMIT:
        print("The folder is too heavy.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
