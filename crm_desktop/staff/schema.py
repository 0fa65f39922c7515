"""The tables of the staff register. A released step is never edited."""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

MIGRATIONS = Migrations("staff")


@MIGRATIONS()
def m0001_create(db: Database) -> None:
    """The first shape."""
    db.execute("""
        CREATE TABLE staff (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            uid TEXT NOT NULL UNIQUE,
            form_version INTEGER NOT NULL,
            extra TEXT,
            created_at TEXT NOT NULL,
            created_by TEXT NOT NULL,
            changed_at TEXT NOT NULL,
            changed_by TEXT NOT NULL,
            deleted_at TEXT,
            number TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            position TEXT,
            level TEXT,
            department TEXT,
            superior INTEGER REFERENCES staff (id),
            telephone TEXT,
            email TEXT,
            joined_on TEXT,
            qualified INTEGER,
            active INTEGER,
            name_sort TEXT
        ) STRICT""")
