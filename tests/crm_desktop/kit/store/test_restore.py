"""A restore gives back what was backed up, keeps what was there, and refuses what isn't sound."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crm_desktop.kit import clock
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.store import anchor, audit, backup, restore, ring
from crm_desktop.kit.store.check import check, file_problems, stored_rows
from crm_desktop.kit.store.cipher import open_db
from crm_desktop.kit.store.door import sign_in
from crm_desktop.kit.store.lock import Held, OfficeLock
from crm_desktop.kit.store.ring import RECOVERY, WrongPassword

NOON = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)


def _customers(folder: Path, key: bytes) -> list[str]:
    db = open_db(folder / "crm.db", key, readonly=True)
    try:
        return [row[0] for row in db.conn.execute("SELECT name FROM customers ORDER BY id").fetchall()]
    finally:
        db.close()


@pytest.fixture
def copy(desk: Any, tmp_path: Path) -> Path:
    """A backup; afterwards the office goes on."""
    made = backup.backup(desk, tmp_path / "stick")
    desk.add("after the backup")
    anchor.write(desk)
    return made


@pytest.mark.parametrize("exists", [True, False])
def test_into_a_new_folder(desk: Any, copy: Path, tmp_path: Path, password: str, exists: bool) -> None:
    place = tmp_path / "new" / "again.crm"
    if exists:
        place.mkdir(parents=True)
    assert restore.restore(copy, place, "王秀英", password) is None
    assert len(_customers(place, desk.keys.dek)) == 3
    assert sign_in(place, "王秀英", password).dek == desk.keys.dek
    desk.db.close()
    desk.folder, desk.db = place, open_db(place / "crm.db", desk.keys.dek)
    assert check(desk, rows=lambda: stored_rows(desk.db, "customer", "customers", ("uid", "name", "memo"))) == []
    assert anchor.compare(desk) == "ok"
    newest = desk.db.conn.execute("SELECT act, who FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    assert newest == ("restore", "u1")


def test_in_the_place_of_an_office_whose_files_are_kept(desk: Any, copy: Path, password: str) -> None:
    desk.db.close()
    with clock.frozen(NOON):
        kept = restore.restore(copy, desk.folder, "王秀英", password)
    assert kept == desk.folder / "backups" / "before-restore-20261121-040000"
    assert sorted(p.name for p in kept.iterdir()) == ["anchor.json", "crm.db", "crm.db-journal", "ring.json"]
    assert len(_customers(kept, desk.keys.dek)) == 4
    assert len(_customers(desk.folder, desk.keys.dek)) == 3
    desk.db = open_db(desk.folder / "crm.db", desk.keys.dek)
    assert anchor.compare(desk) == "ok"
    desk.add("work after the restore")
    assert len(_customers(kept, desk.keys.dek)) == 4  # the kept file is another one


def test_the_offices_own_newest_backup(desk: Any, password: str) -> None:
    with clock.frozen(NOON):
        backup.backup(desk)
    desk.add("lost")
    desk.db.close()
    restore.restore(desk.folder / "backups", desk.folder, "王秀英", password)
    assert len(_customers(desk.folder, desk.keys.dek)) == 3


def test_when_database_or_ring_are_lost_or_damaged(desk: Any, copy: Path, password: str) -> None:
    desk.db.close()
    (desk.folder / "crm.db").write_bytes(b"broken")
    restore.restore(copy, desk.folder, "王秀英", password)
    (desk.folder / "ring.json").unlink()
    restore.restore(copy, desk.folder, "王秀英", password)
    (desk.folder / "crm.db").unlink()
    restore.restore(copy, desk.folder, RECOVERY, desk.code)
    assert sign_in(desk.folder, "王秀英", password)
    assert len(_customers(desk.folder, desk.keys.dek)) == 3


def test_the_backups_own_passwords_count(desk: Any, copy: Path, password: str) -> None:
    ring.set_password(desk.ring, desk.keys, "u1", "quite another password")
    desk.ring.save(desk.folder / "ring.json")
    desk.db.close()
    with pytest.raises(WrongPassword):
        restore.restore(copy, desk.folder, "王秀英", "quite another password")
    restore.restore(copy, desk.folder, "王秀英", password)
    assert sign_in(desk.folder, "王秀英", password)


def test_a_wrong_password_leaves_nothing(desk: Any, copy: Path, tmp_path: Path) -> None:
    with pytest.raises(WrongPassword):
        restore.restore(copy, tmp_path / "new.crm", "王秀英", "wrong")
    assert not (tmp_path / "new.crm").exists()


@pytest.mark.parametrize("name", ["crm.db", "ring.json", "manifest.json"])
def test_a_damaged_backup_is_refused_and_the_office_untouched(desk: Any, copy: Path, tmp_path: Path, password: str,
                                                              name: str) -> None:
    data = bytearray((copy / name).read_bytes())
    data[len(data) // 2] ^= 4
    (copy / name).write_bytes(data)
    desk.db.close()
    before = {p.name: p.read_bytes() for p in desk.folder.iterdir() if p.is_file()}
    for place in (desk.folder, tmp_path / "new.crm"):
        with pytest.raises(Problem):
            restore.restore(copy, place, "王秀英", password)
    assert {p.name: p.read_bytes() for p in desk.folder.iterdir() if p.is_file()} == before
    assert not (tmp_path / "new.crm").exists()


def test_places_that_are_no_backup(desk: Any, tmp_path: Path, password: str) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "empty").mkdir()
    for source in (tmp_path / "none", tmp_path / "file", tmp_path / "empty", desk.folder):
        with pytest.raises(Problem, match="is no backup"):
            restore.restore(source, tmp_path / "new.crm", "王秀英", password)
    assert not (tmp_path / "new.crm").exists()


def test_the_newest_of_several_even_when_it_is_damaged(desk: Any, tmp_path: Path, password: str) -> None:
    made = []
    for hour in range(3):
        with clock.frozen(NOON.replace(hour=hour)):
            desk.add(f"hour {hour}")
            made.append(backup.backup(desk, tmp_path / "stick"))
    restore.restore(tmp_path / "stick", tmp_path / "a.crm", "王秀英", password)
    assert len(_customers(tmp_path / "a.crm", desk.keys.dek)) == 6
    (made[2] / "manifest.json").unlink()
    with pytest.raises(Problem, match=r"manifest\.json is missing"):  # an older one is never taken in silence
        restore.restore(tmp_path / "stick", tmp_path / "b.crm", "王秀英", password)


def test_an_open_office_is_not_replaced(desk: Any, copy: Path, password: str) -> None:
    with OfficeLock(desk.folder) as window:
        window.acquire("PC-1", "王秀英")
        with pytest.raises(Held, match="PC-1"):
            restore.restore(copy, desk.folder, "王秀英", password)
    assert len(_customers(desk.folder, desk.keys.dek)) == 4


def test_strange_files_are_never_overwritten(desk: Any, copy: Path, tmp_path: Path, password: str) -> None:
    place = tmp_path / "letters"
    place.mkdir()
    (place / "letter.docx").write_text("x")
    with pytest.raises(Problem, match=r"letter\.docx"):
        restore.restore(copy, place, "王秀英", password)
    assert [p.name for p in place.iterdir()] == ["letter.docx"]


def test_a_sync_folder_is_no_place_for_an_office(desk: Any, copy: Path, tmp_path: Path, password: str) -> None:
    with pytest.raises(Problem, match="is copied by OneDrive"):
        restore.restore(copy, tmp_path / "OneDrive" / "a.crm", "王秀英", password)


def test_a_full_disk_leaves_the_office_as_it_was(desk: Any, copy: Path, tmp_path: Path, password: str,
                                                 monkeypatch: pytest.MonkeyPatch) -> None:
    desk.db.close()
    before = (desk.folder / "crm.db").read_bytes()

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device", "crm.db")

    monkeypatch.setattr(restore, "copy_files", full)
    for place in (desk.folder, tmp_path / "new.crm"):
        with pytest.raises(Problem, match="The disk is full"):
            restore.restore(copy, place, "王秀英", password)
    assert (desk.folder / "crm.db").read_bytes() == before
    assert not (desk.folder / "restore.part").exists()
    assert not (tmp_path / "new.crm").exists()


class _Cut(Exception):
    """The power goes."""


@pytest.mark.parametrize("step", range(8))
def test_a_crash_at_any_step_leaves_an_office_that_opens(
        desk: Any, copy: Path, password: str, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """The backup is of another generation of keys: only the right pair of ring and database opens."""
    other_ring, dek, _code = ring.new_ring("王秀英", password)
    desk.db.conn.execute(f"PRAGMA rekey=\"x'{dek.hex()}'\"").fetchall()
    other_ring.save(desk.folder / "ring.json")
    desk.db.close()
    left = [step]

    def counted(function: Any) -> Any:
        def call(*args: Any, **named: Any) -> Any:
            if left[0] == 0:
                raise _Cut
            left[0] -= 1
            return function(*args, **named)
        return call

    with monkeypatch.context() as power:
        power.setattr(restore.os, "replace", counted(os.replace))
        power.setattr(restore, "write_whole", counted(restore.write_whole))
        power.setattr(restore, "sync_folder", counted(restore.sync_folder))
        power.setattr(restore.Path, "unlink", counted(Path.unlink))
        with pytest.raises(_Cut):
            restore.restore(copy, desk.folder, "王秀英", password)
    keys = sign_in(desk.folder, "王秀英", password)
    assert len(_customers(desk.folder, keys.dek)) == (4 if keys.dek == dek else 3)
    assert file_problems(desk.folder / "crm.db", keys.dek) == []
    restore.restore(copy, desk.folder, "王秀英", password)
    assert len(_customers(desk.folder, desk.keys.dek)) == 3


def test_an_old_journal_is_never_played_into_the_restored_file(desk: Any, copy: Path, tmp_path: Path,
                                                               password: str) -> None:
    """The program was killed in the middle of a write, and then the office was restored."""
    desk.db.conn.execute("BEGIN IMMEDIATE")
    desk.db.conn.execute("PRAGMA cache_size=1").fetchall()
    for n in range(200):
        desk.db.conn.execute("INSERT INTO customers (uid, name, memo) VALUES (?, 'half', ?)", (str(n), "x" * 3000))
    shutil.copytree(desk.folder, tmp_path / "killed.crm")  # what a kill leaves behind
    desk.db.conn.rollback()
    killed = tmp_path / "killed.crm"
    assert (killed / "crm.db-journal").stat().st_size > 4096
    kept = restore.restore(copy, killed, "王秀英", password)
    assert len(_customers(killed, desk.keys.dek)) == 3
    assert file_problems(killed / "crm.db", desk.keys.dek) == []
    assert kept is not None
    db = open_db(kept / "crm.db", desk.keys.dek)  # and the kept one still recovers by its own journal
    assert db.conn.execute("SELECT count(*) FROM customers").fetchone()[0] == 4
    assert audit.verify(db.conn, desk.keys.audit) == []
    db.close()
