"""Broken import files by the thousand: a dry run or one sentence, nothing else, and nothing is ever half imported.

    python -m build_spec.faults.imports [FILES] [SEED]

File number N of a seed is broken in the same way every time. More than 20 s of a
processor's time for one, or more than 500 MB beyond what the program had, is a fault too.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from build_spec.faults.broken_books import broken_book  # noqa: E402
from build_spec.faults.broken_text import broken_text  # noqa: E402

FORM = "customer_master"
SECONDS, MEGABYTES = 20, 500
_HANGS = 120          # seconds on the clock, on a machine that has other things to do
_MOST_WRITTEN = 3000  # rows of one file that are really imported and taken back again
_EVERY = 100          # files between two full checks of the office


def broken(seed: int, number: int) -> tuple[str, str, bytes]:
    """File number N of a seed: what was done to it, its ending, its bytes."""
    rng = random.Random(f"{seed}/{number}")
    what, data = broken_book(rng) if rng.random() < 0.6 else broken_text(rng)
    usual = ".xlsx" if what.startswith("xlsx") else ".csv"
    return what, usual if rng.random() < 0.9 else rng.choice((".xls", ".txt", ".csv", ".xlsx", "")), data


def office() -> Any:
    """A small office in a scratch folder."""
    from crm_desktop.kit.store import Store
    store = Store.memory()
    with store.change("x") as change:
        for name in ("龙腾电子0", "瑞诚生物1", "恒帆机电2"):
            change.insert(FORM, {"customer_name": name, "customer_status": "active"})
    return store


def state(store: Any) -> tuple[Any, ...]:
    """What an import that does nothing must leave as it is."""
    from crm_desktop.kit.store import audit
    return (audit.head(store.db.conn), store.value("SELECT count(*) FROM customers WHERE deleted_at IS NULL"),
            store.value("SELECT max(id) FROM txns"), store.value("SELECT count(*) FROM staff"))


def tried(store: Any, path: Path) -> tuple[str, str]:
    """Import one file: how it ended ("refused", "planned", "imported", "fault") and its sentence."""
    from crm_desktop.kit import importing
    from crm_desktop.kit.errors import Problem
    before = state(store)
    try:
        plan = importing.prepare(store, FORM, path)
    except Problem as problem:
        return _sentence(problem) if state(store) == before else ("fault", "a dry run has written")
    if state(store) != before:
        return "fault", "a dry run has written"
    for row in plan.of("rejected"):
        if not row.reason:
            return "fault", f"row {row.row} is rejected without a reason"
    if plan.new + plan.changed > _MOST_WRITTEN or not plan.new + plan.changed:
        return "planned", ""
    try:
        importing.run_import(store, plan)
    except Problem as problem:
        return _sentence(problem) if state(store) == before else ("fault", "half an import was left")
    if state(store)[1] != before[1] + plan.new:
        return "fault", f"{plan.new} new rows, {state(store)[1] - before[1]} customers came"
    store.undo()
    if state(store)[1] != before[1]:
        return "fault", "the import could not be taken back"
    return "imported", ""


def _sentence(problem: Any) -> tuple[str, str]:
    said = problem.sentence
    good = said and "\n" not in said and said[-1] in ".。" and len(said) < 400
    return ("refused", said) if good else ("fault", f"no sentence: {said[:300]!r}")


def read_on(seed: int, first: int, last: int) -> None:
    """The process that reads: one line of JSON before and after each file."""
    import resource
    with tempfile.TemporaryDirectory() as place:
        store, peak = office(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for number in range(first, last):
            what, suffix, data = broken(seed, number)
            path = Path(place) / f"list{suffix}"
            path.write_bytes(data)
            peak = max(peak, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)  # making the file counts for nothing
            del data
            print(json.dumps({"begin": number, "what": what}), flush=True)
            start = time.process_time()
            try:
                how, said = tried(store, path)
            except BaseException as error:  # noqa: BLE001 - any of them is what is looked for
                how, said = "fault", f"{type(error).__module__}.{type(error).__qualname__}: {str(error)[:300]}"
                store.close()
                store = office()
            now = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            print(json.dumps({"end": number, "what": what, "how": how, "said": said,
                              "seconds": time.process_time() - start, "more": (now - peak) / 1024}), flush=True)
            peak = max(peak, now)
            if number % _EVERY == _EVERY - 1 and (
                    found := [f for f in store.check() if f.file == "crm.db"]):
                print(json.dumps({"end": number, "what": "check", "how": "fault", "said": found[0].sentence,
                                  "seconds": 0, "more": 0}), flush=True)
        store.close()


def read_all(seed: int, files: int) -> Iterator[dict[str, Any]]:
    """The outcome of every file; a reader that hangs, dies or grew is replaced."""
    done = 0
    while done < files:
        command = [sys.executable, "-m", "build_spec.faults.imports", "--read", str(seed), str(done), str(files)]
        reader = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert reader.stdout is not None and reader.stderr is not None
        now: dict[str, Any] = {}
        watch = threading.Timer(_HANGS, reader.kill)
        watch.start()
        for line in reader.stdout:
            watch.cancel()
            now = json.loads(line)
            watch = threading.Timer(_HANGS, reader.kill)
            watch.start()
            if "end" in now:
                done = now["end"] + 1
                yield now
                if now["more"] > MEGABYTES / 4:  # the peak never falls again: measure on with a fresh one
                    reader.kill()
                    break
        watch.cancel()
        said = reader.communicate()[1]
        if "begin" in now:
            done = now["begin"] + 1
            yield {"end": now["begin"], "what": now["what"], "how": "fault", "seconds": _HANGS, "more": 0,
                   "said": f"the reader ended with {reader.returncode} (-9: it hung) {said[-300:]}"}
        elif not now:
            raise RuntimeError(said)


def main(files: int = 2000, seed: int = 20261122) -> int:
    """Read them all, say what was found. Gives the number of faults."""
    ends, faults, slowest, largest = Counter[str](), 0, {"seconds": 0.0}, {"more": 0.0}
    sentences = Counter[str]()
    print(f"{files} files, seed {seed}", flush=True)
    for one in read_all(seed, files):
        ends[one["how"]] += 1
        if one["how"] == "refused":
            sentences[one["said"].replace("list", "")[:60]] += 1
        slowest, largest = max(slowest, one, key=lambda o: o["seconds"]), max(largest, one, key=lambda o: o["more"])
        if one["how"] == "fault" or one["more"] > MEGABYTES or one["seconds"] > SECONDS:
            faults += 1
            print(f"file {one['end']} ({one['what']}): {one['said']} {one['seconds']:.1f} s, {one['more']:.0f} MB",
                  flush=True)
    print(*(f"{many:6} {said}" for said, many in sentences.most_common(20)), sep="\n")
    print(f"slowest: {slowest}\nlargest: {largest}\n{dict(ends)}, {faults} faults")
    return faults


if __name__ == "__main__":
    if sys.argv[1:2] == ["--read"]:
        read_on(*map(int, sys.argv[2:5]))
    else:
        sys.exit(1 if main(*map(int, sys.argv[1:3])) else 0)
