"""Prove the Debian package in a clean root: install, start from the menu, upgrade, remove, with the data kept.

    python build_spec/try_deb.py [--suite bookworm] [--pictures DIR]        (as root; build_spec/build.py has run)

Needs debootstrap, xvfb and xdotool. The root is made from the package sources of this machine and has nothing but the
package and what it depends on; screen and keyboard come from outside. The pictures are for looking at.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from build_spec import deb
from build_spec.screen import Screen

INSIDE = "CRM_DESKTOP_TRY_DEB"  # set once the mounts are this process's own
PASSWORD = "quiet green harbour 7"
USER, PERSON = "li", "1000:1000"
HOME = f"/home/{USER}"
OFFICE = f"{HOME}/Documents/澄屿.crm"
SHEET = "客户名称,联系电话,区域\n澄屿机电有限公司,0512-6650 1188,华东\n"
LOADED = ("cd /usr/lib/crm-desktop && find . -type f '(' -name '*.so*' -o -name crm-desktop ')' "
          "-exec env LD_LIBRARY_PATH=parts:parts/PySide6/Qt/lib ldd {} + 2>/dev/null | grep 'not found' || true")
MINUTE = 60


def need(truth: object, what: str) -> None:
    """End with the sentence when something isn't so."""
    if not truth:
        raise SystemExit(f"try-deb: {what}")


def wait(state: Callable[[], object], what: str) -> None:
    """Until the state is there; end with the sentence after two minutes."""
    end = time.monotonic() + 2 * MINUTE
    while not state():
        need(time.monotonic() < end, what)
        time.sleep(0.2)


def mirror(suite: str) -> str:
    """Where this machine's own packages come from."""
    sources = deb.output("apt-get", "indextargets", "--format", "$(CODENAME) $(REPO_URI)").splitlines()
    found = next((line.split()[1] for line in sources if line.split()[0] == suite), "")
    need(found, f"this machine has no package source for {suite}")
    listed = found.removeprefix("mirror+file:")
    return found if listed == found else Path(listed).read_text("utf-8").split()[0]


class CleanRoot:
    """A bare Debian in a folder, and a person in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def make(self, suite: str) -> None:
        """The base from the machine's own package sources, once a suite; a copy of it each time."""
        base = ROOT / "build" / f"clean-{suite}"
        if not (base / "ready").is_file():
            shutil.rmtree(base, ignore_errors=True)
            base.parent.mkdir(exist_ok=True)
            subprocess.run(["debootstrap", "--variant=minbase", "--include=locales", suite, str(base), mirror(suite)],
                           check=True, stdout=subprocess.DEVNULL)
            subprocess.run(["chroot", str(base), "localedef", "-i", "zh_CN", "-f", "UTF-8", "zh_CN.UTF-8"], check=True)
            (base / "ready").touch()
        subprocess.run(["cp", "-a", str(base), str(self.folder)], check=True)
        (self.folder / "etc" / "apt" / "sources.list").unlink(missing_ok=True)
        shutil.copytree("/etc/apt", self.folder / "etc" / "apt", symlinks=True, dirs_exist_ok=True)
        shutil.copyfile("/etc/resolv.conf", self.folder / "etc" / "resolv.conf")
        for kind, what, place in (("--types=proc", "proc", "proc"), ("--bind", "/tmp/.X11-unix", "tmp/.X11-unix")):
            (self.folder / place).mkdir(exist_ok=True)
            subprocess.run(["mount", kind, what, str(self.folder / place)], check=True)
        self.root("useradd", "--create-home", "--uid", PERSON.split(":")[0], USER)
        self.root("apt-get", "update", "-q")

    def root(self, *command: str | Path, code: int = 0) -> str:
        """What a command prints that root gives in there. Ends when its exit code isn't the one wanted."""
        done = subprocess.run(["chroot", str(self.folder), *map(str, command)], text=True, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                              env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND": "noninteractive",
                                   "LC_ALL": "C.UTF-8"})
        need(done.returncode == code, f"{' '.join(map(str, command))}: exit {done.returncode}\n{done.stdout}")
        return done.stdout.strip()

    def as_person(self, command: list[str], screen: Screen) -> list[str]:
        """The command line that lets the person in there run a command on that screen."""
        return ["chroot", f"--userspec={PERSON}", str(self.folder), "/usr/bin/env", "-i", "-C", HOME, "PATH=/usr/bin:/bin",
                f"HOME={HOME}", f"USER={USER}", f"DISPLAY={screen.name}", "LANG=zh_CN.UTF-8",
                f"CRM_DESKTOP_PASSWORD={PASSWORD}", *command]

    def home(self) -> dict[str, str]:
        """Every file of the person, by its sum."""
        home = self.folder / HOME[1:]
        return {str(p.relative_to(home)): hashlib.sha256(p.read_bytes()).hexdigest()
                for p in sorted(home.rglob("*")) if p.is_file() and not p.is_symlink()}


class Trial:
    """One package from its first day to its last."""

    def __init__(self, root: CleanRoot, screen: Screen, pictures: Path) -> None:
        self.at, self.screen, self.pictures = root, screen, pictures

    def menu_entry(self) -> list[str]:
        """The command of the menu entry, which names things that are there."""
        usr = self.at.folder / "usr"
        entry = usr / "share" / "applications" / "crm-desktop.desktop"
        if shutil.which("desktop-file-validate"):
            subprocess.run(["desktop-file-validate", str(entry)], check=True)
        keys = dict(line.split("=", 1) for line in entry.read_text("utf-8").splitlines() if "=" in line)
        icons = sorted(p.parent.parent.name for p in (usr / "share" / "icons" / "hicolor").glob(f"*/apps/{keys['Icon']}.*"))
        need({"16x16", "32x32", "48x48", "256x256", "scalable"} <= set(icons), f"icons of the menu entry: {icons}")
        need((usr / "bin" / keys["TryExec"]).exists(), "the menu entry starts nothing")
        return shlex.split(keys["Exec"])

    def say(self, *args: str) -> str:
        """What the program prints on the command line."""
        done = subprocess.run(self.at.as_person(["crm-desktop-cli", *args], self.screen), text=True, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        need(done.returncode == 0, f"{args[0]}: {done.stdout}")
        return done.stdout.strip()

    def window(self, name: str, *args: str, typed: str = "", then: Callable[[], None] | None = None) -> None:
        """Start from the menu entry, look at what is painted, close by Ctrl+Q."""
        shown = subprocess.Popen(self.at.as_person([*self.menu_entry(), *args], self.screen))
        try:
            self.screen.painted(self.pictures / f"{name}.png")
            need(shown.poll() is None, f"the program ended by itself: {name}")
            if typed:
                self.screen.type(typed)
                wait(lambda: self.known(), "the sign-in did not go through")
                self.screen.painted(self.pictures / f"{name}-open.png")
            if then is not None:
                then()
                need(shown.poll() is None, f"the program ended with it: {name}")
            self.screen.press("ctrl+q")
            wait(lambda: shown.poll() is not None, f"the window stays: {name}")
            need(shown.returncode == 0, f"{name}: exit {shown.returncode}")
        finally:
            shown.kill()
        need("bugs.log" not in str(self.at.home()), f"{name}: a bug was logged")

    def known(self) -> bool:
        """Whether the window remembers the office, as it does after a sign-in."""
        state = self.at.folder / HOME[1:] / ".config" / "crm-desktop" / "windows.json"
        return state.is_file() and bool(json.loads(state.read_text("utf-8")).get("offices"))

    def sound(self) -> None:
        """The office is whole and what was entered is found."""
        need(self.say("check", OFFICE) == "ok", "the office isn't sound")
        need("澄屿机电有限公司" in self.say("find", OFFICE, "cyjd"), "the customer isn't found")

    def install(self, package: Path) -> None:
        """As somebody would by hand; with what it depends on and no more."""
        shutil.copyfile(package, self.at.folder / "tmp" / package.name)
        self.at.root("apt-get", "install", "-y", "-q", "--no-install-recommends", f"/tmp/{package.name}")
        missing = self.at.root("sh", "-c", LOADED)
        need(not missing, f"libraries are missing:\n{missing}")

    def refuse(self, *act: str) -> None:
        """dpkg takes nothing away from under an open window."""
        said = self.at.root("dpkg", *act, code=1)
        need("CRM Desktop is open" in said, f"dpkg says: {said}")
        need(self.at.root("dpkg-query", "-W", "-f", "${db:Status-Abbrev}", "crm-desktop")[1] == "i", said)  # still installed

    def first_day(self, package: Path, newer: Path) -> None:
        """Install, start, make an office, work in it."""
        self.install(package)
        print(f"installed {package.name}: {len(self.at.root('dpkg-query', '-W').splitlines())} packages are in the root")
        self.window("1-first-start", then=lambda: self.refuse("--remove", "crm-desktop"))
        sheet = self.at.folder / HOME[1:] / "list.csv"
        sheet.write_text(SHEET, "utf-8")
        self.say("new", OFFICE, "--user", USER, "--office-name", "澄屿", "--recovery-sheet", f"{HOME}/recovery.pdf")
        self.say("import", OFFICE, f"{HOME}/list.csv")
        self.sound()
        shutil.copyfile(newer, self.at.folder / "tmp" / newer.name)
        self.window("2-sign-in", "--office", OFFICE, typed=PASSWORD,
                    then=lambda: self.refuse("--install", f"/tmp/{newer.name}"))
        self.sound()
        print("started from the menu entry; an office was made, signed in to, and is sound")
        print("while a window is open, dpkg neither removes nor upgrades")

    def upgrade(self, newer: Path, version: str) -> None:
        """A newer package; what the person has stays as it is."""
        before = self.at.home()
        need({"list.csv", "recovery.pdf", ".config/crm-desktop/windows.json", "Documents/澄屿.crm/crm.db"} <= set(before),
             f"files are missing: {sorted(before)}")
        self.install(newer)
        need(self.at.root("dpkg-query", "-W", "-f", "${Version}", "crm-desktop") == version, "not the newer version")
        need(self.at.home() == before, "the upgrade changed the person's files")
        self.window("3-after-upgrade")
        self.sound()
        print(f"upgraded to {version}: settings and office as before, the menu entry opens the sign-in of the office")

    def take_away(self, act: str) -> None:
        """Remove or purge: no file of the program stays, every file of the person does."""
        before = self.at.home()
        self.at.root("apt-get", act, "-y", "-q", "crm-desktop")
        left = [str(p) for p in (self.at.folder / "usr").rglob("*crm-desktop*")]
        need(not left, f"{act} leaves {left}")
        need("crm-desktop" not in self.at.root("dpkg-query", "-W", "-f", "${Package}\n"), "dpkg still knows the package")
        need(self.at.home() == before, f"{act} changed the person's files")
        print(f"{act}: no file of the program is left, every file of the person is")


def main() -> int:
    """0 when all of it holds."""
    asked = argparse.ArgumentParser(description="Prove the Debian package in a clean root.")
    asked.add_argument("--suite", default="bookworm")
    asked.add_argument("--pictures", type=Path, default=ROOT / "build" / "try-deb")
    given = asked.parse_args()
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    missing = [t for t in ("debootstrap", "Xvfb", "xdotool", "dpkg-shlibdeps") if shutil.which(t) is None]
    need(not missing, f"install first: {' '.join(missing)}")
    need(os.geteuid() == 0, "a root is made by root only")
    if INSIDE not in os.environ:  # mounts of our own, which end with us
        os.execvpe("unshare", ["unshare", "--mount", "--propagation", "private", sys.executable, *sys.argv],
                   {**os.environ, INSIDE: "1"})
    given.pictures.mkdir(parents=True, exist_ok=True)
    version = f"{deb.__version__}+1"
    with tempfile.TemporaryDirectory(prefix="crm-root-") as scratch, Screen(1366, 768) as screen:
        built = ROOT / "dist" / "crm-desktop"
        packages = [deb.pack(built, Path(scratch), v, quick=True) for v in (deb.__version__, version)]
        root = CleanRoot(Path(scratch, "root"))
        try:
            root.make(given.suite)
            trial = Trial(root, screen, given.pictures)
            trial.first_day(*packages)
            trial.upgrade(packages[1], version)
            trial.take_away("remove")
            trial.install(packages[0])
            trial.sound()
            print("installed again: the office is there and sound")
            trial.take_away("purge")
        finally:
            subprocess.run(["umount", "--lazy", str(root.folder / "proc"), str(root.folder / "tmp" / ".X11-unix")],
                           check=False, stderr=subprocess.DEVNULL)  # before the folder is taken away
    print(f"try-deb: ok; pictures in {given.pictures}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
