"""The program that is killed: it signs in by its window, does acts at random, and writes down each save promised.

    python -m build_spec.faults.victim OFFICE PASSWORD PLACE SEED

Before an act it says so; after the act, when the program has come back from saving, what is kept now goes to the
witness file and to the disk. Nothing here knows when the end comes, but for one life in three that ends itself in
the middle of a statement.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from build_spec.faults import acts

WITNESS = "witness.jsonl"
MOST_ACTS = 40


class Witness:
    """What was promised, act by act; on the disk before the next act begins."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("ab")
        self._changes: list[tuple[str, int]] = []

    def heard(self, notice: Any) -> None:
        """A commit was announced (on whatever thread wrote)."""
        self._changes += [(form, record) for form, record, _act in notice.changes]

    def write(self, **line: Any) -> None:
        """One line, on the disk."""
        self._file.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
        self._file.flush()
        os.fsync(self._file.fileno())

    def promised(self, day: Any, act: str, typed: acts.Typed) -> None:
        """The act has ended well: its records as they are now."""
        from crm_desktop.kit import feature
        from crm_desktop.kit.store import audit
        store, changes, self._changes = day.store, dict.fromkeys(self._changes), []
        head = audit.head(store.db.conn)
        refused = [(form, text, day.hand.said) for form, text in typed if not acts.keeps(store, form, text)]
        typed = [] if refused else [(form, text, acts.holders(store, form, text)) for form, text in typed]
        self.write(
            act=act, txn=store.value("SELECT coalesce(max(id), 0) FROM txns"), seq=head.seq, mac=head.mac, typed=typed,
            refused=refused,
            rows=[(form, record, store.raw(form, record)) for form, record in changes if form in feature.entities()],
            setting=store.setting(acts.SETTING), draft=day.draft, backup=day.backup, password=day.password)


def _die_inside(store: Any, rng: random.Random) -> None:
    """End this process by itself, so many steps of the database from now."""
    left = rng.randint(1, 400)

    def step() -> int:
        nonlocal left
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    store.db.conn.set_progress_handler(step, 50)


def live(hand: Any, witness: Witness, rng: random.Random, place: Path, password: str) -> None:
    """Act after act."""
    from crm_desktop.kit.errors import Problem
    day = acts.Day(hand, rng, place, password)
    dying = rng.randint(1, 12) if rng.random() < 0.3 else 0
    heard: Any = None
    for number in range(1, MOST_ACTS + 1):
        if heard is not day.store:
            heard = day.store
            heard.listen(witness.heard)
        act = rng.choice(acts.ACTS)
        print("act", act.__name__, flush=True)
        if number == dying:
            _die_inside(day.store, rng)
        hand.at_second(number)
        try:
            typed = act(day)
        except Problem:  # nothing to be done of that kind just now
            continue
        witness.promised(day, act.__name__, typed)


def main(office: Path, password: str, place: Path, seed: int) -> None:
    """Sign in, say so, live."""
    from build_spec import stage
    from crm_desktop.kit import clock
    from crm_desktop.kit.store import drafts
    from tests.conftest import NOW, SHANGHAI
    from tests.flows.day_hand import Hand
    from ui.kit import form_editor
    from ui.kit.window_state import WindowState

    class Faulty(Hand):
        def at_second(self, number: int) -> None:
            """The day goes on, a second an act."""
            self.end()
            self._time.enter_context(clock.frozen(now + timedelta(seconds=number)))

    form_editor.DRAFT_MS = 1
    witness = Witness(place / WITNESS)
    now = NOW + timedelta(minutes=int(os.environ.get("FAULTS_LIFE", "0")))
    with clock.frozen(now):
        window = stage.window(WindowState(place / "windows.json"), "zh_CN")
        hand = Faulty(window, SHANGHAI)
        stage.at_the_door(hand, office)
        hand.text(password)
        print("in", flush=True)
        hand.press("Return")
        hand.until(window.is_open)
        window.go("today")
        hand.settle()
        kept = [d.form for d in drafts.every(hand.store)]
        witness.write(kept=kept, offered=[d.form for d in hand.page.unsaved.drafts])
        live(hand, witness, random.Random(seed), place, password)
        print("end", flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))
