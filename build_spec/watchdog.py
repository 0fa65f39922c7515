"""How long the window stands still at each step of one whole day, and in which line.

No step may work over 50 ms at once where what it shows was open before, and none over 200 ms where something opens for
the first time since the program started: then the exit code is 1. What it waits for, a slow disk or a busy machine, is
told beside it and counts for nothing.

    python -m build_spec.watchdog [CUSTOMERS] [--rounds 3] [--limit 50] [--first 200] [--most 15]

Lives the day of tests/flows/day_whole.py by keyboard in the real program several times, each in a process of its own, and takes
the median of each step: a step is one key, one letter, or one turn of the event loop. All that in a copy of the program.
Between the keys there is time for what the program makes ahead (ui/shell/ahead); with --hurried there is none.
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
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from build_spec import apart

if TYPE_CHECKING:
    from tests.flows.day_hand import Hand
    from ui.shell.main_window import MainWindow

DAY, PASSWORD, ZONE = date(2026, 11, 19), "demo-office-2026", "Asia/Shanghai"
CUSTOMERS, ROUNDS, LIMIT_MS, FIRST_MS = 500, 3, 50.0, 200.0
_OURS = (str(ROOT / "ui"), str(ROOT / "crm_desktop"))


@dataclass
class Step:
    """A key and all that came of it: the longest stretch the window stood still with the lines it stood in, and the
    most that its own thread worked at once (the rest it waited for the disk, or others had the processor). `first`:
    something was opened for the first time since the program started: a page, a form, a part of one."""

    what: str
    page: str
    ms: float = 0.0
    work: float = 0.0
    lines: list[str] = field(default_factory=list)
    first: bool = False


class Watchdog:
    """Times what is done on the window's thread; while that takes long an alarm notes where it stands.

    The alarm rings in that thread itself: a look from another one would keep its painters alive and end them there.
    `kinds` answers the kinds of things that are there: with a new one, or a module loaded, something first opened.
    """

    def __init__(self, limit_ms: float = LIMIT_MS, page: Callable[[], str] = str,
                 kinds: Callable[[], Iterable[str]] = tuple) -> None:
        self.limit, self.page, self._kinds = limit_ms, page, kinds
        self._met: set[str] = set()
        self.steps = [Step("start", "")]
        self.between = Step("while nobody types", "", first=True)  # the longest of what is made between the keys
        self._seen: list[str] = []
        self._alarm: Callable[[float], object] = lambda _after: None  # Windows has none: there the lines stay empty
        if hasattr(signal, "setitimer"):
            signal.signal(signal.SIGALRM, lambda _number, frame: self._seen.append(stands(frame)))
            self._alarm = lambda after: signal.setitimer(signal.ITIMER_REAL, after, self.limit / 10_000)

    def do(self, what: str, act: Callable[[], object]) -> None:
        """Do it, and know how long it took. Without a word it is a turn of the event loop after the last key."""
        if what:
            self.look()
            self.steps.append(Step(what, self.page()))
        self._time(self.steps[-1], act)

    def meanwhile(self, act: Callable[[], object]) -> object:
        """Do something that no key asked for; answers what came of it."""
        return self._time(self.between, act)

    def _time(self, step: Step, act: Callable[[], object]) -> object:
        self._seen.clear()
        self._alarm(self.limit / 4000)
        loaded, worked, start = len(sys.modules), time.thread_time(), time.perf_counter()
        try:
            return act()
        finally:
            spent, work = (time.perf_counter() - start) * 1000, (time.thread_time() - worked) * 1000
            self._alarm(0)
            step.work, step.first = max(step.work, work), step.first or len(sys.modules) > loaded
            if spent > step.ms:
                step.ms = spent
                step.lines = [line for line, _n in Counter(self._seen).most_common(3)] if spent > self.limit else []

    def look(self) -> None:
        """Whether the step that ends now opened something for the first time."""
        found = set(self._kinds())
        self.steps[-1].first |= not found <= self._met
        self._met |= found


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


def kinds(window: MainWindow) -> Iterator[str]:
    """What is seen in the window: its parts by class, editors and readers by the form they show as well."""
    from PySide6.QtWidgets import QWidget

    for widget in window.findChildren(QWidget):
        if type(widget).__module__.startswith("ui.") and widget.isVisible():
            yield f"{type(widget).__module__}.{type(widget).__name__} {getattr(getattr(widget, 'form', None), 'id', '')}"


def breathe(hand: Hand, dog: Watchdog) -> None:
    """After each thing done she looks up for a moment: what the program makes ahead is made then."""
    from ui.shell.ahead import BeforeTheDesk, Meanwhile

    BeforeTheDesk(hand.window)
    usual = hand.settle

    def settle() -> None:
        usual()
        for ahead in hand.window.findChildren(Meanwhile):
            pieces, end = ahead.pieces(), False
            while not end:
                end = dog.meanwhile(lambda one=pieces: next(one, dog)) is dog

    hand.settle = settle  # type: ignore[method-assign]


def live(customers: int, limit: float, *, hurried: bool = False) -> list[Step]:
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
        dog = Watchdog(limit, lambda: window.desk.current.spec.id if window.desk and window.desk.current else "",
                       lambda: kinds(window))
        hand = Hand(window, ZoneInfo(ZONE), do=dog.do)
        if not hurried:
            breathe(hand, dog)
        hand.at("10:26")
        stage.at_the_door(hand, office)
        try:
            day_whole.live("keyboard", hand, PASSWORD, Path(scratch, "month.pdf"))
            dog.look()
        finally:
            hand.end()
            window.close()
    return [*dog.steps, dog.between]


def days(customers: int = CUSTOMERS, rounds: int = ROUNDS, limit: float = LIMIT_MS, *, hurried: bool = False
         ) -> list[Step]:
    """Each step of the day with the median of all rounds; a round is a process of its own."""
    told = []
    for _round in range(rounds):
        with tempfile.TemporaryDirectory(prefix="crm-home-") as home:
            done = subprocess.run(
                [sys.executable, "-m", "build_spec.watchdog", str(customers), "--one", "--limit", str(limit),
                 *(["--hurried"] if hurried else ())],
                check=False, capture_output=True, text=True, cwd=ROOT, timeout=1200,
                env={"QT_QPA_PLATFORM": "offscreen", **os.environ, "CRM_DESKTOP_HOME": home})
        if done.returncode:
            raise apart.Failed(f"the day ended with {done.returncode}\n{done.stderr}")
        told.append([Step(**step) for step in json.loads(done.stdout.splitlines()[-1])])
    return [_middle(same) for same in zip(*told, strict=True)]


def _middle(same: tuple[Step, ...]) -> Step:
    """One step of several days."""
    usual = sorted(same, key=lambda s: s.ms)[len(same) // 2]
    return Step(usual.what, usual.page, statistics.median(s.ms for s in same), statistics.median(s.work for s in same),
                usual.lines, any(s.first for s in same))


def tell(steps: list[Step], limit: float, first: float, most: int) -> int:
    """Print the steps that work longest, what first opens apart; the exit code: 1 when one is over its limit."""
    over = 0
    for opens, bound, of in ((False, limit, "what was open before"), (True, first, "something first opens")):
        work = sorted((s for s in steps if s.first == opens and s.work > limit), key=lambda s: -s.work)
        over += sum(step.work > bound for step in work)
        print(f"{of}: {len(work)} of {sum(s.first == opens for s in steps)} steps work over {limit:.0f} ms at once"
              + (f", {sum(s.work > bound for s in work)} of them over {bound:.0f} ms" if bound != limit else ""))
        for step in work[:most]:
            print(f"{step.work:7.0f} ms at work  {step.ms:5.0f} in all  {step.page:12} {step.what[:24]}")
            for line in step.lines:
                print(f"              {line}")
    spent, waits = sorted(step.ms for step in steps), [s for s in steps if s.ms > limit >= s.work]
    print(f"{len(steps)} steps: median {statistics.median(spent):.1f} ms, p95 {spent[int(len(spent) * 0.95)]:.1f} ms, "
          f"longest {spent[-1]:.0f} ms; {len(waits)} over {limit:.0f} ms only by waiting")
    return 1 if over else 0


def main() -> int:
    """One day several times, and what it tells."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    asked.add_argument("customers", nargs="?", type=int, default=CUSTOMERS)
    asked.add_argument("--rounds", type=int, default=ROUNDS)
    asked.add_argument("--limit", type=float, default=LIMIT_MS, help="milliseconds of work at once")
    asked.add_argument("--first", type=float, default=FIRST_MS, help="the same where something first opens")
    asked.add_argument("--most", type=int, default=15, help="so many of the longest of both are printed")
    asked.add_argument("--hurried", action="store_true", help="key upon key: nothing is made ahead in between")
    asked.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    options = asked.parse_args()
    if not apart.is_copy():
        return apart.again("build_spec.watchdog", sys.argv[1:])
    if options.one:
        print(json.dumps([asdict(step) for step in
                          live(options.customers, options.limit, hurried=options.hurried)]))
        return 0
    try:
        steps = days(options.customers, options.rounds, options.limit, hurried=options.hurried)
    except apart.Failed as failed:
        print(failed, file=sys.stderr)
        return 1
    return tell(steps, options.limit, options.first, options.most)


if __name__ == "__main__":
    raise SystemExit(main())
