"""Kill a writing process again and again: nothing acknowledged may be lost, nothing may be torn.

    python -m build_spec.faults.saves [ROUNDS] [SAVES]

The store alone, without a window. Each round starts a process that saves customers (row, visits and audit entry in one transaction)
and says so after each commit; it is killed in the middle of the next ones. Then the file is
opened again: every acknowledged save is there, whole, and every check is clean.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
from pathlib import Path

from crm_desktop.kit.store import audit
from crm_desktop.kit.store.check import file_problems, references
from crm_desktop.kit.store.cipher import Database, open_db
from crm_desktop.kit.store.sealing import derive

ROOT = Path(__file__).resolve().parents[2]
VISITS = 3
TABLES = (
    *audit.SCHEMA,
    "CREATE TABLE customers (id INTEGER PRIMARY KEY, uid TEXT NOT NULL, name TEXT NOT NULL, memo TEXT NOT NULL)",
    "CREATE TABLE visits (id INTEGER PRIMARY KEY, customer INTEGER NOT NULL REFERENCES customers (id))",
)


def make(path: Path, key: bytes) -> None:
    """An empty file with its tables."""
    db = open_db(path, key)
    db.conn.execute("BEGIN")
    for statement in TABLES:
        db.conn.execute(statement)
    db.conn.commit()
    db.close()


def save(db: Database, key: bytes, memo: str) -> int:
    """One user action: a customer, the visits, the audit entry, one transaction. Returns its id."""
    run = db.conn
    run.execute("BEGIN IMMEDIATE")
    number = int(run.execute("INSERT INTO customers (uid, name, memo) VALUES (hex(randomblob(8)), ?, ?)",
                             ("龙腾电子", memo)).lastrowid)
    run.executemany("INSERT INTO visits (customer) VALUES (?)", [(number,)] * VISITS)
    uid, row = row_of(db, number)
    audit.append(run, derive(key, "audit"), [audit.Entry("insert", "customer", uid, (), "", audit.row_mac(
        derive(key, "audit"), "customer", row))], at="2026-11-21T04:00:00Z", who="u1", host="PC-1")
    run.commit()
    return number


def row_of(db: Database, number: int) -> tuple[str, dict[str, object]]:
    """A customer as it is stored."""
    found = db.conn.execute("SELECT uid, name, memo FROM customers WHERE id = ?", (number,)).fetchall()[0]
    return found[0], {"id": number, "uid": found[0], "name": found[1], "memo": found[2]}


def write(path: Path, key: bytes) -> None:
    """The process that is killed: saves for ever, saying each id once it is committed."""
    db = open_db(path, key)
    while True:
        print(save(db, key, "x" * random.randrange(6000)), flush=True)


def kill_round(path: Path, key: bytes, saves: int) -> int:
    """Start a writer, kill it after so many acknowledged saves. Returns the last id it acknowledged."""
    writer = subprocess.Popen([sys.executable, "-m", "build_spec.faults.saves", "--write", str(path), key.hex()], cwd=ROOT,
                              stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    last = 0
    for _ in range(saves):
        last = int(writer.stdout.readline())
    writer.kill()
    said = [line for line in writer.stdout.read().splitlines(keepends=True) if line.endswith("\n")]
    writer.wait()
    writer.stdout.close()
    return int(said[-1]) if said else last


def faults(path: Path, key: bytes, acknowledged: int) -> list[str]:
    """What is lost or torn; empty when all is well."""
    db = open_db(path, key)  # plays back what the killed one left
    try:
        found = file_problems(path, key) + references(db) + audit.verify(db.conn, derive(key, "audit"))
        hashes = audit.newest_hashes(db.conn)
        ids = [row[0] for row in db.conn.execute("SELECT id FROM customers ORDER BY id").fetchall()]
        if ids != list(range(1, len(ids) + 1)) or len(ids) < acknowledged:
            found.append(f"lost: {acknowledged} acknowledged, {len(ids)} there")
        for number in ids:
            uid, row = row_of(db, number)
            if hashes.pop(("customer", uid), None) != audit.row_mac(derive(key, "audit"), "customer", row):
                found.append(f"torn: customer {number} and its audit entry")
            if db.conn.execute("SELECT count(*) FROM visits WHERE customer = ?", (number,)).fetchall() != [(VISITS,)]:
                found.append(f"torn: the visits of customer {number}")
        return found + [f"torn: an audit entry without its row {entry}" for entry in hashes]
    finally:
        db.close()


def main(rounds: int = 20, saves: int = 50) -> int:
    """Run the rounds and say how they went. Returns the number of faults."""
    key, acknowledged, bad = random.randbytes(32), 0, 0
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "crm.db"
        make(path, key)
        for number in range(1, rounds + 1):
            acknowledged = kill_round(path, key, random.randint(saves, 2 * saves))
            found = faults(path, key, acknowledged)
            bad += len(found)
            print(f"round {number}: {acknowledged} saves acknowledged, {len(found)} faults", *found, sep="\n  ")
    print(f"{rounds} rounds, {acknowledged} saves, {bad} faults")
    return bad


if __name__ == "__main__":
    if sys.argv[1:2] == ["--write"]:
        write(Path(sys.argv[2]), bytes.fromhex(sys.argv[3]))
    sys.exit(1 if main(*map(int, sys.argv[1:3])) else 0)
