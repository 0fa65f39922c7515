"""A small keyed office for the vault's tests: two tables, an audited row each, quick key derivation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from crm_desktop.kit.store import audit, folder, ring
from crm_desktop.kit.store.cipher import Database, open_db
from crm_desktop.kit.store.ring import Keys, Ring

PASSWORD = "six green kettles hum"


@dataclass
class Desk:
    """An office as the vault sees it."""

    folder: Path
    ring: Ring
    keys: Keys
    code: str
    db: Database = field(repr=False)

    def add(self, name: str, memo: str = "") -> int:
        """One customer, with its audit entry, in one transaction."""
        run = self.db.conn
        run.execute("BEGIN IMMEDIATE")
        number = run.execute("INSERT INTO customers (uid, name, memo) VALUES (hex(randomblob(8)), ?, ?)",
                             (name, memo)).lastrowid
        self.note("insert", number)
        run.commit()
        return int(number)

    def fill(self, count: int) -> None:
        """Many customers over many pages, in one transaction."""
        run = self.db.conn
        run.execute("BEGIN IMMEDIATE")
        for at in range(count):
            number = run.execute("INSERT INTO customers (uid, name, memo) VALUES (hex(randomblob(8)), ?, ?)",
                                 (f"customer {at}", "kettle " * 300)).lastrowid
            self.note("insert", number)
        run.commit()

    def note(self, act: str, number: int, before: str = "") -> None:
        """The audit entry of a row as it is now."""
        row = self.row(number)
        audit.append(self.db.conn, self.keys.audit, [audit.Entry(
            act, "customer", row["uid"], ("name",), before, audit.row_mac(self.keys.audit, "customer", row))],
            at="2026-11-21T10:00:00Z", who=self.keys.uid, host="desk")

    def row(self, number: int) -> dict[str, Any]:
        """A stored row."""
        cursor = self.db.conn.execute("SELECT id, uid, name, memo FROM customers WHERE id = ?", (number,))
        return dict(zip([c[0] for c in cursor.description], cursor.fetchall()[0], strict=True))

    def reopen(self) -> None:
        """Close the connection and open it again, as another session."""
        self.db.close()
        self.db = open_db(self.folder / folder.DATABASE, self.keys.dek)


@pytest.fixture(autouse=True)
def _quick_and_apart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(ring, "KDF", {"m": 8, "t": 1, "p": 1})
    monkeypatch.setenv("CRM_DESKTOP_HOME", str(tmp_path / "home"))


@pytest.fixture
def make_desk(tmp_path: Path) -> Iterator[Callable[..., Desk]]:
    made: list[Desk] = []

    def make(name: str = "desk.crm") -> Desk:
        place = folder.create_folder(tmp_path / name)
        new, _dek, code = ring.new_ring("王秀英", PASSWORD)
        new.save(place / folder.RING)
        keys = ring.unlock(new, "王秀英", PASSWORD)
        db = open_db(place / folder.DATABASE, keys.dek)
        db.conn.execute("BEGIN")
        for statement in (
            *audit.SCHEMA,
            "CREATE TABLE customers (id INTEGER PRIMARY KEY, uid TEXT NOT NULL, name TEXT NOT NULL, memo TEXT)",
            "CREATE TABLE visits (id INTEGER PRIMARY KEY, customer INTEGER NOT NULL REFERENCES customers (id))",
        ):
            db.conn.execute(statement)
        db.conn.commit()
        desk = Desk(place, new, keys, code, db)
        made.append(desk)
        return desk

    yield make
    for desk in made:
        desk.db.close()


@pytest.fixture
def desk(make_desk: Callable[..., Desk]) -> Desk:
    """An office with three customers."""
    made = make_desk()
    run = made.db.conn
    run.execute("BEGIN IMMEDIATE")
    for number, name in enumerate(("深圳市龙腾电子有限公司", "曾国华", "Ocean & Sons"), 1):
        run.execute("INSERT INTO customers (uid, name, memo) VALUES (hex(randomblob(8)), ?, '')", (name,))
        made.note("insert", number)
    run.commit()
    return made


@pytest.fixture
def password() -> str:
    return PASSWORD
