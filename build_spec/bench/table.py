"""The printed table, and the way a figure is timed: in turn with its baseline, the median of several rounds."""

from __future__ import annotations

import statistics
import textwrap
import time
import traceback
from collections.abc import Callable
from typing import TypeVar

from build_spec.apart import Failed

Found = TypeVar("Found")
_LINES = 12  # of why a figure could not be taken


class Table:
    """Collects rows and prints them as they come."""

    def __init__(self) -> None:
        self.missed = 0
        self.failed: list[str] = []

    def head(self) -> None:
        """The first line."""
        print(f"{'what':<58}{'ours':>12}{'baseline':>12}{'ratio':>8}{'limit':>8}", flush=True)

    def row(self, what: str, ours: float, baseline: float, limit: float | None, unit: str = "ms") -> None:
        """One figure; `limit` is the largest ratio the project allows."""
        ratio = ours / baseline if baseline else float("inf")
        over = limit is not None and ratio > limit
        self.missed += over
        mark = "  over" if over else ""
        shown = f"{limit:g}" if limit is not None else ""
        print(f"{what:<58}{ours:>9.2f} {unit}{baseline:>9.2f} {unit}{ratio:>8.2f}{shown:>8}{mark}", flush=True)

    def note(self, text: str) -> None:
        """A line that is no ratio."""
        print(text, flush=True)

    def attempt(self, what: str, act: Callable[[], Found]) -> Found | None:
        """Measure something. Where that fails it is said what and why, and the other figures are taken all the same."""
        try:
            return act()
        except Failed as failed:
            why = str(failed)
        except Exception:  # noqa: BLE001 - whatever ended it, the others are measured
            why = traceback.format_exc()
        self.failed.append(what)
        self.note(f"{what}: could not be measured")
        self.note(textwrap.indent("\n".join(why.strip().splitlines()[-_LINES:]), "    | "))
        return None

    def end(self) -> int:
        """The last lines; the exit code: 1 when a figure is over its limit or could not be taken."""
        if self.missed:
            self.note(f"{self.missed} figures over their limit.")
        if self.failed:
            self.note(f"Could not be measured: {'; '.join(self.failed)}.")
        if not self.missed and not self.failed:
            self.note("Every figure within its limit.")
        return 1 if self.missed or self.failed else 0


def timed(act: Callable[[], object]) -> float:
    """Milliseconds of one call."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def in_turn(ours: Callable[[], object], baseline: Callable[[], object], rounds: int = 5) -> tuple[float, float]:
    """Median milliseconds of both, measured A B A B so that a drifting machine hits both."""
    pairs = [(timed(ours), timed(baseline)) for _n in range(rounds)]
    return statistics.median(a for a, _b in pairs), statistics.median(b for _a, b in pairs)


def percentile(values: list[float], share: float) -> float:
    """That percentile of some figures."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]
