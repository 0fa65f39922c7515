"""A process killed in the middle of saving loses nothing that it acknowledged."""

from __future__ import annotations

from pathlib import Path

from build_spec.faults import saves as rounds
from crm_desktop.kit.store.cipher import open_db

KEY = bytes(range(32))


def test_three_kills(tmp_path: Path) -> None:
    path = tmp_path / "crm.db"
    rounds.make(path, KEY)
    acknowledged = 0
    for saves in (5, 11, 8):
        now = rounds.kill_round(path, KEY, saves)
        assert now >= acknowledged + saves
        acknowledged = now
        assert rounds.faults(path, KEY, acknowledged) == []


def test_the_comparison_sees_what_is_lost_and_torn(tmp_path: Path) -> None:
    path = tmp_path / "crm.db"
    rounds.make(path, KEY)
    db = open_db(path, KEY)
    for _ in range(3):
        rounds.save(db, KEY, "x")
    assert rounds.faults(path, KEY, 3) == []
    assert rounds.faults(path, KEY, 4) == ["lost: 4 acknowledged, 3 there"]
    db.conn.execute("DELETE FROM visits WHERE id = 1")
    db.conn.execute("UPDATE customers SET memo = 'y' WHERE id = 2")
    db.conn.commit()
    db.close()
    assert rounds.faults(path, KEY, 3) == ["torn: the visits of customer 1", "torn: customer 2 and its audit entry"]
