"""kill -9 while an office is made: afterwards there is none, or a whole one, and the next try works.

    python -m build_spec.faults.makes [ROUNDS] [SEED]

An office is made in four ways, one after the other: `crm-desktop new`, `crm-desktop demo`, the sample office by a
click in the first-start window, an own office by the steps of that window. Each way is timed once; then the program is
killed at a random moment of that time. What lies there must be no office (said in one sentence) or a whole one; the
same way once more must end well; the real office beside it must be as it was, to the byte.
"""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from crm_desktop.kit.sample import own  # noqa: E402
from crm_desktop.kit.store import Store  # noqa: E402
from crm_desktop.kit.store.folder import half_made, is_office, office_problem  # noqa: E402

PASSWORD, USER, CUSTOMERS = "six green kettles hum", "Lin", 60
LONGEST = 300


@dataclass(frozen=True)
class Way:
    """One way to make an office: what is started, where the office lies then, its user, its customers."""

    name: str
    words: Callable[[Path], list[str]]
    folder: Callable[[Path], Path]
    user: str
    customers: int


def _cli(*words: str) -> Callable[[Path], list[str]]:
    return lambda place: ["-m", "ui", *(str(place / w) if w.endswith(".crm") else w for w in words)]


WAYS = (
    Way("new", _cli("new", "a.crm", "--user", USER), lambda place: place / "a.crm", USER, 0),
    Way("demo", _cli("demo", "b.crm", "--customers", str(CUSTOMERS)), lambda place: place / "b.crm", "demo", CUSTOMERS),
    Way("sample in the window", lambda _place: ["-m", "build_spec.faults.makes", "--window", "sample"],
        lambda place: place / "home" / "sample" / "Sample office.crm", own.USERS["en"], CUSTOMERS),
    Way("office in the window", lambda _place: ["-m", "build_spec.faults.makes", "--window", "office"],
        lambda place: place / "home" / "Mine.crm", USER, 0),
)


def start(way: Way, place: Path) -> subprocess.Popen[str]:
    """The program, making it."""
    return subprocess.Popen([sys.executable, *way.words(place)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                            env={**os.environ, "CRM_DESKTOP_HOME": str(place / "home"), "CRM_DESKTOP_PASSWORD": PASSWORD,
                                 "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"})


def whole(way: Way, folder: Path) -> list[str]:
    """What is wrong with an office that is there."""
    sample = way.words(Path())[-1] == "sample"
    try:
        store = Store.open(folder, way.user, own.PASSWORD if sample else PASSWORD)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is a fault
        return [f"can't be opened: {error!r}"]
    try:
        count = store.value("SELECT count(*) FROM customers")
        found = [f"{finding.file}: {finding.sentence}" for finding in store.check()]
        return found + ([f"{count} customers of {way.customers}"] if count != way.customers else [])
    finally:
        store.close()


def after_kill(way: Way, place: Path) -> tuple[str, list[str]]:
    """How it stands after the kill, and what is wrong."""
    folder = way.folder(place)
    if is_office(folder):
        return "whole", whole(way, folder)
    if not folder.exists():
        return "nothing", []
    if not half_made(folder) and any(folder.iterdir()):
        return "half", [f"not known as half made: {sorted(p.name for p in folder.iterdir())}"]
    said = office_problem(folder) or ""
    return "half", [] if said.count(".") and "\n" not in said else [f"said of it: {said!r}"]


def again(way: Way, place: Path) -> list[str]:
    """The same once more."""
    with start(way, place) as process:
        out, err = process.communicate(timeout=LONGEST)
    if process.returncode:
        return [f"the next try ended with {process.returncode}: {out[-300:]} {err[-300:]}"]
    left = [p.name for p in (place / "home").glob("sample/aside-*")] + [
        str(p) for p in way.folder(place).parent.glob("*.crm/making")]
    return whole(way, way.folder(place)) + [f"left: {name}" for name in left]


def prints(folder: Path) -> dict[str, str]:
    """Every file of an office and what is in it."""
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
            for p in sorted(folder.rglob("*")) if p.is_file()}


def one(way: Way, real: Path, place: Path, rng: random.Random, took: float) -> tuple[str, list[str]]:
    """One round: killed, looked at, made again."""
    before = prints(real)
    process, moment = start(way, place), rng.uniform(0, took)
    time.sleep(moment)
    process.kill()
    process.communicate()
    how, wrong = after_kill(way, place)
    if how != "whole" or way.name == "sample in the window":
        wrong += again(way, place)
    if prints(real) != before:
        wrong.append("the office beside it was touched")
    return f"{way.name} at {moment:.2f} of {took:.1f} s: {how}", wrong


def main(rounds: int = 20, seed: int = 1) -> int:
    """Run the rounds; the number of faults."""
    rng, bad, took = random.Random(seed), 0, {}
    for number in range(rounds + len(WAYS)):
        way = WAYS[number % len(WAYS)]
        with tempfile.TemporaryDirectory() as made:
            place = Path(made)
            (place / "home").mkdir()
            real = place / "real.crm"
            with start(Way("", _cli("new", "real.crm", "--user", USER), lambda p: p, USER, 0), place) as process:
                process.communicate(timeout=LONGEST)
            if way.name not in took:
                begun = time.monotonic()
                wrong = again(way, place)
                took[way.name] = time.monotonic() - begun
                line = f"{way.name}: made in {took[way.name]:.1f} s"
            else:
                line, wrong = one(way, real, place, rng, took[way.name])
            bad += len(wrong)
            print(line, *wrong, sep="\n    ", flush=True)
    print(f"{rounds} kills, {bad} faults")
    return bad


def window(what: str) -> None:
    """The first-start window by itself: make a sample office, or an own one, and end."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from build_spec import stage
    from ui.kit.window_state import WindowState

    own.CUSTOMERS = CUSTOMERS
    home = Path(os.environ["CRM_DESKTOP_HOME"])
    shown = stage.window(WindowState(home / "windows.json"), "en")
    own.tidy()
    shown.show_wizard()
    wizard = shown.wizard
    assert wizard is not None

    def click() -> None:
        if what == "sample":
            wizard.language.sample.go.click()
            return
        wizard.next()
        wizard.office.fields.name.setText("Mine")
        wizard.office._named("Mine")
        wizard.next()
        wizard.user._name.setText(USER)
        for box in (wizard.user.pair.first, wizard.user.pair.again):
            box.setText(PASSWORD)
        wizard.next()

    def look() -> None:
        if shown.is_open() or wizard.store is not None:
            shown.close()
            QApplication.exit(0)

    QTimer.singleShot(0, click)
    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(20)
    sys.exit(QApplication.instance().exec())


if __name__ == "__main__":
    if sys.argv[1:2] == ["--window"]:
        window(sys.argv[2])
    sys.exit(1 if main(*map(int, sys.argv[1:3])) else 0)
