"""Make the installer for Windows, dist/crm-desktop-VERSION-setup.exe, with makensis (also on Linux).

    python build_spec/nsis.py               the built program in dist/crm-desktop
    python build_spec/nsis.py --stand-in    a small payload in its place, into build/: proves the script, not the program

Any warning of makensis is an error.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = ROOT / "build_spec" / "windows" / "installer.nsi"
ICONS = ROOT / "resources" / "icons" / "app"
ICON = ICONS / "crm-desktop.ico"
BANNER = (164, 314)  # as NSIS wants it
PROGRAMS = ("crm-desktop.exe", "crm-desktop-cli.exe")

sys.path.insert(0, str(ROOT))
from crm_desktop import __version__


def stand_in(folder: Path) -> Path:
    """A folder shaped as the built one."""
    (folder / "parts" / "resources").mkdir(parents=True)
    for name in PROGRAMS:
        (folder / name).write_bytes(b"MZ stand-in")
    shutil.copyfile(ROOT / "THIRD_PARTY.md", folder / "parts" / "THIRD_PARTY.md")
    (folder / "parts" / "resources" / "名单.txt").write_text("字", "utf-8")
    return folder


def banner(target: Path) -> Path:
    """What stands beside the last page: the icon on the colour of the window's ground."""
    with Image.open(ICONS / "crm-desktop-64.png") as icon:
        ground = Image.new("RGBA", BANNER, "#F5F4F0")
        ground.alpha_composite(icon.convert("RGBA"), ((BANNER[0] - icon.width) // 2, 40))
        ground.convert("RGB").save(target)
    return target


def makensis() -> str | None:
    """The compiler, where the system has it."""
    usual = [Path(os.environ.get(place, "?"), "NSIS", "makensis.exe") for place in ("PROGRAMFILES(X86)", "PROGRAMFILES")]
    return shutil.which("makensis") or next((str(p) for p in usual if p.is_file()), None)


def command(compiler: str, payload: Path, beside: Path, target: Path, version: str) -> list[str]:
    """The command line that compiles."""
    four = ".".join([*version.split("."), "0", "0", "0"][:4])
    given = {"VERSION": version, "FOUR_PARTS": four, "PAYLOAD": payload, "SLASH": os.sep, "ICON": ICON, "BANNER": beside,
             "OUT": target}
    return [compiler, "-V2", "-WX", "-INPUTCHARSET", "UTF8", *(f"-D{k}={v}" for k, v in given.items()), str(SCRIPT)]


def main() -> int:
    """Compile, and say what came out."""
    asked = argparse.ArgumentParser(description="Make the installer for Windows.")
    asked.add_argument("--stand-in", action="store_true", help="a small payload in place of the built program")
    asked.add_argument("--version", default=__version__, help="another version than the program's, to try upgrades")
    given = asked.parse_args()
    compiler = makensis()
    payload = ROOT / "dist" / "crm-desktop"
    if compiler is None:
        print("makensis is missing; Debian has it in the package nsis. Nothing was made.")
        return 1
    if not given.stand_in and not all((payload / name).is_file() for name in PROGRAMS):
        print("dist/crm-desktop is not a program for Windows. Build it there, or give --stand-in.")
        return 1
    with tempfile.TemporaryDirectory() as scratch:
        if given.stand_in:
            payload = stand_in(Path(scratch, "payload"))
        name = f"crm-desktop-{given.version}-setup.exe"
        target = ROOT / ("build/stand-in-" + name if given.stand_in else "dist/" + name)
        target.parent.mkdir(exist_ok=True)
        made = command(compiler, payload, banner(Path(scratch, "banner.bmp")), target, given.version)
        if code := subprocess.run(made, check=False).returncode:
            return code
    print(f"{target.relative_to(ROOT).as_posix()}: {target.stat().st_size / 1e6:.1f} MB, no warning")
    return 0


if __name__ == "__main__":
    sys.exit(main())
