"""The check finds damage, edits, and old pages that every other check passes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from crm_desktop.kit.store import anchor, ring
from crm_desktop.kit.store.check import Finding, check, file_problems, quick, stored_rows
from crm_desktop.kit.store.cipher import open_db


def _rows(desk: Any) -> Callable[[], Iterator[tuple[str, str, dict[str, Any]]]]:
    return lambda: stored_rows(desk.db, "customer", "customers", ("id", "uid", "name", "memo"))


def _sentences(found: list[Finding]) -> list[str]:
    return [one.sentence for one in found]


def test_a_sound_office(desk: Any) -> None:
    steps: list[str] = []
    anchor.write(desk)
    assert check(desk, rows=_rows(desk), index=list, progress=steps.append) == []
    assert quick(desk) == []
    assert steps == ["ring", "file", "references", "audit", "anchor", "rows", "index"]


def test_a_changed_ring_is_named(desk: Any, password: str) -> None:
    other, _dek, _code = ring.new_ring("王秀英", password)
    other.save(desk.folder / "ring.json")
    assert [one.file for one in quick(desk)] == ["ring.json"]
    desk.ring.users["u1"]["role"] = "auditor"
    desk.ring.save(desk.folder / "ring.json")
    found = check(desk)
    assert _sentences(found) == ["The key file was changed outside the program."]
    assert found[0].what_to_do == "Restore the newest backup."
    (desk.folder / "ring.json").unlink()
    assert [one.file for one in quick(desk)] == ["ring.json"]


def test_a_damaged_page_is_found_though_the_office_still_opens(desk: Any) -> None:
    desk.fill(50)
    desk.db.close()
    path = desk.folder / "crm.db"
    data = bytearray(path.read_bytes())
    data[-2000] ^= 1
    path.write_bytes(data)
    desk.db = open_db(path, desk.keys.dek)
    found = check(desk, rows=_rows(desk))
    assert found
    assert {one.file for one in found} == {"crm.db"}
    assert "is damaged" in found[0].sentence


def test_a_reference_that_points_nowhere(desk: Any) -> None:
    desk.db.conn.execute("PRAGMA foreign_keys=OFF").fetchall()
    desk.db.conn.execute("INSERT INTO visits (customer) VALUES (99)")
    desk.db.conn.commit()
    assert _sentences(check(desk)) == ["A row of visits points to a row of customers that is not there."]


def test_a_row_changed_behind_the_audits_back(desk: Any) -> None:
    desk.db.conn.execute("UPDATE customers SET name = 'x' WHERE id = 2")
    desk.db.conn.commit()
    assert _sentences(check(desk, rows=_rows(desk))) == ["Record 2 (customer) is not as it was last saved."]


def test_a_row_added_and_a_row_removed(desk: Any) -> None:
    desk.db.conn.execute("INSERT INTO customers (uid, name) VALUES ('abc', 'x')")
    gone = desk.row(1)["uid"]
    desk.db.conn.execute("DELETE FROM customers WHERE id = 1")
    desk.db.conn.commit()
    assert _sentences(check(desk, rows=_rows(desk))) == [
        "Record 4 (customer) is in no audit entry.", f"Record {gone} (customer) is gone without an audit entry."]


def _page_of(path: Path, old: bytes) -> list[int]:
    new = path.read_bytes()
    return [at for at in range(0, min(len(old), len(new)), 4096) if old[at:at + 4096] != new[at:at + 4096]]


def test_an_old_page_put_back_passes_every_check_but_the_row_hashes(desk: Any) -> None:
    desk.fill(60)
    desk.reopen()
    path = desk.folder / "crm.db"
    old = path.read_bytes()
    before = desk.row(40)
    desk.db.conn.execute("BEGIN IMMEDIATE")
    desk.db.conn.execute("UPDATE customers SET memo = ? WHERE id = 40", ("mettle " * 300,))
    desk.note("update", 40)
    desk.db.conn.commit()
    assert desk.row(40) != before
    desk.db.close()
    new = path.read_bytes()
    caught = 0
    for at in _page_of(path, old)[1:]:  # page 1 counts changes and stays
        path.write_bytes(new[:at] + old[at:at + 4096] + new[at + 4096:])
        desk.db = open_db(path, desk.keys.dek)
        if file_problems(path, desk.keys.dek) == []:
            found = _sentences(check(desk, rows=_rows(desk)))
            if desk.row(40) == before:
                assert "Record 40 (customer) is not as it was last saved." in found
                caught += 1
        desk.db.close()
    assert caught


def test_an_older_file_is_named(desk: Any) -> None:
    old = (desk.folder / "crm.db").read_bytes()
    desk.add("new")
    anchor.write(desk)
    desk.db.close()
    (desk.folder / "crm.db").write_bytes(old)
    desk.db = open_db(desk.folder / "crm.db", desk.keys.dek)
    assert [one.file for one in check(desk, rows=_rows(desk))] == ["anchor.json"]
    assert [one.file for one in quick(desk)] == ["anchor.json"]


def test_a_hole_in_the_search_index_is_told(desk: Any) -> None:
    found = check(desk, index=lambda: ["3 records are not in the search index."])
    assert found == [Finding("crm.db", "3 records are not in the search index.", "Build the search index anew: crm-desktop check --mend.")]


def test_a_missing_table_is_a_finding_not_a_crash(desk: Any) -> None:
    anchor.write(desk)
    desk.db.conn.execute("DROP TABLE audit")
    assert len(check(desk, rows=_rows(desk))) == 3


def test_a_missing_or_emptied_file(desk: Any) -> None:
    desk.db.close()
    path = desk.folder / "crm.db"
    path.write_bytes(b"x" * 5000)
    assert _sentences(check(desk))[0].startswith("crm.db can't be opened with this office's key")
    path.unlink()
    assert _sentences(check(desk)) == ["crm.db is missing."]


def test_many_findings_are_told_as_twenty(desk: Any) -> None:
    for n in range(30):
        desk.db.conn.execute("INSERT INTO customers (uid, name) VALUES (?, 'x')", (f"u{n}",))
    desk.db.conn.commit()
    assert len(check(desk, rows=_rows(desk))) == 20


@pytest.mark.parametrize("count", [0, 1, 5])
def test_rows_are_read_in_pages(desk: Any, monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    monkeypatch.setattr("crm_desktop.kit.store.check._PAGE", 2)
    for n in range(count):
        desk.add(str(n))
    assert len(list(_rows(desk)())) == count + 3
