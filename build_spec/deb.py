"""Pack the built program as a Debian package, dist/crm-desktop_VERSION_ARCH.deb.

    python build_spec/deb.py [--version V] [--out DIR] [--quick]

What the system's own packages have (glib, X11, OpenSSL ...) stays out and becomes a dependency: Debian mends it. The same
folder packed twice gives the same bytes; SOURCE_DATE_EPOCH, else the last commit, is the time of every file.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LINUX = ROOT / "build_spec" / "linux"
ICONS = ROOT / "resources" / "icons" / "app"
NAME = "crm-desktop"
WHO = "The CRM Desktop authors <crm-desktop@localhost>"
HOME = Path("usr/lib") / NAME
PROGRAMS = (NAME, f"{NAME}-cli")

sys.path.insert(0, str(ROOT))
from build_spec.build import last_commit
from crm_desktop import __version__

CONTROL = """Package: {name}
Version: {version}
Architecture: {arch}
Maintainer: {who}
Installed-Size: {size}
Depends: {depends}
Recommends: xdg-utils
Suggests: cups, ibus | fcitx5
Section: misc
Priority: optional
Description: customers, complaints, call-backs and surveys of one office
 Complaints are taken down while the caller speaks, customers are found by a
 few letters, lists come in from Excel, and the monthly report goes out as a
 PDF. Everything lies in one encrypted folder on this computer; no network is
 used. In simplified and traditional Chinese and in English.
 .
 Removing the package leaves every office and every setting where it is.
"""


def output(*command: str | Path, cwd: Path | None = None) -> str:
    """What a program prints; its own words on standard error when it fails."""
    return subprocess.run(list(map(str, command)), cwd=cwd, stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


def control(version: str, arch: str, depends: list[str], size: int) -> str:
    """The control file; the size in KiB."""
    return CONTROL.format(name=NAME, version=version, arch=arch, who=WHO, size=size, depends=", ".join(depends))


def of_the_system(parts: Path) -> list[Path]:
    """The libraries that PyInstaller took from a package of this system; not Python's, which later systems lack."""
    triplet = output("dpkg-architecture", "-qDEB_HOST_MULTIARCH")
    libraries = [p for p in sorted(parts.glob("lib*.so*")) if not p.is_symlink() and not p.name.startswith("libpython")]
    found = subprocess.run(["dpkg-query", "-S", *(f"/*/{triplet}/{p.name}" for p in libraries)],
                           stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False).stdout
    known = {line.rpartition("/")[2] for line in found.splitlines()}
    return [p for p in libraries if p.name in known]


def programs_and_libraries(folder: Path) -> list[Path]:
    """The files below it that the system's loader reads."""
    def elf(path: Path) -> bool:
        with path.open("rb") as file:
            return file.read(4) == b"\x7fELF"
    return [p for p in sorted(folder.rglob("*")) if p.is_file() and not p.is_symlink() and elf(p)]


def depends(stage: Path) -> list[str]:
    """The packages that the packed program needs, each with its least version, as Debian's own tool finds them."""
    files = programs_and_libraries(stage / HOME)
    ours = sorted({f"-l{p.parent}" for p in files} | {f"-l{stage / HOME / 'parts'}"})
    with tempfile.TemporaryDirectory() as scratch:
        paper = Path(scratch, "debian", "control")
        paper.parent.mkdir()
        paper.write_text(f"Source: {NAME}\n\nPackage: {NAME}\nArchitecture: any\n", "utf-8")
        said = output("dpkg-shlibdeps", "-O", "--ignore-missing-info", "--warnings=0", f"-S{stage}", *ours, *files,
                      cwd=Path(scratch))
    line = re.search(r"^shlibs:Depends=(.+)$", said, re.MULTILINE)
    if line is None:
        raise SystemExit("dpkg-shlibdeps found no dependency.")
    return sorted(d.strip() for d in line[1].split(","))


def packed(target: Path, content: bytes) -> None:
    """A compressed document that is the same whenever it is made."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(content, 9, mtime=0))


def lay(folder: Path, stage: Path, version: str, when: datetime) -> None:
    """The files of the package, where they will lie."""
    shutil.copytree(folder, stage / HOME, symlinks=True)
    for library in of_the_system(stage / HOME / "parts"):
        library.unlink()
    shutil.rmtree(stage / HOME / "parts" / "licences" / "system", ignore_errors=True)
    for program in PROGRAMS:
        link = stage / "usr" / "bin" / program
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(Path("..", "lib", NAME, program))
    share = stage / "usr" / "share"
    for icon in sorted(ICONS.glob(f"{NAME}*.[ps][nv]g")):
        size = icon.stem.removeprefix(NAME).removeprefix("-")
        target = share / "icons" / "hicolor" / (f"{size}x{size}" if size else "scalable") / "apps" / (NAME + icon.suffix)
        target.parent.mkdir(parents=True)
        shutil.copyfile(icon, target)
    doc = share / "doc" / NAME
    packed(doc / "changelog.gz", (ROOT / "CHANGELOG.md").read_bytes())
    packed(doc / "changelog.Debian.gz", f"{NAME} ({version}) unstable; urgency=medium\n\n  * What changed: changelog.gz.\n\n"
           f" -- {WHO}  {format_datetime(when)}\n".encode())
    shutil.copyfile(LINUX / "copyright", doc / "copyright")
    for program in PROGRAMS:
        packed(share / "man" / "man1" / f"{program}.1.gz", (LINUX / f"{NAME}.1").read_bytes())
    for name, place in ((f"{NAME}.desktop", "applications"), (f"{NAME}.metainfo.xml", "metainfo")):
        (share / place).mkdir()
        text = (LINUX / name).read_text("utf-8")
        text = text.replace("@VERSION@", version).replace("@DATE@", f"{when:%Y-%m-%d}")
        (share / place / name).write_text(text, "utf-8")


def settle(stage: Path, when: int) -> None:
    """Rights and times that don't depend on who packs, and when."""
    for path in sorted(stage.rglob("*"), reverse=True):
        if not path.is_symlink():
            runs = path.is_dir() or path.parent == stage / HOME or path.name == "prerm"
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (when, when), follow_symlinks=False)
    stage.chmod(0o755)
    os.utime(stage, (when, when))


def papers(stage: Path, version: str) -> None:
    """What dpkg itself reads: control, the sums, and what is asked before removal."""
    files = [p for p in sorted(stage.rglob("*")) if p.is_file() and not p.is_symlink()]
    size = sum(p.stat().st_size for p in files) // 1024
    needs = depends(stage)
    debian = stage / "DEBIAN"
    debian.mkdir(exist_ok=True)
    (debian / "control").write_text(control(version, output("dpkg", "--print-architecture"), needs, size), "utf-8")
    sums = [f"{hashlib.md5(p.read_bytes(), usedforsecurity=False).hexdigest()}  {p.relative_to(stage)}\n" for p in files]
    (debian / "md5sums").write_text("".join(sums), "utf-8")
    shutil.copyfile(LINUX / "prerm", debian / "prerm")


def pack(folder: Path, out: Path, version: str, *, quick: bool = False) -> Path:
    """Make the package of a built program; where it is."""
    when = int(os.environ.get("SOURCE_DATE_EPOCH") or last_commit())
    out.mkdir(parents=True, exist_ok=True)
    target = out / f"{NAME}_{version}_{output('dpkg', '--print-architecture')}.deb"
    with tempfile.TemporaryDirectory(prefix="crm-deb-") as scratch:
        stage = Path(scratch, "stage")
        (stage / "DEBIAN").mkdir(parents=True)  # so that dpkg-shlibdeps knows it for a package in the making
        lay(folder, stage, version, datetime.fromtimestamp(when, UTC))
        papers(stage, version)
        settle(stage, when)
        press = ("-Zzstd", "-z3") if quick else ("-Zxz",)
        subprocess.run(["dpkg-deb", "--root-owner-group", *press, "--build", str(stage), str(target)], check=True,
                       stdout=subprocess.DEVNULL, env={**os.environ, "SOURCE_DATE_EPOCH": str(when)})
    return target


def main() -> int:
    """Pack, and say what came out."""
    asked = argparse.ArgumentParser(description="Pack the built program as a Debian package.")
    asked.add_argument("--version", default=__version__, help="another version than the program's, to try upgrades")
    asked.add_argument("--out", type=Path, default=ROOT / "dist")
    asked.add_argument("--quick", action="store_true", help="pack in seconds, a fifth larger")
    given = asked.parse_args()
    if any(shutil.which(tool) is None for tool in ("dpkg-deb", "dpkg-shlibdeps")):
        print("A Debian package is made on Debian or one of its kin, with the package dpkg-dev. Nothing was packed.")
        return 1
    target = pack(ROOT / "dist" / NAME, given.out, given.version, quick=given.quick)
    print(f"{target.name}: {target.stat().st_size / 1e6:.1f} MB, needs {output('dpkg-deb', '-f', target, 'Depends')}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
