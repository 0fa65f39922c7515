"""The tables after migrating equal the stored ones; an older file is backed up first, a newer one refused."""

from __future__ import annotations

import platform
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from crm_desktop.kit import records, search
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.store import Office, Store, backup, cipher, lock, migrate, ring
from crm_desktop.kit.store.lock import Held, OfficeLock
from crm_desktop.kit.store.office import found
from tests.command import crm, one_sentence

PASSWORD = "six green kettles hum"
GOLDEN = Path(__file__).parent / "golden_schema.sql"


def schema(store: Store) -> str:
    """Every table, index and trigger, one after another, blanks as one."""
    rows = store.rows("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%'"
                      " ESCAPE '\\' ORDER BY type, name")
    return "".join(' '.join(r["sql"].split()) + ";\n" for r in rows)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    store, _code = found(tmp_path / "a.crm", Office("秘书处"), "w", PASSWORD)
    records.create(store, "customer_master", {"customer_name": "澄屿机电"})
    store.close()
    return tmp_path / "a.crm"


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Migrations:
    """A step that a later version of the program brings."""
    added = Migrations("customers")

    @added()
    def m9001_colour(db: Database) -> None:
        db.execute("ALTER TABLE customers ADD COLUMN colour TEXT")

    sets = migrate.every()
    monkeypatch.setattr(migrate, "every", lambda: [*sets, added])
    return added


def test_the_tables_are_the_stored_ones(store: Store) -> None:
    """A released step is never edited: new ones are added, and `golden_schema.sql` written anew on purpose."""
    assert schema(store) == GOLDEN.read_text("utf-8")


def test_the_schema_has_its_triggers(store: Store) -> None:
    there = store.column("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    wanted = re.findall(r"CREATE TRIGGER (?:IF NOT EXISTS )?\"?(\w+)", GOLDEN.read_text("utf-8"))
    assert sorted(there) == sorted(wanted)


def test_migrating_twice_changes_nothing(store: Store) -> None:
    before = schema(store)
    migrate.migrate(store)
    assert schema(store) == before


def test_an_older_file_is_backed_up_and_brought_up(place: Path, later: Migrations) -> None:
    count = len(list((place / "backups").iterdir()))
    store = Store.open(place, "w", PASSWORD)
    assert store.value("SELECT count(*) FROM customers WHERE colour IS NULL") == 1
    assert store.value("PRAGMA foreign_keys") == 1
    assert len(list((place / "backups").iterdir())) > count
    assert backup.last_backup(place) is not None
    assert store.check() == []
    store.close()


_INSIDE = """
import platform, sys
from pathlib import Path
from crm_desktop.kit.store import Store
from crm_desktop.kit.store.lock import OfficeLock
lock = OfficeLock(Path(sys.argv[1]))
guard = lock.writer() if sys.argv[3] == "command" else lock
guard.__enter__()
if sys.argv[3] == "window":
    lock.acquire(platform.node(), "李娜")
store = Store.open(Path(sys.argv[1]), "w", sys.argv[2], lock)
print("open", flush=True)
sys.stdin.read()
print(store.value("SELECT count(*) FROM customers"), flush=True)
store.close()
lock.release()
guard.__exit__(None, None, None)
"""


@contextmanager
def inside(place: Path, how: str) -> Iterator[None]:
    """A program of the present version is in the office, in another process, and works on to its end."""
    process = subprocess.Popen([sys.executable, "-c", _INSIDE, str(place), PASSWORD, how], text=True,
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with process:
        assert process.stdout is not None
        assert process.stdin is not None
        assert process.stdout.readline() == "open\n"
        yield
        process.stdin.close()
        assert process.stdout.read() == "1\n"


def columns(place: Path) -> list[str]:
    """The customers' columns, seen without the later step."""
    keys = ring.unlock(ring.Ring.load(place / "ring.json"), "w", PASSWORD)
    db = cipher.open_db(place / "crm.db", keys.dek, readonly=True)
    found = [row[1] for row in db.execute("PRAGMA table_info(customers)").fetchall()]
    db.close()
    return found


def test_no_step_while_a_window_of_another_version_is_open(
        place: Path, later: Migrations, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither by a second window, nor by a command; both work once the window is closed (decision 19)."""
    monkeypatch.setenv("CRM_DESKTOP_PASSWORD", PASSWORD)
    before = sorted((place / "backups").iterdir())
    with inside(place, "window"):
        for act in (lambda: Store.open(place, "w", PASSWORD),
                    lambda: OfficeLock(place).acquire(platform.node(), "王秀英")):
            with pytest.raises(Held, match="李娜"):
                act()
        said = one_sentence(crm("find", place, "澄屿"))
        assert said.startswith("This program must first bring the office up to its version, but 李娜 has it open on ")
        assert said.endswith("Close it there first.")
        assert "must first bring" in one_sentence(crm("check", place))
        assert "colour" not in columns(place)
        assert sorted((place / "backups").iterdir()) == before
    assert crm("find", place, "澄屿").code == 0
    assert "colour" in columns(place)
    assert crm("check", place).out == ["ok"]


def test_no_step_while_a_command_works(place: Path, later: Migrations, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "_TRIES", 2)
    monkeypatch.setattr(lock, "_STEP", 0.0)
    with inside(place, "command"), OfficeLock(place) as mine:
        mine.acquire(platform.node(), "王秀英")
        with pytest.raises(Problem, match="A command is still working"):
            Store.open(place, "w", PASSWORD, mine)
        assert "colour" not in columns(place)
    with OfficeLock(place) as mine:
        mine.acquire(platform.node(), "王秀英")
        Store.open(place, "w", PASSWORD, mine).close()
        assert "colour" in columns(place)
        with pytest.raises(Held):
            OfficeLock(place).acquire(platform.node(), "李娜")


def test_a_newer_file_is_refused_and_left_alone(place: Path) -> None:
    added = Migrations("weather")

    @added()
    def m0001_create(db: Database) -> None:
        db.execute("CREATE TABLE weather (id INTEGER PRIMARY KEY) STRICT")

    store = Store.open(place, "w", PASSWORD)
    added.apply(store.db)
    store.close()
    before = (place / "crm.db").read_bytes()
    with pytest.raises(Problem, match="newer version"):
        Store.open(place, "w", PASSWORD)
    assert (place / "crm.db").read_bytes() == before


def test_a_step_that_leaves_a_dangling_reference_is_a_bug(place: Path, later: Migrations) -> None:
    @later()
    def m9002_break(db: Database) -> None:
        db.execute("INSERT INTO contacts (uid, form_version, created_at, created_by, changed_at, changed_by, number,"
                   " customer, contact_name) VALUES ('x', 1, 'x', 'x', 'x', 'x', 'x', 999, 'x')")

    with pytest.raises(RuntimeError, match="points nowhere"):
        Store.open(place, "w", PASSWORD)


def test_another_format_of_the_index_builds_it_anew(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store.open(place, "w", PASSWORD)
    with store.change("break", kind="setting") as change:
        search.drop_many(store.db.conn, [("customer_master", 1)])
        change.execute("UPDATE settings SET value = '0' WHERE id = 'search.format'")
    assert search.find(store.db.conn, "澄屿") == []
    store.close()
    store = Store.open(place, "w", PASSWORD)
    assert [h.record for h in search.find(store.db.conn, "澄屿")] == [1]
    assert store.check() == []
    store.close()
