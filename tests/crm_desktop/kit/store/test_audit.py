"""The chain sees every edit, and its table takes nothing but the next entry."""

from __future__ import annotations

import random
from typing import Any

import pytest

from crm_desktop.kit.store import audit
from crm_desktop.kit.store.audit import Entry, append, head, mac_at, newest_hashes, row_mac, verify
from crm_desktop.kit.store.cipher import DatabaseError, open_db
from crm_desktop.kit.store.ring import Keys

KEYS = Keys.scratch()
REST = "at, who, host, act, form, record, fields, before, after, prev, mac"


@pytest.fixture
def run() -> Any:
    db = open_db(":memory:", KEYS.dek)
    for statement in audit.SCHEMA:
        db.conn.execute(statement)
    for at in range(5):
        append(db.conn, KEYS.audit, [Entry("insert", "customer_master", f"r{at}-{n}", ("name", "phone"), "", "aa")
                                     for n in range(4)], at="2026-11-21T04:00:00Z", who="u1", host="PC-1")
    db.conn.commit()
    yield db.conn
    db.close()


def _unlock(run: Any) -> None:
    """What somebody does who has the key of the file and tools of his own."""
    run.execute("PRAGMA recursive_triggers=OFF").fetchall()
    run.execute("BEGIN")
    for statement in audit.SCHEMA[1:]:
        run.execute(f"DROP TRIGGER {statement.split()[2]}")


def _relock(run: Any) -> None:
    for statement in audit.SCHEMA[1:]:
        run.execute(statement)


def test_a_sound_chain(run: Any) -> None:
    assert verify(run, KEYS.audit) == []
    assert head(run).seq == 20
    assert mac_at(run, 20) == head(run).mac
    assert mac_at(run, 0) == audit.START
    assert mac_at(run, 21) is None


def test_an_empty_chain() -> None:
    db = open_db(":memory:", KEYS.dek)
    for statement in audit.SCHEMA:
        db.conn.execute(statement)
    assert verify(db.conn, KEYS.audit) == []
    assert head(db.conn) == audit.Head(0, audit.START)
    assert append(db.conn, KEYS.audit, [], at="", who="", host="") == head(db.conn)
    db.close()


@pytest.mark.parametrize("statement", [
    "UPDATE audit SET who = 'u2' WHERE seq = 3", "DELETE FROM audit WHERE seq = 20", "DELETE FROM audit",
    "INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE seq = 3",
    f"INSERT INTO audit SELECT 30, {REST} FROM audit WHERE seq = 3",
    f"INSERT INTO audit SELECT -1, {REST} FROM audit WHERE seq = 3",
])
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
def test_the_table_is_only_appended_to(run: Any, statement: str, recursive: str) -> None:
    # with recursive triggers off, REPLACE would rewrite an entry past the delete trigger
    run.execute(f"PRAGMA recursive_triggers={recursive}").fetchall()
    with pytest.raises(DatabaseError, match="only appended to"):
        run.execute(statement)
    run.rollback()
    assert verify(run, KEYS.audit) == []


@pytest.mark.parametrize("column", [
    "at", "who", "host", "act", "form", "record", "fields", "before", "after", "prev", "mac",
])
def test_an_edited_column_is_found(run: Any, column: str) -> None:
    _unlock(run)
    run.execute(f"UPDATE audit SET {column} = {column} || 'x' WHERE seq = 7")
    _relock(run)
    found = verify(run, KEYS.audit)
    assert found
    assert "7" in found[0]


def test_removed_swapped_and_inserted_entries_are_found(run: Any) -> None:
    _unlock(run)
    run.execute("DELETE FROM audit WHERE seq BETWEEN 5 AND 6")
    _relock(run)
    assert verify(run, KEYS.audit)[0] == "Audit entries 5 to 6 are missing."
    run.rollback()
    _unlock(run)
    run.execute("UPDATE audit SET seq = 100 WHERE seq = 5")
    run.execute("UPDATE audit SET seq = 5 WHERE seq = 6")
    run.execute("UPDATE audit SET seq = 6 WHERE seq = 100")
    _relock(run)
    assert len(verify(run, KEYS.audit)) >= 2
    run.rollback()
    run.execute("INSERT INTO audit SELECT 21, at, who, host, act, form, record, fields, before, after, prev, mac"
                " FROM audit WHERE seq = 20")
    assert len(verify(run, KEYS.audit)) == 2
    run.rollback()


def test_a_removed_beginning_is_found(run: Any) -> None:
    _unlock(run)
    run.execute("DELETE FROM audit WHERE seq = 1")
    _relock(run)
    assert verify(run, KEYS.audit)[0] == "Audit entries 1 to 1 are missing."


def test_a_cut_end_is_seen_only_by_the_anchor(run: Any) -> None:
    newest = head(run)
    _unlock(run)
    run.execute("DELETE FROM audit WHERE seq > 17")
    _relock(run)
    assert verify(run, KEYS.audit) == []
    assert mac_at(run, newest.seq) != newest.mac


def test_missing_triggers_are_found(run: Any) -> None:
    run.execute("DROP TRIGGER audit_no_delete")
    assert verify(run, KEYS.audit) == ["The audit chain is no longer protected against changes: a trigger is missing."]


def test_without_the_key_nobody_continues_the_chain(run: Any) -> None:
    append(run, bytes(32), [Entry("insert", "customer_master", "x")], at="", who="", host="")
    assert verify(run, KEYS.audit) == ["Audit entry 21 was changed."]


def test_many_problems_are_told_as_twenty(run: Any) -> None:
    assert len(verify(run, bytes(32))) == 20


def test_fields_and_acts_can_not_run_together(run: Any) -> None:
    one = audit._mac(KEYS.audit, audit.START, (1, "", "a", "b", "", "", "", "", "", ""))
    two = audit._mac(KEYS.audit, audit.START, (1, "", "ab", "", "", "", "", "", "", ""))
    assert one != two


def test_a_row_hash_knows_form_names_and_values() -> None:
    key = KEYS.audit
    row = {"id": 1, "name": "曾国华", "phone": "13800138000", "amount": 12.5, "logo": b"\x00\xff"}
    assert row_mac(key, "a", row) == row_mac(key, "a", dict(reversed(list(row.items()))))
    assert row_mac(key, "a", row) == row_mac(key, "a", {**row, "new_column": None})
    dice = random.Random(3)
    for name in row:
        assert row_mac(key, "a", row) != row_mac(key, "a", {**row, name: f"x{dice.random()}"})
    assert row_mac(key, "a", row) != row_mac(key, "b", row)
    assert row_mac(key, "a", row) != row_mac(bytes(32), "a", row)
    assert row_mac(key, "a", {"name": "1"}) != row_mac(key, "a", {"name": 1})
    assert row_mac(key, "a", {"n": "\ud800"}) != row_mac(key, "a", {"n": "?"})


def test_the_newest_hash_of_every_record(run: Any) -> None:
    append(run, KEYS.audit, [
        Entry("update", "customer_master", "r0-0", ("name",), "aa", "bb"),
        Entry("purge", "customer_master", "r0-1", (), "aa", ""),
        Entry("view", "customer_master", "r0-2"),
        Entry("print", "monthly"),
    ], at="2026-11-21T04:00:00Z", who="u1", host="PC-1")
    found = newest_hashes(run)
    assert len(found) == 20
    assert found["customer_master", "r0-0"] == "bb"
    assert found["customer_master", "r0-1"] == ""
    assert found["customer_master", "r0-2"] == "aa"


def test_no_values_in_the_table(run: Any) -> None:
    names = [row[1] for row in run.execute("PRAGMA table_info(audit)").fetchall()]
    assert names == ["seq", "at", "who", "host", "act", "form", "record", "fields", "before", "after", "prev", "mac"]
