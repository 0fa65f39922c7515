"""The file is encrypted, opens with its key only, and every error is a sentence."""

from __future__ import annotations

import errno
import os
import random
import sqlite3
import sys
from pathlib import Path

import pytest
import sqlite_utils

from crm_desktop.kit.errors import Problem
from crm_desktop.kit.store.check import file_problems
from crm_desktop.kit.store.cipher import Damaged, DatabaseError, driver, open_db, problem_of

KEY = bytes(range(32))


def _filled(path: Path, rows: int = 300) -> Path:
    db = open_db(path, KEY)
    db["customers"].insert_all({"id": n, "name": f"龙腾电子 {n}", "memo": "kettle " * 20} for n in range(rows))
    db.close()
    return path


def test_the_engine_is_new_enough_and_encrypts(tmp_path: Path) -> None:
    db = open_db(tmp_path / "a.db", KEY)
    assert driver.sqlite_version_info >= (3, 51, 3)
    assert db.conn.execute("PRAGMA cipher_status").fetchone()[0] == "1"
    assert db.conn.execute("PRAGMA cipher_version").fetchone()[0]
    db.close()


@pytest.mark.parametrize(("name", "value"), [
    ("journal_mode", "truncate"), ("synchronous", 3), ("foreign_keys", 1), ("recursive_triggers", 1),
    ("secure_delete", 1), ("temp_store", 2), ("trusted_schema", 0), ("cell_size_check", 1), ("cache_size", -32768),
])
def test_settings_of_a_connection(tmp_path: Path, name: str, value: object) -> None:
    db = open_db(tmp_path / "a.db", KEY)
    assert db.conn.execute(f"PRAGMA {name}").fetchone()[0] == value
    db.close()


def test_nothing_readable_in_the_file(tmp_path: Path) -> None:
    data = _filled(tmp_path / "a.db").read_bytes()
    assert not data.startswith(b"SQLite format 3")
    for text in ("龙腾电子".encode(), "龙腾电子".encode("gbk"), "龙腾电子".encode("utf-16-le"), b"kettle", b"customers"):
        assert text not in data


def test_wrong_key_and_plain_sqlite_see_nothing(tmp_path: Path) -> None:
    path = _filled(tmp_path / "a.db")
    with pytest.raises(Damaged, match=r"a\.db can't be opened with this office's key"):
        open_db(path, bytes(32))
    plain = sqlite3.connect(path)
    with pytest.raises(sqlite3.DatabaseError):
        plain.execute("SELECT count(*) FROM customers").fetchall()
    plain.close()


@pytest.mark.parametrize("key", [b"", KEY[:31], KEY + b"x"])
def test_a_key_of_another_length_is_refused(tmp_path: Path, key: bytes) -> None:
    # one hex digit short would silently be taken for a passphrase
    with pytest.raises(ValueError, match="32 bytes"):
        open_db(tmp_path / "a.db", key)
    assert not (tmp_path / "a.db").exists()


def test_only_a_path_or_memory_is_opened() -> None:
    with pytest.raises(TypeError):
        open_db("file:x?mode=memory", KEY)  # type: ignore[arg-type]


def test_memory_is_keyed_too() -> None:
    db = open_db(":memory:", KEY)
    db["t"].insert({"a": 1})
    assert db.conn.execute("PRAGMA cipher_status").fetchone()[0] == "1"
    assert list(db["t"].rows) == [{"a": 1}]
    db.close()


@pytest.mark.parametrize("name", ["quo'te.db", 'dou"ble.db', "百分号%41.db", "sp ace?x#y.db"])
def test_odd_file_names(tmp_path: Path, name: str) -> None:
    path = _filled(tmp_path / name, 3)
    db = open_db(path, KEY, readonly=True)
    assert db["customers"].count == 3
    db.close()
    assert sorted(p.name for p in tmp_path.glob("*.db")) == [name]


def test_readonly_neither_writes_nor_creates(tmp_path: Path) -> None:
    path = _filled(tmp_path / "a.db")
    before = path.read_bytes()
    db = open_db(path, KEY, readonly=True)
    with pytest.raises(DatabaseError) as caught:
        db.conn.execute("DELETE FROM customers")
    assert "may not be written" in problem_of(caught.value).sentence
    db.close()
    assert path.read_bytes() == before
    with pytest.raises(Problem, match=r"none\.db can't be opened"):
        open_db(tmp_path / "none.db", KEY, readonly=True)
    assert not (tmp_path / "none.db").exists()


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="can't be opened"):
        open_db(tmp_path / "no" / "a.db", KEY)


def test_twenty_flipped_bits_are_all_found(tmp_path: Path) -> None:
    path = _filled(tmp_path / "a.db")
    sound = path.read_bytes()
    assert file_problems(path, KEY) == []
    dice = random.Random(20)
    for _ in range(20):
        at = dice.randrange(len(sound))
        path.write_bytes(sound[:at] + bytes([sound[at] ^ (1 << dice.randrange(8))]) + sound[at + 1:])
        assert file_problems(path, KEY), at
    path.write_bytes(sound)
    assert file_problems(path, KEY) == []


@pytest.mark.parametrize("cut", [100, 4096, 0.5])
def test_a_cut_file_is_found(tmp_path: Path, cut: float) -> None:
    path = _filled(tmp_path / "a.db")
    data = path.read_bytes()
    path.write_bytes(data[:int(len(data) * cut)] if cut < 1 else data[:-int(cut)])
    assert file_problems(path, KEY)


def test_swapped_pages_are_found(tmp_path: Path) -> None:
    path = _filled(tmp_path / "a.db")
    data = path.read_bytes()
    pages = [data[at:at + 4096] for at in range(0, len(data), 4096)]
    pages[3], pages[4] = pages[4], pages[3]
    path.write_bytes(b"".join(pages))
    assert file_problems(path, KEY)


def test_a_missing_file_is_a_finding_not_a_new_file(tmp_path: Path) -> None:
    assert file_problems(tmp_path / "a.db", KEY) == ["a.db is missing."]
    assert not (tmp_path / "a.db").exists()


def test_an_unencrypted_file_is_refused(tmp_path: Path) -> None:
    plain = sqlite3.connect(tmp_path / "a.db")
    plain.execute("CREATE TABLE t (a)")
    plain.commit()
    plain.close()
    with pytest.raises(Damaged):
        open_db(tmp_path / "a.db", KEY)


def test_every_write_is_refused_while_another_writes(tmp_path: Path) -> None:
    path = _filled(tmp_path / "a.db")
    first, second = open_db(path, KEY), open_db(path, KEY)
    second.conn.execute("PRAGMA busy_timeout=0").fetchall()
    first.conn.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseError) as caught:
        second.conn.execute("BEGIN IMMEDIATE")
    assert "Another program is writing" in problem_of(caught.value).sentence
    first.conn.rollback()
    second.conn.execute("BEGIN IMMEDIATE")
    second.conn.rollback()
    first.close()
    second.close()


class _Fault(Exception):
    def __init__(self, name: str, text: str = "") -> None:
        super().__init__(text)
        self.sqlite_errorname = name


@pytest.mark.parametrize(("name", "part"), [
    ("SQLITE_FULL", "The disk is full"), ("SQLITE_IOERR_WRITE", "did not read or write"),
    ("SQLITE_READONLY_DIRECTORY", "may not be written"), ("SQLITE_READONLY_DBMOVED", "is no longer where it was"),
    ("SQLITE_CANTOPEN_ISDIR", "can't be opened"),
    ("SQLITE_BUSY", "Another program is writing"), ("SQLITE_LOCKED", "Another program"),
    ("SQLITE_NOTADB", "with this office's key"), ("SQLITE_CORRUPT_VTAB", "is damaged"),
    ("SQLITE_ERROR", "could not be"),
])
def test_each_error_has_its_sentence(name: str, part: str) -> None:
    sentence = problem_of(_Fault(name), "x/crm.db").sentence
    assert part in sentence
    assert "crm.db" in sentence


def test_errors_without_a_name_and_errors_of_the_disk() -> None:
    # the backup API reports a full disk with an empty name
    assert "The disk is full" in problem_of(_Fault("", "database or disk is full")).sentence
    assert isinstance(problem_of(_Fault("", "database disk image is malformed")), Damaged)
    full = OSError(errno.ENOSPC, "No space left on device", "/office/ring.json")
    assert problem_of(full).sentence.startswith("The disk is full, ring.json was not written")
    assert "may not be written" in problem_of(PermissionError(errno.EACCES, "Permission denied", "x")).sentence
    mine = Problem("already a sentence")
    assert problem_of(mine) is mine


def test_sqlite_utils_runs_on_the_keyed_driver() -> None:
    # without the stand-in, sqlite-utils catches the errors of another module and leaves transactions open
    assert sys.modules["pysqlite3"].__name__ == "sqlcipher3"
    assert sqlite_utils.utils.OperationalError is driver.OperationalError


def test_a_failed_statement_leaves_no_transaction_open(tmp_path: Path) -> None:
    db = open_db(tmp_path / "a.db", KEY)
    db["t"].insert({"id": 1}, pk="id")
    with pytest.raises(DatabaseError):
        list(db.query("INSERT INTO missing VALUES (1) RETURNING *"))
    assert not db.conn.in_transaction
    db["t"].insert({"id": 2, "more": "x"}, alter=True)
    db["t"].create_index(["more"], find_unique_name=True)
    db["nothing"].drop(ignore=True)
    other = open_db(tmp_path / "a.db", KEY)
    assert other["t"].count == 2
    other.close()
    db.close()


def test_plugins_never_see_the_connection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[object] = []
    monkeypatch.setattr(sqlite_utils.db, "ensure_plugins_loaded", lambda: called.append("load"), raising=False)
    monkeypatch.setattr(sqlite_utils.db.pm.hook, "prepare_connection", lambda conn: called.append(conn))
    sqlite_utils.Database(memory=True).close()
    assert called, "this sqlite-utils no longer hands connections to plug-ins; the test must change"
    called.clear()
    open_db(tmp_path / "a.db", KEY).close()
    assert called == []


def test_transform_drops_triggers_which_is_why_migrations_compare_the_schema(tmp_path: Path) -> None:
    db = open_db(tmp_path / "a.db", KEY)
    db["t"].insert({"id": 1, "a": 1}, pk="id")
    db.conn.execute("CREATE TRIGGER seen AFTER INSERT ON t BEGIN SELECT 1; END")
    db["t"].transform(rename={"a": "b"})
    assert [t.name for t in db["t"].triggers] == []
    db.close()


def test_money_must_be_int_because_large_decimals_lose_digits() -> None:
    db = open_db(":memory:", KEY)
    db["t"].insert({"fen": 1234567890123456789, "yuan": 12345678901234567.89})
    row = next(iter(db["t"].rows))
    assert row["fen"] == 1234567890123456789
    assert f"{row['yuan']:.2f}" != "12345678901234567.89"
    db.close()


def test_the_key_never_reaches_stderr_or_an_error(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = _filled(tmp_path / "a.db")
    with pytest.raises(Damaged) as caught:
        open_db(path, bytes([7] * 32))
    out = capfd.readouterr()
    assert out.out + out.err == ""
    assert "0707" not in repr(caught.value) + repr(caught.value.__cause__)


def test_a_new_file_and_its_journal_are_for_this_account_only(tmp_path: Path) -> None:
    db = open_db(tmp_path / "a.db", KEY)
    db["t"].insert({"a": 1})
    db.close()
    if os.name == "posix":
        assert {p.name: p.stat().st_mode & 0o777 for p in tmp_path.glob("a.db*")} == {"a.db": 0o600, "a.db-journal": 0o600}
