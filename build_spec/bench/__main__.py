"""make bench: prints the table. `--most 1000000` also measures the largest office (takes long to make).

It measures a copy of the program made at the start, so that the files may be worked on meanwhile. What can't be
measured is told with the reason, and all the rest is measured.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from build_spec import apart
from build_spec.bench import core, day, office, windows
from build_spec.bench.office import PASSWORD, USER
from build_spec.bench.table import Table
from crm_desktop.kit.store import Store

SIZES = (10_000, 100_000, 1_000_000)


def main() -> int:
    """Run every measurement; exit code 1 when a limit is passed, or something could not be measured."""
    asked = argparse.ArgumentParser(description="Ratios to baselines measured in the same run.")
    asked.add_argument("--most", type=int, default=100_000, help="customers of the largest office")
    asked.add_argument("--no-windows", action="store_true")
    asked.add_argument("--only-day", action="store_true", help="complaints, call-backs, Today and the month alone")
    options = asked.parse_args()
    if not apart.is_copy():
        return apart.again("build_spec.bench", sys.argv[1:])
    table = Table()
    with tempfile.TemporaryDirectory(prefix="crm-bench-") as scratch:
        os.environ["CRM_DESKTOP_HOME"] = scratch
        table.note(f"{core.stamp()}, {os.cpu_count()} processors")
        table.head()
        _day(table, Path(scratch), options)
        if not options.only_day:
            _customers(table, Path(scratch), options)
    return table.end()


def _customers(table: Table, place: Path, options: argparse.Namespace) -> None:
    """Customers alone at every size: search, list, save, import, export, sign-in; start and memory."""
    small = office.make(place, 100)
    file = None
    for count in [n for n in SIZES if n <= options.most]:
        label = f"{count:,}"
        store = table.attempt(f"the office of {label}", lambda c=count: office.make(place, c))
        if store is None:
            continue
        table.attempt(f"search, {label}", lambda s=store, n=label: core.searching(table, s, n))
        table.attempt(f"list, {label}", lambda s=store, n=label: core.listing(table, s, small, n))
        if count == 100_000:
            table.attempt("save", lambda s=store: core.saving(table, s))
            table.attempt("report", lambda s=store: core.reporting(table, s))
            file = table.attempt("export", lambda s=store: core.exporting_(table, s, place))
        folder = store.folder
        store.close()
        if not options.no_windows:
            table.attempt(f"sign-in, {label}", lambda f=folder, n=label: windows.signing_in(table, f, small.folder, n))
            table.attempt(f"typing, {label}", lambda f=folder, n=label: windows.typing(table, f, n))
    if file is not None:
        table.attempt("import", lambda: _importing(table, place, file))
    small.close()
    if not options.no_windows:
        table.attempt("start", lambda: windows.starting(table, small.folder))
        largest = office.folder_of(place, max((n for n in SIZES if n <= min(options.most, 100_000)), default=100))
        table.attempt("memory", lambda: windows.memory(table, largest))


def _importing(table: Table, place: Path, file: Path) -> None:
    target, twin = office.make(place, 1), office.make(place, 2)
    try:
        core.importing_(table, place, file, target, twin)
    finally:
        target.close()
        twin.close()


def _day(table: Table, place: Path, options: argparse.Namespace) -> None:
    """The working day at every size, and the office of 100,000 customers with a million rows in each long list."""
    painted: dict[str, float] = {}
    small: dict[str, float] = {}
    for count in [n for n in SIZES if n <= options.most]:
        label = f"{count:,} customers"
        store = table.attempt(f"the day's office of {label}", lambda c=count: day.make(place, c))
        if store is None:
            continue
        if count == 100_000:
            table.attempt("save a complaint", lambda s=store: day.saving(table, s))
            table.attempt("monthly", lambda s=store: day.monthly(table, s))
        folder = store.folder
        store.close()
        if options.no_windows:
            continue
        found = table.attempt(f"windows of the day, {label}",
                              lambda f=folder, n=label, b=painted: day.painting(table, f, n, b))
        painted = found or {}
        small = small or painted
        if count == 100_000:
            table.attempt("windows of the day, 1,000,000 rows", lambda f=folder, b=small: _million(table, f, b))
    if not options.no_windows:
        table.attempt("a day by keyboard", lambda: windows.standing_still(table))


def _million(table: Table, folder: Path, small: dict[str, float]) -> None:
    store = Store.open(folder, USER, PASSWORD)
    day.swell(store, day.MILLION)
    store.close()
    day.painting(table, folder, "1,000,000 rows", small, "10,000 customers")


if __name__ == "__main__":
    raise SystemExit(main())
