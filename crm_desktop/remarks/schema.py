"""The table of remarks. A released step is never edited."""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

MIGRATIONS = Migrations("remarks")


@MIGRATIONS()
def m0001_create(db: Database) -> None:
    """One text per report and period."""
    db.execute("""
        CREATE TABLE report_remarks (
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
            report TEXT NOT NULL,
            period TEXT NOT NULL,
            remarks TEXT
        ) STRICT""")
    db.execute("CREATE INDEX report_remarks_of ON report_remarks (report, period) WHERE deleted_at IS NULL")
