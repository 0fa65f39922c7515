"""The figures with a window: start, sign-in, memory. Each is a process of its own, offscreen."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from build_spec import apart, watchdog
from build_spec.apart import Failed
from build_spec.bench.office import PASSWORD, USER
from build_spec.bench.table import Table

LONGEST = 300  # seconds one window may take
EMPTY = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1366, 768)
window.show()
"""
# From the entry point on, as the program itself starts; only the window's size is that of the empty one.
OURS = """
import sys
from ui.__main__ import plain
asked = plain(["--office", FOLDER, "--language", "zh_CN"])
from ui.shell import app as shell
window = shell.opened(*asked)
sys.excepthook = sys.__excepthook__  # an error ends the run, no dialog waits
app = shell.make_app(())
window.resize(1366, 768)
window.show()
"""
PAINT = """
for _turn in range(3):
    app.processEvents()
window.grab()
"""
_ENTER = """
import time
from pathlib import Path
store = window.offices.open(Path(FOLDER), USER, PASSWORD)
start = time.perf_counter()
window.enter(store)
window.desk.go("customers")
for _turn in range(3):
    app.processEvents()
window.grab()
print("enter", (time.perf_counter() - start) * 1000)
"""
# Knows when the rows of a list stand on the screen; before the first list is made.
_WATCH = """
import time
from ui.kit.table import Table
painted = [0.0]
def watched(self, event, paint=Table.paintEvent):
    paint(self, event)
    painted[0] = time.perf_counter()
Table.paintEvent = watched
"""
# A letter goes into the filter box; it is painted when the hits stand there, done when nothing is left to do.
_TYPE = """
from PySide6.QtTest import QTest
page = window.desk.pages["customers"]
box, table = page.list.filter.search, page.list.table
spent, done, bare = [], [], []
for text in ("gongsi", "sz", "hl", "5550", "jixie", "dianzi", "KH-00"):
    box.setFocus()
    for at in range(1, len(text) + 1):
        start = time.perf_counter()
        QTest.keyClicks(box, text[at - 1])
        app.processEvents()
        done.append((time.perf_counter() - start) * 1000)
        spent.append((painted[0] - start) * 1000)
    box.clear()
    app.processEvents()
    for _turn in range(3):
        start = time.perf_counter()
        table.viewport().repaint()
        bare.append((time.perf_counter() - start) * 1000)
spent.sort(), done.sort(), bare.sort()
print("typed_median", spent[len(spent) // 2])
print("typed_p95", spent[round(0.95 * (len(spent) - 1))])
print("done_p95", done[round(0.95 * (len(done) - 1))])
print("repaint", bare[len(bare) // 2])
"""
_MEMORY = """

print("memory", int(next(l for l in open("/proc/self/status") if l.startswith("VmHWM")).split()[1]) / 1024)
"""
_LEAVE = """
print("painted", flush=True)
import os
os._exit(0)
"""


def run(code: str, folder: Path | None = None) -> tuple[float, dict[str, float]]:
    """Milliseconds from process start to "painted", and the figures it printed. Raises Failed with what it said."""
    head = f"FOLDER, USER, PASSWORD = {str(folder) if folder else ''!r}, {USER!r}, {PASSWORD!r}\n"
    start = time.perf_counter()
    try:
        done = subprocess.run([sys.executable, "-c", head + code + _LEAVE], capture_output=True, text=True, check=False,
                              timeout=LONGEST, cwd=apart.ROOT,
                              env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(apart.ROOT)})
    except subprocess.TimeoutExpired as late:
        raise Failed(f"not done after {LONGEST} s\n{_words(late.stderr)}") from None
    spent = (time.perf_counter() - start) * 1000
    if done.returncode:
        raise Failed(f"ended with {done.returncode}\n{done.stderr}")
    found = dict(line.split() for line in done.stdout.splitlines() if " " in line)
    return spent, {k: float(v) for k, v in found.items()}


def _words(said: str | bytes | None) -> str:
    return said.decode(errors="replace") if isinstance(said, bytes) else said or ""


def starting(table: Table, folder: Path) -> None:
    """Process start to painted sign-in, against an empty window."""
    pairs = [(run(OURS + PAINT, folder)[0], run(EMPTY + PAINT)[0]) for _n in range(7)]
    table.row("start to painted sign-in / empty window", statistics.median(a for a, _b in pairs),
              statistics.median(b for _a, b in pairs), 3)


def signing_in(table: Table, folder: Path, small: Path, label: str) -> None:
    """Sign-in accepted to painted list, against an office of 100 customers."""
    code = OURS + PAINT + _ENTER
    pairs = [(run(code, folder)[1]["enter"], run(code, small)[1]["enter"]) for _n in range(5)]
    table.row(f"sign-in to painted list, {label} / 100", statistics.median(a for a, _b in pairs),
              statistics.median(b for _a, b in pairs), 3)


def typing(table: Table, folder: Path, label: str) -> None:
    """Key press to painted hits in the customer list, against painting the same rows alone."""
    runs = [run(OURS + _WATCH + PAINT + _ENTER + _TYPE, folder)[1] for _n in range(5)]
    middle = sorted(runs, key=lambda r: r["typed_median"])[2]
    table.row(f"key press to painted hits, median, {label} / repaint", middle["typed_median"], middle["repaint"], None)
    table.note(f"    (limit: median within 16 ms, p95 within 32 ms; here {middle['typed_median']:.1f} ms and"
               f" {middle['typed_p95']:.1f} ms, all else done within {middle['done_p95']:.1f} ms)")


def standing_still(table: Table) -> None:
    """One whole day by keyboard: the most that the window's own thread works at once after a key."""
    steps = watchdog.days()
    for first, what, most in ((False, "a day by keyboard, most work at once", 1), (True, "the same where a page first opens", None)):
        worst = sorted((s for s in steps if s.first == first), key=lambda s: -s.work)[:3]
        table.row(f"{what} / limit", worst[0].work, watchdog.LIMIT_MS, most)
        for step in worst:
            table.note(f"    {step.work:5.1f} ms  {step.page:14} {step.what[:12]:12}  {' | '.join(step.lines[:1])}")
    table.note(f"    ({len(steps)} keys; with what it waited for the longest took {max(s.ms for s in steps):.0f} ms)")


def memory(table: Table, folder: Path) -> None:
    """Peak memory with the list open, against an empty window."""
    ours = run(OURS + PAINT + _ENTER + _MEMORY, folder)[1]["memory"]
    table.row("memory with the list open / empty window", ours, run(EMPTY + PAINT + _MEMORY)[1]["memory"], 3, "MB")
    built = apart.original() / "dist" / "crm-desktop"
    if not built.is_dir():
        table.note("installed size: run make build first")
        return
    sizes: dict[str, int] = {}
    for file in built.rglob("*"):
        if file.is_file() and not file.is_symlink():
            part = "/".join(file.relative_to(built).parts[:2])
            sizes[part] = sizes.get(part, 0) + file.stat().st_size
    table.row("installed size / 200 MB", sum(sizes.values()) / 1e6, 200, 1, "MB")
    for part, size in sorted(sizes.items(), key=lambda s: -s[1])[:8]:
        table.note(f"    {size / 1e6:7.1f} MB  {part}")
