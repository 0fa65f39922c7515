"""The window closed, locked, quit, ended by a signal or by an error while tasks are at work: never an abort.

    python -m build_spec.faults.closing [ROUNDS] [SEED]

Each round starts the real program on a screen that nobody sees, signs in, starts some tasks (an import, a backup, a
report, a sleep that heeds its Cancel) and ends it in one of the WAYS. The exit code must be the one of that way, and the
office must be sound.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

PASSWORD = "a sample password"
# How it ends, and the exit codes that are right for it. A signal that Python does not catch gives its negative number.
WAYS = {"close": {0}, "quit": {0}, "lock": {0}, "exit": {7}, "error": {1}, "sys.exit": {3}, "interrupt": {0, -2, 130},
        "terminate": {-15, 143}, "at sign-in": {0}, "at once": {0}}


def _start_tasks(window: Any, rng: random.Random, place: Path) -> None:
    import time

    from crm_desktop.kit import importing, report
    from crm_desktop.kit.store import backup

    sheet = place / "list.csv"
    sheet.write_text("客户名称\n" + "".join(f"公司{n}\n" for n in range(3000)), "utf-8")

    def sleep(_store: Any, job: Any) -> None:
        for turn in range(200):
            time.sleep(0.01)
            job.progress(turn, 200)

    def bring(store: Any, job: Any) -> None:
        importing.run_import(store, importing.prepare(store, "customer_master", sheet), progress=job.progress)

    works = (sleep, bring, lambda store, _job: backup.backup(store),
             lambda store, _job: report.make(store, "customer-list", report.Options(), place / "list.pdf"))
    for work in rng.sample(works, rng.randint(1, 4)):
        window.session.run(work, None, "x")
    window.go(rng.choice(("customers", "reports", "complaints", "today", "visits")))


def _end(window: Any, way: str) -> None:
    from PySide6.QtWidgets import QApplication
    if way in ("close", "at sign-in", "at once"):
        window.close()
    elif way == "quit":
        QApplication.quit()
    elif way == "lock":
        window.lock()
        window.close()
    elif way == "exit":
        QApplication.exit(7)
    elif way == "interrupt":
        os.kill(os.getpid(), signal.SIGINT)
    elif way == "terminate":
        os.kill(os.getpid(), signal.SIGTERM)


def child(office: Path, place: Path, way: str, seed: int) -> int:
    """The program, ended by itself in that way."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    import ui  # noqa: F401 - before Qt
    from ui.shell import app as shell
    rng, made = random.Random(seed), []
    usual = shell._window

    def watched(settings: Any) -> Any:
        window = usual(settings)
        made.append(window)
        return window

    def work() -> None:
        window = made[0]
        if way != "at sign-in":
            window.enter(window.offices.open(office, "demo", PASSWORD))
            _start_tasks(window, rng, place)
        if way not in ("error", "sys.exit"):
            QTimer.singleShot(rng.choice((0, 1, 20, 150, 600)), lambda: _end(window, way))

    shell._window = watched
    if way in ("error", "sys.exit"):  # what a tool that drives the window may meet
        window = shell.opened(office, None)
        sys.excepthook = sys.__excepthook__  # no dialog waits for somebody
        window.show()
        work()
        for _turn in range(rng.choice((0, 3, 30))):
            QApplication.processEvents()
        if way == "error":
            raise RuntimeError("made on purpose")
        sys.exit(3)
    shell.make_app([""])
    QTimer.singleShot(rng.choice((0, 90, 110, 300)), (lambda: _end(made[0], way)) if way == "at once" else work)
    return shell.run(office, None)


def main(rounds: int = 50, seed: int = 20261122) -> int:
    """The rounds. Gives the number of faults."""
    from crm_desktop.kit.sample import make_demo
    from crm_desktop.kit.store import Store
    rng, codes, bad = random.Random(seed), Counter[str](), 0
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        os.environ["CRM_DESKTOP_HOME"], office = str(place / "home"), place / "sample.crm"
        make_demo(office, 40, 1, date(2026, 11, 19), PASSWORD, "zh_CN")
        for number in range(rounds):
            way = list(WAYS)[number % len(WAYS)]
            done = subprocess.run(
                [sys.executable, "-m", "build_spec.faults.closing", "--child", str(office), str(place), way,
                 str(rng.getrandbits(32))], cwd=ROOT, capture_output=True, text=True, timeout=180, check=False,
                env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen", "PYTHONFAULTHANDLER": "1"})
            codes[f"{way} {done.returncode}"] += 1
            store = Store.open(office, "demo", PASSWORD)
            found = [f.sentence for f in store.check()]
            store.close()
            if done.returncode not in WAYS[way] or found or "Destroyed while" in done.stderr:
                bad += 1
                print(f"round {number}, {way}: exit {done.returncode} {found}\n{done.stderr[-1500:]}", flush=True)
    print(f"{rounds} rounds, seed {seed}, {bad} faults: {dict(codes)}")
    return bad


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        sys.exit(child(Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4], int(sys.argv[5])))
    sys.exit(1 if main(*map(int, sys.argv[1:3])) else 0)
