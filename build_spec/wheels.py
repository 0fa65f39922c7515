"""Whether everything pinned can be had as a ready wheel, with the pinned hash, on every system we hand out for.

    python build_spec/wheels.py [--keep DIR]

pip downloads the wheels as for the other system, from whatever index it is set up with, and throws them away.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from packaging.markers import Marker

HERE = Path(__file__).resolve().parent
LOCKS = ("requirements.txt", "requirements-dev.txt")
PYTHON = "3.11"
# what conditions ask for, and the platforms whose wheels run there; pip adds the older ones of a Mac, not those of a Linux
SYSTEMS = {
    "Windows x86_64": (("win32", "AMD64"), ["win_amd64"]),
    "macOS arm64": (("darwin", "arm64"), ["macosx_14_0_arm64"]),
    "macOS x86_64": (("darwin", "x86_64"), ["macosx_14_0_x86_64"]),
    "Linux x86_64": (("linux", "x86_64"), [f"manylinux_2_{n}_x86_64" for n in range(35, 4, -1)] + ["manylinux2014_x86_64"]),
}


def for_system(lock: str, platform: str, machine: str) -> str:
    """The lock as pip reads it on that system: pip itself would take the conditions for this one."""
    kept, skipping = [], False
    for line in lock.splitlines():
        if not line.startswith((" ", "#")):
            pin, _, condition = line.removesuffix("\\").partition(";")
            where = {"sys_platform": platform, "platform_machine": machine}
            skipping = bool(condition) and not Marker(condition.strip()).evaluate(where)
            line = f"{pin.strip()} \\"
        if not skipping:
            kept.append(line)
    return "\n".join(kept) + "\n"


def download(lock: str, platforms: list[str], target: Path) -> str:
    """Fetch all of a lock; what pip complains of, "" when it has everything."""
    file = target / "lock.txt"
    file.write_text(lock, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes",
         "--only-binary", ":all:", "--implementation", "cp", "--python-version", PYTHON,
         *(word for platform in platforms for word in ("--platform", platform)), "--dest", str(target), "-r", str(file)],
        capture_output=True, text=True, check=False)
    said = "\n".join(line for line in done.stderr.splitlines() if not line.startswith("WARNING"))
    return "" if done.returncode == 0 else said or done.stderr


def main() -> int:
    """0 when every wheel is there for every system."""
    asked = argparse.ArgumentParser(description="Whether every pinned package has a wheel for every system.")
    asked.add_argument("--keep", type=Path, help="keep the wheels there, a folder for each system")
    given = asked.parse_args()
    lacks = 0
    for system, (where, platforms) in SYSTEMS.items():
        for name in LOCKS:
            with tempfile.TemporaryDirectory() as scratch:
                target = given.keep / system.replace(" ", "-") if given.keep else Path(scratch)
                target.mkdir(parents=True, exist_ok=True)
                lock = for_system((HERE / name).read_text("utf-8"), *where)
                before = set(target.glob("*.whl"))
                wrong = download(lock, platforms, target)
                wheels = set(target.glob("*.whl")) - before
                size = sum(w.stat().st_size for w in wheels) / 1e6
            wanted = len(re.findall(r"^\S+==", lock, re.MULTILINE))
            lacks += bool(wrong)
            print(f"{system}, {name}: " + (f"NOT ALL\n{wrong}" if wrong else f"{wanted} wheels, {size:.1f} MB"), flush=True)
    return 1 if lacks else 0


if __name__ == "__main__":
    sys.exit(main())
