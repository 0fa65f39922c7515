"""The tables of receptions and of the visitor register. A released step is never edited."""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

MIGRATIONS = Migrations("reception")


@MIGRATIONS()
def m0001_create(db: Database) -> None:
    """The first shape."""
    db.execute("""
        CREATE TABLE receptions (
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
            date TEXT,
            customer_name INTEGER NOT NULL REFERENCES contacts (id),
            organisation INTEGER REFERENCES customers (id),
            received_at TEXT,
            receptionist INTEGER REFERENCES staff (id),
            visit_purpose TEXT,
            visit_requests TEXT,
            resolution TEXT,
            promised_days INTEGER,
            unresolved_reason TEXT,
            remarks TEXT,
            promise_kept_on TEXT,
            promise_note TEXT,
            reminder INTEGER REFERENCES reminders (id),
            promise_due_on TEXT GENERATED ALWAYS AS (CASE WHEN resolution = 'promised'
                THEN date("date", '+' || promised_days || ' days') END) VIRTUAL
        ) STRICT""")
    db.execute("""
        CREATE TABLE visitor_registers (
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
            date TEXT,
            visitors TEXT
        ) STRICT""")
    db.execute("CREATE INDEX receptions_customer ON receptions (organisation, received_at)")
    db.execute("CREATE INDEX receptions_at ON receptions (received_at, id) WHERE deleted_at IS NULL")
    db.execute("CREATE INDEX receptions_promises ON receptions (promise_due_on, id)"
               " WHERE deleted_at IS NULL AND promise_kept_on IS NULL AND promise_due_on IS NOT NULL")
    db.execute("CREATE INDEX visitor_registers_day ON visitor_registers (date, id) WHERE deleted_at IS NULL")


@MIGRATIONS()
def m0002_names(db: Database) -> None:
    """Who came, for the list and the search."""
    db.execute("ALTER TABLE visitor_registers ADD COLUMN visitor_names TEXT")
    db.execute("UPDATE visitor_registers SET visitor_names = (SELECT group_concat(v.value ->> 'visitor_name', ' ')"
               " FROM json_each(visitors) v) WHERE visitors IS NOT NULL")
