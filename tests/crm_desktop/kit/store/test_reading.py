"""An office that can't be written: its newest sound backup is looked at, from a private copy, and nothing is written."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from crm_desktop.kit import clock, i18n, paths, records, search
from crm_desktop.kit.errors import Problem, ReadOnly
from crm_desktop.kit.store import Office, Store, backup, drafts, migrate, office, reading, ring
from crm_desktop.kit.store.lock import Elsewhere
from crm_desktop.kit.store.passwords import Wait
from crm_desktop.kit.store.ring import WrongPassword

PASSWORD = "six green kettles hum"
NEWER = "purple lamp river 93 stone"
FORM = "customer_master"
NOON = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)


def add(store: Store, name: str) -> int:
    return records.create(store, FORM, {"customer_name": name})


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An office with two backups: of noon and of an hour later; the live file knows one more customer."""
    place = tmp_path / "home" / "a.crm"
    with clock.frozen(NOON):
        store, _code = office.found(place, Office("秘书处"), "王秀英", PASSWORD)
        add(store, "澄屿机电")
        backup.backup(store)
    with clock.frozen(NOON + timedelta(hours=1)):
        add(store, "星河乳业")
        backup.backup(store)
    add(store, "后来的公司")
    store.close()
    return place


@pytest.fixture
def synced(home: Path, tmp_path: Path) -> Path:
    """The same office in a folder that a sync program copies."""
    place = tmp_path / "Dropbox" / "a.crm"
    shutil.copytree(home, place)
    return place


def tree(place: Path) -> dict[str, tuple[str, int]]:
    """Every file's content and time."""
    return {str(path.relative_to(place)): (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
            for path in sorted(place.rglob("*")) if path.is_file()}


def names(store: Store) -> list[str]:
    return sorted(store.column("SELECT customer_name FROM customers"))


def copies() -> list[Path]:
    place = paths.copies_dir(make=False)
    return sorted(path for path in place.iterdir() if path.is_dir()) if place.is_dir() else []


def test_an_office_at_home_is_not_closed(home: Path, tmp_path: Path) -> None:
    assert reading.closed(home) is None
    assert reading.closed(tmp_path / "gone.crm") is None
    assert reading.closed(tmp_path) is None


def test_the_newest_backup_is_looked_at_and_nothing_is_written(synced: Path) -> None:
    before = tree(synced)
    shut = reading.closed(synced)
    assert shut is not None
    assert "is copied by Dropbox" in shut.sentence
    assert reading.newest(synced) == NOON + timedelta(hours=1)
    assert reading.users(synced) == ["王秀英"]
    store = reading.look(synced, "王秀英", PASSWORD)
    assert names(store) == ["星河乳业", "澄屿机电"]
    assert store.user.name == "王秀英"
    assert [hit.name for hit in search.find(store.db.conn, "xhry")] == ["星河乳业"]
    assert store.check() == []
    twin = store.clone()
    assert names(twin) == names(store)
    twin.close()
    assert len(copies()) == 1
    assert store.folder == copies()[0]
    if os.name != "nt":
        assert store.folder.stat().st_mode & 0o077 == 0
    store.close()
    assert copies() == []
    assert tree(synced) == before


def test_every_write_is_refused_with_one_sentence(synced: Path) -> None:
    store = reading.look(synced, "王秀英", PASSWORD)
    twin = store.clone()
    acts = (lambda: add(store, "新公司"), lambda: records.save(store, FORM, 1, {"industry": "电子"}),
            lambda: records.delete(store, FORM, [1]), store.undo, lambda: store.set_setting("view.a", 1),
            lambda: store.set_password("王秀英", NEWER), lambda: store.looked(FORM, 1, "x"), store.accept_state,
            lambda: drafts.keep(store, FORM, 0, "", {"a": "b"}), lambda: drafts.drop(store, FORM),
            lambda: office.save(store, Office("别处")), lambda: add(twin, "新公司"))
    for act in acts:
        with pytest.raises(Problem) as caught:
            act()
        assert caught.value.sentence == "This is a read-only copy. To change something, open the office itself."
    with pytest.raises(Exception, match="readonly"):
        store.db.conn.execute("DELETE FROM customers")
    store.did("Export", "export", FORM)
    twin.close()
    assert names(store) == ["星河乳业", "澄屿机电"]
    store.close()


@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"])
def test_it_says_how_old_it_is(synced: Path, language: str) -> None:
    store = reading.look(synced, "王秀英", PASSWORD)
    copied = store.copied
    assert copied is not None
    i18n.set_language(language)
    with clock.frozen(NOON + timedelta(hours=16)):
        words = copied.words(ZoneInfo("Asia/Shanghai"))
    assert words == {"en": "Read-only: backup of 21 Nov 2026 13:00, 15 hours old.",
                     "zh_CN": "只读：2026年11月21日 13:00 的备份，15 小时前。",
                     "zh_TW": "唯讀：2026年11月21日 13:00 的備份，15 小時前。"}[language]
    i18n.set_language("en")
    for later, said in ((timedelta(seconds=59), "made just now"), (timedelta(minutes=1), "1 minute old"),
                        (timedelta(minutes=59), "59 minutes old"), (timedelta(hours=1), "1 hour old"),
                        (timedelta(hours=47), "47 hours old"), (timedelta(days=2), "2 days old"),
                        (timedelta(minutes=-5), "made just now")):
        with clock.frozen(copied.at + later):
            assert reading.age(copied.at) == said
    store.close()


def newest_of(place: Path) -> Path:
    return sorted((place / "backups").iterdir())[-1]


@pytest.mark.parametrize("file", ["crm.db", "ring.json", "manifest.json"])
def test_a_damaged_one_is_passed_over(synced: Path, file: str) -> None:
    damaged = newest_of(synced) / file
    data = bytearray(damaged.read_bytes())
    data[len(data) // 2] ^= 1
    damaged.write_bytes(data)
    store = reading.look(synced, "王秀英", PASSWORD)
    assert names(store) == ["澄屿机电"]
    assert store.copied is not None
    if file != "manifest.json":  # what has no readable manifest doesn't count as a backup
        assert store.copied.warning() == "A newer backup is not sound and was passed over."
    assert store.copied.at == NOON
    store.close()
    assert copies() == []


def test_a_backup_that_lies_about_itself_is_passed_over(synced: Path) -> None:
    """Its files are what its manifest says, but nobody with a key wrote that manifest."""
    newest = newest_of(synced)
    data = bytearray((newest / "crm.db").read_bytes())
    data[-100] ^= 1
    (newest / "crm.db").write_bytes(data)
    manifest = json.loads((newest / "manifest.json").read_bytes())
    manifest["files"]["crm.db"]["sha256"] = hashlib.sha256(data).hexdigest()
    (newest / "manifest.json").write_text(json.dumps(manifest))
    store = reading.look(synced, "王秀英", PASSWORD)
    assert names(store) == ["澄屿机电"]
    store.close()


def test_none_is_sound(synced: Path) -> None:
    for one in (synced / "backups").iterdir():
        (one / "crm.db").write_bytes(b"x")
    with pytest.raises(Problem, match="None of the 2 backups of this office is sound"):
        reading.look(synced, "王秀英", PASSWORD)
    assert copies() == []


def test_there_is_none(synced: Path) -> None:
    shutil.rmtree(synced / "backups")
    assert reading.newest(synced) is None
    for ask in (lambda: reading.users(synced), lambda: reading.look(synced, "王秀英", PASSWORD)):
        with pytest.raises(Problem, match="There is no backup of this office that could be looked at"):
            ask()


def test_the_password_is_that_of_the_office_not_of_the_backup(home: Path, synced: Path) -> None:
    """A new password holds for the backups too, an old one no longer; whoever was taken away stays out."""
    store = Store.open(home, "王秀英", PASSWORD)
    store.set_password("王秀英", NEWER)
    keys, found = store.keys, ring.Ring.load(home / "ring.json")
    ring.add_user(found, keys, "李娜", PASSWORD, secret=True)
    found.save(home / "ring.json")
    backup.backup(store)
    del found.users[found.find("李娜") or ""]
    found.sign(keys)
    found.save(home / "ring.json")
    store.close()
    shutil.rmtree(synced)
    shutil.copytree(home, synced)
    for user in ("王秀英", "李娜"):
        with pytest.raises(WrongPassword):
            reading.look(synced, user, PASSWORD)
    store = reading.look(synced, "王秀英", NEWER)
    assert names(store) == ["后来的公司", "星河乳业", "澄屿机电"]
    store.close()
    (newest_of(synced) / "manifest.json").unlink()
    store = reading.look(synced, "王秀英", NEWER)  # made before the new password was set
    assert names(store) == ["星河乳业", "澄屿机电"]
    assert store.check() == []
    store.close()


def test_without_the_offices_own_ring_the_backups_ring_opens(synced: Path, tmp_path: Path) -> None:
    """A folder of backups on a stick or a share, and one backup by itself."""
    share = tmp_path / "share"
    shutil.copytree(synced / "backups", share)
    before = tree(share)
    for place, found in ((share, ["星河乳业", "澄屿机电"]), (sorted(share.iterdir())[0], ["澄屿机电"])):
        shut = reading.closed(place)
        assert shut is not None
        assert "holds backups, not the office itself" in shut.sentence
        store = reading.look(place, "王秀英", PASSWORD)
        assert names(store) == found
        store.close()
    assert tree(share) == before


def test_backups_of_another_office_in_the_same_folder(synced: Path, tmp_path: Path) -> None:
    share = tmp_path / "share"
    shutil.copytree(synced / "backups", share)
    with clock.frozen(NOON + timedelta(days=1)):
        other, _code = office.found(tmp_path / "b.crm", Office("另一处"), "w", NEWER)
        made = backup.backup(other)
    other.close()
    shutil.copytree(made, synced / "backups" / made.name)
    store = reading.look(synced, "王秀英", PASSWORD)
    assert names(store) == ["星河乳业", "澄屿机电"]
    assert store.copied is not None
    assert store.copied.warning() == ""
    store.close()


def test_wrong_passwords_are_counted_here_not_in_the_folder(synced: Path) -> None:
    before = tree(synced)
    with clock.frozen(NOON):
        for _try in range(4):
            with pytest.raises(WrongPassword):
                reading.look(synced, "王秀英", "wrong password")
            if reading.seconds_to_wait(synced):
                break
        with pytest.raises(Wait):
            reading.look(synced, "王秀英", PASSWORD)
    assert tree(synced) == before
    with clock.frozen(NOON + timedelta(minutes=10)):
        reading.look(synced, "王秀英", PASSWORD).close()
        assert reading.seconds_to_wait(synced) == 0


def test_another_machine_has_it_open(home: Path) -> None:
    note = {"host": "PC-2", "user": "李娜", "since": "2026-11-21T06:00:00Z", "pid": 4}
    (home / "lock.json").write_text(json.dumps(note))
    before = tree(home)
    assert isinstance(reading.closed(home), Elsewhere)
    store = reading.look(home, "王秀英", PASSWORD)
    assert names(store) == ["星河乳业", "澄屿机电"]
    store.close()
    assert tree(home) == before


def test_files_that_may_not_be_written(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.access
    for name in ("a.crm", "crm.db", "lock", "lock.use"):
        (home / "lock").touch()
        (home / "lock.use").touch()
        monkeypatch.setattr(os, "access", lambda path, mode, name=name: not (
            mode & os.W_OK and Path(path).name == name) and real(path, mode))
        shut = reading.closed(home)
        assert shut is not None
        assert "may not be written by this account" in shut.sentence


def test_an_older_backup_is_brought_up_in_the_private_place(synced: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    added = Migrations("customers")

    @added()
    def m9001_colour(db: Database) -> None:
        db.execute("ALTER TABLE customers ADD COLUMN colour TEXT")

    sets = migrate.every()
    monkeypatch.setattr(migrate, "every", lambda: [*sets, added])
    before = tree(synced)
    store = reading.look(synced, "王秀英", PASSWORD)
    assert store.value("SELECT count(*) FROM customers WHERE colour IS NULL") == 2
    with pytest.raises(ReadOnly):
        add(store, "新公司")
    assert not (store.folder / "backups").exists()
    store.close()
    assert (tree(synced), copies()) == (before, [])


def test_a_newer_programs_backup_is_refused_and_not_passed_over(synced: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sets = migrate.every()
    monkeypatch.setattr(migrate, "every", lambda: sets[:-1])
    with pytest.raises(Problem, match="newer version of the program"):
        reading.look(synced, "王秀英", PASSWORD)
    assert copies() == []


def test_no_room_for_the_copy(synced: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Usage:
        free = 1000

    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage)
    with pytest.raises(Problem, match="too full"):
        reading.look(synced, "王秀英", PASSWORD)
    assert copies() == []


_LOOKING = """
import sys
from pathlib import Path
from crm_desktop.kit.store import reading
store = reading.look(Path(sys.argv[1]), "王秀英", sys.argv[2])
print(store.folder, flush=True)
sys.stdin.read()
"""


def test_what_a_killed_program_left_goes_at_the_next_start_and_an_open_copy_stays(synced: Path) -> None:
    def start() -> subprocess.Popen[str]:
        return subprocess.Popen([sys.executable, "-c", _LOOKING, str(synced), PASSWORD], text=True,
                                stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    dead, living = start(), start()
    with dead, living:
        assert dead.stdout is not None
        assert living.stdout is not None
        left, kept = (Path(one.stdout.readline().strip()) for one in (dead, living) if one.stdout)
        assert copies() == sorted([left, kept])
        dead.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
        dead.wait(30)
        assert left.is_dir()
        reading.tidy()
        assert copies() == [kept]
        mine = reading.look(synced, "王秀英", PASSWORD)
        assert len(copies()) == 2
        mine.close()
        living.kill()
    reading.tidy()
    assert copies() == []
    assert [path.name for path in paths.copies_dir().iterdir()] == ["door.lock"]
