"""The tables of returned satisfaction sheets. A released step is never edited."""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

MIGRATIONS = Migrations("surveys")


@MIGRATIONS()
def m0001_create(db: Database) -> None:
    """The first shape."""
    db.execute("""
        CREATE TABLE satisfaction_sheets (
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
            name TEXT,
            employer INTEGER REFERENCES customers (id),
            contact TEXT,
            awareness_channel TEXT,
            awareness_channel_other TEXT,
            products_purchased TEXT,
            product_function TEXT,
            product_quality TEXT,
            product_price TEXT,
            product_packaging TEXT,
            product_competitiveness TEXT,
            needs_fulfilment TEXT,
            work_attitude TEXT,
            sense_of_responsibility TEXT,
            service_efficiency TEXT,
            technical_level TEXT,
            complaint_handling TEXT,
            repair_quality TEXT,
            fault_resolution TEXT,
            overall_service TEXT,
            service_improvements_wanted TEXT,
            product_suggestions TEXT,
            answered_on TEXT,
            survey_plan INTEGER,
            is_valid INTEGER,
            invalid_reason TEXT
        ) STRICT""")
    db.execute("CREATE INDEX satisfaction_sheets_employer ON satisfaction_sheets (employer, answered_on)")
    db.execute("CREATE INDEX satisfaction_sheets_day"
               " ON satisfaction_sheets (answered_on, id) WHERE deleted_at IS NULL")
