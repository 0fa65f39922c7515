"""The tables of call-back plans and records. A released step is never edited."""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

MIGRATIONS = Migrations("visits")


@MIGRATIONS()
def m0001_create(db: Database) -> None:
    """The first shape."""
    db.execute("""
        CREATE TABLE callback_plans (
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
            filled_on TEXT,
            callback_specialist INTEGER REFERENCES staff (id),
            planned_customer INTEGER NOT NULL REFERENCES customers (id),
            planned_date TEXT NOT NULL,
            purpose TEXT,
            callback_mode TEXT,
            place TEXT,
            expected_cost INTEGER,
            supervisor_opinion TEXT,
            remarks TEXT,
            attached_information_sheet INTEGER,
            callback_content TEXT,
            appointment TEXT,
            materials_prepared TEXT,
            approved_on TEXT,
            start_time TEXT,
            duration INTEGER,
            state TEXT
        ) STRICT""")
    db.execute("""
        CREATE TABLE callback_records (
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
            callback_date TEXT NOT NULL,
            customer_visited INTEGER NOT NULL REFERENCES customers (id),
            visitor INTEGER REFERENCES staff (id),
            key_points TEXT,
            product_fit_satisfaction TEXT,
            visit_notes TEXT,
            customer_opinions TEXT,
            countermeasures TEXT,
            remarks TEXT,
            leader_opinion TEXT,
            reviewed_on TEXT,
            callback_plan INTEGER REFERENCES callback_plans (id)
        ) STRICT""")
    db.execute("CREATE INDEX callback_plans_customer ON callback_plans (planned_customer, planned_date)")
    db.execute("CREATE INDEX callback_plans_day ON callback_plans (planned_date, id) WHERE deleted_at IS NULL")
    db.execute("CREATE INDEX callback_records_customer ON callback_records (customer_visited, callback_date)")
    db.execute("CREATE INDEX callback_records_day"
               " ON callback_records (callback_date, id) WHERE deleted_at IS NULL")
    db.execute("CREATE INDEX callback_records_plan ON callback_records (callback_plan)")
