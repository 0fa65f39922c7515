"""A disk that is full, or may not be written, at the N-th write of everything that writes: one sentence, nothing half.

build_spec/faults/writes.py lists the acts; build_spec/faults/full_disk.py tries the same on a disk that is really full.
"""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from build_spec.faults import writes
from build_spec.faults.writes import NAMED, OLD, Act, Desk
from crm_desktop.kit import records
from crm_desktop.kit.errors import Problem
from crm_desktop.kit.store import Store
from crm_desktop.kit.store.office import Office, found
from tests.full_disk import Disk

MOST_STEPS = 150
# An act whose office is only closed and opened has nothing that must be written: the lock and the anchor may be lost.
SILENT = {"log of bugs", "close and open", "open a window", "wrong password"}
# These write by SQLite alone; the second test fills the database itself.
IN_THE_FILE = {"save a record", "import a list", "keep a draft", "undo", "save a setting", "empty the bin",
               "mend the index", "attach a file"}
# What is small may find room in pages that are there already.
SMALL = {"undo", "empty the bin", "mend the index", "save a setting", "new password", "this state is right"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office, made once."""
    from crm_desktop.kit.store import ring
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ring, "KDF", {"m": 8, "t": 1, "p": 1})
        patch.setenv("CRM_DESKTOP_HOME", str(tmp_path_factory.mktemp("maker")))
        folder = tmp_path_factory.mktemp("made") / "sample.crm"
        store, _code = found(folder, Office("澄屿机电"), writes.USER, writes.PASSWORD)
        for number in range(12):
            records.create(store, writes.FORM, {"customer_name": f"客户{number}"})
            records.create(store, writes.REMINDER, {"what": f"{number}", "due_on": "2026-11-20"})
        store.close()
    return folder


@pytest.fixture
def desk(made: Path, tmp_path: Path, own_folders: Path) -> Iterator[Desk]:
    found = Desk(Path(shutil.copytree(made, tmp_path / "sample.crm")), tmp_path / "out", home=own_folders,
                 kept={"scratch": tmp_path})
    found.out.mkdir()
    found.open()
    yield found
    found.close()


def ready(act: Act, desk: Desk) -> None:
    if act.before:
        act.before(desk)
    if act.old:
        (desk.out / act.old).write_bytes(OLD)


def sound(desk: Desk) -> None:
    assert [f.sentence for f in desk.store.check()] == []
    assert writes.left_over(desk) == []


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS], ids=["full", "read-only"])
@pytest.mark.parametrize("name", sorted(NAMED.keys() - IN_THE_FILE - {"window remembered"}))
def test_every_file_at_every_write(desk: Desk, name: str, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    act = NAMED[name]
    ready(act, desk)
    disk = Disk(monkeypatch, number)
    refused = 0
    for step in (*range(1, 12), *range(12, MOST_STEPS, 3)) if number == errno.ENOSPC else (1, 2, 4, 8, MOST_STEPS):
        disk.begin(step)
        how, said = writes.outcome(act, desk)
        full = disk.was_full
        disk.begin(0)
        assert how != "fault", (step, said)
        if how == "refused":
            refused += 1
            assert not act.old or (desk.out / act.old).read_bytes() == OLD, step
            assert writes.left_over(desk) == [], step
            if "other" in desk.kept:  # the office that was to be replaced opens, as the old or as the new one
                Store.open(desk.kept["other"], writes.USER, writes.PASSWORD).close()
        if not full:
            break
    else:
        pytest.fail(f"it never ended: {said}")
    assert how == "done"
    assert refused or name in SILENT
    sound(desk)


@pytest.mark.parametrize("name", sorted(IN_THE_FILE | {"new password", "this state is right"}))
def test_the_database_at_every_page(desk: Desk, name: str) -> None:
    act, refused = NAMED[name], 0
    ready(act, desk)
    run = desk.store.db.conn
    run.execute("VACUUM")
    for more in range(200):
        run.execute(f"PRAGMA max_page_count={run.execute('PRAGMA page_count').fetchone()[0] + more}")
        how, said = writes.outcome(act, desk)
        assert how != "fault", (more, said)
        if how == "done":
            break
        refused += 1
        assert "crm.db" in said
    run.execute("PRAGMA max_page_count=1000000")
    assert how == "done"
    assert refused or name in SMALL
    sound(desk)


def test_a_password_that_was_not_kept_opens_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The key file is written before the database refuses: it must not hold what the user was told is not saved."""
    run = desk.store.db.conn
    run.execute("PRAGMA query_only=ON")
    with pytest.raises(Problem):
        desk.store.set_password(writes.USER, writes.NEW_PASSWORD)
    run.execute("PRAGMA query_only=OFF")
    Store.open(desk.folder, writes.USER, writes.PASSWORD).close()
    desk.store.set_password(writes.USER, writes.NEW_PASSWORD)
    Store.open(desk.folder, writes.USER, writes.NEW_PASSWORD).close()
    assert sorted(p.name for p in desk.folder.glob("ring*")) == ["ring.json"]
