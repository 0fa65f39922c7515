"""The printed table, and the way a figure is timed: in turn with its baseline, the median of several rounds."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable


class Table:
    """Collects rows and prints them as they come."""

    def __init__(self) -> None:
        self.missed = 0

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
