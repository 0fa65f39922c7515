"""kill -9 at random moments of the day: what was saved is there with its values, nothing is half there.

    python -m build_spec.faults.kills [ROUNDS] [SEED]

Each round starts the program with a window on a screen that nobody sees (victim.py), in the same office as the round
before, and kills it: mostly a moment after some act has begun, sometimes while it starts. Then the office is checked
as `crm-desktop check` does, and held against what the killed program had written down after each save.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from build_spec.faults.acts import PASSWORDS, SETTING, keeps  # noqa: E402
from build_spec.faults.victim import WITNESS  # noqa: E402

_LONGEST_ACT = 0.8  # seconds: the kill comes so soon after an act has begun, mostly much sooner
_STUCK = 120  # seconds without a word from the program: it hangs


@dataclass
class Promised:
    """All that was promised until the last kill."""

    rows: dict[tuple[str, int], Any] = field(default_factory=dict)
    typed: list[tuple[str, str, list[int]]] = field(default_factory=list)
    txn: int = 0
    seq: int = 0
    mac: str = ""
    setting: str | None = None
    draft: list[Any] | None = None
    backups: list[str] = field(default_factory=list)
    password: str = PASSWORDS[0]
    acts: int = 0

    def add(self, line: dict[str, Any]) -> list[str]:
        """One line of the witness; gives what is wrong with it."""
        if "offered" in line:
            return [] if line["kept"] == line["offered"] or len(line["kept"]) > 5 else [f"drafts not offered: {line}"]
        self.acts += 1
        self.rows |= {(form, record): row for form, record, row in line["rows"]}
        self.typed += line["typed"]
        self.txn, self.seq, self.mac, self.password = line["txn"], line["seq"], line["mac"], line["password"]
        self.draft, self.setting = line["draft"], line["setting"]
        if line["backup"] and line["backup"] not in self.backups:
            self.backups.append(line["backup"])
        # a form may refuse (a field is still needed); to say that it is saved when it is not would be a fault
        return [f"not saved: {one}" for one in line["refused"] if "saved" in one[-1] or "已保存" in one[-1]]


def witnessed(place: Path, promised: Promised) -> list[str]:
    """Read what the killed program wrote down; a last line that was cut off was not promised."""
    path = place / WITNESS
    lines = path.read_bytes().split(b"\n")[:-1] if path.exists() else []
    path.unlink(missing_ok=True)
    promised.draft = None
    return [wrong for line in lines for wrong in promised.add(json.loads(line))]


def one_life(office: Path, place: Path, password: str, rng: random.Random, number: int) -> str:
    """Start the program and kill it. Gives what it was doing."""
    victim = subprocess.Popen(
        [sys.executable, "-m", "build_spec.faults.victim", str(office), password, str(place), str(rng.getrandbits(32))],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "FAULTS_LIFE": str(number), "QT_QPA_PLATFORM": "offscreen",
             "QT_LOGGING_RULES": "*=false"})
    watch = threading.Timer(_STUCK, victim.kill)
    watch.start()
    assert victim.stdout is not None and victim.stderr is not None
    wanted, seen, doing = (0 if rng.random() < 0.1 else rng.randint(1, 14)), -1, "start"
    for line in victim.stdout:
        seen, doing = seen + 1, line.strip()
        if seen == wanted or doing == "end":
            break
    time.sleep(rng.random() ** 2 * _LONGEST_ACT)
    watch.cancel()
    victim.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
    rest, said = victim.communicate()
    doing = (rest.splitlines() or [doing])[-1].strip()  # it may have gone on to another act
    if victim.returncode != -9:
        raise RuntimeError(f"the program ended by itself, {victim.returncode}, in {doing}:\n{said[-3000:]}")
    return doing


def faults(office: Path, promised: Promised, doing: str) -> list[str]:
    """What is lost, torn or unsound."""
    from crm_desktop.kit.store import Store, audit, drafts
    from crm_desktop.kit.store.ring import WrongPassword
    try:
        store = Store.open(office, "demo", promised.password)
    except WrongPassword:  # killed after the new password was kept and before that was written down
        promised.password = next(p for p in PASSWORDS if p != promised.password)
        (office / "attempts.json").unlink(missing_ok=True)
        store = Store.open(office, "demo", promised.password)
    try:
        found = [f"{f.file}: {f.sentence}" for f in store.check()]
        if promised.seq and audit.mac_at(store.db.conn, promised.seq) != promised.mac:
            found.append("lost: the audit chain does not hold what was promised")
        later = {(r["form"], r["record"]) for r in store.rows(
            "SELECT DISTINCT form, record FROM history WHERE txn > ?", (promised.txn,))}
        found += _typed(store, promised) + _rows(store, promised, later)
        if store.setting(SETTING) != promised.setting and doing != "act settings":
            found.append("lost: a setting")
        promised.setting = store.setting(SETTING)
        if promised.draft:
            form, text = promised.draft
            if not any(d.form == form and text in str(d.body) for d in drafts.every(store)):
                found.append(f"lost: the draft {text}")
        return found + _files(office, store, promised)
    finally:
        store.close()


def _rows(store: Any, promised: Promised, later: set[tuple[str, int]]) -> list[str]:
    """Every record as it was promised, unless a later act, which nobody wrote down any more, has changed it."""
    wrong = []
    for (form, record), row in list(promised.rows.items()):
        now = store.raw(form, record)
        promised.rows[form, record] = now
        if now != row and (form, record) not in later and not (row is None or row["deleted_at"] and now is None):
            fields = [k for k in row if now is None or now.get(k) != row[k]]
            wrong.append(f"not as promised: {form} {record} {fields}")
    return wrong


def _typed(store: Any, promised: Promised) -> list[str]:
    """What was typed stands in a record, or in the history of one (it was undone or thrown away since)."""
    wrong = [f"lost: {form} {text}" for form, text, records in promised.typed
             if not keeps(store, form, text) and not store.value(
                 "SELECT 1 FROM history WHERE form = ? AND instr(coalesce(new, '') || coalesce(old, ''), ?)", (form, text))
             and not all(_emptied(store, promised, form, record) for record in records)]
    promised.typed.clear()  # proved once; from now on the records as a whole are looked at
    return wrong


def _emptied(store: Any, promised: Promised, form: str, record: int) -> bool:
    """Whether it was in the bin, or gone from there, when that was last written down, and is gone now."""
    row = promised.rows.get((form, record), {"deleted_at": None})
    return (row is None or bool(row["deleted_at"])) and store.raw(form, record) is None


def _files(office: Path, store: Any, promised: Promised) -> list[str]:
    """Every backup that was promised is sound, and so is what else is taken for one."""
    from crm_desktop.kit.errors import Problem
    from crm_desktop.kit.store.backup import thin, verify_backup
    wrong = []
    thin(office / "backups", store.keys.db)  # an older one may have been due to go when the kill came
    there = sorted(p.name for p in (office / "backups").iterdir() if p.is_dir() and p.suffix != ".part")
    for name in {*there[-2:], *promised.backups[-1:]}:
        try:
            verify_backup(office / "backups" / name, store.keys)
        except Problem as problem:
            wrong.append(f"backup: {problem.sentence}")
    return wrong


def main(rounds: int = 10, seed: int = 20261122) -> int:
    """The rounds, one line each. Gives the number of faults."""
    from crm_desktop.kit.sample import make_demo
    rng, promised, bad, start = random.Random(seed), Promised(), 0, time.monotonic()
    print(f"{rounds} rounds, seed {seed}", flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        os.environ["CRM_DESKTOP_HOME"], office = str(place / "home"), place / "sample.crm"
        make_demo(office, 12, 1, date(2026, 11, 19), PASSWORDS[0], "zh_CN")
        for number in range(1, rounds + 1):
            before = promised.acts
            doing = one_life(office, place, promised.password, rng, number)
            found = witnessed(place, promised) + faults(office, promised, doing)
            bad += len(found)
            print(f"{number}: killed in {doing}; {promised.acts - before} acts, {len(promised.rows)} records promised, "
                  f"{len(found)} faults", *found, sep="\n   ", flush=True)
    print(f"{rounds} rounds, {promised.acts} acts, {len(promised.rows)} records promised, {bad} faults, "
          f"{time.monotonic() - start:.0f} s", flush=True)
    return bad


if __name__ == "__main__":
    sys.exit(1 if main(*map(int, sys.argv[1:3])) else 0)
