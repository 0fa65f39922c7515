"""How long the window stands still at each step of one whole day, and in which line.

No step may work over 50 ms at once where what it shows was open before; what it waits for, a slow disk or a busy
machine, is told beside it, and so is what is opened for the first time.

    python -m build_spec.watchdog [CUSTOMERS] [--rounds 3] [--limit 50] [--most 15]

Lives the day of tests/flows/day_whole.py by keyboard in the real program several times, each in a process of its own, and takes
the median of each step: a step is one key, one letter, or one turn of the event loop.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
DAY, PASSWORD, ZONE = date(2026, 11, 19), "demo-office-2026", "Asia/Shanghai"
CUSTOMERS, ROUNDS, LIMIT_MS = 500, 3, 50.0
_OURS = (str(ROOT / "ui"), str(ROOT / "crm_desktop"))


@dataclass
class Step:
    """A key and all that came of it: the longest stretch the window stood still with the lines it stood in, and the
    most that its own thread worked at once (the rest it waited for the disk, or others had the processor). `first`:
    something was opened for the first time since the program started, and loaded for that."""

    what: str
    page: str
    ms: float = 0.0
    work: float = 0.0
    lines: list[str] = field(default_factory=list)
    first: bool = False


class Watchdog:
    """Times what is done on the window's thread; while that takes long an alarm notes where it stands.

    The alarm rings in that thread itself: a look from another one would keep its painters alive and end them there.
    """

    def __init__(self, limit_ms: float = LIMIT_MS, page: Callable[[], str] = str) -> None:
        self.limit, self.page = limit_ms, page
        self.steps = [Step("start", "")]
        self._seen: list[str] = []
        self._alarm: Callable[[float], object] = lambda _after: None  # Windows has none: there the lines stay empty
        if hasattr(signal, "setitimer"):
            signal.signal(signal.SIGALRM, lambda _number, frame: self._seen.append(stands(frame)))
            self._alarm = lambda after: signal.setitimer(signal.ITIMER_REAL, after, self.limit / 10_000)

    def do(self, what: str, act: Callable[[], object]) -> None:
        """Do it, and know how long it took. Without a word it is a turn of the event loop after the last key."""
        if what:
            self.steps.append(Step(what, self.page()))
        self._seen.clear()
        self._alarm(self.limit / 4000)
        loaded, worked, start = len(sys.modules), time.thread_time(), time.perf_counter()
        try:
            act()
        finally:
            spent, work = (time.perf_counter() - start) * 1000, (time.thread_time() - worked) * 1000
            self._alarm(0)
            step = self.steps[-1]
            step.work, step.first = max(step.work, work), step.first or len(sys.modules) > loaded
            if spent > step.ms:
                step.ms = spent
                step.lines = [line for line, _n in Counter(self._seen).most_common(3)] if spent > self.limit else []


def places(frame: FrameType | None) -> Iterator[tuple[str, int, str]]:
    """The places of the program itself that a call came through, the innermost first: file, line, function."""
    while frame is not None:
        name = frame.f_code.co_filename
        if name.startswith(_OURS):
            yield Path(name).relative_to(ROOT).as_posix(), frame.f_lineno, frame.f_code.co_name
        frame = frame.f_back


def stands(frame: FrameType | None) -> str:
    """The innermost lines of the program itself that the thread is in."""
    return " < ".join(f"{file}:{line} {name}" for file, line, name in islice(places(frame), 4)) or "outside the program"


def live(customers: int, limit: float) -> list[Step]:
    """One day in one window."""
    from zoneinfo import ZoneInfo

    from build_spec import stage
    from crm_desktop.kit.sample import make_demo
    from tests.flows import day_whole
    from tests.flows.day_hand import Hand
    from ui.kit.window_state import WindowState

    with tempfile.TemporaryDirectory(prefix="crm-watch-") as scratch:
        office = Path(scratch, "office.crm")
        make_demo(office, customers, 1, DAY, PASSWORD, "zh_CN")
        window = stage.window(WindowState(), "zh_CN")
        dog = Watchdog(limit, lambda: window.desk.current.spec.id if window.desk and window.desk.current else "")
        hand = Hand(window, ZoneInfo(ZONE), do=dog.do)
        hand.at("10:26")
        stage.at_the_door(hand, office)
        try:
            day_whole.live("keyboard", hand, PASSWORD, Path(scratch, "month.pdf"))
        finally:
            hand.end()
            window.close()
    return dog.steps


def days(customers: int = CUSTOMERS, rounds: int = ROUNDS, limit: float = LIMIT_MS) -> list[Step]:
    """Each step of the day with the median of all rounds; a round is a process of its own."""
    told = []
    for _round in range(rounds):
        with tempfile.TemporaryDirectory(prefix="crm-home-") as home:
            done = subprocess.run(
                [sys.executable, "-m", "build_spec.watchdog", str(customers), "--one", "--limit", str(limit)],
                check=False, capture_output=True, text=True, cwd=ROOT, timeout=1200,
                env={"QT_QPA_PLATFORM": "offscreen", **os.environ, "CRM_DESKTOP_HOME": home})
        if done.returncode:
            raise SystemExit(done.stderr or f"the day ended with {done.returncode}")
        told.append([Step(**step) for step in json.loads(done.stdout.splitlines()[-1])])
    return [_middle(same) for same in zip(*told, strict=True)]


def _middle(same: tuple[Step, ...]) -> Step:
    """One step of several days."""
    usual = sorted(same, key=lambda s: s.ms)[len(same) // 2]
    return Step(usual.what, usual.page, statistics.median(s.ms for s in same), statistics.median(s.work for s in same),
                usual.lines, any(s.first for s in same))


def main() -> int:
    """Print the steps over the limit, worst first; exit code 1 when one is by its own work on what was open before."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    asked.add_argument("customers", nargs="?", type=int, default=CUSTOMERS)
    asked.add_argument("--rounds", type=int, default=ROUNDS)
    asked.add_argument("--limit", type=float, default=LIMIT_MS, help="milliseconds")
    asked.add_argument("--most", type=int, default=15, help="so many of the longest are printed")
    asked.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    options = asked.parse_args()
    if options.one:
        print(json.dumps([asdict(step) for step in live(options.customers, options.limit)]))
        return 0
    steps = days(options.customers, options.rounds, options.limit)
    over = sorted((step for step in steps if step.ms > options.limit), key=lambda s: -s.ms)
    for step in over[:options.most]:
        print(f"{step.ms:7.0f} ms  {step.work:5.0f} at work  {step.page:12} {step.what[:24]}{', first' if step.first else ''}")
        for line in step.lines:
            print(f"              {line}")
    spent = sorted(step.ms for step in steps)
    work = [step for step in steps if step.work > options.limit]
    print(f"{len(steps)} steps: median {statistics.median(spent):.1f} ms, p95 {spent[int(len(spent) * 0.95)]:.1f} ms, "
          f"longest {spent[-1]:.0f} ms; {len(over)} over {options.limit:.0f} ms, "
          f"{len(work)} by their own work, {sum(step.first for step in work)} of them where something first opened")
    return 1 if any(not step.first for step in work) else 0


if __name__ == "__main__":
    raise SystemExit(main())
