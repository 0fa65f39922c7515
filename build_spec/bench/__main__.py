"""make bench: prints the table. `--most 1000000` also measures the largest office (takes long to make)."""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path

from build_spec.bench import core, day, office, windows
from build_spec.bench.office import PASSWORD, USER
from build_spec.bench.table import Table
from crm_desktop.kit.store import Store


def main() -> int:
    """Run every measurement; exit code 1 when a limit is passed."""
    asked = argparse.ArgumentParser(description="Ratios to baselines measured in the same run.")
    asked.add_argument("--most", type=int, default=100_000, help="customers of the largest office")
    asked.add_argument("--no-windows", action="store_true")
    asked.add_argument("--only-day", action="store_true", help="complaints, call-backs, Today and the month alone")
    options = asked.parse_args()
    table = Table()
    with tempfile.TemporaryDirectory(prefix="crm-bench-") as scratch:
        os.environ["CRM_DESKTOP_HOME"] = scratch
        place = Path(scratch)
        table.note(f"{core.stamp()}, {os.cpu_count()} processors")
        table.head()
        _day(table, place, options)
        if options.only_day:
            return 1 if table.missed else 0
        small = office.make(place, 100)
        file = None
        for count in [n for n in (10_000, 100_000, 1_000_000) if n <= options.most]:
            store = office.make(place, count)
            label = f"{count:,}"
            core.searching(table, store, label)
            core.listing(table, store, small, label)
            if count == 100_000:
                core.saving(table, store)
                core.reporting(table, store)
                file = core.exporting_(table, store, place)
            folder = store.folder
            store.close()
            if not options.no_windows:
                windows.signing_in(table, folder, small.folder, label)
                windows.typing(table, folder, label)
        if file is not None:
            target, twin = office.make(place, 1), office.make(place, 2)
            core.importing_(table, place, file, target, twin)
            target.close()
            twin.close()
        small.close()
        if not options.no_windows:
            windows.starting(table, small.folder)
            windows.memory(table, office.folder_of(place, min(options.most, 100_000)))
    table.note("Every figure within its limit." if not table.missed else f"{table.missed} figures over their limit.")
    return 1 if table.missed else 0


def _day(table: Table, place: Path, options: argparse.Namespace) -> None:
    """The working day at every size, and the office of 100,000 customers with a million rows in each long list."""
    painted: dict[str, float] = {}
    small: dict[str, float] = {}
    for count in [n for n in (10_000, 100_000, 1_000_000) if n <= options.most]:
        store = day.make(place, count)
        if count == 100_000:
            day.saving(table, store)
            day.monthly(table, store)
        folder = store.folder
        store.close()
        if options.no_windows:
            continue
        painted = day.painting(table, folder, f"{count:,} customers", painted)
        small = small or painted
        if count == 100_000:
            store = Store.open(folder, USER, PASSWORD)
            day.swell(store, day.MILLION)
            store.close()
            day.painting(table, folder, "1,000,000 rows", small, "10,000 customers")
    if not options.no_windows:
        windows.standing_still(table)


if __name__ == "__main__":
    raise SystemExit(main())
