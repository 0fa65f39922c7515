"""An older file in the place of the office is noticed; a crash, a copy and a restore are told apart from it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crm_desktop.kit import paths
from crm_desktop.kit.store import anchor, audit
from crm_desktop.kit.store.anchor import accept, compare, write
from crm_desktop.kit.store.cipher import open_db


def test_a_new_office_is_unknown_until_it_is_accepted(desk: Any) -> None:
    assert compare(desk) == "unknown"
    accept(desk)
    assert compare(desk) == "ok"
    kept = json.loads((desk.folder / "anchor.json").read_bytes())
    assert (kept["seq"], kept["mac"], kept["db"]) == (3, audit.head(desk.db.conn).mac, desk.keys.db)


def test_work_after_the_last_close_is_fine(desk: Any) -> None:
    write(desk)
    desk.add("after a crash nobody wrote the anchor")
    assert compare(desk) == "ok"


def _put_back(desk: Any, old: bytes) -> None:
    desk.db.close()
    (desk.folder / "crm.db").write_bytes(old)
    desk.db = open_db(desk.folder / "crm.db", desk.keys.dek)


def test_an_old_database_is_noticed_and_stays_noticed(desk: Any) -> None:
    write(desk)
    old = (desk.folder / "crm.db").read_bytes()
    desk.add("new")
    write(desk)
    _put_back(desk, old)
    assert compare(desk) == "older"
    write(desk)  # closing doesn't forgive it
    assert compare(desk) == "older"
    accept(desk)
    assert compare(desk) == "ok"


def test_an_old_database_that_was_worked_on_is_noticed(desk: Any) -> None:
    old = (desk.folder / "crm.db").read_bytes()
    desk.add("new")
    write(desk)
    _put_back(desk, old)
    for n in range(4):
        desk.add(f"other {n}")
    assert compare(desk) == "older"


def test_a_whole_old_folder_is_noticed(desk: Any, tmp_path: Path) -> None:
    write(desk)
    shutil.copytree(desk.folder, tmp_path / "kept")
    desk.add("new")
    write(desk)
    for name in ("crm.db", "anchor.json"):
        if name == "crm.db":
            _put_back(desk, (tmp_path / "kept" / name).read_bytes())
        else:
            shutil.copyfile(tmp_path / "kept" / name, desk.folder / name)
    assert compare(desk) == "older"


def test_a_cut_audit_tail_is_noticed(desk: Any) -> None:
    write(desk)
    run = desk.db.conn
    run.execute("DROP TRIGGER audit_no_delete")
    run.execute("DELETE FROM audit WHERE seq = 3")
    run.commit()
    run.execute(audit.SCHEMA[2])
    assert audit.verify(run, desk.keys.audit) == []
    assert compare(desk) == "older"


def test_a_copy_elsewhere_is_a_question_not_an_alarm(desk: Any, tmp_path: Path) -> None:
    write(desk)
    shutil.copytree(desk.folder, tmp_path / "copy.crm")
    desk.db.close()
    desk.folder = tmp_path / "copy.crm"
    desk.db = open_db(desk.folder / "crm.db", desk.keys.dek)
    assert compare(desk) == "unknown"
    write(desk)
    assert compare(desk) == "ok"


def test_another_machine_trusts_the_anchor_beside_the_file(desk: Any, tmp_path: Path,
                                                           monkeypatch: pytest.MonkeyPatch) -> None:
    write(desk)
    monkeypatch.setenv("CRM_DESKTOP_HOME", str(tmp_path / "other-home"))
    assert compare(desk) == "ok"
    (desk.folder / "anchor.json").unlink()
    assert compare(desk) == "unknown"


@pytest.mark.parametrize("data", [
    b"", b"{", b"[]", b'{"db": 1}', b"[" * 50_000, b'{"db":{"/a":3}}', b'{"x": {"/a": {"db": 1}}}',
    b'{"db": "x", "seq": 1e999, "mac": "", "at": "", "generation": 1}',
])
def test_damaged_anchors_are_none(desk: Any, data: bytes) -> None:
    write(desk)
    (desk.folder / "anchor.json").write_bytes(data)
    (paths.config_dir() / "anchors.json").write_bytes(data)
    assert compare(desk) == "unknown"
    write(desk)
    assert compare(desk) == "ok"


def test_an_anchor_of_another_office_says_nothing(desk: Any, make_desk: Callable[..., Any]) -> None:
    other = make_desk("other.crm")
    for n in range(9):
        other.add(str(n))
    accept(other)
    shutil.copyfile(other.folder / "anchor.json", desk.folder / "anchor.json")
    assert compare(desk) == "unknown"


def test_settings_keep_the_newest_two_hundred(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anchor, "_MOST", 3)
    for n in range(5):
        anchor.keep_own(Path(f"/offices/{n}"), anchor.Anchor("db", n, "m", f"2026-11-2{n}T04:00:00Z", 1))
    kept = json.loads((paths.config_dir() / "anchors.json").read_bytes())
    assert sorted(Path(place).name for place in kept["db"]) == ["2", "3", "4"]


def test_closing_never_fails_for_the_anchor(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: Path, _data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(anchor, "write_whole", full)
    write(desk)
    desk.db.conn.execute("DROP TABLE audit")
    write(desk)
