"""The tables of complaints. A released step is never edited."""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

MIGRATIONS = Migrations("complaints")


@MIGRATIONS()
def m0001_create(db: Database) -> None:
    """The first shape."""
    db.execute("""
        CREATE TABLE complaints (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            uid TEXT NOT NULL UNIQUE,
            form_version INTEGER NOT NULL,
            extra TEXT,
            created_at TEXT NOT NULL,
            created_by TEXT NOT NULL,
            changed_at TEXT NOT NULL,
            changed_by TEXT NOT NULL,
            deleted_at TEXT,
            complaint_no TEXT NOT NULL UNIQUE,
            received_at TEXT NOT NULL,
            channel TEXT,
            customer INTEGER NOT NULL REFERENCES customers (id),
            complainant INTEGER REFERENCES contacts (id),
            contact TEXT,
            subject TEXT,
            product TEXT,
            severity TEXT,
            is_dispute INTEGER,
            content TEXT NOT NULL,
            customer_request TEXT,
            accepted_by INTEGER REFERENCES staff (id),
            first_response_at TEXT,
            responsible_department TEXT,
            owner INTEGER REFERENCES staff (id),
            solution TEXT,
            resolved_at TEXT,
            result TEXT,
            customer_satisfied INTEGER,
            status TEXT
        ) STRICT""")
    db.execute("CREATE INDEX complaints_customer ON complaints (customer, received_at)")
    db.execute("CREATE INDEX complaints_received ON complaints (received_at, id) WHERE deleted_at IS NULL")
    db.execute("CREATE INDEX complaints_open ON complaints (status, customer) WHERE deleted_at IS NULL")
