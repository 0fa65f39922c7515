"""Show the program without a screen: pictures of its pages and PDFs of its reports, left in a folder.

    python build_spec/tour.py tour

The real program runs on a virtual screen (Xvfb where there is one), in a sample office, in three languages.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from build_spec.screen import Screen

LANGUAGES = ("zh_CN", "zh_TW", "en")
WAYS = ("keyboard", "mouse")
SIZE = (1366, 768)


@contextmanager
def virtual_screen() -> Iterator[dict[str, str]]:
    """The environment of a virtual screen; Qt's own, without an X server, where Xvfb is missing."""
    if shutil.which("Xvfb") is None:
        yield {"QT_QPA_PLATFORM": "offscreen"}
        return
    with Screen(*SIZE) as screen:
        yield {"DISPLAY": screen.name, "QT_QPA_PLATFORM": "xcb"} if screen.name else {"QT_QPA_PLATFORM": "offscreen"}


def crm(env: dict[str, str], *args: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the program."""
    return subprocess.run([sys.executable, "-m", "ui", *map(str, args)], cwd=ROOT, env=env, text=True,
                          capture_output=True, timeout=600, check=False)


def papers(env: dict[str, str], office: Path, target: Path) -> int:
    """Every report that needs no choice, as PDFs; how many."""
    made = 0
    for line in crm(env, "reports").stdout.splitlines():
        name = line.split("\t")[0]
        done = crm(env, "report", office, name, target / f"{name}.pdf")
        made += done.returncode == 0
        if done.returncode:
            print(f"{name}: {done.stderr.strip()}")
    return made


@contextmanager
def days(target: Path) -> Iterator[list[str]]:
    """Meanwhile one whole day is lived through by keyboard and one by mouse; gives, at the end, what went wrong."""
    with ExitStack() as screens:
        running = {way: subprocess.Popen(
            [sys.executable, "build_spec/day_tour.py", str(target / f"day-{way}"), way], cwd=ROOT, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            env={**os.environ, **screens.enter_context(virtual_screen()), "PYTHONPATH": str(ROOT)}) for way in WAYS}
        wrong: list[str] = []
        yield wrong
        for way, one in running.items():
            said = one.communicate(timeout=600)[0]
            if one.returncode:
                wrong.append(f"day by {way}: {said.strip()}")


def main() -> int:
    """Pictures, papers, and a line that says where."""
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "tour").resolve()
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    with days(target) as wrong, tempfile.TemporaryDirectory(prefix="crm-tour-") as scratch, virtual_screen() as screen:
        env = {**os.environ, **screen, "CRM_DESKTOP_HOME": str(Path(scratch, "home")), "PYTHONPATH": str(ROOT),
               "CRM_DESKTOP_PASSWORD": "a sample password", "CRM_DESKTOP_SMOKE": "1"}
        office = Path(scratch, "sample.crm")
        made = crm(env, "demo", office, "--customers", "500")
        if made.returncode:
            print(made.stderr.strip())
            return 1
        failed = 0
        for language in LANGUAGES:
            place, own = target / language, Path(scratch, f"{language}.crm")
            shutil.copytree(office, own)  # what is done there is not in the pictures of the others
            done = crm({**env, "CRM_DESKTOP_PICTURES": str(place)}, "--office", own, "--language", language)
            failed += done.returncode != 0
            if done.returncode:
                print(f"{language}: {(done.stdout + done.stderr).strip()}")
        count = papers(env, office, target)
    print(*wrong, sep="\n", end="\n" if wrong else "")
    pictures = len(list(target.rglob("*.png")))
    print(f"No screen here: the program ran on a virtual one. {pictures} pictures of its pages and {count} PDFs "
          f"of its reports are in {target.name}/; one whole day is in {target.name}/day-keyboard and "
          f"{target.name}/day-mouse")
    return 1 if failed or wrong or not pictures or not count else 0


if __name__ == "__main__":
    sys.exit(main())
