"""The tables of reminders. A released step is never edited."""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

MIGRATIONS = Migrations("reminders")


@MIGRATIONS()
def m0001_create(db: Database) -> None:
    """The reminders, and which of them were already said to whom (no record: neither audited nor announced)."""
    db.execute("""
        CREATE TABLE reminders (
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
            what TEXT NOT NULL,
            due_on TEXT NOT NULL,
            due_time TEXT,
            kind TEXT,
            owner INTEGER REFERENCES staff (id),
            customer INTEGER REFERENCES customers (id),
            about TEXT,
            remarks TEXT,
            done_at TEXT,
            snoozed TEXT
        ) STRICT""")
    db.execute("CREATE INDEX reminders_open ON reminders (due_on, due_time, id)"
               " WHERE done_at IS NULL AND deleted_at IS NULL")
    db.execute("CREATE INDEX reminders_day ON reminders (due_on, id) WHERE deleted_at IS NULL")
    db.execute("CREATE INDEX reminders_customer ON reminders (customer, due_on)")
    db.execute("""
        CREATE TABLE reminders_said (
            reminder INTEGER NOT NULL REFERENCES reminders (id) ON DELETE CASCADE,
            user TEXT NOT NULL,
            due TEXT NOT NULL,
            said_at TEXT NOT NULL,
            PRIMARY KEY (reminder, user, due)
        ) STRICT""")


@MIGRATIONS()
def m0002_put_off(db: Database) -> None:
    """What was put off is found by when it comes back."""
    db.execute("CREATE INDEX reminders_put_off ON reminders (snoozed)"
               " WHERE done_at IS NULL AND deleted_at IS NULL AND snoozed IS NOT NULL")
