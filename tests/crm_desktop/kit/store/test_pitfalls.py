"""Ways to lose data that look harmless: none of them stands in the program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from crm_desktop.kit.store.cipher import open_db

ROOT = next(p for p in Path(__file__).parents if (p / "crm_desktop" / "__init__.py").is_file())
DOOR = "crm_desktop/kit/store/cipher.py"
KEY = bytes(range(32))


def _sources() -> dict[str, str]:
    return {path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
            for top in ("crm_desktop", "ui") for path in (ROOT / top).rglob("*.py")}


@pytest.mark.parametrize(("pattern", "why"), [
    (r"\breplace=True", "INSERT OR REPLACE deletes the children of the row by cascade"),
    # search_doc is derived text, nothing points to it
    (r"['\"]\s*(INSERT OR )?REPLACE INTO (?!search_doc)", "it deletes the children of the row by cascade"),
    (r"\bDatabase\((?!connection, execute_plugins=False\))", "only open_db knows the key"),
    (r"sqlite3\.connect|driver\.connect", "only open_db knows the key"),
    (r"\bdb\.attach\(|ATTACH DATABASE", "it inherits the key or breaks on a quote in the path"),
    (r"set_trace_callback|tracer=", "it sees the key as text"),
    (r"shutil\.copy\w*\([^)]*crm\.db", "a live file is never copied"),
    (r"journal_mode=(?!TRUNCATE|DELETE|MEMORY)", "a lost log loses commits without a word"),
    (r"contentless_delete", "deleted words stay in the file"),
    (r"extractall", "archives write outside their folder"),
])
def test_nowhere_in_the_program(pattern: str, why: str) -> None:
    allowed = {DOOR} if "connect" in pattern else set()
    found = [name for name, text in _sources().items() if name not in allowed and re.search(pattern, text)]
    assert found == [], why


def test_only_the_door_makes_connections() -> None:
    assert len(re.findall(r"driver\.connect\(", _sources()[DOOR])) == 3


def test_replace_really_deletes_children() -> None:
    db = open_db(":memory:", KEY)
    db["customers"].insert({"id": 1, "name": "a"}, pk="id")
    db.conn.execute("CREATE TABLE visits (id INTEGER PRIMARY KEY, customer INTEGER"
                    " REFERENCES customers (id) ON DELETE CASCADE)")
    db["visits"].insert_all({"customer": 1} for _ in range(5))
    db["customers"].insert({"id": 1, "name": "b"}, replace=True)
    assert db["visits"].count == 0
    db["customers"].upsert({"id": 1, "name": "c"}, pk="id")
    assert db["customers"].count == 1
    db.close()
