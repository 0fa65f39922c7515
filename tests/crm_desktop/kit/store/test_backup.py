"""A backup is whole and proved, or it isn't there."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crm_desktop.kit import clock
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.store import audit, backup, copies
from crm_desktop.kit.store.backup import due, keep, last_backup, newest_verified, thin, verify_backup
from crm_desktop.kit.store.cipher import open_db

NOON = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)


def _names(place: Path) -> list[str]:
    return sorted(path.name for path in place.iterdir())


def test_a_backup_holds_three_files_and_proves_itself(desk: Any, tmp_path: Path) -> None:
    with clock.frozen(NOON):
        made = backup.backup(desk, tmp_path / "stick")
    assert made == tmp_path / "stick" / "crm-20261121-040000"
    assert _names(made) == ["crm.db", "manifest.json", "ring.json"]
    manifest = verify_backup(made, desk.keys)
    assert manifest.counts["customers"] == 3
    assert (manifest.seq, manifest.head) == (3, audit.head(desk.db.conn).mac)
    assert manifest.at == "2026-11-21T04:00:00Z"
    assert not (made / "crm.db").read_bytes().startswith(b"SQLite format 3")
    for path in made.iterdir():
        assert "龙腾".encode() not in path.read_bytes()
        if os.name == "posix":
            assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_backup_opens_where_nothing_can_be_written(desk: Any, tmp_path: Path) -> None:
    made = backup.backup(desk, tmp_path)
    db = open_db(made / "crm.db", desk.keys.dek, readonly=True)
    assert db.conn.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
    assert db.conn.execute("SELECT count(*) FROM customers").fetchone()[0] == 3
    db.close()
    assert _names(made) == ["crm.db", "manifest.json", "ring.json"]


def test_inside_a_transaction_it_is_refused_instead_of_hanging(desk: Any, tmp_path: Path) -> None:
    desk.db.conn.execute("BEGIN IMMEDIATE")
    with pytest.raises(RuntimeError):
        backup.backup(desk, tmp_path / "stick")
    assert not (tmp_path / "stick").exists()
    desk.db.conn.rollback()


def test_another_writer_that_never_ends_is_a_sentence(desk: Any, tmp_path: Path,
                                                      monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "_PATIENCE", 1)
    other = open_db(desk.folder / "crm.db", desk.keys.dek)
    other.conn.execute("BEGIN EXCLUSIVE")
    desk.db.conn.execute("PRAGMA busy_timeout=0").fetchall()
    with pytest.raises(Problem, match="writing to crm.db"):
        backup.backup(desk, tmp_path / "stick")
    other.conn.rollback()
    other.close()
    assert _names(tmp_path / "stick") == []
    assert backup.backup(desk, tmp_path / "stick").exists()


def test_saves_in_the_middle_go_on_and_the_copy_is_sound(desk: Any, tmp_path: Path,
                                                         monkeypatch: pytest.MonkeyPatch) -> None:
    desk.fill(300)
    monkeypatch.setattr(backup, "_PAGES", 4)
    stop, saved = threading.Event(), []

    def save() -> None:
        other = open_db(desk.folder / "crm.db", desk.keys.dek)
        while not stop.wait(0.02) and len(saved) < 5:
            other.conn.execute("CREATE TABLE IF NOT EXISTS probe (n)")
            other.conn.execute("INSERT INTO probe VALUES (?)", (len(saved),))
            other.conn.commit()
            saved.append(len(saved))
        other.close()

    thread = threading.Thread(target=save)
    thread.start()
    made = backup.backup(desk, tmp_path / "stick")
    stop.set()
    thread.join(60)
    backup.verify_backup(made, desk.keys)
    assert _names(tmp_path / "stick") == [made.name]


def test_two_backups_in_one_second(desk: Any, tmp_path: Path) -> None:
    with clock.frozen(NOON):
        made = [backup.backup(desk, tmp_path / "stick").name for _ in range(3)]
    assert made == ["crm-20261121-040000", "crm-20261121-040000-2", "crm-20261121-040000-3"]


def test_a_damaged_office_gets_no_backup(desk: Any, tmp_path: Path) -> None:
    desk.fill(50)
    desk.db.close()
    path = desk.folder / "crm.db"
    data = bytearray(path.read_bytes())
    data[-2000] ^= 1
    path.write_bytes(data)
    desk.db = open_db(path, desk.keys.dek)
    with pytest.raises(Problem, match="damaged"):
        backup.backup(desk, tmp_path / "stick")
    assert _names(tmp_path / "stick") == []


def test_a_broken_audit_chain_is_not_backed_up_as_sound(desk: Any, tmp_path: Path) -> None:
    desk.db.conn.execute("DROP TRIGGER audit_no_update")
    desk.db.conn.execute("UPDATE audit SET who = 'x' WHERE seq = 2")
    desk.db.conn.commit()
    desk.db.conn.execute(audit.SCHEMA[1])
    with pytest.raises(Problem, match="Audit entry 2 was changed"):
        backup.backup(desk, tmp_path / "stick")
    assert _names(tmp_path / "stick") == []


def test_places_that_can_not_be_used(desk: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for place in (tmp_path / "file", tmp_path / "file" / "deep"):
        with pytest.raises(Problem):
            backup.backup(desk, place)


def test_a_full_disk_is_seen_before_the_copy(desk: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies.shutil, "disk_usage", lambda _place: shutil._ntuple_diskusage(10**9, 10**9, 2_000_000))
    with pytest.raises(Problem, match="too full: 5 MB are needed, 2 MB are free"):
        backup.backup(desk, tmp_path / "stick")
    assert _names(tmp_path / "stick") == []


_LIMITED = """
import resource, signal, sys
from pathlib import Path
from types import SimpleNamespace
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.store import backup
from crm_desktop.kit.store.cipher import open_db
from crm_desktop.kit.store.ring import Keys, Ring
folder, out, dek, db = Path(sys.argv[1]), Path(sys.argv[2]), bytes.fromhex(sys.argv[3]), sys.argv[4]
keys = Keys("u1", "u1", db, 1, dek)
office = SimpleNamespace(db=open_db(folder / "crm.db", dek), keys=keys, folder=folder)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    backup.backup(office, out)
except Problem as problem:
    print(problem.sentence)
try:
    office.db.conn.execute("BEGIN IMMEDIATE")
    office.db.conn.execute("UPDATE customers SET memo = ?", ("x" * 100_000,))
    office.db.conn.commit()
except Exception as error:
    from crm_desktop.kit.store.cipher import problem_of
    office.db.conn.rollback()
    print(problem_of(error).sentence)
print(office.db.conn.execute("SELECT count(*) FROM customers").fetchone()[0])
"""


def test_a_disk_that_takes_no_more_leaves_no_half_backup_and_a_whole_office(desk: Any, tmp_path: Path) -> None:
    desk.fill(20)
    run = subprocess.run([sys.executable, "-c", _LIMITED, str(desk.folder), str(tmp_path / "stick"),
                          desk.keys.dek.hex(), desk.keys.db], capture_output=True, text=True, timeout=60, check=False)
    lines = run.stdout.splitlines()
    assert run.stderr == ""
    assert len(lines) == 3
    assert all("crm.db" in line for line in lines[:2])
    assert lines[2] == "23"
    assert _names(tmp_path / "stick") == []
    assert copies.file_problems(desk.folder / "crm.db", desk.keys.dek) == []


@pytest.mark.parametrize("name", ["crm.db", "ring.json", "manifest.json"])
@pytest.mark.parametrize("how", ["flip", "cut", "empty", "missing", "link"])
def test_every_damaged_file_is_refused_by_name(desk: Any, tmp_path: Path, name: str, how: str) -> None:
    made = backup.backup(desk, tmp_path / "stick")
    file = made / name
    data = file.read_bytes()
    if how == "flip":
        at = len(data) // 2
        file.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1:])
    elif how in ("cut", "empty"):
        file.write_bytes(data[:-5] if how == "cut" else b"")
    else:
        file.unlink()
        if how == "link":
            shutil.copyfile(desk.folder / "crm.db", tmp_path / "elsewhere")
            file.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Problem, match=name.replace(".", r"\.")):
        verify_backup(made, desk.keys)


def _edit(made: Path, change: Callable[[dict[str, Any]], object]) -> None:
    found = json.loads((made / "manifest.json").read_bytes())
    change(found)
    (made / "manifest.json").write_text(json.dumps(found))


@pytest.mark.parametrize("change", [
    lambda m: m.update(v=2), lambda m: m.update(at="yesterday"), lambda m: m["files"].pop("ring.json"),
    lambda m: m["files"].update({"../x": {"size": 1, "sha256": ""}}), lambda m: m.update(more=1),
    lambda m: m.pop("mac"),
    lambda m: m.update(seq=2), lambda m: m["counts"].update(customers=2), lambda m: m.update(db="x"),
    lambda m: m.update(files=[]), lambda m: m.update(mac=5), lambda m: m.update(seq=[]),
    lambda m: m["files"]["crm.db"].update(size=1e999),
])
def test_an_edited_manifest_is_refused(desk: Any, tmp_path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    made = backup.backup(desk, tmp_path / "stick")
    _edit(made, change)
    with pytest.raises(Problem):
        verify_backup(made, desk.keys)


def test_a_replaced_database_with_a_fitting_checksum_is_refused(desk: Any, tmp_path: Path) -> None:
    older = backup.backup(desk, tmp_path / "stick")
    desk.add("new")
    made = backup.backup(desk, tmp_path / "stick")
    shutil.copyfile(older / "crm.db", made / "crm.db")
    _edit(made, lambda m: m["files"].update({"crm.db": {
        "size": (made / "crm.db").stat().st_size, "sha256": copies.sha256(made / "crm.db")}}))
    with pytest.raises(Problem, match=r"manifest\.json"):
        verify_backup(made, desk.keys)


def test_a_network_place_gets_a_finished_copy(desk: Any, tmp_path: Path) -> None:
    place = tmp_path / "Dropbox"
    made = backup.backup(desk, place)
    assert made.parent == place
    assert verify_backup(made, desk.keys).counts["customers"] == 3
    assert len(_names(desk.folder / "backups")) == 1


def test_due_only_after_changes_that_matter(desk: Any) -> None:
    assert due(desk)
    backup.backup(desk)
    assert not due(desk)
    run = desk.db.conn
    run.execute("BEGIN IMMEDIATE")
    audit.append(run, desk.keys.audit, [audit.Entry(act, "office") for act in ("print", "save", "export", "look")],
                 at="2026-11-21T04:00:00Z", who="u1", host="PC")
    run.commit()
    assert not due(desk)
    desk.add("new")
    assert due(desk)


def test_the_newest_sound_backup_is_found(desk: Any) -> None:
    assert last_backup(desk.folder) is None
    assert newest_verified(desk.folder) is None
    made = []
    for day in range(3):
        with clock.frozen(NOON + timedelta(days=day)):
            desk.add(f"day {day}")
            made.append(backup.backup(desk))
    (made[2] / "crm.db").write_bytes(b"x")
    (desk.folder / "backups" / "crm-20991231-000000.part").mkdir()
    (desk.folder / "backups" / "before-restore-20991231-000000").mkdir()
    (desk.folder / "backups" / "note.txt").write_text("x")
    newest, sound = last_backup(desk.folder), newest_verified(desk.folder)
    assert newest is not None
    assert sound is not None
    assert (newest.path, sound.path) == (made[2], made[1])


def test_a_year_of_backups_is_thinned_as_promised() -> None:
    begin = datetime(2026, 1, 1, 8, 0, tzinfo=UTC)
    kept: set[datetime] = set()
    for half_hour in range(365 * 18):  # nine office hours a day, every 30 minutes
        day, slot = divmod(half_hour, 18)
        kept = keep(kept | {begin + timedelta(days=day, minutes=30 * slot)})
    days = sorted({at.date() for at in kept}, reverse=True)
    end = (begin + timedelta(days=364)).date()
    assert max(kept) == begin + timedelta(days=364, minutes=30 * 17)
    assert days[:12] == [end - timedelta(days=n) for n in range(12)]
    assert len({at.isocalendar()[:2] for at in kept}) >= 10
    assert len({(at.year, at.month) for at in kept}) == 9
    assert 20 <= len(kept) <= 34


def test_thinning_spares_the_newest_sound_one_and_other_offices(desk: Any, make_desk: Callable[..., Any]) -> None:
    other = make_desk("other.crm")
    other.add("x")
    place = desk.folder / "backups"
    with clock.frozen(NOON - timedelta(days=500)):
        foreign = backup.backup(other, place)
        first = backup.backup(desk, place)
    made = []
    for minute in range(5):
        with clock.frozen(NOON + timedelta(minutes=minute)):
            made.append(backup._make(desk, place, lambda _done, _of: None))
    for path in made:
        (path / "ring.json").write_bytes(b"{}")
    assert thin(place, desk.keys.db) == made[:2]
    assert first.exists()
    assert foreign.exists()
    (first / "ring.json").write_bytes(b"{}")  # nothing sound is left: nothing more is removed
    with clock.frozen(NOON + timedelta(minutes=9)):
        spare = backup._make(desk, place, lambda _done, _of: None)
    (spare / "crm.db").unlink()
    assert thin(place, desk.keys.db) == []


def test_only_the_offices_own_folder_is_thinned(desk: Any, tmp_path: Path) -> None:
    for minute in range(6):
        with clock.frozen(NOON + timedelta(minutes=minute)):
            backup.backup(desk)
            backup.backup(desk, tmp_path / "stick")
    assert len(_names(desk.folder / "backups")) == 3
    assert len(_names(tmp_path / "stick")) == 6


def test_halves_that_a_killed_program_left_go_after_a_day(desk: Any) -> None:
    own = desk.folder / "backups"
    for name in ("crm-20261101-040000.part", "crm-20261121-035900.part"):
        (own / name).mkdir(parents=True)
        (own / name / "crm.db").write_bytes(b"half")
    old = (NOON - timedelta(days=2)).timestamp()
    os.utime(own / "crm-20261101-040000.part", (old, old))
    os.utime(own / "crm-20261121-035900.part", (NOON.timestamp(), NOON.timestamp()))
    with clock.frozen(NOON):
        made = backup.backup(desk)
    assert _names(own) == ["crm-20261121-035900.part", made.name]


def test_a_backup_half_removed_is_none(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for days in range(6):
        with clock.frozen(NOON + timedelta(minutes=days)):
            backup.backup(desk)
    own = desk.folder / "backups"
    gone: list[str] = []
    monkeypatch.setattr(backup.shutil, "rmtree", lambda path, **_how: gone.append(path.name))  # killed before it began
    with clock.frozen(NOON + timedelta(minutes=9)):
        backup.backup(desk)
    assert gone
    assert all(name.endswith(".part") for name in gone)
    assert len(copies.all_copies(own)) == 3


def test_the_backup_just_made_stays_though_the_clock_was_set_back(desk: Any) -> None:
    for days in range(14):
        with clock.frozen(NOON + timedelta(days=days)):
            backup.backup(desk)
    with clock.frozen(NOON - timedelta(days=4000)):
        made = backup.backup(desk)
    assert verify_backup(made, desk.keys).at.startswith("2015")
